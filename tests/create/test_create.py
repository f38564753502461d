"""Creating a meeting: what is sent to Microsoft, and the meeting that is there then."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from meetings.wording.state import grouped
from tests.conftest import SignIn
from tests.support.meeting_form import (
    NEW,
    created,
    fields_of,
    filled,
    form_in,
    make,
    make_in_dialog,
    meetings_called,
)
from tests.support.pages import read
from tests.support.planting import ADELE, AGENDA, ALEX, DAY, Json
from tests.support.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db

AS_DOCUMENTED = {
    "subject": "Prep for autumn",
    "location": "Cordova conference room",
    "attendees": f"Adele Vance <{ADELE}>",
    "body": "Does this time work for you?",
    "allow_new_time_proposals": "on",
}


def body_sent(sandbox: Sandbox) -> Json:
    """The event that was asked for, in the only call that did."""
    (call,) = created(sandbox)
    body: Json = call["body"]
    return body


def test_sent_as_documented(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex, **AS_DOCUMENTED)
    sandbox.forget_requests()
    page = make(alex, form)
    (call,) = created(sandbox)
    assert (call["path"], call["status"]) == ("/me/events", 201)
    assert call["headers"]["Prefer"] == 'outlook.timezone="Pacific Standard Time"'
    assert call["body"] == {
        "subject": "Prep for autumn",
        "body": {"contentType": "html", "content": "<p>Does this time work for you?</p>"},
        "start": {"dateTime": f"{DAY}T13:00:00", "timeZone": "Pacific Standard Time"},
        "end": {"dateTime": f"{DAY}T14:00:00", "timeZone": "Pacific Standard Time"},
        "location": {"displayName": "Cordova conference room"},
        "attendees": [{"emailAddress": {"address": ADELE, "name": "Adele Vance"}, "type": "required"}],
        "allowNewTimeProposals": True,
        "isOnlineMeeting": True,
        "onlineMeetingProvider": "teamsForBusiness",
        "transactionId": form["transaction_id"],
    }
    (stored,) = meetings_called(sandbox, ALEX, "Prep for autumn")
    assert page.one("a[data-join]")["href"] == stored["onlineMeeting"]["joinUrl"]
    assert page.one("#messages .message").text == (
        "“Prep for autumn” is in your calendar. It is held with Microsoft Teams. 1 guest is invited."
    )


def test_one_call_to_create(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex)
    sandbox.forget_requests()
    alex.post(NEW, form)
    assert [(call["method"], call["path"]) for call in sandbox.requests()] == [("POST", "/me/events")]


def test_dialog_shows_the_link_and_the_numbers(alex: Client, sandbox: Sandbox) -> None:
    page = make_in_dialog(alex, filled(alex, **AS_DOCUMENTED))
    (stored,) = meetings_called(sandbox, ALEX, "Prep for autumn")
    info = stored["onlineMeeting"]
    assert not page.all("html")
    assert page.one("h2").text == "Meeting created"
    assert page.one("a[data-join]")["href"] == info["joinUrl"]
    link, invitation, number = (button["data-copy"] for button in page.all("[data-copy]"))
    assert (link, number) == (info["joinUrl"], info["conferenceId"])
    assert link in invitation
    assert grouped(number) in invitation
    assert info["tollNumber"] in page.text


def test_stands_in_the_agenda(alex: Client) -> None:
    make(alex, filled(alex))
    row = read(alex.get(AGENDA)).one("li[data-event]")
    assert (row["data-online"], row["data-provider"]) == ("joinable", "teamsForBusiness")
    assert row.one(".row-start").text == "13:00"


def test_another_calendar_is_posted_to_by_its_id(alex: Client, sandbox: Sandbox) -> None:
    options = read(alex.get(NEW)).all("select[name=calendar] option")
    product_team = next(option["value"] for option in options if option.text == "Product team")
    sandbox.forget_requests()
    page = make(alex, filled(alex, calendar=product_team))
    (call,) = created(sandbox)
    assert call["path"] == f"/me/calendars/{product_team}/events"
    assert "Product team" in page.one("dl.facts").text


def test_meeting_that_is_not_online(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex)
    del form["online"], form["provider"]
    page = make(alex, form)
    assert body_sent(sandbox)["isOnlineMeeting"] is False
    assert "onlineMeetingProvider" not in body_sent(sandbox)
    assert not page.all("a[data-join]")
    assert page.one("#messages .message").text == "“Prep for customer meeting” is in your calendar."


def test_provider_is_named_even_when_none_was_chosen(alex: Client, sandbox: Sandbox) -> None:
    make(alex, filled(alex, provider=""))
    assert body_sent(sandbox)["onlineMeetingProvider"] == "teamsForBusiness"


def test_other_allowed_provider(alex: Client, sandbox: Sandbox) -> None:
    page = make(alex, filled(alex, provider="skypeForBusiness"))
    assert body_sent(sandbox)["onlineMeetingProvider"] == "skypeForBusiness"
    assert page.one("#joining")["data-provider"] == "skypeForBusiness"
    assert "It is held with Skype for Business." in page.one("#messages .message").text


def test_proposals_of_another_time_can_be_refused(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex)
    del form["allow_new_time_proposals"]
    make(alex, form)
    assert body_sent(sandbox)["allowNewTimeProposals"] is False


def test_agenda_text_is_sent_as_text_of_an_html_body(alex: Client, sandbox: Sandbox) -> None:
    make(alex, filled(alex, body="First <script>alert(1)</script>\r\nSecond & last"))
    assert body_sent(sandbox)["body"] == {
        "contentType": "html",
        "content": "<p>First &lt;script&gt;alert(1)&lt;/script&gt;<br>Second &amp; last</p>",
    }


def test_hostile_words_stay_words(alex: Client, sandbox: Sandbox) -> None:
    hostile = "<b>Bold</b> <script>alert(1)</script> \" onload='x'"
    page = make(alex, filled(alex, subject=hostile, location=hostile, body=hostile))
    main = page.one("main")
    assert body_sent(sandbox)["subject"] == hostile
    assert main.one("h1").text == hostile
    assert main.one(".text").text == hostile
    assert hostile in main.one("dl.facts").text
    assert not main.all("script") + main.all("b")


def test_times_are_in_the_persons_zone(sign_in: SignIn, sandbox: Sandbox) -> None:
    xia = sign_in("XiaW@contoso.OnMicrosoft.com")
    assert "China Standard Time" in read(xia.get(NEW)).text
    make(xia, filled(xia))
    (call,) = created(sandbox)
    assert call["headers"]["Prefer"] == 'outlook.timezone="China Standard Time"'
    assert call["body"]["start"] == {"dateTime": f"{DAY}T13:00:00", "timeZone": "China Standard Time"}


@pytest.mark.parametrize(
    "settings", [{"status": 403}, {"status": 200, "body": {"timeZone": "tzone://Microsoft/Custom"}}]
)
def test_browsers_zone_when_the_mailbox_has_none_to_use(
    alex: Client, sandbox: Sandbox, settings: Json
) -> None:
    alex.cookies["meetboard_zone"] = "Europe/Berlin"
    sandbox.faults({"path": "mailboxSettings", **settings})
    make(alex, filled(alex))
    assert body_sent(sandbox)["start"]["timeZone"] == "W. Europe Standard Time"


def test_fresh_form_holds_a_suggestion(alex: Client) -> None:
    first, second = (fields_of(form_in(read(alex.get(f"{NEW}?day={DAY}")))) for _ in range(2))
    assert (first["start"], first["end"]) == (f"{DAY}T09:00", f"{DAY}T09:30")
    assert (first["online"], first["provider"]) == ("on", "teamsForBusiness")
    assert uuid.UUID(first["transaction_id"]) != uuid.UUID(second["transaction_id"])
