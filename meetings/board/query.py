"""The query in an address of the board: which days, as a list or a week, with which filters and words."""

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
# A week of this many days is Monday to Friday, whichever day the person's weeks begin on.
WORKING_WEEK = 5


@dataclass(frozen=True, slots=True)
class BoardQuery:
    """The query of one address of the board.

    `first` is the first day, None for today; `days` is how many to show. `list_days` and `week_days` are the
    person's usual numbers of days; weeks begin on `weekday` (0 is Monday). `only` are names of filters,
    `words` are searched for. `month` is a day in the month that the small month shows, None for the month of
    the first day shown.
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
        """The same query without filters and words."""
        return self.replace(only=(), words="")

    @property
    def without_words(self) -> BoardQuery:
        return self.replace(words="")

    @property
    def date_range(self) -> DateRange:
        """The days to read from Graph."""
        if not self.is_week:
            return DateRange(self.first, self.days)
        return DateRange(self.first, self.days, 0 if self.days == WORKING_WEEK else self.weekday)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The parameters of the address as pairs; those with their default value are left out."""
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
        """The address of this query."""
        return _url(self.parameters)

    def replace(self, **changes: Any) -> BoardQuery:
        """A copy of the query with the values in `changes`."""
        return dataclasses.replace(self, **changes)

    def at(self, day: date | None) -> BoardQuery:
        """The query that begins at `day`, None for today.

        A working week becomes a week of seven days if it would hide `day`, a Saturday or Sunday.
        """
        hides_day = (
            self.is_week and self.days == WORKING_WEEK and day is not None and day.weekday() >= WORKING_WEEK
        )
        return self.replace(first=day, days=7 if hides_day else self.days, month=None)

    def moved(self, begins: date, steps: int) -> BoardQuery:
        """The query `steps` pages later than the one that begins at `begins`; earlier if negative."""
        length = 7 if self.is_week else self.days
        return self.replace(first=begins + timedelta(days=steps * length), month=None)

    def as_list(self) -> BoardQuery:
        """The query for the usual number of days as a list, from the same first day."""
        return self.replace(view=LIST, days=self.list_days)

    def as_week(self, days: int | None = None) -> BoardQuery:
        """The query for the week of the first day, with `days` days or the usual number."""
        return self.replace(view=WEEK, days=days or self.week_days)


def board_url(day: date | None) -> str:
    """The address of the board that begins at `day`, None for today."""
    return _url([("day", day.isoformat())] if day else [])


def day_of(event: Event) -> date:
    """The first day of an event in the active zone."""
    return event.first_day if event.is_all_day else timezone.localdate(event.start)


def _url(parameters: list[tuple[str, str]]) -> str:
    return f"{reverse('agenda')}?{urlencode(parameters)}" if parameters else reverse("agenda")
