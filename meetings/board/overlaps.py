"""Which meetings compete for the same time."""

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
    """With how many others an event overlaps, and the other one when it is one."""

    count: int
    other: Event | None


def find_overlaps(events: Iterable[Event], mailbox: Mailbox) -> dict[str, Overlap]:
    """The overlaps by id of the event, for events that have any; n log n for n events.

    Events that claim nobody's time do not count: of whole days or of no length, cancelled, declined, shown as
    free, or in somebody else's calendar. One may begin when another ends.
    """
    claims = sorted((e for e in events if _claims_time(e, mailbox)), key=lambda e: (e.start, e.end))
    starts = [event.start for event in claims]
    ends = sorted(event.end for event in claims)
    # Of the events up to each one, that which ends last.
    longest: list[Event] = list(accumulate(claims, _later_end))
    found = {}
    for number, event in enumerate(claims):
        count = bisect_left(starts, event.end) - bisect_right(ends, event.start) - 1
        if count == 1:
            is_before = number > 0 and longest[number - 1].end > event.start
            found[event.id] = Overlap(1, longest[number - 1] if is_before else claims[number + 1])
        elif count:
            found[event.id] = Overlap(count, None)
    return found


def overlap_of(owner: str, event: Event, day: date, viewer: Viewer, now: datetime) -> Overlap | None:
    """With what an event of `day` that was read alone overlaps, going by the list that was seen lately."""
    last = recent_day(owner, day, viewer, now)
    if last is None:
        return None
    others = (other for other in last.events if other.id != event.id)
    return find_overlaps([*others, event], last.mailbox).get(event.id)


def _later_end(one: Event, two: Event) -> Event:
    return one if one.end > two.end else two


def _claims_time(event: Event, mailbox: Mailbox) -> bool:
    is_on = not (event.is_cancelled or event.is_declined or event.is_free)
    is_timed = not event.is_all_day and event.start < event.end
    return is_on and is_timed and (event.calendar is None or mailbox.is_own(event.calendar))
