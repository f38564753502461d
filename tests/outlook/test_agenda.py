"""What the agenda asks of Graph, and what it makes of the answers: one round trip, every page, no answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
import time_machine
from django.test import Client

from accounts.models import User
from tests.conftest import SignIn
from tests.support.pages import read, subjects
from tests.support.planting import AGENDA, ALEX, DAY, MEGAN, daily, event
from tests.support.sandbox_process import Json, Sandbox

LEE, ISAIAH = "LeeG@contoso.OnMicrosoft.com", "IsaiahL@contoso.OnMicrosoft.com"
# Days that nobody has seen: of others the last list stays when Graph fails (test_last_list.py).
UNSEEN = "/?day=2031-05-05"
SWAP = {"HX-Request": "true", "HX-Target": "agenda", "HX-Current-URL": f"http://localhost{AGENDA}"}
SETTINGS = "/me/mailboxSettings"

pytestmark = pytest.mark.usefixtures("sandbox")


@pytest.fixture
def known(alex: Client, sandbox: Sandbox) -> Client:
    """Alex, after a first page; the record of calls starts after that."""
    read(alex.get(AGENDA))
    sandbox.forget_requests()
    return alex


def calls(sandbox: Sandbox) -> list[str]:
    """The calls that were made, batches without their parts."""
    return [f"{call['method']} {call['path']}" for call in sandbox.requests()]


def parts(sandbox: Sandbox) -> list[Json]:
    """What was asked in batches."""
    return [part for call in sandbox.requests() for part in call.get("parts", ())]


def calendars(sandbox: Sandbox, user: str) -> dict[str, str]:
    """A person's calendar ids by name."""
    answer = requests.get(
        f"{sandbox.graph_url}/me/calendars",
        headers={"Authorization": f"Bearer {sandbox.token(user)}"},
        verify=str(sandbox.ca_file),
        timeout=10,
    )
    return {calendar["name"]: calendar["id"] for calendar in answer.json()["value"]}


def test_one_round_trip_once_the_calendars_are_known(known: Client, sandbox: Sandbox) -> None:
    read(known.get(AGENDA))
    assert calls(sandbox) == ["POST /$batch"]
    assert [part["path"].rpartition("/")[2] for part in parts(sandbox)] == ["calendarView"] * 3


def test_one_round_trip_from_the_start_for_somebody_with_one_calendar(
    sign_in: SignIn, sandbox: Sandbox
) -> None:
    megan = sign_in(MEGAN)
    sandbox.forget_requests()
    read(megan.get(AGENDA))
    assert calls(sandbox) == ["POST /$batch"]
    assert [part["path"] for part in parts(sandbox)] == [SETTINGS, "/me/calendars", "/me/calendarView"]


def test_a_second_one_only_for_calendars_not_known_before(alex: Client, sandbox: Sandbox) -> None:
    sandbox.forget_requests()
    read(alex.get(AGENDA))
    assert calls(sandbox) == ["POST /$batch"] * 2


def test_facts_older_than_ten_minutes_are_asked_for_along_the_way(known: Client, sandbox: Sandbox) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11)):
        read(known.get(AGENDA))
    assert calls(sandbox) == ["POST /$batch"] * 2  # four parts, and the fifth
    assert [part["path"] for part in parts(sandbox)][:2] == [SETTINGS, "/me/calendars"]
    assert len(parts(sandbox)) == 5


def test_asks_for_what_the_rows_show(known: Client, sandbox: Sandbox) -> None:
    read(known.get("/?day=2031-03-08&days=7"))
    for part in parts(sandbox):
        query = part["query"]
        assert {"isOnlineMeeting", "onlineMeetingProvider", "onlineMeeting", "id"} <= set(
            query["$select"].split(",")
        )
        assert "body" not in query["$select"].split(",")
        assert (query["startDateTime"], query["endDateTime"]) == (
            "2031-03-07T00:00:00Z",
            "2031-03-16T00:00:00Z",
        )
        assert query["$orderby"] == "start/dateTime"


def test_events_of_all_calendars_each_named(known: Client, sandbox: Sandbox) -> None:
    for name, calendar in calendars(sandbox, ALEX).items():
        sandbox.plant(ALEX, event(f"In {name}"), calendar)
    rows = {row.one("h3 a").text: row for row in read(known.get(AGENDA)).all("li[data-event]")}
    for name in ("Product team", "Travel"):
        assert rows[f"In {name}"].one("p.quiet").text.endswith(name)
    assert "Calendar" not in rows["In Calendar"].one("p.quiet").text
    assert rows["In Travel"].one(".tip").text == "This calendar is read-only."


