"""A small month, week by week, with how many meetings its days are known to have. Pure functions of dates."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.board.days import DayCard


@dataclass(frozen=True, slots=True)
class Square:
    """A day in the month's table; `meetings` are those that are known of, on days that are not shown none."""

    date: date
    is_inside: bool
    is_today: bool
    is_shown: bool
    meetings: int


@dataclass(frozen=True, slots=True)
class Month:
    """The weeks that a month touches, each of seven days."""

    first: date
    weeks: tuple[tuple[Square, ...], ...]

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return (self.first + timedelta(days=31)).replace(day=1)


def month_grid(day: date, weekday: int, today: date, shown: Iterable[DayCard]) -> Month:
    """The month in which `day` lies, its weeks beginning on `weekday` (0 is Monday)."""
    cards = {card.date: card for card in shown}

    def square(each: date) -> Square:
        card = cards.get(each)
        known = card.meetings if card else 0
        return Square(each, each.month == day.month, each == today, card is not None, known)

    weeks = Calendar(weekday).monthdatescalendar(day.year, day.month)
    return Month(day.replace(day=1), tuple(tuple(map(square, week)) for week in weeks))
