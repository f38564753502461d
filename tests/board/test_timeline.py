"""A day as a strip: which hours it shows, and where each meeting lies on it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from meetings.board import timeline
from meetings.events import Event, WorkingHours
from tests.support.clocks import CANCELLED, DECLINED, LAGOS, NOON, TODAY, all_day, at, event, online

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = WorkingHours(tuple(range(5)), time(8), time(18))  # ten hours, each a tenth of the strip


def strip(*events: Event, now: datetime = NOON) -> timeline.Timeline:
    found = timeline.of_day(events, TODAY, LAGOS, now, OFFICE)
    assert found
    return found


def hours(found: timeline.Timeline, zone: ZoneInfo = LAGOS) -> list[str]:
    return [f"{moment.astimezone(zone):%H}" for moment in found.hours]


@pytest.mark.parametrize(
    ("start", "minutes", "first", "last"),
    [
        ("10:00", 60, "08", "17"),
        ("07:30", 60, "07", "17"),
        ("07:00", 60, "07", "17"),
        ("17:30", 31, "08", "18"),
        ("17:30", 30, "08", "17"),
        ("22:00", 60, "08", "22"),
        ("22:00", 5 * 60, "08", "23"),
        ("00:00", 24 * 60, "00", "23"),
    ],
)
def test_working_hours_and_more_where_meetings_lie_outside(
    start: str, minutes: int, first: str, last: str
) -> None:
    shown = hours(strip(event(at(start), minutes)))
    assert (shown[0], shown[-1]) == (first, last)
    assert len(shown) == int(last) - int(first) + 1


def test_what_began_yesterday_begins_at_midnight() -> None:
    found = strip(event(at("22:00") - timedelta(days=1), 4 * 60))
    assert hours(found)[0] == "00"
    assert found.blocks[0].x == "0.00%"


@pytest.mark.parametrize(
    ("start", "minutes", "x", "width"),
    [
        ("08:00", 60, "0.00%", "10.00%"),
        ("09:30", 30, "15.00%", "5.00%"),
        ("10:07", 45, "21.17%", "7.50%"),
        ("17:00", 60, "90.00%", "10.00%"),
        ("10:00", 0, "20.00%", "1.00%"),
        ("10:00", 2, "20.00%", "1.00%"),
    ],
)
def test_a_block_is_as_long_as_its_meeting(start: str, minutes: int, x: str, width: str) -> None:
    block = strip(event(at(start), minutes)).blocks[0]
    assert (block.x, block.width) == (x, width)


@pytest.mark.parametrize(
    ("planned", "lanes"),
    [
        ("09:00 10:00 11:00", [0, 0, 0]),
        ("09:00 09:30 10:00", [0, 1, 0]),
        ("09:00 09:15 09:30", [0, 1, 2]),
        ("09:00 09:15 09:30 09:45", [0, 1, 2, 0]),
        ("09:00 09:00 12:00", [0, 1, 0]),
    ],
)
def test_what_overlaps_lies_in_lanes(planned: str, lanes: list[int]) -> None:
    found = strip(*(event(at(start), 60, id=str(number)) for number, start in enumerate(planned.split())))
    assert [block.y // 16 for block in found.blocks] == lanes
    assert found.height == max(lanes) * 16 + 14


@pytest.mark.parametrize(
    ("now", "marked"),
    [("08:00", "0.00%"), ("12:00", "40.00%"), ("12:03", "40.50%"), ("07:59", ""), ("18:00", "")],
)
def test_now_is_marked_where_it_is_on_the_strip(now: str, marked: str) -> None:
    assert strip(event(at("10:00")), now=at(now)).now == marked


@pytest.mark.parametrize("members", [CANCELLED, DECLINED])
def test_only_meetings_that_take_place(members: dict[str, Any]) -> None:
    found = strip(online(at("10:00")), event(at("11:00"), **members), all_day(TODAY))
    assert [block.event.start for block in found.blocks] == [at("10:00")]


def test_a_day_without_meetings_has_no_strip() -> None:
    assert timeline.of_day([all_day(TODAY), event(NOON - timedelta(days=2))], TODAY, LAGOS, NOON) is None


@pytest.mark.parametrize(("day", "length"), [("2029-03-25", 23), ("2029-10-28", 25), ("2029-06-13", 24)])
def test_a_day_has_the_hours_that_really_pass(day: str, length: int) -> None:
    midnight = datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=BERLIN)
    whole = event(midnight.astimezone(UTC), length * 60)
    noon = event(datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=BERLIN), 60)
    found = timeline.of_day([whole, noon], midnight.date(), BERLIN, midnight)
    assert found
    assert len(found.hours) == length
    assert [block.width for block in found.blocks] == ["100.00%", f"{1 / length:.2%}"]
    assert found.blocks[1].x == f"{(length - 12) / length:.2%}"
    assert hours(found, BERLIN)[-1] == "23"
