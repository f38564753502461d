"""What the board shows, as its address has it: which days, as list or week, narrowed by filters and words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from meetings.calendar import Span

LIST, WEEK = "list", "week"
# A week of so many days is Monday to Friday, on whatever day weeks begin.
WORKING_WEEK = 5


@dataclass(frozen=True, slots=True)
class Shown:
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
    def unfiltered(self) -> Shown:
        """The same without filters and words."""
        return self.but(only=(), words="")

    @property
    def without_words(self) -> Shown:
        return self.but(words="")

    @property
    def span(self) -> Span:
        """The days to read."""
        if not self.is_week:
            return Span(self.first, self.days)
        return Span(self.first, self.days, 0 if self.days == WORKING_WEEK else self.weekday)

    @property
    def query(self) -> list[tuple[str, str]]:
        """The members of the address, without what is the default."""
        query = [("view", WEEK)] if self.is_week else []
        if self.first:
            query.append(("day", self.first.isoformat()))
        if self.days != (self.week_days if self.is_week else self.list_days):
            query.append(("days", str(self.days)))
        query += [("show", name) for name in self.only]
        if self.words:
            query.append(("q", self.words))
        if self.month:
            query.append(("month", f"{self.month:%Y-%m}"))
        return query

    @property
    def address(self) -> str:
        """The address that asks for exactly this."""
        return f"{reverse('agenda')}?{urlencode(self.query)}" if self.query else reverse("agenda")

    def but(self, **changes: Any) -> Shown:
        """The same with other values for some members."""
        return replace(self, **changes)

    def at(self, day: date | None) -> Shown:
        """As much from another day on, None for today; days of weekends are seen in weeks of seven days."""
        hides = (
            self.is_week and self.days == WORKING_WEEK and day is not None and day.weekday() >= WORKING_WEEK
        )
        return self.but(first=day, days=7 if hides else self.days, month=None)

    def moved(self, begins: date, steps: int) -> Shown:
        """As many days later (earlier when negative) as `steps` times what is shown from `begins`."""
        length = 7 if self.is_week else self.days
        return self.but(first=begins + timedelta(days=steps * length), month=None)

    def as_list(self) -> Shown:
        """The same days as a list of the usual length."""
        return self.but(view=LIST, days=self.list_days)

    def as_week(self, days: int | None = None) -> Shown:
        """The week around the first day, with so many days or the usual number."""
        return self.but(view=WEEK, days=days or self.week_days)


def address_of_day(day: date | None) -> str:
    """The address of the board at one day, today when None."""
    return f"{reverse('agenda')}?{urlencode({'day': day.isoformat()})}" if day else reverse("agenda")
