"""Pressing "Make online": what a browser sends, what reaches Microsoft, what comes back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.test import Client

from tests.support.pages import Element, Page
from tests.support.planting import AGENDA, ALEX, Json, event
from tests.support.sandbox_process import Sandbox

SUBJECT = "Price strategy"


def plant(sandbox: Sandbox, user: str = ALEX, **members: Any) -> str:
    """The id of a meeting planted on DAY."""
    return str(sandbox.plant(user, event(SUBJECT, **members))["id"])


def convert(client: Client, event_id: str, script: bool = True, **fields: str) -> HttpResponseBase:
    """Press "Make online" in the row of the agenda, with or without script."""
    headers = {"HX-Request": "true", "HX-Target": "e1", "HX-Current-URL": f"http://localhost{AGENDA}"}
    return client.post(
        f"/meetings/{event_id}/online/",
        {"provider": "teamsForBusiness"} | fields,
        headers=headers if script else {},
    )


def patches(sandbox: Sandbox) -> list[Json]:
    """The calls that changed an event, in order."""
    return [call for call in sandbox.requests() if call["method"] == "PATCH"]


def row_of(page: Page, event_id: str) -> Element:
    """The row of an event."""
    return page.one(f"[data-event={event_id}]")


def messages(page: Page) -> str:
    """What the messages on a page or fragment say."""
    return " ".join(message.text for message in page.all(".message"))
