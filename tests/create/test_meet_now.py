"""A meeting that starts now: what is sent, one for each click, and what is said when there is no link."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from accounts.models import User
from meetings.create import meet_now
from meetings.events import Mailbox
from meetings.models import Preferences
from tests.conftest import SignIn
from tests.support import outlook
from tests.support.meeting_form import created, fields_of, meetings_called
from tests.support.pages import Page, read
from tests.support.planting import ALEX, MEGAN, Json
from tests.support.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db

NOW = "/meetings/now/"
SUBJECT = "Meeting of Alex Wilber"


def number_on(page: Page) -> str:
    """The number of the next click on the button in the header."""
    return fields_of(page.one("form[data-meet-now]"))["transaction_id"]


def press(client: Client, number: str = "") -> Page:
    """Press the button without script; the page in the new tab."""
    return read(client.post(NOW, {"transaction_id": number or str(uuid.uuid4())}))


def choose(**preferences: object) -> None:
    """Choose something in Alex's settings."""
    Preferences.objects.update_or_create(user=User.objects.get(), defaults=preferences)


def bounds_of_the_only_one(sandbox: Sandbox) -> tuple[datetime, datetime]:
    """Start and end, in UTC, of the one meeting of now in the mailbox: what was sent are wall times."""
    (found,) = meetings_called(sandbox, ALEX, SUBJECT)
    made = outlook.find(sandbox, ALEX, found["id"])
    start, end = (datetime.fromisoformat(f"{made[at]['dateTime'][:19]}+00:00") for at in ("start", "end"))
    return start, end


def test_what_is_sent(alex: Client, sandbox: Sandbox) -> None:
    before = datetime.now(UTC)
    number = number_on(read(alex.get("/")))
    press(alex, number)
    (call,) = created(sandbox)
    body: Json = call["body"]
    start, end = bounds_of_the_only_one(sandbox)
    assert before - timedelta(minutes=1) < start <= datetime.now(UTC)
    assert (start.second, end - start) == (0, timedelta(minutes=30))
    assert (call["path"], body["subject"], body["attendees"]) == ("/me/events", SUBJECT, [])
    assert (body["isOnlineMeeting"], body["onlineMeetingProvider"]) == (True, "teamsForBusiness")
    assert (body["transactionId"], body["isReminderOn"]) == (number, False)


def test_length_and_provider_are_those_of_the_settings(alex: Client, sandbox: Sandbox) -> None:
    choose(length=50, provider="skypeForBusiness")
    press(alex)
    start, end = bounds_of_the_only_one(sandbox)
    provider = created(sandbox)[0]["body"]["onlineMeetingProvider"]
    assert (end - start, provider) == (timedelta(minutes=50), "skypeForBusiness")


def test_provider_that_is_not_allowed_gives_way(alex: Client, sandbox: Sandbox) -> None:
    choose(provider="skypeForConsumer")
    press(alex)
    assert created(sandbox)[0]["body"]["onlineMeetingProvider"] == "teamsForBusiness"


def test_answer_leads_on_to_the_meeting(alex: Client, sandbox: Sandbox) -> None:
    answer = alex.post(NOW, {"transaction_id": str(uuid.uuid4())})
    (made,) = meetings_called(sandbox, ALEX, SUBJECT)
    assert read(answer).one("[data-started]")["data-link"] == made["onlineMeeting"]["joinUrl"]
    seconds, _, address = answer["Refresh"].partition("; url=")
    lobby = alex.get(address)
    assert (seconds, lobby.status_code) == ("1", 302)
    assert lobby["Location"] == made["onlineMeeting"]["joinUrl"]
    assert lobby["Referrer-Policy"] == "no-referrer"


def test_form_opens_a_tab_that_cannot_reach_ours(alex: Client) -> None:
    form = read(alex.get("/")).one("form[data-meet-now]")
    assert (form["method"], form["target"], form["rel"]) == ("post", "_blank", "noopener")


def test_one_number_makes_one_meeting(alex: Client, sandbox: Sandbox) -> None:
    number = str(uuid.uuid4())
    links = {press(alex, number).one("[data-started]")["data-link"] for _ in range(2)}
    choose(length=45)  # as when the minute has changed between two clicks: the content is another one
    links.add(press(alex, number).one("[data-started]")["data-link"])
    assert len(links) == len(meetings_called(sandbox, ALEX, SUBJECT)) == 1


