"""The policy of what is up next: which meetings lead the page, in what phase they are, what "join" means."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from meetings.board import up_next
from meetings.events import Event
from tests.support.clocks import (
    CANCELLED,
    DECLINED,
    LAGOS,
    NOON,
    PENDING,
    REFUSED,
    all_day,
    at,
    event,
    online,
)

FREE: dict[str, Any] = {"showAs": "free"}
MIDNIGHT = at("00:00") + timedelta(days=1)
MINUTE = timedelta(minutes=1)


def named(times: str, **members: Any) -> Event:
    """An event from its times: "11:45-12:30" has a link, "(11:45-12:30)" has none; "+" before: tomorrow."""
    has_link, (start, end) = "(" not in times, times.strip("()").split("-")
    begins, ends = (at(clock.lstrip("+")) + timedelta(days="+" in clock) for clock in (start, end))
    make = online if has_link else event
    return make(begins, (ends - begins) // MINUTE, **({"id": times} | members))


def head(*events: Event, now: datetime = NOON, dismissed: Collection[str] = ()) -> tuple[str, list[str]]:
    """What leads, and what follows."""
    found = up_next.choose_up_next(events, now, MIDNIGHT, dismissed)
    return found.first.id if found.first else "", [other.id for other in found.others]


@pytest.mark.parametrize(
    ("planned", "first", "others"),
    [
        pytest.param("", "", "", id="an empty calendar"),
        pytest.param("11:00-11:30", "", "", id="all over"),
        pytest.param("11:30-12:00", "", "", id="over this very moment"),
        pytest.param("11:45-12:15", "11:45-12:15", "", id="one runs"),
        pytest.param("12:00-12:30", "12:00-12:30", "", id="one begins this very moment"),
        pytest.param("15:00-15:30", "15:00-15:30", "", id="one is to come"),
        pytest.param("15:00-15:30 17:00-17:30", "15:00-15:30", "", id="the next of two far apart"),
        pytest.param("15:00-15:30 15:30-16:00", "15:00-15:30", "15:30-16:00", id="the two next touch"),
        pytest.param("15:00-15:30 15:40-16:00", "15:00-15:30", "15:40-16:00", id="hardly a break between"),
        pytest.param("15:00-15:30 15:41-16:00", "15:00-15:30", "", id="a break between"),
        pytest.param("15:00-15:30 15:30-16:00 16:00-17:00", "15:00-15:30", "15:30-16:00", id="not a third"),
        pytest.param("15:00-16:00 15:00-15:30", "15:00-15:30", "15:00-16:00", id="two begin together"),
        pytest.param("15:00-16:00 15:15-15:30", "15:00-16:00", "15:15-15:30", id="the two next overlap"),
        pytest.param("11:30-12:30 12:30-13:00", "11:30-12:30", "12:30-13:00", id="the running and the next"),
        pytest.param("11:30-12:30 12:15-13:00", "11:30-12:30", "12:15-13:00", id="and when they overlap"),
        pytest.param("11:30-12:30 14:00-15:00", "11:30-12:30", "", id="a running one alone"),
        pytest.param("11:30-12:05 12:10-13:00", "11:30-12:05", "12:10-13:00", id="time to join both"),
        pytest.param(
            "11:30-12:05 12:05-13:00 12:09-12:30",
            "11:30-12:05",
            "12:05-13:00 12:09-12:30",
            id="time to join all three",
        ),
        pytest.param("11:30-12:05 12:10-13:00 13:00-14:00", "11:30-12:05", "12:10-13:00", id="no chain"),
        pytest.param("11:30-12:30 11:45-12:15", "11:30-12:30", "11:45-12:15", id="two run"),
        pytest.param(
            "11:00-12:30 11:30-12:15 11:45-13:00 12:30-14:00",
            "11:00-12:30",
            "11:30-12:15 11:45-13:00 12:30-14:00",
            id="three run and one is next",
        ),
        pytest.param("+00:30-+01:00", "", "", id="tomorrow's is not up next at noon"),
        pytest.param("(12:30-13:00)", "(12:30-13:00)", "", id="one without a link"),
        pytest.param("(11:30-12:30) 12:15-13:00", "12:15-13:00", "(11:30-12:30)", id="lunch gives way"),
        pytest.param("(11:30-12:30) 15:00-16:00", "(11:30-12:30)", "15:00-16:00", id="lunch hides nothing"),
        pytest.param(
            "(12:30-13:00) 12:30-13:00", "12:30-13:00", "(12:30-13:00)", id="lunch at the same time"
        ),
        pytest.param("(12:30-13:00) 16:00-17:00", "(12:30-13:00)", "16:00-17:00", id="lunch comes first"),
        pytest.param(
            "11:30-12:30 (12:30-13:00) 12:35-13:30",
            "11:30-12:30",
            "(12:30-13:00) 12:35-13:30",
            id="lunch between two",
        ),
        pytest.param(
            "(09:00-17:00) (12:30-13:00) 15:00-16:00",
            "15:00-16:00",
            "(09:00-17:00) (12:30-13:00)",
            id="time to think the whole day long",
        ),
    ],
)
def test_what_leads_and_what_follows(planned: str, first: str, others: str) -> None:
    events = [named(times) for times in planned.split()]
    assert head(*events) == (first, others.split())
    assert head(*reversed(events)) == (first, others.split())


@pytest.mark.parametrize("members", [CANCELLED, DECLINED])
def test_what_does_not_take_place_does_not_count(members: dict[str, Any]) -> None:
    assert head(named("11:45-12:30", **members), named("13:00-13:30")) == ("13:00-13:30", [])


def test_whole_days_do_not_count() -> None:
    assert head(all_day(NOON.date()), named("13:00-13:30")) == ("13:00-13:30", [])


@pytest.mark.parametrize(("members", "leads"), [(PENDING, True), (REFUSED, False), (FREE, False)])
def test_what_is_meant_to_be_online_leads(members: dict[str, Any], leads: bool) -> None:
    one, other = named("11:50-12:30", **members), named("(11:40-12:30)")
    assert head(one, other)[0] == ("11:50-12:30" if leads else "(11:40-12:30)")


def test_free_time_with_a_link_hides_no_meeting() -> None:
    assert head(named("11:30-13:00", **FREE), named("16:00-16:30")) == ("11:30-13:00", ["16:00-16:30"])
    assert head(named("11:30-13:00", **FREE), named("12:30-13:30")) == ("12:30-13:30", ["11:30-13:00"])


@pytest.mark.parametrize(("now", "is_shown"), [("21:29", False), ("21:31", True), ("23:50", True)])
def test_half_past_midnight_is_soon_in_the_evening(now: str, is_shown: bool) -> None:
    tonight = named("+00:30-+01:00")
    found = up_next.choose_up_next([tonight], at(now), MIDNIGHT, ())
    assert found.first == (tonight if is_shown else None)
    assert found.later == (None if is_shown else tonight)


def test_a_night_shift_runs_over_midnight() -> None:
    assert head(named("22:00-+06:00"), now=at("23:00")) == ("22:00-+06:00", [])
    assert head(named("22:00-+06:00"), now=at("03:00") + timedelta(days=1)) == ("22:00-+06:00", [])


def test_with_nothing_left_the_first_of_another_day_is_told() -> None:
    found = up_next.choose_up_next(
        [named("11:00-11:30"), named("+10:00-+11:00"), named("+09:00-+10:00")], NOON, MIDNIGHT, ()
    )
    assert (found.first, found.later and found.later.id) == (None, "+09:00-+10:00")
    assert not found.dismissed


def test_a_dismissed_meeting_gives_way_to_the_next() -> None:
    lunch, review = named("11:45-12:30"), named("15:00-16:00")
    found = up_next.choose_up_next([lunch, review], NOON, MIDNIGHT, {up_next.mark(lunch)})
    assert (found.first, found.others, found.dismissed) == (review, (), True)
    found = up_next.choose_up_next([lunch], NOON, MIDNIGHT, {up_next.mark(lunch)})
    assert (found.first, found.later, found.dismissed) == (None, None, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"start": at("11:50")},
        {"end": at("12:45")},
        {"subject": "Now urgent"},
        {"online": replace(online(NOON).online, join_url="https://teams.microsoft.com/l/meetup-join/2")},
        {"id": "another one"},
    ],
)
def test_a_dismissed_meeting_comes_back_when_it_changes(changes: dict[str, Any]) -> None:
    meeting = named("11:45-12:30")
    assert up_next.mark(replace(meeting, **changes)) != up_next.mark(meeting)


@pytest.mark.parametrize("changes", [{"response": "accepted"}, {"place": "Room 1"}, {"body": "Agenda"}])
def test_what_else_changes_does_not_bring_it_back(changes: dict[str, Any]) -> None:
    meeting = named("11:45-12:30")
    assert up_next.mark(replace(meeting, **changes)) == up_next.mark(meeting)


@pytest.mark.parametrize(
    ("times", "phase", "to_join"),
    [
        ("18:00-18:30", up_next.AHEAD, False),
        ("13:01-13:30", up_next.AHEAD, False),
        ("13:00-13:30", up_next.SOON, False),
        ("12:11-12:30", up_next.SOON, False),
        ("12:10-12:30", up_next.DUE, True),
        ("12:01-12:30", up_next.DUE, True),
        ("12:00-12:30", up_next.STARTING, True),
        ("11:59-12:30", up_next.STARTED, True),
        ("11:51-12:30", up_next.STARTED, True),
        ("11:50-12:30", up_next.RUNNING, True),
        ("11:00-12:06", up_next.RUNNING, True),
        ("11:00-12:05", up_next.ENDING, True),
        ("11:00-12:01", up_next.ENDING, True),
        ("12:00-12:05", up_next.ENDING, True),
        ("11:58-12:06", up_next.STARTED, True),
        ("12:05-12:05", up_next.DUE, True),
    ],
)
def test_the_phase_of_a_meeting(times: str, phase: str, to_join: bool) -> None:
    meeting = named(times)
    now = up_next.remaining_phases(meeting, NOON)[0]
    assert (now.name, now.is_time_to_join) == (phase, to_join)
    assert up_next.is_time_to_join(meeting, NOON) is to_join


@pytest.mark.parametrize("minutes", [1, 4, 5, 6, 9, 14, 15, 16, 60])
def test_the_whole_course_in_order_and_join_from_one_moment_on(minutes: int) -> None:
    meeting = online(at("15:00"), minutes)
    course = up_next.remaining_phases(meeting, NOON)
    begins = [phase.begins for phase in course]
    assert begins == sorted(set(begins))
    assert course[0].begins <= NOON
    assert course[-1].name == up_next.ENDING
    for phase in course[1:]:
        assert up_next.remaining_phases(meeting, phase.begins)[0] == phase
        assert up_next.is_time_to_join(meeting, phase.begins) is phase.is_time_to_join


def test_what_is_over_has_no_course() -> None:
    assert up_next.remaining_phases(named("11:30-12:00"), NOON) == ()


def to_join(*events: Event, dismissed: Collection[str] = ()) -> list[str]:
    """The starts of the meetings that may be joined at noon."""
    found = up_next.to_join(events, NOON, dismissed)
    return [f"{each.start.astimezone(LAGOS):%H:%M}" for each in found]


def test_the_running_meeting_is_joined_rather_than_the_next() -> None:
    assert to_join(online(at("11:45")), online(at("12:30"))) == ["11:45"]


def test_what_runs_and_what_is_about_to_start_may_both_be_meant() -> None:
    assert to_join(online(at("11:45")), online(at("12:10")), online(at("12:11"))) == ["11:45", "12:10"]


def test_without_them_the_next_one_however_late() -> None:
    assert to_join(online(at("11:00")), online(at("19:00")), online(at("18:00"))) == ["18:00"]


def test_all_that_start_together_may_be_meant() -> None:
    assert to_join(online(at("18:00")), online(at("18:00"), 60)) == ["18:00", "18:00"]


@pytest.mark.parametrize("members", [CANCELLED, DECLINED, PENDING, REFUSED, {"isAllDay": True}])
def test_what_cannot_be_joined_is_never_meant(members: dict[str, Any]) -> None:
    assert to_join(online(at("11:45"), **members), online(at("18:00"))) == ["18:00"]


def test_what_was_dismissed_is_not_meant() -> None:
    running = online(at("11:45"))
    assert to_join(running, online(at("18:00")), dismissed={up_next.mark(running)}) == ["18:00"]


def test_nothing_to_join() -> None:
    assert to_join(event(at("11:45")), online(at("11:00"))) == []
