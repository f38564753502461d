"""Changing a meeting: what is asked, what travels, and what somebody else did meanwhile."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from meetings.events import Edit, MailboxZone
from meetings.outlook.edit import ChangedMeanwhile, read_original, save_edit
from tests.support import outlook
from tests.support.editing import (
    IN_DIALOG,
    ONLINE,
    SUBJECT,
    address,
    change,
    fields,
    now_in_calendar,
    patches,
    plant,
    said,
    save,
)
from tests.support.meeting_form import NEW, error_at, fields_of, form_in
from tests.support.pages import read
from tests.support.planting import ADELE, AGENDA, ALEX, DAY, Json, event, guests, organized_by
from tests.support.sandbox_process import Sandbox
from tests.support.signed_in import graph_of

pytestmark = pytest.mark.django_db

ZONE = MailboxZone(ZoneInfo("America/Los_Angeles"), "Pacific Standard Time")
KIM = "kim@fabrikam.example"
ROOM = "Baker@contoso.onmicrosoft.com"
HOSTILE = "<script>alert(1)</script> \"x\" & 'y'"


@pytest.fixture
def planned(sandbox: Sandbox) -> str:
    """A meeting with a guest, a place and a text."""
    text = {"contentType": "html", "content": "<p>First thoughts</p>"}
    return plant(sandbox, attendees=guests(ADELE), location={"displayName": "Room 1"}, body=text)


def test_the_form_holds_what_the_meeting_holds(alex: Client, planned: str) -> None:
    form = fields(alex, planned)
    typed = ("subject", "start", "end", "attendees", "location", "body")
    assert {name: form[name] for name in typed} == {
        "subject": SUBJECT,
        "start": f"{DAY}T15:00",
        "end": f"{DAY}T16:00",
        "attendees": ADELE,
        "location": "Room 1",
        "body": "First thoughts",
    }
    assert all(form[f"initial-{name}"] == form[name] for name in typed)


def test_page_and_dialog_hold_the_same_form(alex: Client, planned: str) -> None:
    headers = IN_DIALOG | {"HX-Target": "dialog-content"}
    page, dialog = read(alex.get(address(planned))), read(alex.get(address(planned), headers=headers))
    assert page.one("h1").text == dialog.one("h2").text == "Edit meeting"
    assert fields_of(form_in(page)).keys() == fields_of(form_in(dialog)).keys()
    assert not dialog.all("html")
    assert "hx-post" in form_in(dialog)
    assert "hx-post" not in form_in(page)


@pytest.mark.parametrize(
    ("field", "typed", "member", "value"),
    [
        ("subject", "Review", "subject", "Review"),
        (
            "start",
            f"{DAY}T14:30",
            "start",
            {"dateTime": f"{DAY}T14:30:00", "timeZone": "Pacific Standard Time"},
        ),
        ("end", f"{DAY}T17:00", "end", {"dateTime": f"{DAY}T17:00:00", "timeZone": "Pacific Standard Time"}),
        ("location", "Room 2", "location", {"displayName": "Room 2"}),
        ("location", "", "location", {"displayName": ""}),
        ("subject", HOSTILE, "subject", HOSTILE),
    ],
)
def test_only_what_was_changed_travels(
    alex: Client, sandbox: Sandbox, planned: str, field: str, typed: str, member: str, value: object
) -> None:
    assert change(alex, sandbox, planned, **{field: typed}) == {member: value}


def test_the_change_names_the_version_and_the_zone(alex: Client, sandbox: Sandbox, planned: str) -> None:
    form = fields(alex, planned)
    save(alex, planned, form, subject="Review")
    (call,) = patches(sandbox)
    assert call["path"] == f"/me/events/{planned}"
    assert call["headers"]["If-Match"] == form["etag"] == call["headers"]["If-Match"]
    assert call["headers"]["Prefer"] == 'outlook.timezone="Pacific Standard Time"'


@pytest.mark.parametrize("script", [True, False])
def test_nothing_changed_is_nothing_sent(alex: Client, sandbox: Sandbox, planned: str, script: bool) -> None:
    answer = save(alex, planned, fields(alex, planned), script)
    assert patches(sandbox) == []
    assert said(alex, answer) == f"Nothing was changed in “{SUBJECT}”, so nothing was sent."


def test_line_ends_of_a_browser_are_no_change(alex: Client, sandbox: Sandbox) -> None:
    two_lines = {"contentType": "html", "content": "<p>One<br>Two</p>"}
    event_id = plant(sandbox, attendees=guests(ADELE, KIM), body=two_lines)
    form = {name: value.replace("\n", "\r\n") for name, value in fields(alex, event_id).items()}
    assert "\r\n" in form["body"]
    save(alex, event_id, form)
    assert patches(sandbox) == []


def test_on_to_the_meeting_with_a_receipt(alex: Client, planned: str) -> None:
    answer = save(alex, planned, fields(alex, planned), subject="Review")
    assert answer["Location"] == address(planned, "").removesuffix("/")
    assert said(alex, answer) == "“Review” is changed. 1 guest gets the update."


def test_the_dialog_over_the_agenda_closes_and_the_agenda_renews_itself(alex: Client, planned: str) -> None:
    answer = save(alex, planned, fields(alex, planned), True, subject="Review")
    assert answer["HX-Reswap"] == "none"
    assert answer["HX-Trigger-After-Settle"] == "agenda-changed, dialog-done"
    assert said(alex, answer) == "“Review” is changed. 1 guest gets the update."


def test_the_dialog_over_the_meeting_leads_back_to_it(alex: Client, planned: str) -> None:
    page = address(planned, "").removesuffix("/")
    headers = IN_DIALOG | {"HX-Current-URL": f"http://localhost{page}"}
    answer = alex.post(address(planned), fields(alex, planned) | {"subject": "Review"}, headers=headers)
    assert answer["HX-Redirect"] == page
    assert "is changed." in read(alex.get(page)).one("#messages").text


def test_guests_who_stay_are_sent_as_they_came(alex: Client, sandbox: Sandbox) -> None:
    people = [
        *guests(ADELE, kind="optional"),
        *guests(KIM),
        *guests(ROOM, kind="resource"),
        {"type": "required", "emailAddress": {"name": "Somebody", "address": "/o=ExchangeLabs/cn=kim"}},
    ]
    people[0]["emailAddress"]["name"] = "Vance, Adele"
    event_id = plant(sandbox, attendees=people)
    form = fields(alex, event_id)
    assert form["attendees"] == f'"Vance, Adele" <{ADELE}>\r\n{KIM}'
    save(alex, event_id, form, attendees=f"Adele <{ADELE}>; Lee <lee@fabrikam.example>")
    (call,) = patches(sandbox)
    kept = [person for person in people if person["emailAddress"]["address"] != KIM]
    new = {"emailAddress": {"address": "lee@fabrikam.example", "name": "Lee"}, "type": "required"}
    assert call["body"] == {"attendees": [*kept, new]}


def test_other_names_and_another_order_are_no_change(alex: Client, sandbox: Sandbox) -> None:
    event_id = plant(sandbox, attendees=guests(ADELE, KIM))
    save(alex, event_id, fields(alex, event_id), attendees=f"Kim <{KIM.upper()}>, {ADELE.lower()}")
    assert patches(sandbox) == []


def test_who_stays_whatever_is_typed_is_said(alex: Client, sandbox: Sandbox) -> None:
    page = read(alex.get(address(plant(sandbox, attendees=[*guests(ADELE), *guests(ROOM, kind="resource")]))))
    assert f"Stay invited as they are: {ROOM}." in page.one("main").text


def test_who_is_mailed_is_said_before(alex: Client, sandbox: Sandbox, planned: str) -> None:
    told = read(alex.get(address(planned))).one(".consequences").text
    assert (
        told == f"Any change is mailed to {ADELE}. If you only add or remove guests, just those are mailed."
    )
    alone = read(alex.get(address(plant(sandbox)))).one(".consequences").text
    assert alone == "There are no guests: nobody is mailed unless you add some."


def test_only_those_who_came_and_went_are_counted(alex: Client, planned: str) -> None:
    answer = save(alex, planned, fields(alex, planned), attendees=f"{KIM}, lee@fabrikam.example")
    assert said(alex, answer) == f"“{SUBJECT}” is changed. 2 guests are invited. 1 guest is taken off."


def test_days_of_an_all_day_event_travel_together(alex: Client, sandbox: Sandbox) -> None:
    event_id = plant(
        sandbox,
        isAllDay=True,
        start={"dateTime": f"{DAY}T00:00:00", "timeZone": "UTC"},
        end={"dateTime": "2031-03-10T00:00:00", "timeZone": "UTC"},
    )
    form = fields(alex, event_id)
    assert (form["start"], form["end"]) == (DAY, "2031-03-09")
    zone = "Pacific Standard Time"
    assert change(alex, sandbox, event_id, end="2031-03-11") == {
        "start": {"dateTime": f"{DAY}T00:00:00", "timeZone": zone},
        "end": {"dateTime": "2031-03-12T00:00:00", "timeZone": zone},
    }


@pytest.mark.parametrize("headers", [{}, IN_DIALOG])
@pytest.mark.parametrize(
    ("field", "value", "said_there"),
    [
        ("subject", "", "This field is required."),
        ("subject", "x" * 256, "Ensure this value has at most 255 characters (it has 256)."),
        ("start", "tomorrow", "That is not a date and time."),
        ("start", f"{DAY}T16:00", "The end must be after the start."),
        ("end", "2031-03-09T02:30", "Clocks are put forward over this time: it does not exist."),
        ("attendees", "adele", "“adele” is not a mail address."),
        ("body", "x" * 20_001, "Ensure this value has at most 20000 characters (it has 20001)."),
    ],
)
def test_said_at_the_field_and_everything_typed_kept(
    alex: Client,
    sandbox: Sandbox,
    planned: str,
    headers: dict[str, str],
    field: str,
    value: str,
    said_there: str,
) -> None:
    form = fields(alex, planned) | {"location": HOSTILE, field: value}
    page = read(alex.post(address(planned), form, headers=headers), 422)
    at = "end" if said_there.startswith("The end") else field
    assert error_at(page, at) == said_there
    kept = fields_of(form_in(page))
    assert {**kept, "csrfmiddlewaretoken": ""} == {**form, "csrfmiddlewaretoken": ""}
    assert bool(page.all("html")) == (not headers)
    assert patches(sandbox) == []


def test_what_was_not_touched_is_not_held_against_the_person(alex: Client, sandbox: Sandbox) -> None:
    event_id = str(sandbox.plant(ALEX, event("", minutes=0, location={"displayName": "x" * 300}))["id"])
    assert change(alex, sandbox, event_id, attendees=KIM).keys() == {"attendees"}


def test_more_than_500_people_with_those_who_stay(alex: Client, sandbox: Sandbox) -> None:
    event_id = plant(sandbox, attendees=guests(ROOM, kind="resource"))
    people = "\n".join(f"guest{number}@fabrikam.example" for number in range(500))
    page = read(save(alex, event_id, fields(alex, event_id), attendees=people), 422)
    assert error_at(page, "attendees") == "501 people are too many: a meeting takes 500."


# Somebody else, meanwhile


@pytest.mark.parametrize("script", [True, False])
def test_what_somebody_else_changed_stands_beside_what_was_typed(
    alex: Client, sandbox: Sandbox, planned: str, script: bool
) -> None:
    form = fields(alex, planned)
    outlook.change(sandbox, ALEX, planned, subject=HOSTILE, location={"displayName": "Room 9"})
    page = read(save(alex, planned, form, script, subject="Mine", body="My text"), 409)
    assert "Somebody changed this meeting while you had it open." in page.one("[role=alert]").text
    assert now_in_calendar(page) == {"subject": HOSTILE, "location": "Room 9"}
    kept = fields_of(form_in(page))
    assert (kept["subject"], kept["body"], kept["location"]) == ("Mine", "My text", "Room 9")
    assert patches(sandbox) == []


def test_sent_again_it_goes_over_what_both_changed_and_nothing_else(
    alex: Client, sandbox: Sandbox, planned: str
) -> None:
    form = fields(alex, planned)
    theirs = outlook.change(sandbox, ALEX, planned, subject="Theirs", location={"displayName": "Room 9"})
    again = fields_of(form_in(read(save(alex, planned, form, subject="Mine"), 409)))
    assert save(alex, planned, again).status_code == 302
    (call,) = patches(sandbox)
    assert (call["body"], call["headers"]["If-Match"]) == ({"subject": "Mine"}, theirs["@odata.etag"])


def test_what_was_typed_can_be_dropped(alex: Client, sandbox: Sandbox, planned: str) -> None:
    form = fields(alex, planned)
    outlook.change(sandbox, ALEX, planned, subject="Theirs")
    page = read(save(alex, planned, form, subject="Mine"), 409)
    drop = next(link for link in page.all("a") if link.text == "Drop what I typed")
    assert fields_of(form_in(read(alex.get(drop["href"]))))["subject"] == "Theirs"


def test_an_answer_of_a_guest_is_no_change_of_the_meeting(
    alex: Client, sandbox: Sandbox, planned: str
) -> None:
    form = fields(alex, planned)
    answered = [{**guests(ADELE)[0], "status": {"response": "accepted", "time": "2031-01-01T00:00:00Z"}}]
    moved = outlook.change(sandbox, ALEX, planned, attendees=answered, importance="high")
    assert moved["@odata.etag"] != form["etag"]
    assert save(alex, planned, form, subject="Mine").status_code == 302
    (call,) = patches(sandbox)
    assert (call["body"], call["headers"]["If-Match"]) == ({"subject": "Mine"}, moved["@odata.etag"])


def test_conflict_of_exchange_with_itself_is_resent_once(
    alex: Client, sandbox: Sandbox, planned: str
) -> None:
    form = fields(alex, planned)
    sandbox.faults(
        {
            "method": "PATCH",
            "path": "/me/events",
            "status": 412,
            "body": {"error": {"code": "ErrorIrresolvableConflict"}},
        }
    )
    assert save(alex, planned, form, subject="Mine").status_code == 302
    assert [(call["status"], call["body"]) for call in patches(sandbox)] == [
        (412, {"subject": "Mine"}),
        (200, {"subject": "Mine"}),
    ]


def test_conflict_that_stays_is_said_with_everything_kept(
    alex: Client, sandbox: Sandbox, planned: str
) -> None:
    form = fields(alex, planned)
    sandbox.faults({"method": "PATCH", "path": "/me/events", "status": 412, "times": 2})
    page = read(save(alex, planned, form, subject="Mine"), 409)
    assert "changed by somebody else at the same moment" in page.one("[role=alert]").text
    assert fields_of(form_in(page))["subject"] == "Mine"
    assert len(patches(sandbox)) == 2


def test_double_click_changes_once(alex: Client, sandbox: Sandbox, planned: str) -> None:
    form = fields(alex, planned)
    typed = {"subject": "Mine", "body": "One\n\n\n\nTwo", "attendees": KIM}
    first, second = (save(alex, planned, form, **typed) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert len(patches(sandbox)) == 1
    assert "“Mine” is saved as you typed it." in said(alex, second)


@pytest.mark.parametrize("when", ["before", "after"])
def test_lost_answer_is_asked_for_again(alex: Client, sandbox: Sandbox, planned: str, when: str) -> None:
    form = fields(alex, planned)
    sandbox.faults({"method": "PATCH", "path": "/me/events", "drop": when})
    assert save(alex, planned, form, subject="Mine").status_code == 302
    assert outlook.find(sandbox, ALEX, planned)["subject"] == "Mine"


@pytest.mark.parametrize("script", [True, False])
def test_busy_microsoft_costs_patience_and_no_text(
    alex: Client, sandbox: Sandbox, planned: str, script: bool
) -> None:
    form = fields(alex, planned)
    sandbox.faults({"method": "PATCH", "path": "/me/events", "status": 503, "times": 9})
    page = read(save(alex, planned, form, script, subject="Mine"), 503)
    assert "Microsoft 365 is busy or out of reach." in page.one("[role=alert]").text
    assert fields_of(form_in(page))["subject"] == "Mine"


def test_meeting_that_cannot_be_read_just_now_costs_no_text(
    alex: Client, sandbox: Sandbox, planned: str
) -> None:
    form = fields(alex, planned)
    sandbox.faults({"method": "POST", "path": r"/\$batch", "status": 503, "times": 2})
    page = read(save(alex, planned, form, subject="Mine"), 503)
    again = next(link["href"] for link in page.all("a") if link.text == "Try again")
    kept = fields_of(form_in(read(alex.get(again))))
    assert (kept["subject"], kept["initial-subject"]) == ("Mine", SUBJECT)


@pytest.mark.parametrize("script", [True, False])
def test_meeting_that_is_gone_becomes_the_draft_of_a_new_one(
    alex: Client, sandbox: Sandbox, planned: str, script: bool
) -> None:
    form = fields(alex, planned)
    outlook.delete(sandbox, ALEX, planned)
    answer = save(alex, planned, form, script, subject="Mine", body="My text")
    target = answer["HX-Redirect"] if script else answer["Location"]
    assert target.startswith(f"{NEW}?draft=")
    page = read(alex.get(target))
    assert "not in your calendar any more" in page.one("#messages").text
    kept = fields_of(form_in(page))
    assert (kept["subject"], kept["body"], kept["start"]) == ("Mine", "My text", f"{DAY}T15:00")
    assert alex.post(target, kept).status_code == 302


def test_changed_between_our_look_and_our_change(alex: Client, sandbox: Sandbox, planned: str) -> None:
    client = graph_of(alex)
    original = read_original(client, planned)
    outlook.change(sandbox, ALEX, planned, subject="Theirs")
    with pytest.raises(ChangedMeanwhile) as caught:
        save_edit(client, original, Edit(place="Room 2"), ZONE)
    assert caught.value.original.event.subject == "Theirs"
    assert [call["status"] for call in patches(sandbox)] == [412]


def test_block_written_between_our_look_and_our_change_stays(
    alex: Client, sandbox: Sandbox, planned: str
) -> None:
    client = graph_of(alex)
    original = read_original(client, planned)
    made = outlook.change(sandbox, ALEX, planned, **ONLINE)
    after = save_edit(client, original, Edit(text="My text"), ZONE)
    assert after.join_url == made["onlineMeeting"]["joinUrl"]
    assert [call["status"] for call in patches(sandbox)] == [412, 200]


# Who may


@pytest.mark.parametrize("action", ["edit", "cancel"])
@pytest.mark.parametrize(
    ("members", "reason"),
    [
        (organized_by(ADELE, "Adele Vance"), "Only the organizer can change or cancel it."),
        ({"isCancelled": True}, "It is cancelled."),
    ],
)
def test_obstacle_is_the_answer_and_nothing_is_sent(
    alex: Client, sandbox: Sandbox, action: str, members: Json, reason: str
) -> None:
    event_id = plant(sandbox, **members)
    for answer in (
        alex.get(address(event_id, action)),
        alex.post(address(event_id, action), {"subject": "x"}),
    ):
        assert reason in read(answer, 409).text
    page = read(alex.get(f"/meetings/{event_id}/"))
    assert not page.all(f"a[href={address(event_id, action)}]")
    assert patches(sandbox) == []


def test_read_only_calendar(alex: Client, sandbox: Sandbox) -> None:
    flight = next(found for found in sandbox.events(ALEX) if found["subject"].startswith("Flight"))
    assert "This calendar is read-only." in read(alex.get(address(flight["id"])), 409).text


def test_guests_are_told_to_decline_in_outlook(alex: Client, sandbox: Sandbox) -> None:
    invited = plant(sandbox, **organized_by(ADELE, "Adele Vance"))
    page = read(alex.get(f"/meetings/{invited}/"))
    assert "Only the organizer can change or cancel it. To decline, open it in Outlook." in page.text


@pytest.mark.parametrize("members", [{}, {"isOnlineMeeting": True, "onlineMeeting": None}])
def test_the_row_offers_the_changes_in_its_menu(alex: Client, sandbox: Sandbox, members: Json) -> None:
    event_id = plant(sandbox, **members)
    row = read(alex.get(AGENDA)).one(f"[data-event={event_id}]")
    links = {link.text: link["href"] for link in row.all(".menu a")}
    assert links == {
        "Edit": address(event_id),
        "Again next week": address(event_id, "again"),
        "Delete meeting": address(event_id, "cancel"),
    }


# Signing in


@pytest.mark.parametrize("script", [True, False])
def test_sign_in_that_ran_out_keeps_what_was_typed(alex: Client, planned: str, script: bool) -> None:
    form = fields(alex, planned)
    alex.logout()
    answer = save(alex, planned, form, script, subject=HOSTILE)
    target = answer["HX-Redirect"] if script else answer["Location"]
    assert "%2Fedit%2F%3Fdraft%3D" in target


def test_stale_page_brings_what_was_typed_back(alex: Client, sandbox: Sandbox, planned: str) -> None:
    form = fields(alex, planned)
    alex.handler.enforce_csrf_checks = True
    answer = save(alex, planned, form, csrfmiddlewaretoken="x" * 64, subject=HOSTILE)
    page = read(alex.get(answer["Location"]))
    kept = fields_of(form_in(page))
    assert (kept["subject"], kept["initial-subject"]) == (HOSTILE, SUBJECT)
    assert not page.all("ul.errorlist")
    alex.handler.enforce_csrf_checks = False
    assert alex.post(answer["Location"], kept).status_code == 302
    assert patches(sandbox)[0]["body"] == {"subject": HOSTILE}
