"""What an address of the board asks for: which days, as list or week, narrowed by filters and words."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from meetings.events import DateRange, Event

LIST, WEEK = "list", "week"
# A week of so many days is Monday to Friday, on whatever day weeks begin.
WORKING_WEEK = 5


@dataclass(frozen=True, slots=True)
class BoardQuery:
    """What one address of the board asks for.

    `first` is None for today. `list_days` and `week_days` are how many days this person sees without asking
    for another number; weeks begin on `weekday` (0 is Monday). `only` are names of filters, `words` are
    searched for. `month` is a day in the month to show in small, None for that of the first day shown.
    """

    view: str
    first: date | None
    days: int
    list_days: int
    week_days: int
    weekday: int
    only: tuple[str, ...] = ()
    words: str = ""
    month: date | None = None

    @property
    def is_week(self) -> bool:
        return self.view == WEEK

    @property
    def is_narrowed(self) -> bool:
        return bool(self.only or self.words)

    @property
    def unfiltered(self) -> BoardQuery:
        """The same without filters and words."""
        return self.replace(only=(), words="")

    @property
    def without_words(self) -> BoardQuery:
        return self.replace(words="")

    @property
    def date_range(self) -> DateRange:
        """The days to read."""
        if not self.is_week:
            return DateRange(self.first, self.days)
        return DateRange(self.first, self.days, 0 if self.days == WORKING_WEEK else self.weekday)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The parameters of the address, without what is the default."""
        parameters = [("view", WEEK)] if self.is_week else []
        if self.first:
            parameters.append(("day", self.first.isoformat()))
        if self.days != (self.week_days if self.is_week else self.list_days):
            parameters.append(("days", str(self.days)))
        parameters += [("show", name) for name in self.only]
        if self.words:
            parameters.append(("q", self.words))
        if self.month:
            parameters.append(("month", f"{self.month:%Y-%m}"))
        return parameters

    @property
    def url(self) -> str:
        """The address that asks for exactly this."""
        return _board(self.parameters)

    def replace(self, **changes: Any) -> BoardQuery:
        """The same with other values for some members."""
        return dataclasses.replace(self, **changes)

    def at(self, day: date | None) -> BoardQuery:
        """As much from another day on, None for today; days of weekends are seen in weeks of seven days."""
        hides = (
            self.is_week and self.days == WORKING_WEEK and day is not None and day.weekday() >= WORKING_WEEK
        )
        return self.replace(first=day, days=7 if hides else self.days, month=None)

    def moved(self, begins: date, steps: int) -> BoardQuery:
        """As many days later (earlier when negative) as `steps` times what is shown from `begins`."""
        length = 7 if self.is_week else self.days
        return self.replace(first=begins + timedelta(days=steps * length), month=None)

    def as_list(self) -> BoardQuery:
        """The same days as a list of the usual length."""
        return self.replace(view=LIST, days=self.list_days)

    def as_week(self, days: int | None = None) -> BoardQuery:
        """The week around the first day, with so many days or the usual number."""
        return self.replace(view=WEEK, days=days or self.week_days)


def board_url(day: date | None) -> str:
    """The address of the board at one day, today when None."""
    return _board([("day", day.isoformat())] if day else [])


def day_of(event: Event) -> date:
    """The day that an event is listed on, in the person's zone."""
    return event.first_day if event.is_all_day else timezone.localdate(event.start)


def _board(parameters: list[tuple[str, str]]) -> str:
    return f"{reverse('agenda')}?{urlencode(parameters)}" if parameters else reverse("agenda")
