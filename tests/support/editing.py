"""Changing a meeting: the form as a browser sends it, and what reaches Microsoft."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.test import Client

from tests.support import outlook
from tests.support.meeting_form import fields_of, form_in
from tests.support.pages import Page, read
from tests.support.planting import AGENDA, ALEX, Json, daily, event, guests
from tests.support.sandbox_process import Sandbox

SUBJECT = "Design review"
IN_DIALOG = {
    "HX-Request": "true",
    "HX-Target": "meeting-form",
    "HX-Current-URL": f"http://localhost{AGENDA}",
}
ONLINE: Json = {"isOnlineMeeting": True, "onlineMeetingProvider": "teamsForBusiness"}


def plant(sandbox: Sandbox, **members: Any) -> str:
    """The id of a meeting of Alex on DAY from three to four."""
    return str(sandbox.plant(ALEX, event(SUBJECT, **members))["id"])


def plant_online(sandbox: Sandbox, html: str = "<p>First thoughts</p>", *people: str) -> Json:
    """A meeting of Alex as Microsoft makes it: with link, and the join block below the text."""
    return outlook.create(
        sandbox,
        ALEX,
        event(SUBJECT, body={"contentType": "html", "content": html}, attendees=guests(*people), **ONLINE),
    )


def plant_series(sandbox: Sandbox, **members: Any) -> tuple[str, list[str]]:
    """A meeting of Alex on five days from DAY on: the id of the series and those of its occurrences."""
    series_id = plant(sandbox, recurrence=daily(5), **members)
    found = outlook.instances(sandbox, ALEX, series_id, "2031-03-07", "2031-03-20")
    return series_id, [each["id"] for each in found]


def address(event_id: str, action: str = "edit") -> str:
    return f"/meetings/{event_id}/{action}/"


def fields(client: Client, event_id: str, query: str = "") -> dict[str, str]:
    """The form of an event as a browser would send it untouched."""
    return fields_of(form_in(read(client.get(f"{address(event_id)}{query}"))))


def save(
    client: Client, event_id: str, form: dict[str, str], script: bool = False, /, **typed: str
) -> HttpResponseBase:
    """Send the form with something typed into it."""
    headers = IN_DIALOG if script else {}
    return client.post(address(event_id), form | typed, headers=headers)


def change(client: Client, sandbox: Sandbox, event_id: str, **typed: str) -> Json:
    """Open the form, type, send it; what travelled in the only PATCH."""
    form = fields(client, event_id)
    answer = save(client, event_id, form, **typed)
    assert answer.status_code == 302, getattr(answer, "content", b"").decode()
    (call,) = patches(sandbox)
    body: Json = call["body"]
    return body


def patches(sandbox: Sandbox) -> list[Json]:
    """The calls of the product that changed an event, in order."""
    return [call for call in sandbox.requests() if call["method"] == "PATCH" and _is_ours(call)]


def sent(sandbox: Sandbox, *methods: str) -> list[tuple[str, str]]:
    """Method and last part of the path of those calls of the product that change something."""
    return [
        (call["method"], call["path"].rsplit("/", 1)[-1])
        for call in sandbox.requests()
        if call["method"] in (methods or ("POST", "PATCH", "DELETE"))
        and _is_ours(call)
        and "events" in call["path"]
    ]


def said(client: Client, answer: HttpResponseBase) -> str:
    """The messages on the page that the person comes to."""
    page = read(client.get(answer["Location"])) if answer.status_code == 302 else read(answer)
    around = page.all("#messages") or [page]
    return " ".join(message.text for message in around[0].all(".message"))


def now_in_calendar(page: Page) -> dict[str, str]:
    """What stands beside the fields about what the event holds now: field -> text."""
    return {
        box.all("input")[0]["name"] if box.all("input") else box.all("textarea")[0]["name"]: box.one(
            ".theirs"
        ).text.removeprefix("Now in the calendar: ")
        for box in page.all(".field-now")
        if box.all(".theirs")
    }


def _is_ours(call: Json) -> bool:
    return str(call["headers"].get("User-Agent", "")).startswith("Meetboard/")
