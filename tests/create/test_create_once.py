"""One meeting for one form, however often it is sent and whatever answers are lost on the way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from tests.support.meeting_form import IN_DIALOG, NEW, created, fields_of, filled, form_in, meetings_called
from tests.support.pages import read
from tests.support.planting import ALEX
from tests.support.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db(transaction=True)

SUBJECT = "Only once"
LOST = {"method": "POST", "path": "/me/events", "drop": "after"}


def count(sandbox: Sandbox) -> int:
    """How many meetings were made."""
    return len(meetings_called(sandbox, ALEX, SUBJECT))


def test_double_click(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex, subject=SUBJECT)
    first, second = alex.post(NEW, form), alex.post(NEW, form)
    assert first["Location"] == second["Location"]
    assert [call["status"] for call in created(sandbox)] == [201, 201]
    assert count(sandbox) == 1


def test_double_click_in_the_dialog(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex, subject=SUBJECT)
    pages = [read(alex.post(NEW, form, headers=IN_DIALOG)) for _ in range(2)]
    assert len({page.one("a[data-join]")["href"] for page in pages}) == 1
    assert count(sandbox) == 1


def test_many_clicks_at_the_same_moment(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex, subject=SUBJECT)
    sandbox.patch(latency_ms=100)
    barrier = Barrier(4)

    def click(number: int) -> str:
        client = Client(SERVER_NAME="localhost")
        client.cookies = alex.cookies
        barrier.wait()
        try:
            return str(client.post(NEW, form)["Location"])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        pages = set(threads.map(click, range(4)))
    assert len(pages) == 1
    assert len(created(sandbox)) == 4
    assert count(sandbox) == 1


def test_lost_answer_is_asked_for_again(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex, subject=SUBJECT)
    sandbox.faults(LOST)
    assert alex.post(NEW, form).status_code == 302
    first, second = created(sandbox)
    assert first["body"] == second["body"]
    assert (first["status"], second["status"]) == (None, 201)
    assert count(sandbox) == 1


def test_call_that_never_arrived_is_made_again(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex, subject=SUBJECT)
    sandbox.faults({**LOST, "drop": "before"})
    assert alex.post(NEW, form).status_code == 302
    assert count(sandbox) == 1


@pytest.mark.parametrize("headers", [{}, IN_DIALOG])
def test_sent_again_after_all_answers_were_lost(
    alex: Client, sandbox: Sandbox, headers: dict[str, str]
) -> None:
    form = filled(alex, subject=SUBJECT)
    sandbox.faults({**LOST, "times": 2})
    page = read(alex.post(NEW, form, headers=headers), 503)
    assert "Microsoft 365 is busy or out of reach." in page.one("[role=alert]").text
    again = fields_of(form_in(page))
    assert {**again, "csrfmiddlewaretoken": ""} == {**form, "csrfmiddlewaretoken": ""}
    assert alex.post(NEW, again, headers=headers).status_code in (200, 302)
    assert count(sandbox) == 1


def test_changed_after_a_lost_answer_is_told_and_not_doubled(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex, subject=SUBJECT, body="First thoughts")
    sandbox.faults({**LOST, "times": 2})
    alex.post(NEW, form)
    page = read(alex.post(NEW, {**form, "body": "Second thoughts"}), 409)
    (made,) = meetings_called(sandbox, ALEX, SUBJECT)
    notice = page.one("[role=alert]")
    assert "Microsoft already made a meeting from this form, before you changed it." in notice.text
    assert "First thoughts" in read(alex.get(notice.one("a")["href"])).one("main .text").text
    assert fields_of(form_in(page))["body"] == "Second thoughts"
    assert made["body"]["content"].count("thoughts") == 1


def test_sent_once_more_after_that_makes_a_second_one(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex, subject=SUBJECT)
    alex.post(NEW, form)
    page = read(alex.post(NEW, {**form, "location": "Elsewhere"}, headers=IN_DIALOG), 409)
    assert count(sandbox) == 1
    again = fields_of(form_in(page))
    assert again["transaction_id"] != form["transaction_id"]
    alex.post(NEW, again, headers=IN_DIALOG)
    assert sorted(e["location"]["displayName"] for e in meetings_called(sandbox, ALEX, SUBJECT)) == [
        "",
        "Elsewhere",
    ]


def test_two_forms_are_two_meetings(alex: Client, sandbox: Sandbox) -> None:
    for _ in range(2):
        alex.post(NEW, filled(alex, subject=SUBJECT))
    assert count(sandbox) == 2


def test_told_to_wait_a_moment_it_waits_and_asks_again(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex, subject=SUBJECT)
    sandbox.faults(
        {"method": "POST", "path": "/me/events", "status": 429, "headers": {"Retry-After": "0.128"}}
    )
    assert alex.post(NEW, form).status_code == 302
    assert [call["status"] for call in created(sandbox)] == [429, 201]
