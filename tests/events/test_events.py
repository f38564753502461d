"""Graph's JSON read into events: state, obstacle, providers, people, places."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from meetings.events import JOINABLE, OFFLINE, PENDING, Calendar, Event, Provider
from meetings.events.providers import all_providers
from meetings.wording import providers
from meetings.wording.obstacles import why_not_online
from tests.support.samples import CALENDAR, LINK, TEAMS, WHOLE
from tests.support.samples import sample_event as event


def test_reads_what_graph_documents() -> None:
    read = event()
    assert (read.id, read.subject, read.place) == (
        "AAMk=",
        "Prep for customer meeting",
        "Cordova conference room",
    )
    assert (read.start, read.end) == (
        datetime(2029, 6, 13, 20, tzinfo=UTC),
        datetime(2029, 6, 13, 21, tzinfo=UTC),
    )
    assert (read.organizer.label, read.is_organizer) == ("Alex Wilber", True)
    assert [(guest.person.label, guest.response) for guest in read.guests] == [("Adele Vance", "accepted")]
    assert (read.state, read.join_url, read.provider) == (JOINABLE, LINK, Provider(TEAMS))
    assert (read.online.conference_id, read.online.numbers) == ("291633251", ("+1 323-555-0166",))


def test_an_empty_object_is_an_event_without_anything() -> None:
    read = Event.from_graph({})
    assert (read.id, read.subject, read.place, read.state) == ("", "", "", OFFLINE)
    assert (read.start, read.guests, read.provider.value) == (read.end, (), "unknown")


def test_an_end_before_the_start_is_the_start() -> None:
    read = event(end={"dateTime": "2029-06-12T00:00:00", "timeZone": "UTC"})
    assert read.end == read.start


@pytest.mark.parametrize("unreadable", [None, {"dateTime": "datetime-value", "timeZone": "UTC"}])
@pytest.mark.parametrize("member", ["start", "end"])
def test_with_one_time_only_it_takes_place_at_that_moment(member: str, unreadable: object) -> None:
    read = event(**{member: unreadable})
    assert read.start == read.end == datetime(2029, 6, 13, 20 + (member == "start"), tzinfo=UTC)
    assert read.first_day == read.last_day


@pytest.mark.parametrize("zone", ["UTC", "Tokyo Standard Time", "Hawaiian Standard Time"])
@pytest.mark.parametrize(("until", "last"), [(14, 13), (15, 14), (13, 13), (1, 13)])
def test_an_all_day_event_is_its_dates(zone: str, until: int, last: int) -> None:
    read = event(
        isAllDay=True,
        start={"dateTime": "2029-06-13T00:00:00.0000000", "timeZone": zone},
        end={"dateTime": f"2029-06-{until:02}T00:00:00.0000000", "timeZone": zone},
    )
    assert (read.first_day, read.last_day) == (date(2029, 6, 13), date(2029, 6, last))


@pytest.mark.parametrize(
    ("members", "state"),
    [
        ({}, JOINABLE),
        ({"onlineMeetingProvider": "unknown"}, JOINABLE),
        ({"isOnlineMeeting": False}, JOINABLE),
        ({"onlineMeeting": None}, PENDING),
        ({"onlineMeeting": {"joinUrl": None}}, PENDING),
        ({"onlineMeeting": {"joinUrl": ""}}, PENDING),
        ({"isOnlineMeeting": False, "onlineMeeting": None}, OFFLINE),
        ({"isOnlineMeeting": None, "onlineMeeting": None}, OFFLINE),
        ({"isOnlineMeeting": "true", "onlineMeeting": None}, OFFLINE),
        ({"onlineMeeting": {"joinUrl": "javascript:alert(1)"}}, OFFLINE),
        ({"onlineMeeting": {"joinUrl": "https://teams.microsoft.com.evil.example/"}}, OFFLINE),
        ({"isCancelled": True}, OFFLINE),
        ({"isCancelled": True, "onlineMeeting": None}, OFFLINE),
        ({"isOnlineMeeting": False, "onlineMeeting": None, "onlineMeetingUrl": LINK}, OFFLINE),
    ],
)
def test_the_online_state(members: dict[str, Any], state: str) -> None:
    read = event(**members)
    assert read.state == state
    assert read.join_url == (LINK if state == JOINABLE else "")


IN_PERSON: dict[str, Any] = {
    "isOnlineMeeting": False,
    "onlineMeetingProvider": "unknown",
    "onlineMeeting": None,
}


@pytest.mark.parametrize(
    ("members", "calendar", "word"),
    [
        ({}, {}, "online already"),
        ({"onlineMeeting": None}, {}, "online already"),
        ({"onlineMeeting": {"joinUrl": "javascript:alert(1)"}}, {}, "does not look genuine"),
        (IN_PERSON, {}, ""),
        (IN_PERSON | {"isCancelled": True}, {}, "cancelled"),
        (IN_PERSON | {"isOrganizer": False}, {}, "Only the organizer"),
        (IN_PERSON | {"isOrganizer": None}, {}, "Only the organizer"),
        (IN_PERSON, {"canEdit": False}, "read-only"),
        (IN_PERSON, {"allowedOnlineMeetingProviders": []}, "allows no online meetings"),
        (IN_PERSON, {"allowedOnlineMeetingProviders": ["unknown"]}, "allows no online meetings"),
        (IN_PERSON | {"type": "seriesMaster"}, {}, ""),
    ],
)
def test_what_stands_in_the_way_of_going_online(
    members: dict[str, Any], calendar: dict[str, Any], word: str
) -> None:
    event = Event.from_graph(WHOLE | members, Calendar.from_graph(CALENDAR | calendar))
    obstacle = event.convert_obstacle
    assert word in str(why_not_online(obstacle))
    assert bool(obstacle) == bool(word)


def test_without_its_calendar_an_event_is_not_offered_to_go_online() -> None:
    obstacle = Event.from_graph(WHOLE | IN_PERSON).convert_obstacle
    assert "which calendar" in str(why_not_online(obstacle))


@pytest.mark.parametrize("each", all_providers())
def test_known_providers_have_names(each: Any) -> None:
    assert event(onlineMeetingProvider=each.value).provider == each
    assert each.is_known
    assert providers.retired(each) or each.value == TEAMS


@pytest.mark.parametrize("value", ["unknown", "teamsForConsumer", "zoom", "<b>", "TEAMSFORBUSINESS"])
def test_providers_that_nobody_foresaw_are_other_ones(value: str) -> None:
    read = event(onlineMeetingProvider=value).provider
    assert (read.value, str(providers.name(read)), read.is_known) == (value, "Other provider", False)


@pytest.mark.parametrize("value", [None, 7, "", []])
def test_no_provider_is_an_unknown_one(value: object) -> None:
    assert event(onlineMeetingProvider=value).provider.value == "unknown"


def test_each_number_to_dial_once() -> None:
    online = event(
        onlineMeeting={
            "joinUrl": LINK,
            "tollNumber": "+1 323",
            "tollFreeNumbers": ["+1 800", None, "+1 323", 7],
            "phones": [
                {"number": "+49 30", "type": "business"},
                {"number": None},
                None,
                {"number": "+1 800"},
            ],
        }
    ).online
    assert online.numbers == ("+1 323", "+1 800", "+49 30")


def test_guests_are_neither_rooms_nor_the_organizer() -> None:
    def invited(name: str, address: str | None, kind: str = "required") -> dict[str, Any]:
        return {"type": kind, "emailAddress": {"name": name, "address": address}}

    guests = event(
        attendees=[
            invited("Adele Vance", "AdeleV@contoso.OnMicrosoft.com"),
            invited("Alex Wilber", "alexw@contoso.onmicrosoft.com"),
            invited("Conf Room Baker", "Baker@contoso.onmicrosoft.com", "Resource"),
            invited("", "/o=ExchangeLabs/cn=Recipients/cn=6f3d"),
            invited("Nobody", None),
        ]
    ).guests
    assert [guest.person.label for guest in guests] == ["Adele Vance", "", "Nobody"]


@pytest.mark.parametrize(
    ("location", "locations", "place"),
    [
        ({"displayName": "Room 1"}, [{"displayName": "Room 2"}], "Room 1"),
        ({"displayName": ""}, [{"displayName": "Room 1"}, {"displayName": "Room 2"}], "Room 1; Room 2"),
        (None, [{"displayName": "Room 1"}, None, {}], "Room 1"),
        (None, None, ""),
    ],
)
def test_the_place_in_words(location: object, locations: object, place: str) -> None:
    assert event(location=location, locations=locations).place == place


@pytest.mark.parametrize(
    ("shown", "is_free"),
    [
        ("free", True),
        ("Free", True),
        ("busy", False),
        ("tentative", False),
        ("unknown", False),
        (None, False),
    ],
)
def test_time_that_counts_as_free_is_told(shown: object, is_free: bool) -> None:
    assert Event.from_graph({"showAs": shown}).is_free is is_free


@pytest.mark.parametrize("sensitivity", ["private", "Private", "confidential"])
def test_private_events_are_told(sensitivity: str) -> None:
    assert event(sensitivity=sensitivity).is_private
    assert not event(sensitivity="personal").is_private


@pytest.mark.parametrize(
    ("kind", "master", "in_series"),
    [
        ("occurrence", "M=", True),
        ("exception", "M=", True),
        ("occurrence", None, False),
        ("singleInstance", None, False),
        ("seriesMaster", None, False),
    ],
)
def test_occurrences_and_exceptions_belong_to_a_series(
    kind: str, master: str | None, in_series: bool
) -> None:
    assert event(type=kind, seriesMasterId=master).is_in_series is in_series


@pytest.mark.parametrize(
    ("begins", "minutes", "inside"),
    [(-30, 30, False), (-30, 31, True), (0, 0, True), (59, 30, True), (60, 30, False), (-30, 300, True)],
)
def test_an_event_overlaps_a_span_of_time(begins: int, minutes: int, inside: bool) -> None:
    noon = datetime(2029, 6, 13, 12, tzinfo=UTC)
    start = noon + timedelta(minutes=begins)
    read = event(
        start={"dateTime": start.isoformat()},
        end={"dateTime": (start + timedelta(minutes=minutes)).isoformat()},
    )
    assert read.overlaps(noon, noon + timedelta(hours=1)) is inside


def test_anchors_are_short_names_that_selectors_take() -> None:
    anchors = {Event.from_graph({"id": f"AAMk-{number}/+="}).anchor for number in range(500)}
    assert len(anchors) == 500
    assert all(re.fullmatch(r"[a-z][a-z0-9]{8}", anchor) for anchor in anchors)
