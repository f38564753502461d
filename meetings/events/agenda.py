"""A range of days, and the agenda: the events of such a range."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from meetings.events import zones
from meetings.events.calendars import Calendar, Mailbox
from meetings.events.event import Event


@dataclass(frozen=True, slots=True)
class DateRange:
    """`days` days from `first`, or from the person's today when `first` is None.

    With `weekday` (0 is Monday) the range starts on the last such weekday on or before that day. If it
    would end before that day, as five days from Monday do on a weekend, it starts on the next one.
    """

    first: date | None
    days: int
    weekday: int | None = None

    def first_day(self, today: date) -> date:
        """The first day of the range for a person whose date is `today`."""
        day = self.first or today
        if self.weekday is None:
            return day
        days_since = (day.weekday() - self.weekday) % 7
        return day + timedelta(days=7 - days_since if days_since >= self.days else -days_since)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The events of `days` days from `first`, ordered by start.

    `zone` is the time zone to show them in, `as_of` is when they were read (UTC). `withheld` are the
    calendars that the person may not read.
    """

    mailbox: Mailbox
    zone: ZoneInfo
    first: date
    days: int
    events: tuple[Event, ...]
    as_of: datetime
    withheld: tuple[Calendar, ...] = ()

    def narrow(self, first: date, days: int) -> Agenda:
        """The agenda for only `days` days from `first`, all of which it has to contain."""
        events = tuple(event for event in self.events if is_on_days(event, first, days, self.zone))
        return replace(self, first=first, days=days, events=events)


def is_on_days(event: Event, first: date, days: int, zone: ZoneInfo) -> bool:
    """Whether an event takes place on any of the `days` days from `first` in `zone`."""
    day_after = first + timedelta(days=days)
    if event.is_all_day:
        return event.first_day < day_after and event.last_day >= first
    return event.overlaps(zones.day_start(first, zone), zones.day_start(day_after, zone))
