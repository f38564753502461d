"""The sandbox keeps Graph's promises: events, ids, errors, copies, permissions (docs/graph.md 2 to 5, 8)."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor

import pytest

from sandbox.state import state
from tests.support.graph_calls import ADELE, DAY, SCOPES, Caller, Json, as_adele, as_alex, code, event

pytestmark = pytest.mark.usefixtures("fresh_tenant")

NOBODY = "AAMkAGI1AAAoZCfHAAA="


def test_me_needs_no_mailbox_and_the_calendar_does() -> None:
    lee = Caller("lee")
    assert lee.get("/me")["mail"] is None
    for path in ("/me/calendars", "/me/calendarView", "/me/mailboxSettings", f"/me/events/{NOBODY}"):
        assert code(lee.call("GET", path)) == (404, "MailboxNotEnabledForRESTAPI")


def test_one_mailbox_setting_comes_as_value_and_an_object_as_itself() -> None:
    xia = Caller("xia")
    assert xia.get("/me/mailboxSettings/timeZone")["value"] == "China Standard Time"
    assert xia.get("/me/mailboxsettings/workingHours")["timeZone"] == {"name": "China Standard Time"}
    assert xia.get("/me/mailboxSettings")["language"]["locale"] == "zh-CN"


@pytest.mark.parametrize(
    ("missing", "method", "path", "refusal"),
    [
        ("User.Read", "GET", "/me", "Authorization_RequestDenied"),
        ("MailboxSettings.Read", "GET", "/me/mailboxSettings", "ErrorAccessDenied"),
        ("Calendars.ReadWrite", "GET", "/me/calendars", "ErrorAccessDenied"),
        ("Calendars.ReadWrite", "POST", "/me/events", "ErrorAccessDenied"),
    ],
)
def test_a_missing_scope_is_403(missing: str, method: str, path: str, refusal: str) -> None:
    assert code(Caller("alex", SCOPES - {missing}).call(method, path, event())) == (403, refusal)


def test_calendars_say_what_they_allow() -> None:
    calendars: list[Json] = as_alex.get("/me/calendars")["value"]
    allowed = {calendar["name"]: calendar["allowedOnlineMeetingProviders"] for calendar in calendars}
    assert allowed == {
        "Calendar": ["teamsForBusiness", "skypeForBusiness"],
        "Product team": ["teamsForBusiness"],
        "Travel": [],
    }
    assert as_alex.get("/me/calendar")["id"] == calendars[0]["id"]
    assert code(as_alex.call("POST", f"/me/calendars/{calendars[2]['id']}/events", event()))[0] == 403


def test_own_calendar_below_users_and_nobody_elses() -> None:
    own = as_alex.get(f"/users/{as_alex.person.object_id}/calendar")
    assert own["id"] == as_alex.get("/users/alexw@contoso.onmicrosoft.com/calendar")["id"]
    assert code(as_alex.call("GET", "/users/AdeleV@contoso.OnMicrosoft.com/calendar")) == (
        403,
        "ErrorAccessDenied",
    )
    assert code(as_alex.call("GET", "/users/nobody@contoso.com/calendar")) == (404, "ErrorInvalidUser")


def test_a_malformed_a_foreign_and_a_missing_id() -> None:
    mine = as_alex.create()["id"]
    for caller, event_id in (
        (as_alex, NOBODY),
        (as_alex, mine[:-8]),
        (as_adele, mine),
        (as_alex, as_alex.get("/me/calendar")["id"]),
    ):
        assert code(caller.call("GET", f"/me/events/{event_id}")) == (400, "ErrorInvalidIdMalformed")
    assert as_alex.call("DELETE", f"/me/events/{mine}").status == 204
    assert code(as_alex.call("DELETE", f"/me/events/{mine}")) == (404, "ErrorItemNotFound")


def test_an_id_may_be_percent_encoded_and_fixed_segments_in_any_case() -> None:
    made = as_alex.create()
    assert made["id"].startswith("AAMkA")
    assert made["id"].endswith("=")
    assert as_alex.get(f"/ME/Events/{made['id'].replace('=', '%3D')}")["id"] == made["id"]


def test_a_stale_if_match_is_412() -> None:
    made = as_alex.create()
    path, stale = f"/me/events/{made['id']}", {"If-Match": made["@odata.etag"]}
    assert as_alex.call("PATCH", path, {"subject": "New"}, headers=stale).status == 200
    for method in ("PATCH", "DELETE"):
        assert code(as_alex.call(method, path, {}, headers=stale)) == (412, "ErrorIrresolvableConflict")


def test_412_on_demand_without_if_match() -> None:
    made = as_alex.create()
    state.settings = dataclasses.replace(state.settings, conflict_without_if_match=1)
    path = f"/me/events/{made['id']}"
    assert as_alex.call("PATCH", path, {"subject": "New"}).status == 412
    assert as_alex.call("PATCH", path, {"subject": "New"}).status == 200


def test_text_is_stored_as_html_and_read_as_either() -> None:
    made = as_alex.create(body={"contentType": "Text", "content": "1 < 2\nand so on"})
    assert made["body"]["contentType"] == "html"
    assert "<html>" in made["body"]["content"]
    assert made["bodyPreview"] == "1 < 2\r\nand so on"
    prefer = {"Prefer": 'outlook.body-content-type="text"'}
    read = as_alex.call("GET", f"/me/events/{made['id']}", headers=prefer)
    assert read.body["body"] == {"contentType": "text", "content": "1 < 2\r\nand so on"}  # type: ignore[index]
    assert read.headers["Preference-Applied"] == 'outlook.body-content-type="text"'


def test_location_and_locations_stay_in_step() -> None:
    made = as_alex.create(location={"displayName": "Room 1"})
    assert made["locations"] == [made["location"]]
    assert as_alex.patch(made["id"], location={"displayName": ""})["locations"] == []


@pytest.mark.parametrize(
    "members",
    [
        {"subject": 5},
        {"subject": "x" * 256},
        {"importance": "urgent"},
        {"colour": "red"},
        {"isAllDay": "yes"},
        {"attendees": [{"emailAddress": {"address": "no address"}}]},
        {"attendees": [ADELE] * 501},
        {"end": {"dateTime": "2019-05-07T08:00:00", "timeZone": "UTC"}},
        {"start": None},
        {"onlineMeetingProvider": "zoom"},
    ],
)
def test_what_cannot_be_is_400_and_makes_nothing(members: Json) -> None:
    assert as_alex.call("POST", "/me/events", event(**members)).status == 400
    assert as_alex.view() == []


def test_the_same_transaction_makes_one_event_even_in_parallel() -> None:
    body = event(transactionId="7E163156-7762-4BEB-A1C6-729EA81755A7")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: as_alex.call("POST", "/me/events", body), range(8)))
    assert {given.status for given in answers} == {201}
    assert len({given.body["id"] for given in answers if given.body}) == 1
    assert len(as_alex.view()) == 1


def test_a_used_transaction_with_other_content_is_refused() -> None:
    first = as_alex.create(transactionId="one")
    clash = as_alex.call("POST", "/me/events", event(transactionId="one", subject="Other"))
    assert code(clash) == (400, "ErrorDuplicateTransactionId")
    assert clash.body is not None
    assert clash.body["error"]["@event.existingEventId"] == first["id"]


def test_a_planted_event_stays_as_it_was_given() -> None:
    odd = {"id": "odd", "location": None, "onlineMeeting": {"joinUrl": "javascript:1"}, "strange": [1]}
    time = {"dateTime": f"{DAY}T09:00:00", "timeZone": "tzone://Microsoft/Custom"}
    as_alex.plant(**odd, start=time, end=time)
    (row,) = as_alex.view()
    assert {name: row[name] for name in odd} == odd
    assert row["start"] == time
    assert (row["isOnlineMeeting"], row["onlineMeetingProvider"]) == (False, "unknown")
    assert as_alex.patch("odd", subject="Found by its id")["id"] == "odd"
