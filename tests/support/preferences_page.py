"""The page of settings in tests: what stands in its form, and how a browser sends it."""

from __future__ import annotations

from typing import TypeAlias

from django.http import HttpResponse
from django.test import Client

from tests.support.meeting_form import fields_of
from tests.support.pages import Element, Page, read

SETTINGS = "/settings/"
Fields: TypeAlias = dict[str, str | list[str]]


def form_in(page: Element) -> Element:
    """The form with the settings."""
    return page.one("form.settings")


def fields(page: Page) -> Fields:
    """What a browser sends of the form as it stands, every tick included."""
    form = form_in(page)
    ticked = [box["value"] for box in form.all("input[name=calendars]") if "checked" in box]
    listed = [field["value"] for field in form.all("input[name=listed]")]
    return {**fields_of(form), "calendars": ticked, "listed": listed}


def send(client: Client, **changes: str | list[str] | None) -> HttpResponse:
    """Open the page, change what is given (None: leave it out, as an open switch is) and send it."""
    form = fields(read(client.get(SETTINGS)))
    sent = {name: value for name, value in {**form, **changes}.items() if value is not None}
    return client.post(SETTINGS, sent)  # type: ignore[return-value]


def choose(client: Client, **changes: str | list[str] | None) -> Page:
    """Change settings successfully; the page that the person comes to."""
    answer = send(client, **changes)
    assert answer.status_code == 302, answer.content.decode()
    return read(client.get(answer["Location"]))


def calendar_ids(page: Element) -> dict[str, str]:
    """The calendars listed: name -> id."""
    return {
        label.one(".tick-name").all("span")[0].text: label.one("input")["value"]
        for label in page.all("label.tick")
    }


def ticked(page: Element) -> list[str]:
    """The names of the calendars that are ticked."""
    return [
        label.one(".tick-name").all("span")[0].text
        for label in page.all("label.tick")
        if "checked" in label.one("input")
    ]
