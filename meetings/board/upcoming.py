"""What lies ahead: the list that a browser may keep for when it is offline, and what to be reminded of."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from meetings.board.up_next import is_meeting, mark
from meetings.events import Agenda, Event, zones

# Nobody keeps a page open for longer without it being refreshed.
_REMINDED = timedelta(days=1)


def upcoming_by_day(agenda: Agenda, now: datetime) -> dict[date, list[Event]]:
    """The events that are not over and not cancelled, by the day on which they are next, in their order."""
    today = zones.today(agenda.zone, now)
    days: dict[date, list[Event]] = {}
    for event in agenda.events:
        if event.is_cancelled or (event.last_day < today if event.is_all_day else event.end <= now):
            continue
        begins = event.first_day if event.is_all_day else event.start.astimezone(agenda.zone).date()
        days.setdefault(max(begins, agenda.first, today), []).append(event)
    return dict(sorted(days.items()))


def to_remind(events: Iterable[Event], now: datetime, dismissed: Collection[str]) -> dict[str, Event]:
    """The meetings of the next day that the person did not dismiss, by their marks (board.up_next)."""
    coming = {mark(event): event for event in events if is_meeting(event)}
    return {
        name: event
        for name, event in coming.items()
        if now - timedelta(minutes=1) < event.start <= now + _REMINDED and name not in dismissed
    }
