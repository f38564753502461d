"""The events of some days together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

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
