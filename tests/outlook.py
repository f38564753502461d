"""What people do with their calendars elsewhere, straight at Graph and not through the product."""

from __future__ import annotations

from urllib.parse import quote

import requests

from tests.sandbox_process import Sandbox


def calendar_id(sandbox: Sandbox, user: str, name: str) -> str:
    """The id of the calendar with that name."""
    calendars = _call(sandbox, user, "GET", "/me/calendars").json()["value"]
    return next(str(calendar["id"]) for calendar in calendars if calendar["name"] == name)


def delete(sandbox: Sandbox, user: str, event_id: str) -> None:
    """Remove an event from its calendar."""
    _call(sandbox, user, "DELETE", f"/me/events/{quote(event_id, safe='')}")


def _call(sandbox: Sandbox, user: str, method: str, path: str) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        headers = {"Authorization": f"Bearer {sandbox.token(user)}"}
        answer = session.request(
            method, f"{sandbox.graph_url}{path}", headers=headers, verify=str(sandbox.ca_file), timeout=10
        )
    assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text[:500]}"
    return answer
