"""Events at times of one day, seen at noon, for tests of what the clock makes of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from meetings.events import Event

LINK = "https://teams.microsoft.com/l/meetup-join/1"
LAGOS = ZoneInfo("Africa/Lagos")  # an hour before UTC
TODAY = date(2029, 6, 13)
CANCELLED: dict[str, Any] = {"isCancelled": True}
DECLINED: dict[str, Any] = {"responseStatus": {"response": "declined"}}
PENDING: dict[str, Any] = {"onlineMeeting": None}
REFUSED: dict[str, Any] = {"onlineMeeting": {"joinUrl": "javascript:alert(1)"}}


def at(clock: str, zone: ZoneInfo = LAGOS) -> datetime:
    """A moment of today."""
    return datetime.fromisoformat(f"{TODAY}T{clock}").replace(tzinfo=zone)


NOON = at("12:00")


def event(start: datetime, minutes: int = 30, **members: Any) -> Event:
    """A timed event without a link."""
    bounds = {
        name: {"dateTime": moment.astimezone(UTC).replace(tzinfo=None).isoformat(), "timeZone": "UTC"}
        for name, moment in (("start", start), ("end", start + timedelta(minutes=minutes)))
    }
    return Event.from_graph({"id": f"{start} {minutes}"} | bounds | members)


def online(start: datetime, minutes: int = 30, **members: Any) -> Event:
    """A timed event with a link."""
    link = {"isOnlineMeeting": True, "onlineMeeting": {"joinUrl": LINK}}
    return event(start, minutes, **(link | members))


def all_day(first: date, length: int = 1, **members: Any) -> Event:
    """An event of so many whole days."""
    bounds = {
        name: {"dateTime": f"{day}T00:00:00.0000000", "timeZone": "UTC"}
        for name, day in (("start", first), ("end", first + timedelta(days=length)))
    }
    return Event.from_graph({"id": f"{first} {length}", "isAllDay": True} | bounds | members)
