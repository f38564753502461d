"""Sums up a day in one line: meetings that need an answer, and the longest free time.

Pure functions of the events and the time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import TypeAlias
from zoneinfo import ZoneInfo

from meetings.board import up_next
from meetings.events import Agenda, Event, WorkingHours, zones

# Assumed when the mailbox has no working hours.
USUAL_HOURS = WorkingHours(tuple(range(7)), time(9), time(17))
# Free time that is shorter than this is not worth mentioning.
USEFUL = timedelta(minutes=30)
# Today's free time begins at the next quarter of an hour, not at an odd minute.
_QUARTER = timedelta(minutes=15)

TimeRange: TypeAlias = tuple[datetime, datetime]
"""Start and end, in UTC."""


@dataclass(frozen=True, slots=True)
class DaySummary:
    """What the heading of a day says beside the number of its meetings.

    `unanswered` is how many meetings need the person's answer. `free` is the longest time without meetings
    in the working hours, the first one if there are several; None if it is shorter than half an hour, on days
    off and on days without meetings.
    """

    unanswered: int
    free: TimeRange | None


def day_summaries(agenda: Agenda, now: datetime) -> dict[date, DaySummary]:
    """The summary of each day of `agenda`; what is over by `now` does not count."""
    meetings = sorted(filter(up_next.is_meeting, agenda.events), key=lambda meeting: meeting.start)
    days = [agenda.first + timedelta(days=number) for number in range(agenda.days + 1)]
    hours = agenda.mailbox.working_hours or USUAL_HOURS
    summaries = {}
    for day, after in pairwise(days):
        begins, ends = zones.day_start(day, agenda.zone), zones.day_start(after, agenda.zone)
        meetings_of_day = [m for m in meetings if m.overlaps(begins, ends)]
        unanswered = sum(m.response == "notResponded" and m.end > now for m in meetings_of_day)
        is_working_day = meetings_of_day and day.weekday() in hours.weekdays
        working_time = _remaining_hours(day, hours, agenda.zone, now)
        free = longest_gap(meetings_of_day, working_time) if is_working_day else None
        summaries[day] = DaySummary(unanswered, free)
    return summaries


def longest_gap(meetings: Iterable[Event], time_range: TimeRange) -> TimeRange | None:
    """The longest time within `time_range` that is free of `meetings`, which must be ordered by start.

    None if it is shorter than USEFUL. Meetings shown as free take no time.
    """
    free_from, ends = time_range
    gaps = []
    for meeting in meetings:
        if not meeting.is_free:
            gaps.append((free_from, min(meeting.start, ends)))
            free_from = max(free_from, meeting.end)
    gaps.append((free_from, ends))
    longest = max(gaps, key=lambda gap: gap[1] - gap[0])
    return longest if longest[1] - longest[0] >= USEFUL else None


def _remaining_hours(day: date, hours: WorkingHours, zone: ZoneInfo, now: datetime) -> TimeRange:
    """The working hours of `day`; for today, from the next quarter of an hour on."""
    midnight, begins, ends = (
        datetime.combine(day, at, zone).astimezone(UTC) for at in (time.min, hours.begins, hours.ends)
    )
    next_quarter = midnight - (midnight - now) // _QUARTER * _QUARTER
    return max(begins, next_quarter), ends