def test_number_of_a_page_without_script_makes_another_meeting_later(alex: Client, sandbox: Sandbox) -> None:
    number = str(uuid.uuid4())
    press(alex, number)
    (first,) = meetings_called(sandbox, ALEX, SUBJECT)
    long_ago = {"dateTime": "2026-01-05T10:00:00", "timeZone": "UTC"}
    outlook.change(
        sandbox, ALEX, first["id"], start=long_ago, end={**long_ago, "dateTime": "2026-01-05T10:30:00"}
    )
    choose(length=45)
    links = {press(alex, number).one("[data-started]")["data-link"] for _ in range(2)}
    assert len(links) == 1
    assert len(meetings_called(sandbox, ALEX, SUBJECT)) == 2


def test_number_of_a_deleted_meeting_makes_another(alex: Client, sandbox: Sandbox) -> None:
    number = str(uuid.uuid4())
    press(alex, number)
    outlook.delete(sandbox, ALEX, meetings_called(sandbox, ALEX, SUBJECT)[0]["id"])
    choose(length=45)
    press(alex, number)
    assert len(meetings_called(sandbox, ALEX, SUBJECT)) == 1


def test_each_page_has_a_number_of_its_own(alex: Client) -> None:
    assert number_on(read(alex.get("/"))) != number_on(read(alex.get("/")))


@pytest.mark.parametrize("number", ["", "x"])
def test_without_a_number_nothing_is_made(alex: Client, sandbox: Sandbox, number: str) -> None:
    page = read(alex.post(NOW, {"transaction_id": number}), 422)
    assert page.one("main button").text == "Start the meeting"
    assert created(sandbox) == []
    again = fields_of(page.one("main form"))
    assert read(alex.post(NOW, again)).all("[data-started]")


def test_late_link_is_waited_for(alex: Client, sandbox: Sandbox) -> None:
    sandbox.patch(link_delay_reads=2)
    answer = alex.post(NOW, {"transaction_id": str(uuid.uuid4())})
    started = read(answer).one("[data-started]")
    assert started["data-link"] == ""
    assert "Microsoft is still making its link" in started.text
    waiting = alex.get(answer["Refresh"].partition("; url=")[2])
    assert read(waiting).one("h1").text == "The link is on its way"


def test_meeting_without_a_link_is_told(alex: Client, sandbox: Sandbox) -> None:
    alex.get("/")
    sandbox.patch(allowed_providers="")
    answer = alex.post(NOW, {"transaction_id": str(uuid.uuid4())})
    page = read(alex.get(answer["Location"]))
    assert page.one("h1").text == SUBJECT
    assert "Microsoft 365 did not make it online." in page.one("#messages .message").text


def test_refusal_is_told_and_tried_again_with_the_same_number(alex: Client, sandbox: Sandbox) -> None:
    number = str(uuid.uuid4())
    sandbox.faults(
        {"method": "POST", "path": "/me/events", "times": 9, "status": 503, "headers": {}, "body": ""}
    )
    page = read(alex.post(NOW, {"transaction_id": number}), 503)
    retry = next(link["href"] for link in page.all("main a") if link.text == "Try again")
    sandbox.calm()
    form = fields_of(read(alex.get(retry)).one("main form"))
    assert form["transaction_id"] == number
    assert read(alex.post(retry, form)).all("[data-started]")


def test_where_nothing_can_be_online_the_button_says_so_and_nothing_is_made(
    sign_in: SignIn, sandbox: Sandbox
) -> None:
    megan = sign_in(MEGAN)
    page = read(megan.get("/"))
    button = next(each for each in page.all("header button") if each.text == "Meet now")
    assert button["aria-disabled"] == "true"
    assert page.one(f"#{button['aria-describedby']}").text == "None of your calendars allows online meetings."
    answer = read(megan.post(NOW, {"transaction_id": str(uuid.uuid4())}), 409)
    assert "“New meeting” makes one without a link." in answer.one("main").text
    assert created(sandbox) == []


def test_calendar_that_allows_it_stands_in_for_the_default_one() -> None:
    calendars: list[Json] = [
        {"id": "a", "isDefaultCalendar": True, "canEdit": True, "allowedOnlineMeetingProviders": []},
        {"id": "b", "canEdit": False, "allowedOnlineMeetingProviders": ["teamsForBusiness"]},
        {"id": "c", "canEdit": True, "allowedOnlineMeetingProviders": ["skypeForBusiness"]},
    ]
    mailbox = Mailbox.from_graph({}, calendars)
    home = meet_now.online_calendar(mailbox)
    assert home is not None
    assert (home.id, meet_now.choose_provider(home, Preferences())) == ("c", "skypeForBusiness")


def test_sign_in_that_had_run_out_leads_back_to_the_button(client: Client) -> None:
    answer = client.post(NOW, {"transaction_id": str(uuid.uuid4())})
    way_back = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
    assert way_back.startswith(f"{NOW}?draft=")
