"""Microsoft's documented examples, as far as a page of ours can show them.

They lie beside the repository, not in it: where that folder is missing these tests are skipped.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from meetings.events import Calendar, Event, Mailbox
from meetings.graph import SignInNeeded, batches
from meetings.graph.errors import from_answer
from tests.conftest import SignIn
from tests.support.converting import convert, plant
from tests.support.meeting_form import NEW, created, fields_of, filled, form_in, make_in_dialog
from tests.support.pages import Element, read
from tests.support.planting import ALEX
from tests.support.samples import HOME
from tests.support.sandbox_process import PROJECT, Sandbox
from tests.support.showing import DETAIL, ROW, shown

Json = dict[str, Any]

FOLDER = PROJECT.parent / "shared" / "graph" / "examples"
EXAMPLES = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}

pytestmark = pytest.mark.skipif(
    not EXAMPLES, reason="Microsoft's examples are not here: ../shared/graph/examples"
)


def examples_of(*operations: str) -> dict[str, Json]:
    """The examples of these operations by name."""
    return {name: example for name, example in EXAMPLES.items() if example["operation"] in operations}


def events_of(example: Json) -> list[Json]:
    """The events in the answer of an example: of a list, of a batch, or the one that it is."""
    body = example["response_body"]
    answers = [body] if isinstance(body, dict) else []
    if example["operation"] == "batch":
        answers = [part["body"] for part in body["responses"] if isinstance(part.get("body"), dict)]
    found = [item for answer in answers for item in answer.get("value", [answer]) if isinstance(item, dict)]
    return [
        item
        for item in found
        if {"start", "isOnlineMeeting", "iCalUId", "originalStartTimeZone"} & item.keys()
    ]


DOCUMENTED = {
    f"{name}-{number}": event
    for name, example in EXAMPLES.items()
    for number, event in enumerate(events_of(example))
}
EVENTS = [pytest.param(event, id=name) for name, event in DOCUMENTED.items()]
TIMED = [pytest.param(event, id=name) for name, event in DOCUMENTED.items() if "start" in event]
ERRORS = [
    pytest.param(example, id=name) for name, example in EXAMPLES.items() if example["operation"] == "error"
]
CALENDARS = [
    pytest.param(item, id=f"{name}-{number}")
    for name, example in EXAMPLES.items()
    if example["operation"] in ("get_calendar", "list_calendars")
    for number, item in enumerate(example["response_body"].get("value", [example["response_body"]]))
]


def test_there_are_examples_of_all_kinds() -> None:
    operations = {example["operation"] for example in EXAMPLES.values()}
    assert operations >= {
        "list_events",
        "get_event",
        "create_event",
        "update_event",
        "calendar_view",
        "error",
    }
    assert len(EVENTS) >= 12
    assert len(ERRORS) >= 8
    assert CALENDARS


@pytest.mark.parametrize("data", EVENTS)
def test_an_event_is_read(data: Json) -> None:
    event = Event.from_graph(data, HOME)
    assert event.id == data.get("id", "")
    assert event.subject == data.get("subject", "").strip()
    assert len(event.attendees) == len(data.get("attendees", []))
    assert event.is_online_meeting == data.get("isOnlineMeeting", False)
    meeting = data.get("onlineMeeting") or {}
    assert event.join_url == meeting.get("joinUrl", "")
    assert event.online.conference_id == meeting.get("conferenceId", "")


@pytest.mark.parametrize("data", EVENTS)
def test_an_event_is_a_row_of_the_agenda(data: Json) -> None:
    event = Event.from_graph({"id": "AAMk=", **data}, HOME)
    row = shown(ROW, event).one("li[data-event]")
    assert (row["data-event"], row["data-online"]) == (event.id, event.state)
    assert row.one("a.row-subject").text == (" ".join(event.subject.split()) or "(no subject)")
    assert [link["href"] for link in row.all("a[data-join]")] == ([event.join_url] if event.join_url else [])


@pytest.mark.parametrize("data", EVENTS)
def test_an_event_is_a_page(data: Json) -> None:
    event = Event.from_graph({"id": "AAMk=", **data}, HOME)
    page = shown(DETAIL, event)
    assert page.one("h1").text == (" ".join(event.subject.split()) or "(no subject)")
    assert [link["href"] for link in page.all("a[data-join]")] == ([event.join_url] if event.join_url else [])
    for guest in event.guests:
        assert guest.person.label in page.one("details.guests").text
    assert "_" * 60 not in page.text


def test_the_online_meetings_of_the_examples_can_be_joined() -> None:
    events = [Event.from_graph(data) for data in DOCUMENTED.values()]
    links = {event.join_url for event in events if event.join_url}
    assert len(links) >= 3
    assert all(urlsplit(link).hostname == "teams.microsoft.com" for link in links)


def day_of(data: Json) -> str:
    """The agenda's address for the day of an example, a day wider on both sides."""
    start = datetime.fromisoformat(data["start"]["dateTime"][:10])
    return f"/?day={start.date() - timedelta(days=1)}&days=3"


