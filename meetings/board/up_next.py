"""What is up next: which meetings lead the page, which phase each is in, and which ones "join" means.

Pure functions of the events, of what the person dismissed, and of the clock. Meetings are the timed events
that take place: neither cancelled nor declined.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from meetings.events import OFFLINE, Event

# How long before its start a meeting is one to join; also how far apart two may be and still touch.
JOIN_EARLY = timedelta(minutes=10)
# Near enough to stand at the head of the page although it is tomorrow's.
NEAR = timedelta(hours=3)
# From when on minutes are counted to the start; how long a start is news; how long the end is announced.
_COUNTED = timedelta(hours=1)
_JUST_STARTED = timedelta(minutes=10)
_ENDS_SOON = timedelta(minutes=5)

AHEAD, SOON, DUE = "ahead", "soon", "due"
STARTING, STARTED, RUNNING, ENDING = "starting", "started", "running", "ending"


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a meeting's course; minutes are counted to or from the moment `zero`. Both in UTC."""

    name: str
    begins: datetime
    zero: datetime

    @property
    def is_time_to_join(self) -> bool:
        return self.name not in (AHEAD, SOON)


@dataclass(frozen=True, slots=True)
class UpNext:
    """What the head of the page shows.

    `first` leads, `others` follow in the order of their starts. Without `first` nothing is left, and `later`
    is what comes after today as far as is known. `dismissed` tells whether more would stand here otherwise.
    """

    first: Event | None
    others: tuple[Event, ...] = ()
    later: Event | None = None
    dismissed: bool = False


def choose_up_next(
    events: Iterable[Event], now: datetime, today_ends: datetime, dismissed: Collection[str]
) -> UpNext:
    """The running and the next meetings of today: both where they overlap or touch.

    One that begins soon after midnight counts too. One without a link, or of time that counts as free, never
    stands in the way of one with a link. `dismissed` holds marks.
    """
    coming = _coming(events, now)
    near = [meeting for meeting in coming if meeting.start < max(today_ends, now + NEAR)]
    wanted = [meeting for meeting in near if mark(meeting) not in dismissed]
    if not wanted:
        later = next((meeting for meeting in coming if meeting not in near), None)
        return UpNext(None, later=later, dismissed=bool(near))
    shown = _together(wanted, now)
    until = _edge(shown[:1])
    first = next((m for m in shown if _matters(m) and m.start <= until), shown[0])
    others = tuple(meeting for meeting in shown if meeting is not first)
    return UpNext(first, others, dismissed=len(wanted) < len(near))


def to_join(events: Iterable[Event], now: datetime, dismissed: Collection[str] = ()) -> list[Event]:
    """The meetings that "join" can mean now: those running or about to start, else the next ones.

    Only those with a link that may be opened.
    """
    candidates = [m for m in _coming(events, now) if m.join_url and mark(m) not in dismissed]
    return [m for m in candidates if is_time_to_join(m, now)] or _first(candidates)


def course(meeting: Event, now: datetime) -> tuple[Phase, ...]:
    """The phase that a meeting is in and those to come. A short meeting skips some; one over has none."""
    if meeting.end <= now:
        return ()
    start, end = meeting.start, meeting.end
    ending = Phase(ENDING, max(start, end - _ENDS_SOON), end)
    phases = [
        Phase(AHEAD, datetime.min.replace(tzinfo=UTC), start),
        Phase(SOON, start - _COUNTED, start),
        Phase(DUE, start - JOIN_EARLY, start),
        Phase(STARTING, start, start),
        Phase(STARTED, start + timedelta(minutes=1), start),
        Phase(RUNNING, start + _JUST_STARTED, end),
    ]
    phases = [*(phase for phase in phases if phase.begins < ending.begins), ending]
    return tuple(phases[sum(phase.begins <= now for phase in phases) - 1 :])


def mark(event: Event) -> str:
    """A hash that stays the same while the event's time, link and subject do, and reveals none of them."""
    parts = (event.id, event.start.isoformat(), event.end.isoformat(), event.online.join_url, event.subject)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def takes_place(event: Event) -> bool:
    """Whether it is neither cancelled nor declined."""
    return not event.is_cancelled and not event.is_declined


def is_meeting(event: Event) -> bool:
    """Whether it takes place at a certain time."""
    return takes_place(event) and not event.is_all_day


def is_time_to_join(event: Event, now: datetime) -> bool:
    """From ten minutes before the start of a meeting to its end."""
    return is_meeting(event) and event.start - JOIN_EARLY <= now < event.end


def next_start(events: Iterable[Event], now: datetime) -> datetime | None:
    """When the next meeting begins."""
    return min((event.start for event in events if is_meeting(event) and event.start > now), default=None)


def _coming(events: Iterable[Event], now: datetime) -> list[Event]:
    """The meetings that are not over, by start and end."""
    coming = (event for event in events if is_meeting(event) and event.end > now)
    return sorted(coming, key=lambda event: (event.start, event.end))


def _together(meetings: Sequence[Event], now: datetime) -> list[Event]:
    """The meetings to show, in their order.

    All that run now, or else the first to come. Beside them those that begin before these end or soon after,
    and those that can be joined already. If none of all these is online, the next online one as well.
    """
    shown = [meeting for meeting in meetings if meeting.start <= now] or _first(meetings)
    edge = _edge(shown)
    rest = [meeting for meeting in meetings if meeting.start > shown[-1].start]
    online = _first([meeting for meeting in rest if _matters(meeting)])
    adjoining = [meeting for meeting in (*_first(rest), *online) if meeting.start <= edge]
    due = [meeting for meeting in rest if is_time_to_join(meeting, now)]
    if not any(map(_matters, (*shown, *adjoining, *due))):
        due += online
    return [meeting for meeting in meetings if meeting in (*shown, *adjoining, *due)]


def _first(meetings: Sequence[Event]) -> list[Event]:
    """All that begin when the first one does."""
    return [meeting for meeting in meetings if meeting.start == meetings[0].start]


def _edge(meetings: Sequence[Event]) -> datetime:
    """Until when another one may begin to count as overlapping or touching one of these."""
    return max(meeting.end for meeting in meetings) + JOIN_EARLY


def _matters(meeting: Event) -> bool:
    """Whether it is online and asks for its time."""
    return meeting.state != OFFLINE and not meeting.is_free
