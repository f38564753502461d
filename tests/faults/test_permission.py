"""Permissions that are withdrawn while somebody is signed in: each has its sentence and its way out."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.support.meeting_form import NEW, created, fields_of, filled, form_in, meetings_called
from tests.support.pages import read, subjects
from tests.support.planting import AGENDA, ALEX, event
from tests.support.sandbox_process import Json, Sandbox
from tests.support.signing_in import sign_in_as

DENIED: Json = {
    "status": 403,
    "times": 99,
    "headers": {"request-id": "4b0b-b4ab"},
    "body": {"error": {"code": "ErrorAccessDenied", "message": "Access is denied."}},
}
TITLE = "Meetboard has no permission to read your calendar."


@pytest.fixture
def seen(alex: Client, sandbox: Sandbox) -> str:
    """The id of a meeting that Alex has seen in the agenda."""
    planted = sandbox.plant(ALEX, event("Talk"))
    assert subjects(read(alex.get(AGENDA))) == ["Talk"]
    sandbox.forget_requests()
    return str(planted["id"])


@pytest.mark.parametrize("path", ["^/me/", r"\$batch", ""])
def test_withdrawn_consent_says_what_can_be_done(
    alex: Client, sandbox: Sandbox, seen: str, path: str
) -> None:
    sandbox.faults({"path": path, **DENIED})
    page = read(alex.get(AGENDA), 403)
    assert page.one("main h1").text == TITLE
    assert "Sign in again to give it anew" in page.one("main").text
    assert "yours has to approve Meetboard" in page.one("main").text
    assert "4b0b-b4ab" in page.one("main details").text
    assert not page.all("li[data-event]")
    assert [call["path"] for call in sandbox.requests()] == ["/$batch"]


def test_signing_in_again_leads_back_to_the_day(alex: Client, sandbox: Sandbox, seen: str) -> None:
    sandbox.faults({"path": "^/me/", **DENIED, "times": 1})
    form = fields_of(read(alex.get(AGENDA), 403).one("form.sign-in"))
    assert form["next"] == AGENDA
    assert sign_in_as(alex, ALEX, form["next"])["Location"] == AGENDA
    assert subjects(read(alex.get(AGENDA))) == ["Talk"]


@pytest.mark.parametrize("page", ["/meetings/{}/", "/meetings/{}/join/"])
def test_withdrawn_consent_on_the_page_of_a_meeting(
    alex: Client, sandbox: Sandbox, seen: str, page: str
) -> None:
    sandbox.faults({"path": "^/me/", **DENIED})
    assert read(alex.get(page.format(seen)), 403).one("main h1").text == TITLE


def test_withdrawn_consent_when_a_meeting_is_made_online(alex: Client, sandbox: Sandbox, seen: str) -> None:
    sandbox.faults({"path": "^/me/", **DENIED})
    referrer = {"Referer": f"http://localhost{AGENDA}"}
    page = read(alex.post(f"/meetings/{seen}/online/", headers=referrer), 403)
    assert fields_of(page.one("form.sign-in"))["next"] == AGENDA


def test_withdrawn_consent_keeps_what_was_typed(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex, subject="Not lost")
    sandbox.faults({"path": "/me/events", **DENIED, "times": 1})
    page = read(alex.post(NEW, form), 403)
    assert "ask your administrator" in page.one(".notice").text
    alex.post(NEW, fields_of(form_in(page)))
    assert [call["status"] for call in created(sandbox)] == [403, 201]
    assert len(meetings_called(sandbox, ALEX, "Not lost")) == 1


def test_rights_in_one_calendar_withdrawn_meanwhile(alex: Client, sandbox: Sandbox, seen: str) -> None:
    sandbox.faults({"path": "/me/calendars/.*/calendarView", **DENIED, "times": 1})
    page = read(alex.get(AGENDA))
    assert subjects(page) == ["Talk"]
    assert "does not let you read it" in page.one("main .notice").text
    assert len(sandbox.requests()) == 1
