"""A day as a strip: each meeting a block as long as it lasts, side by side in lanes where they overlap.

Positions are percentages of the strip's width, as SVG writes them. They follow elapsed time, so a day on
which the clocks change has its 23 or 25 hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from meetings.board import up_next
from meetings.board.summary import USUAL_HOURS
from meetings.events import Event, WorkingHours, zones

_HOUR = timedelta(hours=1)
_MOST_LANES = 3
# Of the whole strip: a shorter block could not be seen.
_NARROWEST = 0.01
# Pixels that a lane takes, and its block.
_LANE, _BLOCK = 16, 14


@dataclass(frozen=True, slots=True)
class TimelineBlock:
    """A meeting on the strip; `y` in pixels."""

    event: Event
    x: str
    width: str
    y: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The strip of one day: the moments at which its hours begin, and `now` where that is on it."""

    day: date
    hours: tuple[datetime, ...]
    blocks: tuple[TimelineBlock, ...]
    height: int
    now: str

    @property
    def is_long(self) -> bool:
        """Whether it has too many hours to name each."""
        return len(self.hours) > 14


def of_day(
    events: Iterable[Event], day: date, zone: ZoneInfo, now: datetime, hours: WorkingHours | None = None
) -> Timeline | None:
    """The strip of `day`: the working hours, and more where meetings lie outside. None without meetings."""
    starts, ends = (zones.day_start(day + timedelta(days=n), zone).astimezone(UTC) for n in (0, 1))
    meetings = [event for event in events if up_next.is_meeting(event) and event.overlaps(starts, ends)]
    if not meetings:
        return None
    meetings.sort(key=lambda meeting: (meeting.start, meeting.end))
    work = hours or USUAL_HOURS
    opens, closes = (datetime.combine(day, at, zone).astimezone(UTC) for at in (work.begins, work.ends))
    earliest = min(max(starts, meetings[0].start), opens)
    latest = max(min(ends, max(meeting.end for meeting in meetings)), closes)
    begins = earliest.astimezone(zone).replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    length = -((begins - latest) // _HOUR)
    strip = _Strip(begins, begins + length * _HOUR)
    blocks = tuple(_blocks(meetings, strip))
    return Timeline(
        day=day,
        hours=tuple(begins + number * _HOUR for number in range(length)),
        blocks=blocks,
        height=max(block.y for block in blocks) + _BLOCK,
        now=_percent(strip.share(now)) if strip.begins <= now < strip.ends else "",
    )


@dataclass(frozen=True, slots=True)
class _Strip:
    begins: datetime
    ends: datetime

    def share(self, moment: datetime) -> float:
        """Where a moment is between the beginning, 0, and the end, 1; what lies outside is at the edge."""
        inside = min(max(moment, self.begins), self.ends)
        return (inside - self.begins) / (self.ends - self.begins)


def _blocks(meetings: Iterable[Event], strip: _Strip) -> Iterator[TimelineBlock]:
    """Each in the first lane that is free by then, or where it overlaps least when all lanes are taken."""
    taken_until: list[float] = []
    for meeting in meetings:
        start = min(strip.share(meeting.start), 1 - _NARROWEST)
        end = max(strip.share(meeting.end), start + _NARROWEST)
        lane = next((number for number, until in enumerate(taken_until) if until <= start), len(taken_until))
        if lane == _MOST_LANES:
            lane = taken_until.index(min(taken_until))
        taken_until[lane : lane + 1] = [max(end, *taken_until[lane : lane + 1], 0)]
        yield TimelineBlock(meeting, _percent(start), _percent(end - start), lane * _LANE)


def _percent(share: float) -> str:
    return f"{share:.2%}"
