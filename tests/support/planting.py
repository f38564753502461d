"""Events as Graph JSON, to be planted in the sandbox: on a day far off, or around this moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from tests.support.sandbox_process import Sandbox

Json: TypeAlias = dict[str, Any]

ALEX = "AlexW@contoso.OnMicrosoft.com"
ADELE = "AdeleV@contoso.OnMicrosoft.com"
MEGAN = "megan.bowen@outlook.com"

DAY = "2031-03-08"
"""A Saturday on which nothing is seeded; in the night after it clocks are put forward in Alex's zone."""
AGENDA = f"/?day={DAY}&days=1"
TEAMS_LINK = (
    "https://teams.microsoft.com/l/meetup-join/19%3ameeting_ODkyNWFm%40thread.v2/0?context=%7b%22Tid%22%3a"
    "%2298a79ebe%22%2c%22Oid%22%3a%2264339082%22%7d&p='(x)'"
)
"""Percent-encoded in lower case as Teams does it, with characters that HTML has to escape."""


def event(subject: str, at: str = "15:00", minutes: int = 60, **members: Any) -> Json:
    """An event on DAY from a wall time `at` in Alex's and Adele's zone."""
    start = datetime.fromisoformat(f"{DAY}T{at}")
    return {"subject": subject, **_times(start, minutes, "Pacific Standard Time"), **members}


def plant_review(sandbox: Sandbox, **members: Any) -> Json:
    """Plant Alex's "Design review" on DAY; returns it as stored."""
    return sandbox.plant(ALEX, {**event("Design review"), **members})


def around_now(subject: str, start: float, minutes: float = 30, **members: Any) -> Json:
    """An event that starts so many minutes from now (negative: ago)."""
    begins = datetime.now(UTC).replace(tzinfo=None) + timedelta(minutes=start)
    return {"subject": subject, **_times(begins, minutes, "UTC"), **members}


def online(link: str = TEAMS_LINK, provider: str = "teamsForBusiness", **info: Any) -> Json:
    """The members of an event that is online; an empty `link` is one still on its way."""
    return {
        "isOnlineMeeting": True,
        "onlineMeetingProvider": provider,
        "onlineMeeting": {"joinUrl": link, **info} if link else None,
    }


def organized_by(address: str, name: str = "", response: str = "accepted") -> Json:
    """The members of an event that somebody else organizes."""
    return {
        "organizer": {"emailAddress": {"name": name, "address": address}},
        "isOrganizer": False,
        "responseStatus": {"response": response, "time": "0001-01-01T00:00:00Z"},
    }


def guests(*addresses: str, kind: str = "required") -> list[Json]:
    """Attendees who have not answered."""
    status = {"response": "none", "time": "0001-01-01T00:00:00Z"}
    return [
        {"type": kind, "status": status, "emailAddress": {"name": address, "address": address}}
        for address in addresses
    ]


def daily(times: int) -> Json:
    """A recurrence on `times` days from DAY on."""
    return {
        "pattern": {"type": "daily", "interval": 1},
        "range": {"type": "numbered", "startDate": DAY, "numberOfOccurrences": times},
    }


def _times(start: datetime, minutes: float, zone: str) -> Json:
    end = start + timedelta(minutes=minutes)
    return {
        "start": {"dateTime": start.isoformat(), "timeZone": zone},
        "end": {"dateTime": end.isoformat(), "timeZone": zone},
    }
