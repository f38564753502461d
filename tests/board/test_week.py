"""The policy of the week's grid: which column, hours and lane an event gets, and what is a bar above."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from meetings.board import days, week
from meetings.board.lanes import MOST_LANES, Lane, side_by_side
from meetings.board.week import Week, WeekBlock
from meetings.events import Event, WorkingHours

LAGOS, NEW_YORK = ZoneInfo("Africa/Lagos"), ZoneInfo("America/New_York")
MONDAY = date(2031, 3, 3)
LONG_AGO = datetime(2031, 1, 1, tzinfo=UTC)
OFFICE = WorkingHours((0, 1, 2, 3, 4), time(8), time(17, 30))


def timed(start: str, end: str, zone: ZoneInfo = LAGOS, **members: Any) -> Event:
    """An event between two wall times."""
    moments = {"start": start, "end": end}
    bounds = {
        name: datetime.fromisoformat(wall).replace(tzinfo=zone).astimezone(UTC).isoformat()
        for name, wall in moments.items()
    }
    return Event.from_graph({"id": f"{start} {end}", "subject": f"{start[-5:]}"} | bounds | members)


def all_day(day: int, length: int = 1) -> Event:
    """An event of whole days from the `day`-th after Monday."""
    first = MONDAY + timedelta(days=day)
    bounds = {"start": first, "end": first + timedelta(days=length)}
    times = {name: {"dateTime": f"{each}T00:00:00", "timeZone": "UTC"} for name, each in bounds.items()}
    return Event.from_graph({"id": f"{day} {length}", "isAllDay": True} | times)


def lay_out(
    *events: Event,
    first: date = MONDAY,
    length: int = 7,
    zone: ZoneInfo = LAGOS,
    now: datetime = LONG_AGO,
    working: WorkingHours | None = None,
) -> Week:
    """The week from `first` as the site lays it out."""
    cards = days.day_cards(events, first, length, zone, now)
    return week.week_grid(cards, zone, now, working)


def blocks(found: Week) -> dict[int, list[WeekBlock]]:
    """The blocks of each day that has any, by its number."""
    return {number: list(column.blocks) for number, column in enumerate(found.columns) if column.blocks}


def hours(block: WeekBlock) -> str:
    """From when to when a block goes: "9:00-10:30"."""
    return f"{block.begins.hour}:{block.begins.minute:02}-{block.ends.hour}:{block.ends.minute:02}"


@pytest.mark.parametrize(
    ("spans", "lanes"),
    [
        ([], []),
        ([(60, 90)], [(0, 1, 1)]),
        ([(60, 90), (90, 120)], [(0, 1, 1), (0, 1, 1)]),  # they touch
        ([(60, 90), (89, 120)], [(0, 2, 1), (1, 2, 1)]),
        ([(60, 90), (60, 90)], [(0, 2, 1), (1, 2, 1)]),
        ([(60, 90), (60, 90), (90, 120)], [(0, 2, 1), (1, 2, 1), (0, 1, 1)]),
        ([(60, 180), (60, 90), (100, 120)], [(0, 2, 1), (1, 2, 1), (1, 2, 1)]),  # the lane is free again
        ([(60, 120), (70, 180), (130, 180)], [(0, 2, 1), (1, 2, 1), (0, 2, 1)]),  # linked by the second
        ([(0, 60), (0, 60), (0, 60), (70, 80)], [(0, 3, 1), (1, 3, 1), (2, 3, 1), (0, 1, 1)]),
        ([(0, 100), (0, 50), (0, 50), (60, 100)], [(0, 3, 1), (1, 3, 1), (2, 3, 1), (1, 3, 2)]),  # widens
        (
            [(0, 200), (10, 50), (10, 50), (60, 90), (70, 80)],
            [(0, 3, 1), (1, 3, 1), (2, 3, 1), (1, 3, 1), (2, 3, 1)],
        ),
    ],
)
def test_events_that_overlap_stand_side_by_side(
    spans: list[tuple[int, int]], lanes: list[tuple[int, int, int]]
) -> None:
    assert side_by_side(spans) == [Lane(*lane) for lane in lanes]


def test_there_are_only_so_many_lanes() -> None:
    found = side_by_side([(60, 120)] * (MOST_LANES + 3))
    assert [lane.number for lane in found] == [*range(MOST_LANES), *[MOST_LANES - 1] * 3]
    assert {lane.of for lane in found} == {MOST_LANES}


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2031-03-04T09:00", "2031-03-04T10:30", {1: ["9:00-10:30"]}),
        ("2031-03-04T09:02", "2031-03-04T09:43", {1: ["9:00-9:45"]}),  # to five minutes
        ("2031-03-04T09:00", "2031-03-04T09:00", {1: ["9:00-9:30"]}),  # high enough to read
        ("2031-03-04T23:50", "2031-03-04T23:55", {1: ["23:30-24:00"]}),
        ("2031-03-04T22:00", "2031-03-05T00:00", {1: ["22:00-24:00"]}),
        ("2031-03-04T22:00", "2031-03-05T01:00", {1: ["22:00-24:00"], 2: ["0:00-1:00"]}),
        ("2031-03-02T22:00", "2031-03-03T02:00", {0: ["0:00-2:00"]}),  # began before the week
        ("2031-03-09T22:00", "2031-03-10T02:00", {6: ["22:00-24:00"]}),  # ends after it
    ],
)
def test_an_event_covers_its_hours(start: str, end: str, shown: dict[int, list[str]]) -> None:
    found = blocks(lay_out(timed(start, end)))
    assert {day: [hours(block) for block in each] for day, each in found.items()} == shown


def test_the_part_after_midnight_is_no_second_event() -> None:
    found = blocks(lay_out(timed("2031-03-04T22:00", "2031-03-05T01:00")))
    assert [block.is_first for block in (*found[1], *found[2])] == [True, False]


def test_days_are_those_of_the_persons_zone() -> None:
    talk = timed("2031-03-04T00:30", "2031-03-04T01:00", LAGOS)
    assert list(blocks(lay_out(talk, zone=LAGOS))) == [1]
    assert list(blocks(lay_out(talk, zone=NEW_YORK))) == [0]


@pytest.mark.parametrize(
    ("day", "start", "end", "shown"),
    [
        ("2031-03-09", "T01:30", "T03:30", "1:30-3:30"),  # an hour long: two are skipped to
        ("2031-03-09", "T22:00", "T23:00", "22:00-23:00"),  # a day of 23 hours ends like others
        ("2031-11-02", "T00:30", "T03:00", "0:30-3:00"),  # of 25
        ("2031-11-02", "T23:00", "T23:30", "23:00-23:30"),
    ],
)
def test_days_of_odd_length_go_by_the_clock_on_the_wall(day: str, start: str, end: str, shown: str) -> None:
    found = blocks(
        lay_out(timed(day + start, day + end, NEW_YORK), first=date.fromisoformat(day), zone=NEW_YORK)
    )
    assert [hours(block) for block in found[0]] == [shown]


def test_an_event_in_the_doubled_hour_never_ends_before_it_begins() -> None:
    start = datetime(2031, 11, 2, 5, 45, tzinfo=UTC)  # 01:45, and half an hour later it is 01:15
    event = Event.from_graph(
        {"id": "x", "start": start.isoformat(), "end": (start + timedelta(minutes=30)).isoformat()}
    )
    found = blocks(lay_out(event, first=date(2031, 11, 2), zone=NEW_YORK))
    assert [hours(block) for block in found[0]] == ["1:45-2:15"]


def test_events_of_a_day_stand_in_the_order_of_time_whether_past_or_not() -> None:
    meeting = timed("2031-03-04T08:00", "2031-03-04T18:00")
    past = timed("2031-03-04T09:00", "2031-03-04T10:00")
    found = lay_out(past, meeting, now=datetime(2031, 3, 4, 11, tzinfo=UTC))
    assert [block.row.event.subject for block in blocks(found)[1]] == ["08:00", "09:00"]
    assert [block.lane for block in blocks(found)[1]] == [Lane(0, 2, 1), Lane(1, 2, 1)]


@pytest.mark.parametrize(
    ("events", "bars"),
    [
        ([all_day(0)], [(0, 1, 0)]),
        ([all_day(2, 3)], [(2, 3, 0)]),
        ([all_day(-2, 4)], [(0, 2, 0)]),  # began before the week
        ([all_day(5, 9)], [(5, 2, 0)]),  # ends after it
        ([all_day(0, 2), all_day(2, 1)], [(0, 2, 0), (2, 1, 0)]),
        ([all_day(0, 1), all_day(0, 3), all_day(1, 1)], [(0, 3, 0), (0, 1, 1), (1, 1, 1)]),  # long ones first
        ([timed("2031-03-04T09:00", "2031-03-05T09:00")], [(1, 2, 0)]),  # 24 hours and more
    ],
)
def test_whole_days_are_bars_above(events: list[Event], bars: list[tuple[int, int, int]]) -> None:
    found = lay_out(*events)
    assert [
        (number, bar.days, bar.line) for number, column in enumerate(found.columns) for bar in column.bars
    ] == bars
    assert blocks(found) == {}


def test_the_days_after_say_that_it_goes_on() -> None:
    found = lay_out(all_day(1, 2), timed("2031-03-04T22:00", "2031-03-05T01:00"))
    assert [len(column.goes_on) for column in found.columns] == [0, 0, 1, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2031-03-04T09:00", "2031-03-04T10:00", (7, 19)),
        ("2031-03-04T05:30", "2031-03-04T06:00", (5, 19)),
        ("2031-03-04T18:00", "2031-03-04T20:15", (7, 21)),
        ("2031-03-04T23:00", "2031-03-05T00:30", (0, 24)),
    ],
)
def test_the_grid_shows_the_working_day_and_what_lies_outside(
    start: str, end: str, shown: tuple[int, int]
) -> None:
    found = lay_out(timed(start, end))
    assert (found.opens, found.closes) == shown
    assert list(found.hours) == list(range(shown[0] + 1, shown[1]))


def test_now_is_in_todays_column_and_always_in_sight() -> None:
    found = lay_out(now=datetime(2031, 3, 5, 3, 33, tzinfo=UTC))
    assert [column.now for column in found.columns] == [None, None, (4, 35), None, None, None, None]
    assert found.opens == 4


def test_working_hours_are_those_of_the_mailbox() -> None:
    found = lay_out(working=OFFICE)
    assert [column.works for column in found.columns] == [((8, 0), (17, 30))] * 5 + [None] * 2
    early = WorkingHours((0,), time(5), time(21))
    assert (lay_out(working=early).opens, lay_out(working=early).closes) == (5, 21)


def test_without_working_hours_no_hour_stands_out() -> None:
    assert {column.works for column in lay_out().columns} == {((0, 0), (24, 0))}


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (
            {
                "daysOfWeek": ["monday", "Friday"],
                "startTime": "08:00:00.0000000",
                "endTime": "17:30:00.0000000",
            },
            WorkingHours((0, 4), time(8), time(17, 30)),
        ),
        ({}, None),
        ({"daysOfWeek": [], "startTime": "08:00:00.0000000", "endTime": "17:00:00.0000000"}, None),
        ({"daysOfWeek": ["monday"], "startTime": "17:00:00.0000000", "endTime": "08:00:00.0000000"}, None),
        ({"daysOfWeek": ["monday"], "startTime": "early", "endTime": 17}, None),
        ({"daysOfWeek": "monday", "startTime": None, "endTime": None}, None),
    ],
)
def test_working_hours_as_graph_tells_them(data: dict[str, Any], found: WorkingHours | None) -> None:
    assert WorkingHours.from_graph(data) == found
