"""Finds meetings that overlap in time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate

from meetings.events import Event, Mailbox, Viewer
from meetings.outlook.agenda import recent_day


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many other events an event overlaps with; `other` is that event when there is only one."""

    count: int
    other: Event | None


def find_overlaps(events: Iterable[Event], mailbox: Mailbox) -> dict[str, Overlap]:
    """The overlaps, keyed by event id, for the events that have any. Takes n log n time for n events.

    Ignores events that do not take the person's time: all-day events, events of no length, cancelled and
    declined ones, those shown as free, and those in other people's calendars. Events that only touch, one
    ending when the other begins, do not overlap.
    """
    claims = sorted((e for e in events if _claims_time(e, mailbox)), key=lambda e: (e.start, e.end))
    starts = [event.start for event in claims]
    ends = sorted(event.end for event in claims)
    # For each position, the event up to there that ends last.
    last_to_end: list[Event] = list(accumulate(claims, _later_end))
    overlaps = {}
    for number, event in enumerate(claims):
        count = bisect_left(starts, event.end) - bisect_right(ends, event.start) - 1
        if count == 1:
            is_before = number > 0 and last_to_end[number - 1].end > event.start
            overlaps[event.id] = Overlap(1, last_to_end[number - 1] if is_before else claims[number + 1])
        elif count:
            overlaps[event.id] = Overlap(count, None)
    return overlaps


def overlap_of(owner: str, event: Event, day: date, viewer: Viewer, now: datetime) -> Overlap | None:
    """The overlap of a single event with the other events of `day`, as they were read last.

    None when it has no overlap or the other events are not known.
    """
    agenda = recent_day(owner, day, viewer, now)
    if agenda is None:
        return None
    others = (other for other in agenda.events if other.id != event.id)
    return find_overlaps([*others, event], agenda.mailbox).get(event.id)


def _later_end(one: Event, two: Event) -> Event:
    return one if one.end > two.end else two


def _claims_time(event: Event, mailbox: Mailbox) -> bool:
    is_busy = not (event.is_cancelled or event.is_declined or event.is_free)
    is_timed = not event.is_all_day and event.start < event.end
    return is_busy and is_timed and (event.calendar is None or mailbox.is_own(event.calendar))