@pytest.mark.parametrize("data", TIMED)
def test_an_event_goes_the_whole_way(data: Json, sign_in: SignIn, sandbox: Sandbox) -> None:
    """Planted as documented, it is in the agenda and has its page."""
    client: Client = sign_in()
    single = {**data, "recurrence": None, "type": "singleInstance"}
    planted = sandbox.plant(ALEX, single)
    rows = read(client.get(day_of(data))).all("li[data-event]")
    row: Element = next(row for row in rows if row["data-event"] == planted["id"])
    assert read(client.get(row.one("a.row-subject")["href"])).one("#joining")["data-event"] == planted["id"]


@pytest.mark.parametrize("example", ERRORS)
def test_an_error_has_words_and_its_code(example: Json) -> None:
    error = from_answer(example["status"], example["response_body"], example["response_headers"])
    if isinstance(error, SignInNeeded):  # the sign-in has the words
        assert (example["status"], error.code) == (401, example["response_body"]["error"]["code"])
        return
    assert str(error.title)
    assert str(error.advice)
    assert error.code == (example["response_body"]["error"]["code"] or str(example["status"]))
    if "Retry-After" in example["response_headers"]:
        assert error.retry_after == float(example["response_headers"]["Retry-After"])
    assert (error.status >= 500) == (example["status"] == 429 or example["status"] >= 500)


@pytest.mark.parametrize("example", ERRORS)
def test_an_error_is_a_page_with_a_way_on(example: Json, sign_in: SignIn, sandbox: Sandbox) -> None:
    client: Client = sign_in()
    error = from_answer(example["status"], example["response_body"], example["response_headers"])
    status = 401 if isinstance(error, SignInNeeded) else error.status
    headers = {"Retry-After": "60"} if status == 503 else {}  # not to wait for the second try
    sandbox.faults(
        {
            "path": r"\$batch",
            "times": 9,
            "status": example["status"],
            "headers": headers,
            "body": example["response_body"],
        }
    )
    page = read(client.get("/?day=2031-03-08"), status)
    assert page.one("main h1").text
    assert page.all("main a") or page.all("main form")


@pytest.mark.parametrize("data", CALENDARS)
def test_a_calendar_is_read(data: Json) -> None:
    calendar = Calendar.from_graph(data)
    assert (calendar.id, calendar.name) == (data["id"], data["name"])
    assert calendar.can_edit == data["canEdit"]
    assert list(calendar.allowed) == data.get("allowedOnlineMeetingProviders", [])
    assert calendar.default_provider == data.get("defaultOnlineMeetingProvider", "")


def test_mailbox_settings_are_read() -> None:
    (example,) = [each for each in EXAMPLES.values() if each["operation"] == "mailbox_settings"]
    settings = example["response_body"]
    box = Mailbox.from_graph(settings, [])
    assert (box.zone_name, box.locale) == (settings["timeZone"], settings["language"]["locale"])


def test_the_times_of_a_view_are_asked_for_as_documented(sign_in: SignIn, sandbox: Sandbox) -> None:
    """The members of the query are those of the example, in a form that the example's reader takes."""
    (example,) = [each for each in EXAMPLES.values() if each["operation"] == "calendar_view"]
    documented = dict(parse_qsl(urlsplit(example["path"]).query))
    read(sign_in().get("/?day=2031-03-08"))
    views = [
        part["query"]
        for call in sandbox.requests()
        for part in call.get("parts", ())
        if part["path"].endswith("calendarView")
    ]
    assert views
    assert all(documented.keys() <= query.keys() for query in views)


