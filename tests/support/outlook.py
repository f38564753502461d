"""What people do with their calendars elsewhere, straight at Graph and not through the product."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import requests

from tests.support.sandbox_process import Json, Sandbox


def calendar_id(sandbox: Sandbox, user: str, name: str) -> str:
    """The id of the calendar with that name."""
    calendars = _call(sandbox, user, "GET", "/me/calendars").json()["value"]
    return next(str(calendar["id"]) for calendar in calendars if calendar["name"] == name)


def create(sandbox: Sandbox, user: str, event: Json) -> Json:
    """Make an event in the default calendar; returns it, with what Graph made of it."""
    made: Json = _call(sandbox, user, "POST", "/me/events", event).json()
    return made


def find(sandbox: Sandbox, user: str, event_id: str) -> Json:
    """An event with its body in HTML, times in UTC."""
    found: Json = _call(sandbox, user, "GET", _path(event_id)).json()
    return found


def instances(sandbox: Sandbox, user: str, series_id: str, start: str, end: str) -> list[Json]:
    """The occurrences of a series between two days."""
    window = f"startDateTime={start}T00:00:00Z&endDateTime={end}T00:00:00Z&$top=100"
    found: list[Json] = _call(sandbox, user, "GET", f"{_path(series_id)}/instances?{window}").json()["value"]
    return sorted(found, key=lambda each: str(each["start"]["dateTime"]))


def change(sandbox: Sandbox, user: str, event_id: str, **members: Any) -> Json:
    """Change members of an event; returns it."""
    changed: Json = _call(sandbox, user, "PATCH", _path(event_id), members).json()
    return changed


def delete(sandbox: Sandbox, user: str, event_id: str) -> None:
    """Remove an event from its calendar."""
    _call(sandbox, user, "DELETE", _path(event_id))


def clear(sandbox: Sandbox, user: str) -> None:
    """Delete all events of a person, so that what is planted is all there is, at any hour."""
    token = sandbox.token(user)
    for event in sandbox.events(user):
        _call(sandbox, user, "DELETE", _path(event["id"]), token=token)


def _path(event_id: str) -> str:
    return f"/me/events/{quote(event_id, safe='')}"


def _call(
    sandbox: Sandbox, user: str, method: str, path: str, body: Json | None = None, token: str = ""
) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        headers = {"Authorization": f"Bearer {token or sandbox.token(user)}"}
        answer = session.request(
            method,
            f"{sandbox.graph_url}{path}",
            headers=headers,
            json=body,
            verify=str(sandbox.ca_file),
            timeout=10,
        )
    assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text[:500]}"
    return answer
