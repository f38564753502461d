"""The events of some days together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from meetings import zones
from meetings.events.calendars import Calendar, Mailbox
from meetings.events.event import Event


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
