"""Filters of the board: what each stands for, how they combine, and what the page says about them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from meetings.board import filters
from meetings.board.query import LIST, BoardQuery
from meetings.events import Event
from tests.conftest import SignIn
from tests.support.pages import Page, read, subjects
from tests.support.planting import ADELE, AGENDA, ALEX, DAY, TEAMS_LINK, event, online, organized_by
from tests.support.sandbox_process import Json, Sandbox

SKYPE = "https://meet.lync.com/contoso/alexw/1"
ELSEWHERE = "https://zoom.example/j/1"
MINE: Json = {"isOrganizer": True, "responseStatus": {"response": "organizer"}}
TEAMS, SKYPE_HERE, OTHER = online(), online(SKYPE, "skypeForBusiness"), online(ELSEWHERE, "unknown")
SWAP = {"HX-Request": "true", "HX-Target": "agenda"}


def an_event(name: str, **members: Any) -> Event:
    """An event with its name as id and subject."""
    start = datetime.fromisoformat(f"{DAY}T10:00")
    bounds = {"start": start, "end": start + timedelta(hours=1)}
    times = {key: {"dateTime": f"{at:%Y-%m-%dT%H:%M:%S}", "timeZone": "UTC"} for key, at in bounds.items()}
    return Event.from_graph({"id": name, "subject": name, **times, **members})


EVENTS = [
    an_event("teams", **TEAMS, **MINE),
    an_event("skype", **SKYPE_HERE),
    an_event("other", **OTHER),
    an_event("strange", **online(ELSEWHERE, "holodeck")),
    an_event("pending", **online("")),
    an_event("room", **MINE),
    an_event("asked", responseStatus={"response": "notResponded"}),
    an_event("maybe", responseStatus={"response": "tentativelyAccepted"}, **TEAMS),
    an_event("declined", responseStatus={"response": "declined"}, **TEAMS),
    an_event("cancelled", isCancelled=True, **MINE),
    an_event("look-alike", **online("https://teams.microsoft.com.evil.example/l")),
]


def filtered(*only: str, words: str = "", overlapping: tuple[str, ...] = ()) -> filters.Filtered:
    """What filters leave of EVENTS."""
    query = BoardQuery(LIST, None, 7, 7, 7, 0, filters.valid_names(only), words)
    return filters.filter_events(EVENTS, query, overlapping)


def left(*only: str, **more: Any) -> str:
    """The names of what is left, in their order."""
    ids = filtered(*only, **more).ids
    return " ".join(event.id for event in EVENTS if event.id in ids)


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ("online", "teams skype other strange pending maybe"),
        ("offline", "room asked look-alike"),
        ("unanswered", "asked"),
        ("mine", "teams room"),
        ("conflicts", "skype room"),
        ("teamsForBusiness", "teams pending maybe"),
        ("skypeForBusiness", "skype"),
        ("unknown", "other strange"),
        ("online mine", "teams"),
        ("mine conflicts", "room"),
        ("skypeForBusiness unknown", "skype other strange"),
        ("skypeForBusiness unknown conflicts", "skype"),
        ("online offline", "teams skype other strange pending room asked maybe look-alike"),
        ("unanswered mine", ""),
    ],
)
def test_what_filters_leave(only: str, expected: str) -> None:
    assert left(*only.split(), overlapping=("skype", "room", "declined")) == expected


def test_without_filters_all_is_left() -> None:
    assert filtered().ids == {event.id for event in EVENTS}
    assert filtered("no-such-filter", "").ids == {event.id for event in EVENTS}


def test_a_count_is_of_what_the_other_groups_let_through() -> None:
    counts = {choice.name: choice.count for choice in filtered("online", "teamsForBusiness").choices}
    assert counts == {
        "online": 3,
        "offline": 0,
        "unanswered": 0,
        "mine": 1,
        "teamsForBusiness": 3,
        "skypeForBusiness": 1,
        "unknown": 2,
    }


def test_a_count_is_what_one_would_see() -> None:
    for choice in filtered("mine").choices:
        if not choice.is_on:
            assert choice.count == len(filtered("mine", choice.name).ids)


def test_only_filters_that_stand_for_something_are_offered_and_those_that_are_on() -> None:
    names = [choice.name for choice in filtered("conflicts", words="room").choices]
    assert names == ["offline", "mine", "conflicts"]


@pytest.fixture
def alex(alex: Client, sandbox: Sandbox) -> Client:
    """Alex on a day of five meetings, one of them called off."""
    sandbox.plant(ALEX, event("Design", "09:00", **online(TEAMS_LINK)))
    sandbox.plant(ALEX, event("Call", "10:00", **SKYPE_HERE))
    sandbox.plant(ALEX, event("Room", "11:00"))
    sandbox.plant(ALEX, event("Asked", "11:30", **organized_by(ADELE, "Adele Vance", "notResponded")))
    sandbox.plant(ALEX, event("Off", "14:00", isCancelled=True, **organized_by(ADELE, "Adele Vance")))
    return alex


def chips(page: Page) -> list[str]:
    """What the filters say; those that are on with a star."""
    return [("*" if "aria-current" in chip else "") + chip.text for chip in page.all("nav a.chip")]


def test_the_page_offers_each_with_its_count(alex: Client) -> None:
    assert chips(read(alex.get(AGENDA))) == [
        "Online 2",
        "Not online 2",
        "Needs my answer 1",
        "Organized by me 3",
        "Conflicts 2",
        "Teams 1",
        "Skype for Business 1",
    ]


@pytest.mark.parametrize("headers", [{}, SWAP])
def test_filters_are_in_the_address_and_combine(alex: Client, headers: dict[str, str]) -> None:
    page = read(alex.get(f"{AGENDA}&show=mine&show=offline&show=nonsense", headers=headers))
    assert subjects(page) == ["Room"]
    assert chips(page) == [
        "Online 2",
        "*Not online 1",
        "Needs my answer 0",
        "*Organized by me 1",
        "Conflicts 1",
        "Teams 0",
        "Skype for Business 0",
        "Clear",
    ]


def test_a_filter_is_a_link_that_turns_it_on_and_off(alex: Client) -> None:
    off = read(alex.get(AGENDA)).one("a#show-mine")["href"]
    assert off == f"{AGENDA}&show=mine"
    page = read(alex.get(f"{off}&show=nonsense&show=online&q=de"))
    assert page.one("a#show-mine")["href"] == f"{AGENDA}&show=online&q=de"
    assert page.one("a#show-all")["href"] == AGENDA
    assert page.one("a#show-words")["href"] == f"{AGENDA}&show=mine&show=online"


def test_filters_stay_on_the_way_to_other_days_and_views(alex: Client) -> None:
    page = read(alex.get(f"{AGENDA}&show=mine&q=de"))
    for name in ("go-earlier", "go-today", "go-later", "as-week"):
        assert page.one(f"a#{name}")["href"].endswith("show=mine&q=de"), name
    hidden = [(field["name"], field["value"]) for field in page.all("input[form=search]")]
    assert hidden == [("day", DAY), ("days", "1"), ("show", "mine")]


def test_a_filtered_day_is_still_summed_up_whole(alex: Client) -> None:
    whole = read(alex.get(AGENDA)).one("section.day").one("header").text
    page = read(alex.get(f"{AGENDA}&show=unanswered"))
    assert subjects(page) == ["Asked"]
    assert page.one("section.day").one("header").text == whole


def test_a_day_without_a_match_shrinks(alex: Client) -> None:
    day = read(alex.get(f"/?day={DAY}&days=2&show=unanswered"))
    assert [bool(card.all("div.card")) for card in day.all("section.day")] == [True, False]


def test_nothing_left_says_what_hides_how_many(alex: Client) -> None:
    page = read(alex.get(f"{AGENDA}&show=unanswered&show=online"))
    said = page.one("div.nothing-found")
    assert said.text == (
        "No meeting here passes the filters: Online, Needs my answer. 5 meetings are hidden. Show them"
    )
    assert said.one("a")["href"] == AGENDA


def test_nothing_is_said_where_nothing_is_hidden(alex: Client) -> None:
    page = read(alex.get("/?day=2031-03-09&days=1&show=online"))
    assert not page.all("div.nothing-found")
    assert chips(page) == ["*Online 0", "Clear"]


def test_the_week_is_filtered_too(alex: Client) -> None:
    page = read(alex.get(f"/?view=week&day={DAY}&days=7&show=unanswered"))
    assert subjects(page) == ["Asked"]
    assert "No meetings" not in page.one("div.week").text


def test_other_people_have_other_filters(sign_in: SignIn, alex: Client) -> None:
    assert chips(read(sign_in(ADELE).get(AGENDA))) == []
