"""An own meeting once more, a week later: what the form holds, that nothing is sent before, who gets none."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from playwright.sync_api import expect

from accounts.models import User
from meetings.models import Preferences
from tests.conftest import SignIn
from tests.support import outlook
from tests.support.agenda_page import named, row_of
from tests.support.browser import SignedInPage
from tests.support.editing import ONLINE, SUBJECT, address, plant, plant_online, plant_series, sent
from tests.support.meeting_form import NEW, created, fields_of, form_in
from tests.support.pages import read
from tests.support.planting import (
    ADELE,
    AGENDA,
    ALEX,
    DAY,
    MEGAN,
    around_now,
    event,
    guests,
    online,
    organized_by,
)
from tests.support.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db

KIM = "kim@fabrikam.example"
ROOM = "Baker@contoso.onmicrosoft.com"
WEEK_LATER = "2031-03-15"  # in the night after DAY clocks are put forward in Alex's zone


def again(client: Client, event_id: str) -> dict[str, str]:
    """The form as a browser would send it."""
    return fields_of(form_in(read(client.get(address(event_id, "again")))))


def test_same_time_of_day_although_clocks_were_put_forward(alex: Client, sandbox: Sandbox) -> None:
    form = again(alex, plant(sandbox))
    assert (form["start"], form["end"]) == (f"{WEEK_LATER}T15:00", f"{WEEK_LATER}T16:00")
    alex.post(NEW, form)
    body = created(sandbox)[0]["body"]
    assert body["start"] == {"dateTime": f"{WEEK_LATER}T15:00:00", "timeZone": "Pacific Standard Time"}


def test_same_time_of_day_although_clocks_were_put_back(alex: Client, sandbox: Sandbox) -> None:
    times = {
        name: {"dateTime": f"2031-10-29T{at}:00", "timeZone": "Pacific Standard Time"}
        for name, at in (("start", "23:30"), ("end", "23:55"))
    }
    form = again(alex, str(sandbox.plant(ALEX, {"subject": SUBJECT, **times})["id"]))
    assert (form["start"], form["end"]) == ("2031-11-05T23:30", "2031-11-05T23:55")


def test_time_that_does_not_exist_that_day_moves_on_with_the_clocks(alex: Client, sandbox: Sandbox) -> None:
    times = {
        name: {"dateTime": f"2031-03-02T{at}:00", "timeZone": "Pacific Standard Time"}
        for name, at in (("start", "02:15"), ("end", "03:00"))
    }
    form = again(alex, str(sandbox.plant(ALEX, {"subject": SUBJECT, **times})["id"]))
    assert (form["start"], form["end"]) == ("2031-03-09T03:15", "2031-03-09T04:00")


def test_in_the_zone_that_the_person_chose(alex: Client, sandbox: Sandbox) -> None:
    Preferences.objects.create(user=User.objects.get(), zone="Asia/Tokyo")
    form = again(alex, plant(sandbox))  # 15:00 in Seattle is 8:00 in Tokyo, where clocks stay
    assert (form["start"], form["end"]) == ("2031-03-16T08:00", "2031-03-16T09:00")


@pytest.mark.parametrize("weeks_ago", [1, 5])
def test_of_a_past_meeting_the_next_one_is_to_come(alex: Client, sandbox: Sandbox, weeks_ago: int) -> None:
    planted = sandbox.plant(ALEX, around_now(SUBJECT, start=180 - weeks_ago * 7 * 24 * 60))
    start = datetime.fromisoformat(again(alex, planted["id"])["start"])
    now = datetime.now(ZoneInfo("America/Los_Angeles")).replace(tzinfo=None)
    assert now + timedelta(hours=1) < start < now + timedelta(hours=5)  # three, or clocks were changed


def test_guests_place_text_and_provider_come_along_the_join_block_does_not(
    alex: Client, sandbox: Sandbox
) -> None:
    made = plant_online(sandbox, "<p>First thoughts</p>", ADELE, KIM)
    outlook.change(sandbox, ALEX, made["id"], location={"displayName": "Room 1"})
    form = again(alex, made["id"])
    assert form["attendees"].splitlines() == [ADELE, KIM]
    assert (form["subject"], form["location"], form["body"]) == (SUBJECT, "Room 1", "First thoughts")
    assert (form["online"], form["provider"]) == ("on", "teamsForBusiness")
    assert form["allow_new_time_proposals"] == "on"


def test_rooms_are_not_booked_again_and_plain_meetings_stay_plain(alex: Client, sandbox: Sandbox) -> None:
    event_id = plant(sandbox, attendees=[*guests(ADELE), *guests(ROOM, kind="resource")])
    form = again(alex, event_id)
    assert form["attendees"] == ADELE
    assert "online" not in form


def test_provider_that_is_not_allowed_any_more_gives_way(alex: Client, sandbox: Sandbox) -> None:
    link = online(provider="skypeForConsumer")
    form = again(alex, plant(sandbox, **link))
    assert (form["online"], form["provider"]) == ("on", "teamsForBusiness")


def test_it_is_made_in_the_calendar_that_the_meeting_is_in(alex: Client, sandbox: Sandbox) -> None:
    team = outlook.calendar_id(sandbox, ALEX, "Product team")
    planted = sandbox.plant(ALEX, event(SUBJECT), team)
    form = again(alex, planted["id"])
    assert form["calendar"] == team
    alex.post(NEW, form)
    assert unquote(created(sandbox)[0]["path"]) == f"/me/calendars/{team}/events"


def test_of_a_series_one_meeting_is_made(alex: Client, sandbox: Sandbox) -> None:
    _, (first, *_rest) = plant_series(sandbox)
    alex.post(NEW, again(alex, first))
    body = created(sandbox)[0]["body"]
    assert body["start"]["dateTime"] == f"{WEEK_LATER}T15:00:00"
    assert "recurrence" not in body


def test_nothing_is_sent_before_create_and_each_form_makes_a_meeting_of_its_own(
    alex: Client, sandbox: Sandbox
) -> None:
    event_id = plant(sandbox, attendees=guests(ADELE))
    forms = [again(alex, event_id) for _ in range(2)]
    assert sent(sandbox) == []
    assert forms[0]["transaction_id"] != forms[1]["transaction_id"]
    page = read(alex.post(NEW, {**forms[0], "subject": ""}), 422)
    assert fields_of(form_in(page))["attendees"] == ADELE
    assert created(sandbox) == []


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        (organized_by(ADELE), "Only the organizer can change or cancel it."),
        ({"isCancelled": True}, "It is cancelled."),
        (
            {
                "isAllDay": True,
                "start": {"dateTime": f"{DAY}T00:00:00", "timeZone": "UTC"},
                "end": {"dateTime": "2031-03-09T00:00:00", "timeZone": "UTC"},
            },
            "It takes whole days: repeat it in Outlook.",
        ),
    ],
)
def test_not_offered(alex: Client, sandbox: Sandbox, members: dict[str, Any], reason: str) -> None:
    event_id = plant(sandbox, **members)
    assert "Again next week" not in read(alex.get(AGENDA)).text
    assert "Again next week" not in read(alex.get(f"/meetings/{event_id}/")).text
    assert reason in read(alex.get(address(event_id, "again")), 409).one("main").text


def test_meeting_that_is_gone_or_a_strangers(alex: Client, sign_in: SignIn, sandbox: Sandbox) -> None:
    event_id = plant(sandbox)
    read(sign_in(MEGAN).get(address(event_id, "again")), 404)
    outlook.delete(sandbox, ALEX, event_id)
    read(alex.get(address(event_id, "again")), 404)


def test_from_the_menu_of_the_row_in_the_browser(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event(SUBJECT, attendees=guests(ADELE)))
    page = signed_in_page(ALEX)
    page.goto(AGENDA)
    row = row_of(page, SUBJECT)
    row.get_by_role("button", name=f"More: {SUBJECT}").click()
    row.get_by_role("link", name="Again next week").click()
    dialog = page.get_by_role("dialog", name="New meeting")
    expect(dialog.get_by_label("Start")).to_have_value(f"{WEEK_LATER}T15:00")
    assert len(named(sandbox, ALEX, SUBJECT)) == 1
    dialog.get_by_role("button", name="Create meeting").click()
    expect(page.get_by_role("dialog", name="Meeting created")).to_contain_text("1 guest is invited.")
    assert len(named(sandbox, ALEX, SUBJECT)) == len(named(sandbox, ADELE, SUBJECT)) + 1 == 2


def test_from_the_page_of_the_meeting_without_script(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    event_id = plant(sandbox, **ONLINE)
    page = signed_in_page(ALEX, javascript=False)
    page.goto(f"/meetings/{event_id}/")
    page.get_by_role("link", name="Again next week").click()
    expect(page.get_by_label("Start")).to_have_value(f"{WEEK_LATER}T15:00")
    page.get_by_role("button", name="Create meeting").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SUBJECT)
    assert len(named(sandbox, ALEX, SUBJECT)) == 2
