"""The sandbox's calendar views, lists, times and series, as docs/graph.md 2, 6, 8 and 9 have them."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.support.graph_calls import DAY, Caller, as_alex, at, code, event

pytestmark = pytest.mark.usefixtures("fresh_tenant")

PACIFIC = "Pacific Standard Time"
WINDOW = {"startDateTime": f"{DAY}T00:00:00Z", "endDateTime": f"{DAY + timedelta(1)}T00:00:00Z"}


def test_times_have_seven_digits_and_are_utc_unless_preferred() -> None:
    made = as_alex.create(**at(zone=PACIFIC))
    path = f"/me/events/{made['id']}"
    assert as_alex.get(path)["start"] == {"dateTime": f"{DAY}T16:00:00.0000000", "timeZone": "UTC"}
    for zone in (PACIFIC, "America/Los_Angeles"):
        assert as_alex.get(path, zone=zone)["start"] == {
            "dateTime": f"{DAY}T09:00:00.0000000",
            "timeZone": zone,
        }
    assert made["originalStartTimeZone"] == PACIFIC
    assert made["createdDateTime"].endswith("Z")


def test_a_preferred_zone_is_confirmed() -> None:
    given = as_alex.call(
        "GET", "/me/calendarView", query=WINDOW, headers={"prefer": f'outlook.timezone="{PACIFIC}"'}
    )
    assert given.headers["Preference-Applied"] == f'outlook.timezone="{PACIFIC}"'


@pytest.mark.parametrize("zone", ["Middle Earth Time", "", "tzone://Microsoft/Custom"])
def test_an_unknown_zone_is_400(zone: str) -> None:
    refusal = (400, "TimeZoneNotSupportedException")
    headers = {"Prefer": f'outlook.timezone="{zone}"'}
    assert code(as_alex.call("GET", "/me/calendarView", query=WINDOW, headers=headers)) == refusal
    assert code(as_alex.call("POST", "/me/events", event(**at(zone=zone)))) == refusal
    assert code(as_alex.call("POST", "/me/events", event(), headers=headers)) == refusal
    assert as_alex.view() == []


def test_supported_zones_are_listed() -> None:
    windows = as_alex.get("/me/outlook/supportedTimeZones")["value"]
    iana = as_alex.get(
        "/me/outlook/supportedTimeZones(TimeZoneStandard=microsoft.graph.timeZoneStandard'Iana')"
    )["value"]
    assert PACIFIC in {row["alias"] for row in windows}
    assert "Europe/Berlin" in {row["alias"] for row in iana}


def test_an_all_day_event_floats_and_is_matched_as_utc() -> None:
    tokyo = "Tokyo Standard Time"
    all_day = {**at("00:00", zone=tokyo), "end": at("00:00", zone=tokyo, day=DAY + timedelta(1))["start"]}
    as_alex.create(**all_day, isAllDay=True)
    for zone in (tokyo, PACIFIC):
        (row,) = as_alex.view(zone=zone)
        assert row["start"] == {"dateTime": f"{DAY}T00:00:00.0000000", "timeZone": zone}
    window = {"startDateTime": f"{DAY}T23:59:00+00:00", "endDateTime": f"{DAY + timedelta(1)}T15:00:00Z"}
    assert len(as_alex.view(**window)) == 1


def test_an_all_day_event_needs_midnights() -> None:
    assert code(as_alex.call("POST", "/me/events", event(isAllDay=True))) == (400, "ErrorInvalidRequest")


@pytest.mark.parametrize(
    "window",
    [
        {},
        {"startDateTime": WINDOW["startDateTime"]},
        {**WINDOW, "endDateTime": "2030-01-01T00:00:00Z"},
        {**WINDOW, "endDateTime": "tomorrow"},
        {**WINDOW, "endDateTime": f"{DAY}T23:00:00 02:00"},
    ],
)
def test_a_window_that_cannot_be_is_400(window: dict[str, str]) -> None:
    assert as_alex.call("GET", "/me/calendarView", query=window).status == 400


def test_a_view_holds_what_overlaps_the_window() -> None:
    for start, end in (("07:00", "08:00"), ("07:30", "08:30"), ("08:45", "09:15"), ("09:00", "10:00")):
        as_alex.create(**at(start, end), subject=start)
    window = {"startDateTime": f"{DAY}T10:00:00+02:00", "endDateTime": f"{DAY}T09:00:00"}
    assert [row["subject"] for row in as_alex.view(**window)] == ["07:30", "08:45"]


def test_pages_of_ten_with_next_links_that_repeat_everything() -> None:
    for number in range(23):
        as_alex.plant(**at(), subject=f"{number}")
    query = {**WINDOW, "$select": "subject", "$orderby": "start/dateTime"}
    page = as_alex.get("/me/calendarView", **query)
    subjects = [row["subject"] for row in page["value"]]
    while link := page.get("@odata.nextLink"):
        assert link.startswith("https://")
        asked = dict(parse_qsl(urlsplit(link).query))
        assert {**query, "$skip": str(len(subjects))} == asked
        page = as_alex.get("/me/calendarView", **asked)
        subjects += [row["subject"] for row in page["value"]]
    assert len(subjects) == len(set(subjects)) == 23


def test_select_order_filter_count_and_expand() -> None:
    for number in (2, 3, 1):
        as_alex.create(subject=f"No. {number}", importance="high" if number > 1 else "low")
    answer = as_alex.get(
        "/me/calendarView",
        **WINDOW,
        **{"$filter": "importance eq 'high' and startswith(subject,'No.')", "$orderby": "subject desc"},
        **{"$select": "subject", "$count": "true", "$expand": "calendar"},
    )
    assert answer["@odata.count"] == 2
    assert [row["subject"] for row in answer["value"]] == ["No. 3", "No. 2"]
    assert answer["value"][0].keys() == {"@odata.etag", "id", "subject", "calendar"}
    late = as_alex.get("/me/calendarView", **WINDOW, filter=f"start/dateTime ge '{DAY}T09:30'")
    assert late["value"] == []


@pytest.mark.parametrize(
    "query",
    [
        {"$select": "colour"},
        {"$expand": "onlineMeeting"},
        {"$top": "-1"},
        {"$filter": "subject eq"},
        {"$orderby": "subject up"},
    ],
)
def test_an_odd_query_option_is_400(query: dict[str, str]) -> None:
    assert as_alex.call("GET", "/me/calendarView", query={**WINDOW, **query}).status == 400


def test_five_thousand_events_are_all_there() -> None:
    isaiah = Caller("isaiah")
    assert isaiah.get("/me/events", count="true", top="1")["@odata.count"] == 5_000
    assert len(isaiah.view(date.today() - timedelta(3), 7)) > 30
