"""The form for a new meeting: what it offers, and what it says about what cannot be."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import SignIn
from tests.support.meeting_form import IN_DIALOG, NEW, created, error_at, fields_of, filled, form_in
from tests.support.outlook import calendar_id
from tests.support.pages import Page, read
from tests.support.planting import ALEX, DAY, MEGAN
from tests.support.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db

OTHER_CALENDAR = {"HX-Request": "true", "HX-Target": "held-with", "HX-Current-URL": "http://localhost/"}
TYPED = {
    "subject": "Ümläut 🎉 <b>",
    "attendees": "Adele Vance <adele@contoso.com>;\r\nkim@fabrikam.example",
    "location": 'Room "7"',
    "body": "\r\n  First\r\n\r\nSecond",
    "provider": "skypeForBusiness",
    "allow_new_time_proposals": "on",
}


def calendars(page: Page) -> dict[str, str]:
    """The calendars to choose from: name -> id."""
    return {option.text: option["value"] for option in page.all("select[name=calendar] option")}


def offers(page: Page) -> dict[str, str]:
    """The providers listed: value -> chosen, open, or what is said beside one that cannot be chosen."""
    return {
        radio["value"]: "chosen" if "checked" in radio else label.text if "disabled" in radio else "open"
        for label in page.all("fieldset.providers label")
        for radio in label.all("input")
    }


def test_page_and_dialog_hold_the_same_form(alex: Client) -> None:
    headers = {"HX-Request": "true", "HX-Target": "dialog-content", "HX-Current-URL": "http://localhost/"}
    page, dialog = read(alex.get(NEW)), read(alex.get(NEW, headers=headers))
    assert page.one("h1").text == dialog.one("h2").text == "New meeting"
    assert fields_of(form_in(page)).keys() == fields_of(form_in(dialog)).keys()
    assert not dialog.all("html")
    assert (form_in(page)["action"], form_in(dialog)["hx-post"]) == (NEW, NEW)
    assert "hx-post" not in form_in(page)


def test_only_calendars_to_write_to_are_offered(alex: Client) -> None:
    assert list(calendars(read(alex.get(NEW)))) == ["Calendar", "Product team"]


def test_providers_of_the_calendar_its_default_chosen_others_with_the_reason(alex: Client) -> None:
    assert offers(read(alex.get(NEW))) == {
        "teamsForBusiness": "chosen",
        "skypeForBusiness": "open",
        "skypeForConsumer": "Skype not allowed by this calendar",
    }


def test_retired_provider_is_labelled(alex: Client) -> None:
    label = next(box for box in read(alex.get(NEW)).all("label") if "Skype for Business" in box.text)
    assert "closed in July 2021" in label.text


@pytest.mark.parametrize("headers", [{}, OTHER_CALENDAR])
def test_change_of_calendar_refreshes_the_providers(
    alex: Client, sandbox: Sandbox, headers: dict[str, str]
) -> None:
    product_team = calendars(read(alex.get(NEW)))["Product team"]
    form = filled(alex, **TYPED, calendar=product_team)
    page = read(alex.post(NEW, {**form, "refresh": "1"}, headers=headers))
    assert offers(page) == {
        "teamsForBusiness": "chosen",
        "skypeForBusiness": "Skype for Business not allowed by this calendar",
        "skypeForConsumer": "Skype not allowed by this calendar",
    }
    kept = fields_of(form_in(page))
    assert {**kept, "csrfmiddlewaretoken": "", "provider": ""} == {
        **form,
        "csrfmiddlewaretoken": "",
        "provider": "",
    }
    assert created(sandbox) == []
    assert page.one("#held-with select option[selected]").text == "Product team"


def test_nothing_wrong_is_said_while_the_calendar_is_changed(alex: Client) -> None:
    page = read(alex.post(NEW, {**filled(alex, subject="", end="x"), "refresh": "1"}, headers=OTHER_CALENDAR))
    assert not page.all("ul.errorlist") + page.all("[role=alert]")


@pytest.mark.parametrize("headers", [{}, IN_DIALOG])
@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("subject", "", "This field is required."),
        ("subject", " \t ", "This field is required."),
        ("subject", "x" * 256, "Ensure this value has at most 255 characters (it has 256)."),
        ("subject", "a\x00b", "Null characters are not allowed."),
        ("start", "", "This field is required."),
        ("start", "tomorrow", "That is not a date and time."),
        ("start", "2031-02-30T10:00", "That is not a date and time."),
        ("start", "2031-03-08T10:00+01:00", "That is not a date and time."),
        ("start", "0001-01-01T00:00", "That is not a date and time."),
        ("end", "9999-12-31T23:59", "That is not a date and time."),
        ("end", "2031-03-09T02:30", "Clocks are put forward over this time: it does not exist."),
        ("end", f"{DAY}T12:59", "The end must be after the start."),
        ("end", f"{DAY}T13:00", "The end must be after the start."),
        ("attendees", "adele@b.example, adele", "“adele” is not a mail address."),
        ("location", "x" * 256, "Ensure this value has at most 255 characters (it has 256)."),
        ("body", "x" * 20_001, "Ensure this value has at most 20000 characters (it has 20001)."),
    ],
)
def test_said_at_the_field_and_everything_typed_kept(
    alex: Client, sandbox: Sandbox, headers: dict[str, str], field: str, value: str, said: str
) -> None:
    form = filled(alex, **{**TYPED, field: value})
    page = read(alex.post(NEW, form, headers=headers), 422)
    assert error_at(page, field) == said
    assert page.one(f"[name={field}]")["aria-invalid"] == "true"
    assert len(page.all("ul.errorlist")) == 1
    kept = fields_of(form_in(page))
    readable = {field: value.replace("\0", "\ufffd")}  # as every parser of HTML reads it
    assert {**kept, "csrfmiddlewaretoken": ""} == {**form, **readable, "csrfmiddlewaretoken": ""}
    assert bool(page.all("html")) == (not headers)
    assert created(sandbox) == []


def test_form_in_the_dialog_takes_its_own_place(alex: Client) -> None:
    answer = alex.post(NEW, filled(alex, subject=""), headers=IN_DIALOG)
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#meeting-form", "outerHTML")
    assert form_in(read(answer, 422))["hx-post"] == NEW


def test_all_that_is_wrong_is_said_at_once(alex: Client) -> None:
    page = read(alex.post(NEW, filled(alex, subject="", start="x", attendees="y")), 422)
    assert all(error_at(page, field) for field in ("subject", "start", "attendees"))


def test_too_many_attendees(alex: Client, sandbox: Sandbox) -> None:
    people = "\r\n".join(f"guest{number}@fabrikam.example" for number in range(501))
    page = read(alex.post(NEW, filled(alex, attendees=people)), 422)
    assert error_at(page, "attendees") == "501 people are too many: a meeting takes 500."
    assert fields_of(form_in(page))["attendees"] == people
    assert created(sandbox) == []


def test_five_hundred_attendees_and_the_longest_subject(alex: Client, sandbox: Sandbox) -> None:
    people = ", ".join(f"Guest {number} <guest{number}@fabrikam.example>" for number in range(500))
    assert alex.post(NEW, filled(alex, subject="x" * 255, attendees=people)).status_code == 302
    assert len(created(sandbox)[0]["body"]["attendees"]) == 500


def test_unknown_calendar(alex: Client, sandbox: Sandbox) -> None:
    page = read(alex.post(NEW, filled(alex, **TYPED, calendar="AAMkAD=")), 422)
    assert error_at(page, "calendar") == "You cannot write to that calendar."
    assert fields_of(form_in(page))["subject"] == TYPED["subject"]
    assert created(sandbox) == []


def test_read_only_calendar(alex: Client, sandbox: Sandbox) -> None:
    page = read(alex.post(NEW, filled(alex, calendar=calendar_id(sandbox, ALEX, "Travel"))), 422)
    assert error_at(page, "calendar") == "You cannot write to that calendar."
    assert created(sandbox) == []


@pytest.mark.parametrize(
    ("value", "name"), [("zoom", "“zoom”"), ("unknown", "“unknown”"), ("skypeForConsumer", "Skype")]
)
def test_provider_that_the_calendar_does_not_allow(
    alex: Client, sandbox: Sandbox, value: str, name: str
) -> None:
    form = filled(alex, **{**TYPED, "provider": value})
    page = read(alex.post(NEW, form), 422)
    assert error_at(page, "provider") == (
        f"“Calendar” does not allow {name}. It allows: Microsoft Teams, Skype for Business."
    )
    assert fields_of(form_in(page))["body"] == TYPED["body"]
    assert created(sandbox) == []


def test_online_where_nothing_online_is_allowed(sign_in: SignIn, sandbox: Sandbox) -> None:
    megan = sign_in(MEGAN)
    page = read(megan.post(NEW, filled(megan)), 422)
    assert error_at(page, "online") == "“Calendar” allows no online meetings."
    assert created(sandbox) == []


def test_person_without_a_calendar_to_write_to(sign_in: SignIn, sandbox: Sandbox) -> None:
    client = sign_in()
    sandbox.faults(
        {"path": "/me/calendars", "status": 200, "body": {"value": [{"id": "a", "canEdit": False}]}}
    )
    page = read(client.get(NEW), 403)
    assert page.one("h1").text == "None of your calendars can be written to."


def test_person_without_a_mailbox(sign_in: SignIn) -> None:
    page = read(sign_in("LeeG@contoso.OnMicrosoft.com").get(NEW), 404)
    assert page.one("h1").text == "This account has no calendar in Microsoft 365."


@pytest.mark.parametrize("transaction_id", ["", "once"])
def test_form_without_a_transaction_id_of_ours_can_be_sent_again(
    alex: Client, sandbox: Sandbox, transaction_id: str
) -> None:
    page = read(alex.post(NEW, {**filled(alex), "transaction_id": transaction_id}), 422)
    assert created(sandbox) == []
    assert alex.post(NEW, fields_of(form_in(page))).status_code == 302
