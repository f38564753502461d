"""Whatever Graph sends can be read: members missing, null, of another kind, or with odd things in them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.events import JOINABLE, OFFLINE, PENDING, Calendar, Event, Mailbox
from tests.support.samples import CALENDAR, HOME, LINK, WHOLE
from tests.support.samples import sample_event as event

words = st.text(max_size=8) | st.sampled_from(
    ["unknown", "0001-01-01T00:00:00", "9999-12-31T23:59:59", "tzone://Microsoft/Custom", "https://[", LINK]
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)


def members_of(*names: str) -> st.SearchStrategy[dict[str, Any]]:
    """Objects with some of these members, each of any kind."""
    return st.dictionaries(st.sampled_from(names), json_values)


def all_properties(thing: object) -> list[Any]:
    """Every property of an object, each of which may compute something."""
    return [getattr(thing, name) for name, kind in vars(type(thing)).items() if isinstance(kind, property)]


@given(members_of(*WHOLE))
def test_odd_members_never_raise(odd: dict[str, Any]) -> None:
    for calendar in (HOME, None):
        all_properties(Event.from_graph(WHOLE | odd, calendar))
    assert Event.from_graph(odd).state in (JOINABLE, PENDING, OFFLINE)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "start": members_of("dateTime", "timeZone"),
            "end": members_of("dateTime", "timeZone"),
            "organizer": members_of("emailAddress"),
            "attendees": st.lists(members_of("type", "status", "emailAddress"), max_size=3),
            "onlineMeeting": members_of("joinUrl", "conferenceId", "tollFreeNumbers", "phones"),
            "locations": st.lists(json_values, max_size=3),
        },
    )
)
def test_odd_members_of_members_never_raise(odd: dict[str, Any]) -> None:
    read = event(**odd)
    all_properties(read)
    assert all(isinstance(number, str) for number in read.online.numbers)
    assert read.end >= read.start
    assert read.last_day >= read.first_day


@given(members_of(*CALENDAR), json_values)
def test_odd_calendars_and_settings_never_raise(odd: dict[str, Any], setting: object) -> None:
    all_properties(Calendar.from_graph(CALENDAR | odd))
    box = Mailbox.from_graph({"timeZone": setting, "language": setting}, [CALENDAR | odd, odd])
    all_properties(box)
    assert isinstance(box.zone_name, str)


@pytest.mark.parametrize("member", sorted(WHOLE))
@pytest.mark.parametrize("value", [None, 7, "", "x", [], [None], {}, {"x": None}, True])
def test_one_odd_member_leaves_the_others_alone(member: str, value: object) -> None:
    read = event(**{member: value})
    all_properties(read)
    if member != "subject":
        assert read.subject == "Prep for customer meeting"
    if member not in ("start", "end"):
        assert read.start == datetime(2029, 6, 13, 20, tzinfo=UTC)


def test_half_a_character_can_be_shown() -> None:
    """A smiley cut in two where a program shortened the subject."""
    cut = Event.from_graph({"subject": "Party \ud83d", "location": {"displayName": "\ude00"}})
    assert cut.subject.encode().decode() == "Party \ufffd"
    assert cut.place == "\ufffd"
    assert Event.from_graph({"subject": "Party \U0001f600"}).subject == "Party \U0001f600"
