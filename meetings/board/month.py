"""The small month beside the board, week by week, with the number of meetings on the days shown.

Pure functions of dates and cards.
"""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.board.days import DayCard


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day in the month's table; `meetings` is their number, 0 on days that the board does not show."""

    date: date
    is_inside: bool
    is_today: bool
    is_shown: bool
    meetings: int


@dataclass(frozen=True, slots=True)
class Month:
    """All weeks that contain a day of the month, each with seven days; `first` is the month's first day."""

    first: date
    weeks: tuple[tuple[MonthDay, ...], ...]

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return (self.first + timedelta(days=31)).replace(day=1)


def month_grid(day: date, weekday: int, today: date, cards: Iterable[DayCard]) -> Month:
    """The month of `day`, its weeks beginning on `weekday` (0 is Monday); `cards` are the days shown."""
    cards_by_date = {card.date: card for card in cards}

    def month_day(each: date) -> MonthDay:
        card = cards_by_date.get(each)
        meetings = card.meetings if card else 0
        return MonthDay(each, each.month == day.month, each == today, card is not None, meetings)

    weeks = Calendar(weekday).monthdatescalendar(day.year, day.month)
    return Month(day.replace(day=1), tuple(tuple(map(month_day, week)) for week in weeks))
