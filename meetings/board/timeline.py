"""Lays out the meetings of one day as a horizontal strip, in lanes where they overlap.

Positions and widths are percentages of the strip's width, as SVG writes them. They follow elapsed time, so
a day on which the clocks change has 23 or 25 hours.
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
# As a share of the strip's width: a narrower block would not be visible.
_NARROWEST = 0.01
# Heights of a lane and of its blocks, in pixels.
_LANE, _BLOCK = 16, 14


@dataclass(frozen=True, slots=True)
class TimelineBlock:
    """A meeting on the strip: `x` and `width` are percentages, `y` is in pixels."""

    event: Event
    x: str
    width: str
    y: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The strip of one day.

    `hours` are the times at which its hours begin, in UTC. `height` is in pixels. `now` is the position of
    the current time as a percentage, empty when that is not on the strip.
    """

    day: date
    hours: tuple[datetime, ...]
    blocks: tuple[TimelineBlock, ...]
    height: int
    now: str

    @property
    def is_long(self) -> bool:
        """Whether the strip has too many hours to label every one."""
        return len(self.hours) > 14


def of_day(
    events: Iterable[Event], day: date, zone: ZoneInfo, now: datetime, hours: WorkingHours | None = None
) -> Timeline | None:
    """The strip of `day`: its working hours, extended to include all meetings. None without meetings."""
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

    def share(self, time: datetime) -> float:
        """The position of a time, from 0 at the beginning to 1 at the end; times outside are at the edges."""
        inside = min(max(time, self.begins), self.ends)
        return (inside - self.begins) / (self.ends - self.begins)


def _blocks(meetings: Iterable[Event], strip: _Strip) -> Iterator[TimelineBlock]:
    """A block for each meeting, in the first free lane or else in the one that becomes free first."""
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
