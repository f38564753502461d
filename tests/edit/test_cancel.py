"""Canceling a meeting: who is told, what is sent, and what a second click finds."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.support import outlook
from tests.support.editing import IN_DIALOG, ONLINE, SUBJECT, address, plant, said, sent
from tests.support.meeting_form import error_at, fields_of, form_in
from tests.support.pages import read
from tests.support.planting import ADELE, AGENDA, ALEX, DAY, event, guests
from tests.support.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db

KIM = "kim@fabrikam.example"
ROOM = "Baker@contoso.onmicrosoft.com"
HOSTILE = "<script>alert(1)</script> & so on"


@pytest.fixture
def planned(sandbox: Sandbox) -> str:
    """A meeting of Alex with a guest and a room."""
    return plant(sandbox, attendees=[*guests(ADELE), *guests(ROOM, kind="resource")])


def form_of(client: Client, event_id: str) -> dict[str, str]:
    return fields_of(form_in(read(client.get(address(event_id, "cancel")))))


def test_guests_are_told_with_a_message(alex: Client, sandbox: Sandbox, planned: str) -> None:
    form = form_of(alex, planned)
    answer = alex.post(address(planned, "cancel"), form | {"comment": HOSTILE})
    (call,) = (call for call in sandbox.requests() if call["path"].endswith("/cancel"))
    assert (call["method"], call["body"], call["status"]) == ("POST", {"comment": HOSTILE}, 202)
    assert answer["Location"] == f"/?day={DAY}"
    assert said(alex, answer) == f"“{SUBJECT}” is cancelled. 1 guest is told."
    assert SUBJECT not in read(alex.get(AGENDA)).one("#agenda").text


def test_a_message_is_no_must(alex: Client, sandbox: Sandbox, planned: str) -> None:
    alex.post(address(planned, "cancel"), form_of(alex, planned))
    (call,) = (call for call in sandbox.requests() if call["path"].endswith("/cancel"))
    assert call["body"] == {}


def test_guests_find_it_cancelled(alex: Client, sandbox: Sandbox) -> None:
    made = outlook.create(sandbox, ALEX, event(SUBJECT, attendees=guests(ADELE), **ONLINE))
    alex.post(address(made["id"], "cancel"), form_of(alex, made["id"]))
    (copy,) = (found for found in sandbox.events(ADELE) if found["subject"].endswith(SUBJECT))
    assert copy["isCancelled"]


@pytest.mark.parametrize("people", [[], guests(ROOM, kind="resource")])
def test_without_guests_it_is_deleted(alex: Client, sandbox: Sandbox, people: list[dict[str, str]]) -> None:
    event_id = plant(sandbox, attendees=people)
    page = read(alex.get(address(event_id, "cancel")))
    assert page.one("h1").text == "Delete meeting"
    assert not page.all("textarea[name=comment]")
    answer = alex.post(address(event_id, "cancel"), fields_of(form_in(page)))
    assert sent(sandbox) == [("DELETE", event_id)]
    assert said(alex, answer) == f"“{SUBJECT}” is deleted."


def test_what_will_happen_is_said_before(alex: Client, sandbox: Sandbox, planned: str) -> None:
    consequences = read(alex.get(address(planned, "cancel"))).one(".consequences").text
    assert f"A cancellation is mailed to {ADELE}." in consequences
    assert "This cannot be undone" in consequences
    alone = read(alex.get(address(plant(sandbox), "cancel"))).one(".consequences").text
    assert "There are no guests, so nobody is mailed." in alone
    assert sent(sandbox) == []


def test_many_guests_are_counted(alex: Client, sandbox: Sandbox) -> None:
    people = [f"guest{number}@fabrikam.example" for number in range(9)]
    page = read(alex.get(address(plant(sandbox, attendees=guests(*people)), "cancel")))
    assert f"mailed to {', '.join(people[:3])} and 6 others." in page.one(".consequences").text


def test_the_dialog_closes_and_the_agenda_renews_itself(alex: Client, planned: str) -> None:
    headers = IN_DIALOG | {"HX-Target": "dialog-content"}
    dialog = read(alex.get(address(planned, "cancel"), headers=headers))
    assert not dialog.all("html")
    form = form_in(dialog)
    assert form["hx-post"] == address(planned, "cancel")
    answer = alex.post(form["hx-post"], fields_of(form), headers=IN_DIALOG)
    assert answer["HX-Trigger-After-Settle"] == "agenda-changed, dialog-done"
    assert said(alex, answer) == f"“{SUBJECT}” is cancelled. 1 guest is told."


def test_from_the_page_of_the_meeting_to_its_day(alex: Client, planned: str) -> None:
    headers = IN_DIALOG | {"HX-Current-URL": f"http://localhost/meetings/{planned}/"}
    answer = alex.post(address(planned, "cancel"), form_of(alex, planned), headers=headers)
    assert answer["HX-Redirect"] == f"/?day={DAY}"


@pytest.mark.parametrize("script", [True, False])
def test_gone_already_counts_as_done(alex: Client, sandbox: Sandbox, planned: str, script: bool) -> None:
    form = form_of(alex, planned)
    outlook.delete(sandbox, ALEX, planned)
    answer = alex.post(address(planned, "cancel"), form, headers=IN_DIALOG if script else {})
    assert said(alex, answer) == "That meeting is not in your calendar any more."
    assert sent(sandbox) == []
    if not script:
        assert answer["Location"] == f"/?day={DAY}"


def test_double_click(alex: Client, sandbox: Sandbox, planned: str) -> None:
    form = form_of(alex, planned)
    first, second = (alex.post(address(planned, "cancel"), form) for _ in range(2))
    assert first["Location"] == second["Location"] == f"/?day={DAY}"
    assert sent(sandbox) == [("POST", "cancel")]


@pytest.mark.parametrize("people", [[], guests(ADELE)])
@pytest.mark.parametrize("when", ["before", "after"])
def test_lost_answer(alex: Client, sandbox: Sandbox, people: list[dict[str, str]], when: str) -> None:
    event_id = plant(sandbox, attendees=people)
    form = form_of(alex, event_id)
    sandbox.faults({"method": "POST|DELETE", "path": "/me/events/[^/]+(/cancel)?$", "drop": when})
    assert alex.post(address(event_id, "cancel"), form).status_code == 302
    assert event_id not in [found["id"] for found in sandbox.events(ALEX)]


@pytest.mark.parametrize("headers", [{}, IN_DIALOG])
def test_busy_microsoft_costs_patience_and_no_text(
    alex: Client, sandbox: Sandbox, planned: str, headers: dict[str, str]
) -> None:
    form = form_of(alex, planned)
    sandbox.faults({"method": "POST", "path": "/cancel$", "status": 503, "times": 9})
    page = read(alex.post(address(planned, "cancel"), form | {"comment": HOSTILE}, headers=headers), 503)
    assert "Microsoft 365 is busy or out of reach." in page.one("[role=alert]").text
    assert fields_of(form_in(page))["comment"] == HOSTILE


def test_message_that_is_too_long(alex: Client, sandbox: Sandbox, planned: str) -> None:
    form = form_of(alex, planned) | {"comment": "x" * 5001}
    page = read(alex.post(address(planned, "cancel"), form), 422)
    assert error_at(page, "comment") == "Ensure this value has at most 5000 characters (it has 5001)."
    assert fields_of(form_in(page))["comment"] == "x" * 5001
    assert sent(sandbox) == []


def test_id_that_never_was_one_is_not_called_gone(alex: Client, sandbox: Sandbox) -> None:
    page = read(alex.post(address("nonsense", "cancel"), {}), 404)
    assert page.one("h1").text == "This meeting is not in your calendar."


def test_stale_page_brings_the_message_back(alex: Client, sandbox: Sandbox, planned: str) -> None:
    form = form_of(alex, planned)
    alex.handler.enforce_csrf_checks = True
    answer = alex.post(
        address(planned, "cancel"), form | {"comment": HOSTILE, "csrfmiddlewaretoken": "x" * 64}
    )
    assert fields_of(form_in(read(alex.get(answer["Location"]))))["comment"] == HOSTILE
    assert sent(sandbox) == []


def test_nothing_is_cancelled_by_looking(alex: Client, sandbox: Sandbox, planned: str) -> None:
    alex.get(address(planned, "cancel"))
    alex.head(address(planned, "cancel"))
    assert sent(sandbox) == []