# Operations of the examples by what proves that the product reads their answers, and those that it does not
# call. Whoever adds a call moves its operation up.
READ_AS_EVENTS = {
    "calendar_view",
    "calendar_view_delta",
    "create_event",
    "get_event",
    "list_events",
    "update_event",
}
READ_OTHERWISE = {"batch", "error", "get_calendar", "list_calendars", "mailbox_settings"}
HAS_NO_ANSWER_TO_READ = {"cancel_event"}
NOT_CALLED = {
    "change_notification",
    "find_meeting_times",
    "get_me",
    "get_schedule",
    "people",
    "respond_decline",
    "respond_tentativelyAccept",
    "subscription_create",
    "subscription_read",
    "subscription_reauthorize",
    "subscription_renew",
    "subscription_validation",
    "supported_timezones",
    "users_search",
}


def test_no_example_is_left_out() -> None:
    assert len(EXAMPLES) == 50
    accounted = READ_AS_EVENTS | READ_OTHERWISE | HAS_NO_ANSWER_TO_READ | NOT_CALLED
    assert {example["operation"] for example in EXAMPLES.values()} == accounted
    assert all(example["response_body"] is None for example in examples_of(*HAS_NO_ANSWER_TO_READ).values())
    with_events = {name.rpartition("-")[0] for name in DOCUMENTED}
    assert with_events == examples_of(*READ_AS_EVENTS).keys()


def test_batch_is_read_part_by_part() -> None:
    (example,) = examples_of("batch").values()
    parts = {int(part["id"]): part for part in example["response_body"]["responses"]}
    answers = batches.answers(example["response_body"], list(parts))
    assert answers.keys() == parts.keys() == {1, 2, 3, 4}
    assert answers[2] == parts[2]["body"]
    assert all(isinstance(answers[number], Exception) for number in (1, 3, 4))  # 302, 401, 204


@pytest.mark.parametrize("name", sorted(examples_of("create_event")))
def test_answer_to_a_create_is_what_the_person_comes_to(name: str, alex: Client, sandbox: Sandbox) -> None:
    """Replayed as it is, whatever was asked for: what came back is what counts."""
    data = EXAMPLES[name]["response_body"]
    form = filled(alex)
    sandbox.faults({"method": "POST", "path": "/me/events$", "status": 201, "body": data})
    page = make_in_dialog(alex, form)
    event = Event.from_graph(data)
    assert event.subject in page.text
    assert [link["href"] for link in page.all("a[data-join]")] == ([event.join_url] if event.join_url else [])


@pytest.mark.parametrize("name", sorted(examples_of("update_event")))
def test_answer_to_going_online_is_what_the_row_shows(name: str, alex: Client, sandbox: Sandbox) -> None:
    event_id = plant(sandbox)
    data = {"id": event_id, **EXAMPLES[name]["response_body"]}  # one sample is cut short
    sandbox.faults({"method": "PATCH", "path": "/me/events/", "status": 200, "body": data})
    page = read(convert(alex, event_id))
    event = Event.from_graph(data)
    assert [link["href"] for link in page.all("a[data-join]")] == ([event.join_url] if event.join_url else [])


@pytest.mark.parametrize(
    "name", sorted(name for name, example in examples_of("error").items() if example["status"] != 401)
)
def test_error_leaves_the_form_as_typed(name: str, alex: Client, sandbox: Sandbox) -> None:
    """All but the 401, which leads through the sign-in and back to the form."""
    example, form = EXAMPLES[name], filled(alex)
    headers = {"Retry-After": "60"} if example["status"] in (429, 503) else {}  # not to wait for a second try
    fault = {"status": example["status"], "headers": headers, "body": example["response_body"], "times": 9}
    sandbox.faults({"method": "POST", "path": "/me/events$", **fault})
    answer = alex.post(NEW, form)
    assert 400 <= answer.status_code < 600
    page = read(answer, answer.status_code)
    assert len(created(sandbox)) >= 1
    assert fields_of(form_in(page))["subject"] == form["subject"]
    assert page.all("[role=alert]")
