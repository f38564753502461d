"""Chooses the meetings that are up next, tells their phases, and finds those that "Join next" opens.

Pure functions of the events, the person's dismissals and the time. Meetings are timed events that are neither
cancelled nor declined.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from meetings.events import OFFLINE, Event

# How long before its start a meeting can be joined; two meetings this far apart still count as adjoining.
JOIN_EARLY = timedelta(minutes=10)
# A meeting this close is shown as up next even if it is tomorrow's.
NEAR = timedelta(hours=3)
# How long before the start the phase SOON begins; how long after the start RUNNING begins; how long before
# the end ENDING begins.
_COUNTED = timedelta(hours=1)
_JUST_STARTED = timedelta(minutes=10)
_ENDS_SOON = timedelta(minutes=5)

AHEAD, SOON, DUE = "ahead", "soon", "due"
STARTING, STARTED, RUNNING, ENDING = "starting", "started", "running", "ending"


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of a meeting, from `begins` on; minutes are counted to or from `zero`. Both are in UTC."""

    name: str
    begins: datetime
    zero: datetime

    @property
    def is_time_to_join(self) -> bool:
        return self.name not in (AHEAD, SOON)


@dataclass(frozen=True, slots=True)
class UpNext:
    """The meetings that the head of the page shows.

    `first` is the main one, `others` follow ordered by start. `first` is None when nothing is left today;
    `later` is then the next meeting after today, if one is known. `dismissed` says whether dismissed meetings
    are left out.
    """

    first: Event | None
    others: tuple[Event, ...] = ()
    later: Event | None = None
    dismissed: bool = False


def choose_up_next(
    events: Iterable[Event], now: datetime, today_ends: datetime, dismissed: Collection[str]
) -> UpNext:
    """Today's running meetings or else its next ones, with those that overlap or adjoin them.

    A meeting that begins within NEAR of `now` counts even after midnight. A meeting that is not online, or is
    shown as free, never keeps an online one from being `first`. `dismissed` are marks.
    """
    coming = _coming(events, now)
    near = [meeting for meeting in coming if meeting.start < max(today_ends, now + NEAR)]
    candidates = [meeting for meeting in near if mark(meeting) not in dismissed]
    if not candidates:
        later = next((meeting for meeting in coming if meeting not in near), None)
        return UpNext(None, later=later, dismissed=bool(near))
    meetings = _together(candidates, now)
    latest_start = _latest_adjoining_start(meetings[:1])
    first = next((m for m in meetings if _is_online_and_busy(m) and m.start <= latest_start), meetings[0])
    others = tuple(meeting for meeting in meetings if meeting is not first)
    return UpNext(first, others, dismissed=len(candidates) < len(near))


def to_join(events: Iterable[Event], now: datetime, dismissed: Collection[str] = ()) -> list[Event]:
    """The meetings that "Join next" can open: those that can be joined now, else those that begin next.

    Only meetings with a join link count. `dismissed` are marks.
    """
    candidates = [m for m in _coming(events, now) if m.join_url and mark(m) not in dismissed]
    return [m for m in candidates if is_time_to_join(m, now)] or _first(candidates)


def remaining_phases(meeting: Event, now: datetime) -> tuple[Phase, ...]:
    """The current phase of a meeting and the later ones; none when it is over. Short meetings skip some."""
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
    """A hash of the event's id, time, link and subject: it changes when they do, and reveals none of them."""
    parts = (event.id, event.start.isoformat(), event.end.isoformat(), event.online.join_url, event.subject)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def takes_place(event: Event) -> bool:
    """Whether the event is neither cancelled nor declined."""
    return not event.is_cancelled and not event.is_declined


def is_meeting(event: Event) -> bool:
    """Whether the event takes place and has a time of day."""
    return takes_place(event) and not event.is_all_day


def is_time_to_join(event: Event, now: datetime) -> bool:
    """Whether the event is a meeting that can be joined: from ten minutes before its start until its end."""
    return is_meeting(event) and event.start - JOIN_EARLY <= now < event.end


def next_start(events: Iterable[Event], now: datetime) -> datetime | None:
    """When the next meeting after `now` begins, in UTC; None when there is none."""
    return min((event.start for event in events if is_meeting(event) and event.start > now), default=None)


def _coming(events: Iterable[Event], now: datetime) -> list[Event]:
    """The meetings that are not over, ordered by start and end."""
    coming = (event for event in events if is_meeting(event) and event.end > now)
    return sorted(coming, key=lambda event: (event.start, event.end))


def _together(meetings: Sequence[Event], now: datetime) -> list[Event]:
    """The meetings to show together, in the order of `meetings`.

    These are all running ones, or else those that begin next; of the rest, the next ones and the next online
    ones if they overlap or adjoin these, and those that can be joined already. If none of these is online,
    the next online ones are added.
    """
    leading = [meeting for meeting in meetings if meeting.start <= now] or _first(meetings)
    latest_start = _latest_adjoining_start(leading)
    rest = [meeting for meeting in meetings if meeting.start > leading[-1].start]
    online = _first([meeting for meeting in rest if _is_online_and_busy(meeting)])
    adjoining = [meeting for meeting in (*_first(rest), *online) if meeting.start <= latest_start]
    due = [meeting for meeting in rest if is_time_to_join(meeting, now)]
    if not any(map(_is_online_and_busy, (*leading, *adjoining, *due))):
        due += online
    return [meeting for meeting in meetings if meeting in (*leading, *adjoining, *due)]


def _first(meetings: Sequence[Event]) -> list[Event]:
    """The meetings that begin at the same time as the first one."""
    return [meeting for meeting in meetings if meeting.start == meetings[0].start]


def _latest_adjoining_start(meetings: Sequence[Event]) -> datetime:
    """The latest start of another meeting that overlaps or adjoins one of `meetings`."""
    return max(meeting.end for meeting in meetings) + JOIN_EARLY


def _is_online_and_busy(meeting: Event) -> bool:
    return meeting.state != OFFLINE and not meeting.is_free