def test_events_of_all_calendars_in_the_order_of_time(known: Client, sandbox: Sandbox) -> None:
    team = calendars(sandbox, ALEX)["Product team"]
    for subject, clock, calendar in (("3", "11:00", None), ("2", "10:00", team), ("1", "09:00", None)):
        sandbox.plant(ALEX, event(subject, clock), calendar)
    assert subjects(read(known.get(AGENDA))) == ["1", "2", "3"]


def test_a_calendar_that_is_gone_spoils_nothing(known: Client, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Talk"))
    gone = {"error": {"code": "ErrorItemNotFound", "message": "The specified object was not found."}}
    sandbox.faults({"path": "calendars/.+/calendarView", "status": 404, "body": gone})
    assert "Talk" in subjects(read(known.get(AGENDA)))
    sandbox.forget_requests()
    read(known.get(AGENDA))
    assert "/me/calendars" in [part["path"] for part in parts(sandbox)]


def test_a_calendar_that_may_not_be_read_spoils_nothing_and_is_named(known: Client, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Talk"))
    denied = {"error": {"code": "ErrorAccessDenied", "message": "Access is denied."}}
    sandbox.faults({"path": "calendars/.+/calendarView", "status": 403, "body": denied})
    page = read(known.get(AGENDA))
    assert "Talk" in subjects(page)
    assert page.one(".notice").text == "“Product team” is not shown: Microsoft 365 does not let you read it."


def test_every_page_is_followed(sign_in: SignIn, sandbox: Sandbox) -> None:
    """More than a thousand events: 34 a day for 31 days."""
    megan = sign_in(MEGAN)
    for number in range(34):
        sandbox.plant(
            MEGAN,
            event(f"Talk {number}", f"{8 + number // 4:02}:{number % 4 * 15:02}", 15, recurrence=daily(31)),
        )
    sandbox.forget_requests()
    page = read(megan.get(f"/?day={DAY}&days=31"))
    assert len(subjects(page)) == 34 * 31
    assert [len(card.all("li[data-event]")) for card in page.all("section.day")] == [34] * 31
    assert calls(sandbox) == ["POST /$batch", "GET /me/calendarView"]


def test_each_event_once_however_it_is_paged(known: Client, sandbox: Sandbox) -> None:
    planted = [f"Talk {number}" for number in range(7)]
    for subject in planted:
        sandbox.plant(ALEX, event(subject))
    window = f"startDateTime={DAY}&endDateTime=2031-03-10"
    view = f"{sandbox.graph_url}/me/calendarView?{window}&$top=3&$orderby=start/dateTime"
    sandbox.faults(
        {"path": "^/me/calendarView", "status": 200, "body": {"value": [], "@odata.nextLink": view}}
    )
    assert sorted(subjects(read(known.get(AGENDA)))) == planted
    assert calls(sandbox) == ["POST /$batch"] + ["GET /me/calendarView"] * 3


@pytest.mark.parametrize(
    "link", ["https://evil.example/v1.0/me/calendarView", "//evil.example/v1.0", "/me/calendarView", 7, ["x"]]
)
def test_a_next_page_elsewhere_is_not_fetched(known: Client, sandbox: Sandbox, link: object) -> None:
    sandbox.faults(
        {"path": "^/me/calendarView", "status": 200, "body": {"value": [], "@odata.nextLink": link}}
    )
    page = read(known.get(UNSEEN), 502)
    assert page.one("main a.button-primary")["href"] == UNSEEN
    assert calls(sandbox) == ["POST /$batch"]


def test_pages_in_a_circle_end(known: Client, sandbox: Sandbox) -> None:
    circle = {"value": [], "@odata.nextLink": f"{sandbox.graph_url}/me/calendarView?page=1"}
    sandbox.faults({"path": "calendarView$", "times": 50, "status": 200, "body": circle})
    read(known.get(AGENDA), 502)
    assert len(calls(sandbox)) < 5


def test_odd_members_of_a_list_are_passed_over(known: Client, sandbox: Sandbox) -> None:
    listed = [None, 7, "x", {}, {"id": "AAMk=", "subject": "Talk", **event("Talk")}]
    sandbox.faults({"path": "^/me/calendarView", "status": 200, "body": {"value": listed}})
    assert subjects(read(known.get(AGENDA))) == ["Talk"]


@pytest.mark.parametrize("body", [{"value": 7}, {"value": None}, {"value": {}}, {}])
def test_a_list_that_is_none_is_not_taken_for_an_empty_one(
    known: Client, sandbox: Sandbox, body: Json
) -> None:
    sandbox.faults({"path": "^/me/calendarView", "status": 200, "body": body})
    read(known.get(AGENDA), 502)


def test_thousands_of_events_cost_no_more_calls(sign_in: SignIn, sandbox: Sandbox) -> None:
    isaiah = sign_in(ISAIAH)
    sandbox.forget_requests()
    assert len(subjects(read(isaiah.get("/")))) > 20
    assert calls(sandbox) == ["POST /$batch"]


@pytest.mark.parametrize(
    ("cookie", "note", "clock"),
    [
        ("Asia%2FTokyo", "Tokyo Standard Time", "08:00"),
        ("Asia/Kathmandu", "Nepal Standard Time", "04:45"),
        ("Mars%2FOlympus", "UTC", "23:00"),
        ("%00%ff" * 99, "UTC", "23:00"),
        (None, "UTC", "23:00"),
    ],
)
@pytest.mark.parametrize(
    "fault",
    [
        {"status": 403, "body": {"error": {"code": "ErrorAccessDenied", "message": "Access is denied."}}},
        {"status": 200, "body": {"timeZone": "tzone://Microsoft/Custom"}},
        {"status": 200, "body": {"timeZone": None, "language": None}},
    ],
)
def test_without_a_zone_of_the_mailbox_the_browsers_then_utc(
    alex: Client, sandbox: Sandbox, fault: Json, cookie: str | None, note: str, clock: str
) -> None:
    sandbox.plant(ALEX, event("Talk"))  # at three in Alex's afternoon, which is 23:00 in UTC
    sandbox.faults({"path": SETTINGS, "times": 9, **fault})
    if cookie is not None:
        alex.cookies["meetboard_zone"] = cookie
    page = read(alex.get(f"/?day={DAY}&days=2"))
    assert page.one("p.zone-note").text == f"Times are in {note}."
    row = next(row for row in page.all("li[data-event]") if "Talk" in row.text)
    assert row.one("time").text == clock


def test_the_mailboxs_zone_wins_over_the_browsers(alex: Client, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Talk"))
    alex.cookies["meetboard_zone"] = "Asia%2FTokyo"
    page = read(alex.get(AGENDA))
    note = page.one("p.zone-note").text
    assert note.startswith("Times are in Pacific Standard Time; this device is in Asia/Tokyo.")
    assert page.one("li[data-event] time").text == "15:00"


def test_a_zone_that_cannot_be_told_now_stays_as_it_was(known: Client, sandbox: Sandbox) -> None:
    sandbox.faults({"path": SETTINGS, "times": 9, "status": 503})
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11)):
        assert "Pacific Standard Time" in read(known.get(AGENDA)).one("p.zone-note").text
    assert User.objects.get().zone == "Pacific Standard Time"


def test_a_zone_that_could_not_be_told_is_asked_for_again(alex: Client, sandbox: Sandbox) -> None:
    sandbox.faults({"path": SETTINGS, "times": 2, "status": 503})
    assert "UTC" in read(alex.get(AGENDA)).one("p.zone-note").text
    assert "Pacific Standard Time" in read(alex.get(AGENDA)).one("p.zone-note").text


def test_a_zone_that_changed_is_used_at_once(known: Client, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Talk"))
    sandbox.faults({"path": SETTINGS, "status": 200, "body": {"timeZone": "Eastern Standard Time"}})
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11)):
        assert read(known.get(AGENDA)).one("li[data-event] time").text == "18:00"
    assert User.objects.get().zone == "Eastern Standard Time"


