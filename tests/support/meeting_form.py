"""The form for a new meeting: what a person types, what a browser sends, what reaches Microsoft."""

from __future__ import annotations

import uuid

from django.test import Client

from tests.support.pages import Element, Page, read
from tests.support.planting import DAY, Json
from tests.support.sandbox_process import Sandbox

NEW = "/meetings/new/"
IN_DIALOG = {"HX-Request": "true", "HX-Target": "meeting-form", "HX-Current-URL": "http://localhost/"}
"""Headers of the form in the dialog of the agenda."""


def typed(**changes: str) -> dict[str, str]:
    """A form filled in for an hour on DAY, with a transaction id of its own."""
    return {
        "subject": "Prep for customer meeting",
        "start": f"{DAY}T13:00",
        "end": f"{DAY}T14:00",
        "online": "on",
        "provider": "teamsForBusiness",
        "attendees": "",
        "location": "",
        "body": "",
        "transaction_id": str(uuid.uuid4()),
        **changes,
    }


def filled(client: Client, **changes: str) -> dict[str, str]:
    """A fresh form as a browser sends it, with `changes` typed in."""
    fresh = fields_of(form_in(read(client.get(NEW))))
    return fresh | typed(transaction_id=fresh["transaction_id"], **changes)


def make(client: Client, form: dict[str, str]) -> Page:
    """Send the form without script; the page that the person comes to."""
    answer = client.post(NEW, form)
    assert answer.status_code == 302, answer.content.decode()
    return read(client.get(answer["Location"]))


def make_in_dialog(client: Client, form: dict[str, str]) -> Page:
    """Send the form from the dialog; what the dialog shows then."""
    answer = client.post(NEW, form, headers=IN_DIALOG)
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#dialog-content", "innerHTML")
    assert answer["HX-Trigger"] == "agenda-changed"
    return read(answer)


def fields_of(form: Element) -> dict[str, str]:
    """What a browser sends for `form` when its submit button, which has no name, is pressed."""
    fields: dict[str, str] = {}
    for tag in ("input", "textarea", "select"):
        for field in form.all(tag):
            value = _value(field)
            if "name" in field and "disabled" not in field and value is not None:
                fields[field["name"]] = value
    return fields


def form_in(page: Element) -> Element:
    """The form for a new meeting."""
    return page.one("form#meeting-form")


def error_at(page: Element, name: str) -> str:
    """What is said at the field `name`; empty when nothing is."""
    around = [box for box in page.all(".field-wrong") if box.all(f"[name={name}]")]
    around += page.all("fieldset.providers") if name == "provider" else []
    around += page.all("#held-with") if name == "online" else []
    return " ".join(said.text for box in around for said in box.all("ul.errorlist"))


def created(sandbox: Sandbox) -> list[Json]:
    """The calls that asked Microsoft for a new event, in order."""
    return [call for call in sandbox.requests() if call["method"] == "POST" and "events" in call["path"]]


def meetings_called(sandbox: Sandbox, user: str, subject: str) -> list[Json]:
    """The events in a mailbox with that subject."""
    return [event for event in sandbox.events(user) if event["subject"] == subject]


def _value(field: Element) -> str | None:
    """The value of a field, None when nothing is sent for it."""
    given = field.attributes.get("value")
    if field.tag == "textarea":
        return field.raw_text.replace("\n", "\r\n")
    if field.tag == "select":
        options = field.all("option")
        chosen = [option for option in options if "selected" in option] or options[:1]
        return chosen[0]["value"] if chosen else None
    if field.attributes.get("type") in ("checkbox", "radio"):
        return ("on" if given is None else given) if "checked" in field else None
    return given or ""
