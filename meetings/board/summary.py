"""A day in a line: what waits for an answer, where there is time. Pure functions of events and clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import TypeAlias
from zoneinfo import ZoneInfo

from meetings.board import up_next
from meetings.events import Agenda, Event, WorkingHours, zones

# Of somebody whose mailbox does not tell when they work.
USUAL_HOURS = WorkingHours(tuple(range(7)), time(9), time(17))
# What is shorter is no time to do something in.
USEFUL = timedelta(minutes=30)
# Free time begins at no odd minute only because it is that minute now.
_QUARTER = timedelta(minutes=15)

Stretch: TypeAlias = tuple[datetime, datetime]
"""From and until, in UTC."""


@dataclass(frozen=True, slots=True)
class DaySummary:
    """What the head of a day says beside the number of its meetings.

    `unanswered` meetings still wait for the person's answer. `free` is the longest time without any in
    working hours, of several the first; None when none is half an hour long, and on days without meetings.
    """

    unanswered: int
    free: Stretch | None


def day_summaries(agenda: Agenda, now: datetime) -> dict[date, DaySummary]:
    """The summary of each day. Of today counts what is left of it; what is over has no free time any more."""
    meetings = sorted(filter(up_next.is_meeting, agenda.events), key=lambda meeting: meeting.start)
    days = [agenda.first + timedelta(days=number) for number in range(agenda.days + 1)]
    hours = agenda.mailbox.working_hours or USUAL_HOURS
    summaries = {}
    for day, after in pairwise(days):
        begins, ends = zones.day_start(day, agenda.zone), zones.day_start(after, agenda.zone)
        present = [m for m in meetings if m.overlaps(begins, ends)]
        unanswered = sum(m.response == "notResponded" and m.end > now for m in present)
        works = present and day.weekday() in hours.weekdays
        stretch = _left_of(day, hours, agenda.zone, now)
        summaries[day] = DaySummary(unanswered, longest_gap(present, stretch) if works else None)
    return summaries


def longest_gap(meetings: Iterable[Event], stretch: Stretch) -> Stretch | None:
    """The longest time within `stretch` that none of `meetings` takes, which are ordered by start."""
    free_from, ends = stretch
    gaps = []
    for meeting in meetings:
        if not meeting.is_free:
            gaps.append((free_from, min(meeting.start, ends)))
            free_from = max(free_from, meeting.end)
    gaps.append((free_from, ends))
    longest = max(gaps, key=lambda gap: gap[1] - gap[0])
    return longest if longest[1] - longest[0] >= USEFUL else None


def _left_of(day: date, hours: WorkingHours, zone: ZoneInfo, now: datetime) -> Stretch:
    """The working hours of `day`, of today from the next quarter of an hour on."""
    midnight, begins, ends = (
        datetime.combine(day, at, zone).astimezone(UTC) for at in (time.min, hours.begins, hours.ends)
    )
    next_quarter = midnight - (midnight - now) // _QUARTER * _QUARTER
    return max(begins, next_quarter), ends