def test_a_personal_account_has_an_agenda_and_nothing_to_make_online(
    sign_in: SignIn, sandbox: Sandbox
) -> None:
    sandbox.plant(MEGAN, event("Yoga"))
    row = read(sign_in(MEGAN).get(AGENDA)).one("li[data-event]")
    assert row["data-online"] == "offline"
    assert not row.all("form")
    assert row.one(".tip").text == "This calendar allows no online meetings."


def test_somebody_without_a_mailbox_gets_a_clear_page(sign_in: SignIn) -> None:
    page = read(sign_in(LEE).get("/"), 404)
    assert page.one("main h1").text == "This account has no calendar in Microsoft 365."
    assert "administrator" in page.one("main").text
    assert page.all("form[action=/accounts/sign-out/]")
    assert "MailboxNotEnabledForRESTAPI" in page.one("main details").text


BUSY = {
    "error": {"code": "ApplicationThrottled", "message": "Application is over its MailboxConcurrency limit."}
}


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "headers": {"Retry-After": "30"}, "body": BUSY},
        {"status": 503, "headers": {"Retry-After": "30"}, "body": ""},
        {"status": 500, "headers": {"Retry-After": "30"}, "body": "<html>no JSON</html>"},
    ],
)
@pytest.mark.parametrize("path", [r"\$batch", "calendarView"])
def test_throttled_or_failing_it_says_when_to_come_back(
    known: Client, sandbox: Sandbox, fault: Json, path: str
) -> None:
    sandbox.faults({"path": path, "times": 9, **fault})
    answer = known.get(UNSEEN)
    page = read(answer, 503)
    assert answer["Retry-After"] == "30"
    assert page.one("main h1").text == "Microsoft 365 is busy or out of reach."
    assert {link.text: link["href"] for link in page.all("main a")} == {
        "Try again": UNSEEN,
        "Go to today's meetings": "/",
    }


