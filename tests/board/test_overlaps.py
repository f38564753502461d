"""Which meetings overlap, and how both rows say so."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from meetings.board.overlaps import find_overlaps
from meetings.events import Calendar, Event, Mailbox
from meetings.outlook import store
from tests.support.pages import Page, read
from tests.support.planting import ADELE, AGENDA, ALEX, event, organized_by
from tests.support.sandbox_process import Json, Sandbox
from tests.support.signed_in import graph_of

MIDNIGHT = datetime(2031, 3, 8, tzinfo=UTC)
OWN = Calendar.from_graph({"id": "own", "isDefaultCalendar": True, "owner": {"address": "alex@contoso.com"}})
THEIRS = Calendar.from_graph({"id": "theirs", "owner": {"address": "adele@contoso.com"}})
MAILBOX = Mailbox("UTC", "en", (OWN, THEIRS))


def at(begin: int, end: int, calendar: Calendar | None = OWN, **members: Any) -> Event:
    """An event between two minutes of a day, whose id says which."""
    bounds = {
        name: {"dateTime": (MIDNIGHT + timedelta(minutes=minute)).isoformat()[:19], "timeZone": "UTC"}
        for name, minute in (("start", begin), ("end", end))
    }
    return Event.from_graph({"id": f"{begin}-{end}", "subject": f"{begin}", **bounds, **members}, calendar)


def found(*events: Event) -> dict[str, int]:
    """With how many others each event overlaps, for those that do."""
    return {id: overlap.count for id, overlap in find_overlaps(events, MAILBOX).items()}


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], {}),
        ([(0, 60)], {}),
        ([(0, 60), (60, 90)], {}),
        ([(0, 60), (59, 90)], {"0-60": 1, "59-90": 1}),
        ([(0, 60), (0, 60)], {"0-60": 1}),
        ([(0, 90), (10, 20), (30, 40)], {"0-90": 2, "10-20": 1, "30-40": 1}),
        ([(0, 30), (20, 50), (40, 70)], {"0-30": 1, "20-50": 2, "40-70": 1}),
        ([(0, 30), (20, 20)], {}),
        ([(0, 30), (60, 90), (80, 95), (200, 210)], {"60-90": 1, "80-95": 1}),
    ],
)
def test_who_overlaps(spans: list[tuple[int, int]], expected: dict[str, int]) -> None:
    assert found(*(at(*span) for span in spans)) == expected


@pytest.mark.parametrize(
    "members",
    [
        {"isCancelled": True},
        {"responseStatus": {"response": "declined"}},
        {"showAs": "free"},
        {"isAllDay": True},
        {"calendar": THEIRS},
    ],
)
def test_what_claims_no_time_of_the_person_does_not_compete(members: Json) -> None:
    assert found(at(0, 60), at(30, 90, **members)) == {}


@pytest.mark.parametrize("members", [{"showAs": "tentative"}, {"showAs": "unknown"}, {"calendar": None}])
def test_what_may_claim_it_does(members: Json) -> None:
    assert found(at(0, 60), at(30, 90, **members)) == {"0-60": 1, "30-90": 1}


@pytest.mark.parametrize("seed", range(20))
def test_the_same_as_comparing_all_with_all(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    spans = {(begin, begin + rng.randint(1, 90)) for begin in rng.sample(range(600), 40)}
    events = [at(*span) for span in spans]
    for event_, overlap in ((e, find_overlaps(events, MAILBOX).get(e.id)) for e in events):
        others = [o for o in events if o is not event_ and o.start < event_.end and event_.start < o.end]
        assert (overlap.count if overlap else 0) == len(others)
        assert (overlap.other if overlap else None) == (others[0] if len(others) == 1 else None)


@pytest.fixture
def overlapping(sandbox: Sandbox) -> None:
    """A talk over a stand-up, a third meeting over two others, and one that only touches."""
    sandbox.plant(ALEX, event("Talk", "09:00"))
    sandbox.plant(ALEX, event("<Stand-up>", "09:30"))
    sandbox.plant(ALEX, event("Touching", "10:30"))
    sandbox.plant(ALEX, event("Declined", "10:30", **organized_by(ADELE, "Adele Vance", "declined")))
    sandbox.plant(ALEX, event("Long", "13:00", 120))
    sandbox.plant(ALEX, event("First", "13:00", 30))
    sandbox.plant(ALEX, event("Second", "14:00", 30))


def tags(page: Page) -> dict[str, list[str]]:
    """The titles of the marks of rows that overlap, by subject."""
    rows = {row.one("a.row-subject").text: row for row in page.all("li[data-event]")}
    return {name: [tag["title"] for tag in row.all("span[data-tone=overlap]")] for name, row in rows.items()}


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "agenda"}])
def test_both_rows_say_so(alex: Client, overlapping: None, headers: dict[str, str]) -> None:
    page = read(alex.get(AGENDA, headers=headers))
    assert tags(page) == {
        "Talk": ["overlaps with <Stand-up>"],
        "<Stand-up>": ["overlaps with Talk"],
        "Touching": [],
        "Declined": [],
        "Long": ["overlaps with 2 meetings"],
        "First": ["overlaps with Long"],
        "Second": ["overlaps with Long"],
    }
    assert [row["aria-label"] for row in page.all("article")][:3] == [
        "09:00 to 10:00, Talk, organized by you, overlaps with <Stand-up>, Not online",
        "09:30 to 10:30, <Stand-up>, organized by you, overlaps with Talk, Not online",
        "10:30 to 11:30, Touching, organized by you, Not online",
    ]


def test_free_time_is_asked_for_and_competes_with_nothing(alex: Client, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Talk", "09:00"))
    sandbox.plant(ALEX, event("Free", "09:30", showAs="free"))
    assert tags(read(alex.get(AGENDA))) == {"Talk": [], "Free": []}


def test_a_row_that_is_read_alone_keeps_its_mark(alex: Client, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Talk", "09:00"))
    planted = sandbox.plant(ALEX, event("Stand-up", "09:30"))
    read(alex.get(AGENDA))
    headers = {"HX-Request": "true", "HX-Target": "row"}
    changed = alex.post(
        f"/meetings/{planted['id']}/online/", {"provider": "teamsForBusiness"}, headers=headers
    )
    assert tags(read(changed)) == {"Stand-up": ["overlaps with Talk"]}


def test_a_list_of_an_hour_ago_tells_of_no_overlap(alex: Client, sandbox: Sandbox) -> None:
    planted = [
        sandbox.plant(ALEX, event(name, start)) for name, start in (("Talk", "09:00"), ("Call", "09:30"))
    ]
    read(alex.get(AGENDA))
    row = f"/meetings/{planted[0]['id']}/row/"
    assert tags(read(alex.get(row))) == {"Talk": ["overlaps with Call"]}
    owner = graph_of(alex).owner
    ((key, as_of),) = store.keys(owner, store.AGENDA)
    seen = store.find(owner, store.AGENDA, key)
    assert seen
    store.keep(owner, store.AGENDA, key, seen, as_of - timedelta(hours=1))
    assert tags(read(alex.get(row))) == {"Talk": []}


def test_two_events_of_one_time_keep_their_own_other(alex: Client, sandbox: Sandbox) -> None:
    for subject in ("One", "Two"):
        sandbox.plant(ALEX, event(subject, "09:00"))
    page = read(alex.get(AGENDA))
    assert tags(page) == {"One": ["overlaps with Two"], "Two": ["overlaps with One"]}
