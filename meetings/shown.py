"""What the board shows, as its address has it: which days, as list or week, narrowed by filters and words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from meetings.calendar import Span

LIST, WEEK = "list", "week"


@dataclass(frozen=True, slots=True)
class Shown:
    """What one address of the board asks for.

    `first` is None for today. `only` are names of filters, `words` are searched for. `usual` is the number of
    days that this person sees without asking for another; weeks begin on `weekday` (0 is Monday).
    """

    view: str
    first: date | None
    days: int
    usual: int
    weekday: int
    only: tuple[str, ...] = ()
    words: str = ""

    @property
    def is_week(self) -> bool:
        return self.view == WEEK

    @property
    def is_narrowed(self) -> bool:
        return bool(self.only or self.words)

    @property
    def span(self) -> Span:
        """The days to read."""
        return Span(self.first, self.days, self.weekday if self.is_week else None)

    @property
    def address(self) -> str:
        """The address that asks for exactly this, without what is the default."""
        query: list[tuple[str, str]] = []
        if self.is_week:
            query.append(("view", WEEK))
        if self.first:
            query.append(("day", self.first.isoformat()))
        if self.days != self.usual:
            query.append(("days", str(self.days)))
        query += [("show", name) for name in self.only]
        if self.words:
            query.append(("q", self.words))
        return f"{reverse('agenda')}?{urlencode(query)}" if query else reverse("agenda")

    def but(self, **changes: Any) -> Shown:
        """The same with other values for some members."""
        return replace(self, **changes)

    def moved(self, begins: date, steps: int) -> Shown:
        """As many days later (earlier when negative) as `steps` times what is shown from `begins`."""
        length = 7 if self.is_week else self.days
        return self.but(first=begins + timedelta(days=steps * length))


def address_of_day(day: date | None) -> str:
    """The address of the board at one day, today when None."""
    return f"{reverse('agenda')}?{urlencode({'day': day.isoformat()})}" if day else reverse("agenda")
