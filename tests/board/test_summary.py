"""What the head of a day says beside the number of its meetings: what waits, and where there is time."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from meetings.board.summary import DaySummary, day_summaries
from meetings.events import Agenda, Event, Mailbox, WorkingHours
from tests.support.clocks import CANCELLED, DECLINED, LAGOS, TODAY, all_day, at, event

DAWN = at("06:00")
WAITING: dict[str, Any] = {"responseStatus": {"response": "notResponded"}}
FREE: dict[str, Any] = {"showAs": "free"}


def summaries(
    *events: Event, now: datetime = DAWN, hours: WorkingHours | None = None, zone: ZoneInfo = LAGOS
) -> list[DaySummary]:
    """The summary of each of two days from today, a Wednesday."""
    mailbox = Mailbox("", "", (), hours)
    return list(day_summaries(Agenda(mailbox, zone, TODAY, 2, events, now), now).values())


def free(*times: str, now: datetime = DAWN, **members: Any) -> str:
    """The free time of today between meetings, as it would be told; `times` like "09:00-10:00"."""
    events = []
    for span in times:
        start, end = map(at, span.split("-"))
        events.append(event(start, (end - start) // timedelta(minutes=1), **members))
    found = summaries(*events, now=now)[0].free
    return "-".join(f"{moment.astimezone(LAGOS):%H:%M}" for moment in found) if found else ""


@pytest.mark.parametrize(
    ("planned", "told"),
    [
        pytest.param("10:00-11:00", "11:00-17:00", id="after one"),
        pytest.param("15:00-16:00", "09:00-15:00", id="before one"),
        pytest.param("09:00-11:00 12:30-17:00", "11:00-12:30", id="between two"),
        pytest.param("09:00-10:00 11:00-12:00 13:00-17:00", "10:00-11:00", id="of two alike the first"),
        pytest.param("09:00-10:00 10:45-12:00 13:00-17:00", "12:00-13:00", id="of several the longest"),
        pytest.param("09:00-12:00 10:00-11:00 13:00-17:00", "12:00-13:00", id="one within another"),
        pytest.param("09:00-12:00 11:00-13:30 14:00-17:00", "13:30-14:00", id="two that overlap"),
        pytest.param("09:00-12:00 12:29-17:00", "", id="too short to be useful"),
        pytest.param("09:00-12:00 12:30-17:00", "12:00-12:30", id="just long enough"),
        pytest.param("08:00-18:00", "", id="taken all day"),
        pytest.param("07:00-08:00", "09:00-17:00", id="one before work"),
        pytest.param("18:00-19:00", "09:00-17:00", id="one after work"),
        pytest.param("08:00-09:30 16:30-19:00", "09:30-16:30", id="over the edges"),
        pytest.param("", "", id="no meetings"),
    ],
)
def test_the_longest_free_time_in_working_hours(planned: str, told: str) -> None:
    assert free(*planned.split()) == told


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("08:59", "10:00-12:00"),
        ("10:00", "10:00-12:00"),
        ("10:01", "10:15-12:00"),
        ("10:16", "13:00-14:45"),
        ("13:02", "13:15-14:45"),
        ("14:14", "16:00-17:00"),
        ("16:30", "16:30-17:00"),
        ("16:31", ""),
        ("18:00", ""),
    ],
)
def test_today_only_what_is_left_from_the_next_quarter(now: str, told: str) -> None:
    taken = ("09:00-10:00", "12:00-13:00", "14:45-16:00")
    assert free(*taken, now=at(now)) == told


def test_days_that_are_over_have_no_time_left() -> None:
    assert free("10:00-11:00", now=at("06:00") + timedelta(days=1)) == ""


def test_a_day_ahead_is_whole_however_late_it_is_now() -> None:
    tomorrow = event(at("10:00") + timedelta(days=1), 60)
    found = summaries(tomorrow, now=at("23:00"))[1].free
    assert found == (at("11:00") + timedelta(days=1), at("17:00") + timedelta(days=1))


@pytest.mark.parametrize("members", [CANCELLED, DECLINED, FREE])
def test_what_takes_no_time_leaves_it_free(members: dict[str, Any]) -> None:
    taken = [event(at("09:00"), 120), event(at("11:00"), 120, **members), event(at("13:00"), 240)]
    assert summaries(*taken)[0].free == (at("11:00"), at("13:00"))


def test_whole_days_take_no_time() -> None:
    assert summaries(all_day(TODAY), event(at("09:00"), 60))[0].free == (at("10:00"), at("17:00"))


def test_over_midnight_takes_time_of_both_days() -> None:
    found = summaries(event(at("16:00"), 18 * 60))
    assert [each.free for each in found] == [
        (at("09:00"), at("16:00")),
        (at("10:00") + timedelta(days=1), at("17:00") + timedelta(days=1)),
    ]


def test_working_hours_of_the_mailbox_count() -> None:
    hours = WorkingHours((2,), time(7, 30), time(12))
    wednesday, thursday = summaries(
        event(at("10:00"), 60), event(at("10:00") + timedelta(days=1), 60), hours=hours
    )
    assert wednesday.free == (at("07:30"), at("10:00"))
    assert thursday.free is None


def test_what_waits_for_an_answer() -> None:
    events = [
        event(at("09:00"), **WAITING),
        event(at("14:00"), **WAITING),
        event(at("15:00"), **WAITING, **CANCELLED),
        event(at("16:00"), responseStatus={"response": "accepted"}),
        event(at("10:00") + timedelta(days=1), **WAITING),
    ]
    assert [each.unanswered for each in summaries(*events)] == [2, 1]
    assert [each.unanswered for each in summaries(*events, now=at("12:00"))] == [1, 1]


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", "2029-03-25", 23),
        ("Europe/Berlin", "2029-10-28", 25),
        ("Asia/Tokyo", "2029-03-25", 24),
    ],
)
def test_on_the_day_when_clocks_change_work_is_by_the_clock(zone: str, day: str, hours: int) -> None:
    place = ZoneInfo(zone)
    midnight = datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=place)
    begins = datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=place)
    agenda = Agenda(Mailbox("", "", ()), place, begins.date(), 1, (event(begins, 60),), midnight)
    found = day_summaries(agenda, midnight)[begins.date()].free
    assert found
    assert [f"{moment.astimezone(place):%H:%M}" for moment in found] == ["10:00", "17:00"]
