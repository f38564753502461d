"""Some days in a row, and the events of them together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from meetings.events import zones
from meetings.events.calendars import Calendar, Mailbox
from meetings.events.event import Event


@dataclass(frozen=True, slots=True)
class DateRange:
    """Some days in a row: `days` days from `first`, or from the person's today when it is None.

    With `weekday` (0 is Monday) they begin on the last such day that is not after; where that leaves the day
    out, as a weekend after five days from Monday, on the next one.
    """

    first: date | None
    days: int
    weekday: int | None = None

    def begins(self, today: date) -> date:
        """The first of the days, for somebody for whom it is `today`."""
        day = self.first or today
        if self.weekday is None:
            return day
        past = (day.weekday() - self.weekday) % 7
        return day + timedelta(days=7 - past if past >= self.days else -past)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The events of `days` days from `first`, ordered by start, with the zone they are to be read in.

    `as_of` is when they were read, in UTC; `withheld` are calendars that the person may not read.
    """

    mailbox: Mailbox
    zone: ZoneInfo
    first: date
    days: int
    events: tuple[Event, ...]
    as_of: datetime
    withheld: tuple[Calendar, ...] = ()

    def part(self, first: date, days: int) -> Agenda:
        """The same of some of its days."""
        inside = tuple(event for event in self.events if is_inside(event, first, days, self.zone))
        return replace(self, first=first, days=days, events=inside)


def is_inside(event: Event, first: date, days: int, zone: ZoneInfo) -> bool:
    """Whether an event takes place on one of `days` days from `first` in `zone`."""
    past_last = first + timedelta(days=days)
    if event.is_all_day:
        return event.first_day < past_last and event.last_day >= first
    return event.overlaps(zones.day_start(first, zone), zones.day_start(past_last, zone))
