"""Selects upcoming events: the list that a browser keeps for offline use, and the meetings to remind of."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from meetings.board.up_next import is_meeting, mark
from meetings.events import Agenda, Event, zones

# How far ahead the page knows its reminders; an open page is refreshed long before that.
_REMINDED = timedelta(days=1)


def upcoming_by_day(agenda: Agenda, now: datetime) -> dict[date, list[Event]]:
    """The events that are neither over nor cancelled, by day, in the order of the agenda.

    An event that began earlier is under today or the agenda's first day, whichever is later.
    """
    today = zones.today(agenda.zone, now)
    days: dict[date, list[Event]] = {}
    for event in agenda.events:
        if event.is_cancelled or (event.last_day < today if event.is_all_day else event.end <= now):
            continue
        begins = event.first_day if event.is_all_day else event.start.astimezone(agenda.zone).date()
        days.setdefault(max(begins, agenda.first, today), []).append(event)
    return dict(sorted(days.items()))


def to_remind(events: Iterable[Event], now: datetime, dismissed: Collection[str]) -> dict[str, Event]:
    """The meetings that begin in the next 24 hours and are not `dismissed`, keyed by mark (board.up_next)."""
    meetings = {mark(event): event for event in events if is_meeting(event)}
    return {
        mark: event
        for mark, event in meetings.items()
        if now - timedelta(minutes=1) < event.start <= now + _REMINDED and mark not in dismissed
    }