def test_failing_it_is_a_message_for_htmx(known: Client, sandbox: Sandbox) -> None:
    sandbox.faults({"path": r"\$batch", "times": 9, "status": 503, "headers": {"Retry-After": "30"}})
    fragment = read(known.get(UNSEEN, headers=SWAP), 503)
    assert "busy or out of reach" in fragment.one(".message").text
    assert not fragment.all("html")


@pytest.mark.parametrize("fault", [{"drop": "before"}, {"drop": "after"}])
def test_cut_off_it_is_out_of_reach(known: Client, sandbox: Sandbox, fault: Json) -> None:
    sandbox.faults({"path": r"\$batch", "times": 20, **fault})
    read(known.get(AGENDA), 503)


@pytest.mark.parametrize(
    "fault",
    [
        {"path": r"\$batch", "status": 429, "headers": {"Retry-After": "0.1"}, "body": BUSY},
        {"path": r"\$batch", "status": 503, "headers": {"Retry-After": "0.1"}},
        {"path": r"\$batch", "drop": "before"},
        {"path": "^/me/calendarView", "status": 429, "headers": {"Retry-After": "0.1"}, "body": BUSY},
    ],
)
def test_a_short_trouble_is_not_told(known: Client, sandbox: Sandbox, fault: Json) -> None:
    sandbox.plant(ALEX, event("Talk"))
    sandbox.faults(fault)
    assert subjects(read(known.get(AGENDA))) == ["Talk"]
    assert len(calls(sandbox)) == 2


def test_microsofts_code_is_folded_away(known: Client, sandbox: Sandbox) -> None:
    error = {"error": {"code": "ErrorAccessDenied", "message": "Access is denied."}}
    sandbox.faults(
        {"path": "^/me/calendarView", "status": 403, "headers": {"request-id": "4b0b-b4ab"}, "body": error}
    )
    page = read(known.get(AGENDA), 403)
    assert "ErrorAccessDenied" not in page.one("h1").text
    fold = page.one("main details")
    assert "open" not in fold
    assert "ErrorAccessDenied" in fold.text


def test_a_token_that_is_refused_once_is_renewed(known: Client, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Talk"))
    sandbox.faults({"path": r"\$batch", "status": 401})
    assert subjects(read(known.get(AGENDA))) == ["Talk"]
    assert [path.rpartition("/")[2] for path in calls(sandbox)] == ["$batch", "token", "$batch"]


def test_a_sign_in_that_ran_out_comes_back_to_the_day(known: Client, sandbox: Sandbox) -> None:
    sandbox.revoke(ALEX)
    sandbox.faults({"path": r"\$batch", "times": 9, "status": 401})
    page = read(known.get(AGENDA), 401)
    assert page.one("form.sign-in input[name=next]")["value"] == AGENDA
    target = urlsplit(known.get(AGENDA, headers=SWAP)["HX-Redirect"])
    assert target.path == "/accounts/sign-in/"
    assert dict(parse_qsl(target.query))["next"] == AGENDA


def test_no_subject_in_the_log(known: Client, sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    sandbox.plant(ALEX, event("Secret talk"))
    bodies: list[dict[str, Any]] = [{"drop": "before"}, {"status": 429, "headers": {"Retry-After": "30"}}]
    sandbox.faults(*({"path": r"\$batch", **fault} for fault in bodies))
    known.get(AGENDA)
    read(known.get(AGENDA))
    assert "Secret" not in caplog.text
    assert "Bearer" not in caplog.text
