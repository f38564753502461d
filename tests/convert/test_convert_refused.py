"""Meetings that cannot be made online, and what is said when Microsoft does otherwise than asked."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import SignIn
from tests.support.converting import convert, messages, patches, plant, row_of
from tests.support.outlook import delete
from tests.support.pages import read
from tests.support.planting import (
    ADELE,
    AGENDA,
    ALEX,
    MEGAN,
    TEAMS_LINK,
    Json,
    event,
    guests,
    online,
    organized_by,
)
from tests.support.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(sandbox: Sandbox) -> str:
    """The id of a meeting of Alex that is not online."""
    return plant(sandbox, attendees=guests(ADELE))


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(
    ("members", "reason"),
    [
        (organized_by(ADELE, "Adele Vance"), "Only the organizer can make it online."),
        ({"isCancelled": True}, "It is cancelled."),
        (online("javascript:alert(1)"), "Its link does not look genuine, so it is not offered."),
    ],
)
def test_obstacle_is_the_answer_and_nothing_is_sent(
    alex: Client, sandbox: Sandbox, script: bool, members: Json, reason: str
) -> None:
    page = read(convert(alex, plant(sandbox, **members), script), 409)
    assert "This meeting cannot be made online." in page.text
    assert reason in page.text
    assert patches(sandbox) == []
    assert bool(page.all("html")) != script


def test_obstacle_is_in_the_row_instead_of_the_button(alex: Client, sandbox: Sandbox) -> None:
    invited = plant(sandbox, **organized_by(ADELE))
    row = row_of(read(alex.get(AGENDA)), invited)
    button = row.one(".hint button")
    assert row.one(f"#{button['aria-describedby']}").text == "Only the organizer can make it online."
    assert not row.all("form")


def test_read_only_calendar(alex: Client, sandbox: Sandbox) -> None:
    flight = next(found for found in sandbox.events(ALEX) if found["subject"].startswith("Flight"))
    assert "This calendar is read-only." in read(convert(alex, flight["id"]), 409).text
    assert patches(sandbox) == []


def test_calendar_that_allows_no_online_meetings(sign_in: SignIn, sandbox: Sandbox) -> None:
    page = read(convert(sign_in(MEGAN), plant(sandbox, MEGAN)), 409)
    assert "This calendar allows no online meetings." in page.text
    assert patches(sandbox) == []


def test_calendar_that_could_not_be_read_is_not_called_read_only(
    alex: Client, sandbox: Sandbox, planned: str
) -> None:
    sandbox.faults({"path": "/events/.*/calendar$", "status": 500, "times": 2})
    page = read(convert(alex, planned), 409)
    assert "Microsoft did not say which calendar it is in. Try again in a moment." in page.text


@pytest.mark.parametrize("members", [online(TEAMS_LINK), online("")])
def test_online_already_is_no_mistake(alex: Client, sandbox: Sandbox, members: Json) -> None:
    event_id = plant(sandbox, **members)
    page = read(convert(alex, event_id))
    assert messages(page) == "“Price strategy” is online already."
    assert row_of(page, event_id)["data-online"] in ("joinable", "pending")
    assert patches(sandbox) == []


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("provider", ["", "zoom", "unknown", "skypeForConsumer", "TEAMSFORBUSINESS"])
def test_provider_that_the_calendar_does_not_allow(
    alex: Client, sandbox: Sandbox, planned: str, provider: str, script: bool
) -> None:
    page = read(convert(alex, planned, script, provider=provider), 422)
    assert "Choose one of the providers that this calendar allows." in page.text
    assert "“Calendar” allows: Microsoft Teams, Skype for Business." in page.text
    assert patches(sandbox) == []


def test_conflict_is_tried_once_more(alex: Client, sandbox: Sandbox, planned: str) -> None:
    sandbox.patch(conflict_without_if_match=1)
    assert row_of(read(convert(alex, planned)), planned)["data-online"] == "joinable"
    first, second = patches(sandbox)
    assert (first["status"], second["status"]) == (412, 200)
    assert first["body"] == second["body"]


def test_lost_answer_does_not_make_a_second_link(alex: Client, sandbox: Sandbox, planned: str) -> None:
    sandbox.faults({"method": "PATCH", "path": "/me/events/", "drop": "after"})
    link = read(convert(alex, planned)).one("a[data-join]")["href"]
    (stored,) = [found for found in sandbox.events(ALEX) if found["id"] == planned]
    assert stored["onlineMeeting"]["joinUrl"] == link
    assert len(patches(sandbox)) == 2


@pytest.mark.parametrize("script", [True, False])
def test_second_conflict_is_told(alex: Client, sandbox: Sandbox, planned: str, script: bool) -> None:
    sandbox.patch(conflict_without_if_match=2)
    page = read(convert(alex, planned, script), 409)
    assert "This meeting was changed by somebody else at the same moment." in page.text
    assert page.all("details code")[0].text == "ErrorIrresolvableConflict"
    assert len(patches(sandbox)) == 2


def test_silent_refusal_is_told(alex: Client, sandbox: Sandbox) -> None:
    stored = sandbox.plant(ALEX, event("Price strategy"))
    sandbox.faults({"method": "PATCH", "path": "/me/events/", "status": 200, "body": stored})
    page = read(convert(alex, stored["id"]))
    assert page.one(".message")["data-level"] == "warning"
    assert "Microsoft 365 did not make it online. Your account may have no Teams license" in messages(page)
    assert row_of(page, stored["id"])["data-online"] == "offline"


def test_other_provider_than_asked_for_is_told(alex: Client, sandbox: Sandbox, planned: str) -> None:
    sandbox.patch(substitute_provider="skypeForBusiness")
    page = read(convert(alex, planned))
    assert "Microsoft used Skype for Business instead of Microsoft Teams." in messages(page)
    assert row_of(page, planned)["data-provider"] == "skypeForBusiness"


def test_late_link_is_asked_for_by_the_row(alex: Client, sandbox: Sandbox, planned: str) -> None:
    sandbox.patch(link_delay_reads=2)
    page = read(convert(alex, planned))
    assert "The link is on its way." in messages(page)
    seen = []
    while "hx-get" in (row := row_of(page, planned)):
        seen.append((row["data-online"], row["hx-trigger"]))
        page = read(alex.get(row["hx-get"], headers={"HX-Request": "true", "HX-Target": row["id"]}))
    assert seen == [("pending", f"load delay:{seconds}s") for seconds in (1, 2, 4)]
    assert row["data-online"] == "joinable"


def test_link_that_is_refused_is_told(alex: Client, sandbox: Sandbox) -> None:
    stored = sandbox.plant(ALEX, event("Price strategy"))
    odd = {**stored, **online("https://teams.microsoft.com.evil.example/")}
    sandbox.faults({"method": "PATCH", "path": "/me/events/", "status": 200, "body": odd})
    page = read(convert(alex, stored["id"]))
    assert "a link that does not look genuine" in messages(page)
    assert not page.all("a[data-join]")


@pytest.mark.parametrize("script", [True, False])
def test_event_of_somebody_else(alex: Client, sandbox: Sandbox, script: bool) -> None:
    hers = plant(sandbox, ADELE)
    page = read(convert(alex, hers, script), 404)
    assert "This meeting is not in your calendar." in page.text
    assert "Price strategy" not in page.text
    assert patches(sandbox) == []


def test_deleted_event(alex: Client, sandbox: Sandbox, planned: str) -> None:
    delete(sandbox, ALEX, planned)
    assert "It may have been deleted" in read(convert(alex, planned), 404).text


def test_event_deleted_at_the_last_moment(alex: Client, sandbox: Sandbox, planned: str) -> None:
    error = {"error": {"code": "ErrorItemNotFound", "message": "x"}}
    sandbox.faults({"method": "PATCH", "path": "/me/events/", "status": 404, "body": error})
    assert "It may have been deleted" in read(convert(alex, planned), 404).text


def test_needs_the_csrf_token(alex: Client, sandbox: Sandbox, planned: str) -> None:
    alex.handler.enforce_csrf_checks = True
    assert "This page is no longer valid." in read(convert(alex, planned), 403).text
    assert patches(sandbox) == []


def test_by_post_only(alex: Client, sandbox: Sandbox, planned: str) -> None:
    assert alex.get(f"/meetings/{planned}/online/").status_code == 405
    assert patches(sandbox) == []


@pytest.mark.parametrize("script", [True, False])
def test_sign_in_that_ran_out(alex: Client, sandbox: Sandbox, planned: str, script: bool) -> None:
    sandbox.faults({"path": "batch", "status": 401, "times": 2})
    answer = convert(alex, planned, script)
    if script:
        assert answer["HX-Redirect"].startswith("/accounts/sign-in/?next=")
    else:
        assert "Please sign in again" in read(answer, 401).text
    assert patches(sandbox) == []
