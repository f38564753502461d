"""Graph calls of the sandbox without sockets, for tests of what it answers."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

import pytest

from sandbox import transcript
from sandbox.graph.api import answer
from sandbox.graph.call import Answer
from sandbox.graph.mailbox import mailboxes
from sandbox.graph.planting import plant
from sandbox.people import PEOPLE
from sandbox.start_over import start_over

Json: TypeAlias = dict[str, Any]

SCOPES = frozenset({"User.Read", "Calendars.ReadWrite", "MailboxSettings.Read"})
TEAMS: Json = {"isOnlineMeeting": True, "onlineMeetingProvider": "teamsForBusiness"}
DAY = date(2019, 5, 7)
"""A Tuesday far from everything that is seeded."""
ADELE: Json = {"emailAddress": {"name": "Adele Vance", "address": "AdeleV@contoso.OnMicrosoft.com"}}


class Caller:
    """One person's calls."""

    def __init__(self, key: str, scopes: frozenset[str] = SCOPES) -> None:
        self.person = next(person for person in PEOPLE.values() if person.key == key)
        self.scopes = scopes

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        query: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """The answer, whatever its status; it is judged after the run as those over sockets are."""
        sent = {"method": method, "path": path, "query": query or {}, "headers": headers or {}, "body": body}
        given = answer(self.person, self.scopes, method, path, sent["query"], sent["headers"], body)
        text = "" if given.body is None else json.dumps(given.body)
        transcript.note_call({**sent, "status": given.status, "fault": False}, text, sign_in=False)
        return given

    def get(self, path: str, *, zone: str = "", **query: str) -> Json:
        """The body of a GET that succeeds; `select` and the like stand for `$select`."""
        headers = {"Prefer": f'outlook.timezone="{zone}"'} if zone else {}
        return self._body(self.call("GET", path, query=query, headers=headers), 200)

    def create(self, path: str = "/me/events", **members: Any) -> Json:
        """A new event, on DAY from nine to ten unless told otherwise."""
        return self._body(self.call("POST", path, event(**members)), 201)

    def patch(self, event_id: str, **members: Any) -> Json:
        """The event after a PATCH that succeeds."""
        return self._body(self.call("PATCH", f"/me/events/{event_id}", members), 200)

    def view(self, start: date = DAY, days: int = 1, /, **query: str) -> list[Json]:
        """One page of a calendar view, in the order of time."""
        window = {
            "startDateTime": f"{start}T00:00:00Z",
            "endDateTime": f"{start + timedelta(days)}T00:00:00Z",
        }
        body = self.get("/me/calendarView", **{"orderby": "start/dateTime", "top": "100", **window, **query})
        rows: list[Json] = body["value"]
        return rows

    def plant(self, **members: Any) -> Json:
        """An event planted exactly as given."""
        stored = plant(mailboxes[self.person.key], members)
        transcript.note({"planted": members, "stored": stored})
        return stored

    def _body(self, given: Answer, status: int) -> Json:
        assert given.status == status, given
        body: Json = given.body  # type: ignore[assignment]  # JSON without a type; a success has an object
        return body


as_alex, as_adele = Caller("alex"), Caller("adele")


@pytest.fixture
def fresh_tenant() -> None:
    """The sandbox in this process as it is after a start."""
    start_over()


def at(start: str = "09:00", end: str = "10:00", zone: str = "UTC", day: date = DAY) -> Json:
    """The start and end of an event, wall times of one day."""
    times = {"start": start, "end": end}
    return {name: {"dateTime": f"{day}T{wall}:00", "timeZone": zone} for name, wall in times.items()}


def event(**members: Any) -> Json:
    """The JSON of an event to create."""
    return {"subject": "Planning", **at(), **members}


def weekly(start: date = DAY, **range_: Any) -> Json:
    """A recurrence on the weekday of `start`."""
    pattern = {"type": "weekly", "interval": 1, "daysOfWeek": [f"{start:%A}"], "firstDayOfWeek": "sunday"}
    return {"pattern": pattern, "range": {"type": "noEnd", "startDate": start.isoformat(), **range_}}


def code(given: Answer) -> tuple[int, str]:
    """Status and error code of a refusal."""
    assert given.body is not None
    return given.status, given.body["error"]["code"]


def clock(row: Json, member: str = "start") -> datetime:
    """The wall time of an event's start or end."""
    return datetime.fromisoformat(row[member]["dateTime"])
