"""Events built by chance from Microsoft's schema of them, and bent: all are read and shown.

Each member may be missing, null, of a value that nobody foresaw, or strange as real answers are strange.
`test_events_odd` has members of any kind whatever; here they fit, or nearly fit, their places.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from meetings.events import Calendar, Event, zones
from tests.support import openapi
from tests.support.samples import CALENDAR, HOME, WHOLE
from tests.support.showing import DETAIL, ROW, shown

Json = dict[str, Any]

pytestmark = pytest.mark.skipif(
    not openapi.FILE.exists(), reason="Microsoft's description is not here: ../shared/graph/openapi.json"
)

DEEPEST = 3
"""Schemas inside schemas that are followed: an event has a calendar, which has events."""
STRANGE = st.sampled_from(
    [
        "",
        " ",
        "unknownFutureValue",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00.0000000",
        "9999-12-31T23:59:59.9999999",
        "2031-03-09T02:30:00.1234567",
        "2031-03-08",
        "tzone://Microsoft/Custom",
        "Customized Time Zone",
        "Pacific Standard Time",
        "/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=a1b2",
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0",
        "http://[",
        "<b>&amp;",
        "\ud800",
    ]
)
NEW = st.sampled_from(["@odata.type", "occurrenceId", "unforeseen"])
MORE = st.dictionaries(NEW, st.none() | STRANGE, max_size=2)


def values_of(schema: Json, depth: int = 0) -> st.SearchStrategy[Any]:
    """Values of a schema; those of an enumeration also with a value that it will have one day."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return st.none() if depth == DEEPEST else values_of(openapi.flat(name), depth + 1)
    if "enum" in schema:
        return st.sampled_from([*schema["enum"], "unknownFutureValue"])
    if schema["type"] == "array":
        return st.lists(values_of(schema["items"], depth), max_size=2)
    if schema["type"] == "object":
        members = {name: st.none() | values_of(part, depth) for name, part in schema["properties"].items()}
        return st.builds(dict.__or__, MORE, st.fixed_dictionaries({}, optional=members))
    return PLAIN[schema["type"]]


PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "string": STRANGE | st.text(max_size=12),
    "boolean": st.booleans(),
    "integer": st.integers(-(2**31), 2**31 - 1),
    "number": st.floats(),
}


def built(schema: str) -> st.SearchStrategy[Any]:
    return st.deferred(lambda: values_of({"$ref": f"#/{schema}"}))


def a_few_members() -> st.SearchStrategy[Json]:
    """One to four members of an event."""
    members = openapi.flat(EVENT)["properties"]
    names = st.sets(st.sampled_from(sorted(members)), min_size=1, max_size=4)
    return names.flatmap(
        lambda chosen: st.fixed_dictionaries({name: st.none() | values_of(members[name]) for name in chosen})
    )


EVENT = "microsoft.graph.event"
EVENTS, CALENDARS, CHANGES = built(EVENT), built("microsoft.graph.calendar"), st.deferred(a_few_members)


def all_pages_of(event: Event) -> None:
    row = shown(ROW, event).one("li[data-event]")
    assert (row["data-event"], row["data-online"]) == (event.id, event.state)
    detail = shown(DETAIL, event)
    links = [link["href"] for page in (row, detail) for link in page.all("a[data-join]")]
    assert links == [event.join_url] * 2 if event.join_url else links == []
    assert detail.one("h1").text


@given(EVENTS)
@example({})
def test_any_event_is_read_and_shown(data: Json) -> None:
    event = Event.from_graph({**data, "id": "AAMk="}, HOME)
    assert event.start <= event.end
    assert event.first_day <= event.last_day
    all_pages_of(event)


@given(CHANGES)
def test_whole_event_with_a_few_members_bent(bent: Json) -> None:
    """The members that were left alone are still read."""
    event = Event.from_graph({**WHOLE, **bent, "id": "AAMk="}, HOME)
    if not {"start", "isAllDay"} & bent.keys():
        assert event.start == zones.read_datetime(WHOLE["start"])
    if "subject" not in bent:
        assert event.subject == WHOLE["subject"].strip()
    if not {"isOnlineMeeting", "onlineMeeting", "onlineMeetingProvider", "isCancelled"} & bent.keys():
        assert event.join_url == WHOLE["onlineMeeting"]["joinUrl"]
    all_pages_of(event)


@given(CALENDARS)
def test_any_calendar_is_read(data: Json) -> None:
    calendar = Calendar.from_graph(CALENDAR | data)
    all_pages_of(Event.from_graph({**WHOLE, "isOnlineMeeting": False, "onlineMeeting": None}, calendar))


def test_events_of_every_kind_are_built() -> None:
    """The strategy is worth something only if it reaches what it is for."""
    seen: set[str] = set()

    @settings(database=None, derandomize=True, max_examples=200)
    @given(EVENTS)
    def collect(data: Json) -> None:
        event = Event.from_graph(data, HOME)
        seen.add(event.state)
        seen.update(kind for kind in kinds if kind in str(data))

    kinds = {"'attendees': [{", "'locations': [{", "unknownFutureValue", "/o=ExchangeLabs", "0001-01-01"}
    collect()
    assert seen >= kinds | {"offline", "pending"}
