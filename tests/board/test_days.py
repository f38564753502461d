"""The policy of the list of days: where an event stands, and what is running or next."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from meetings.board import days
from meetings.events import Event
from tests.support.clocks import (
    CANCELLED,
    DECLINED,
    LAGOS,
    NOON,
    PENDING,
    REFUSED,
    TODAY,
    all_day,
    at,
    event,
    online,
)

HONOLULU = ZoneInfo("Pacific/Honolulu")  # ten hours after UTC


def arrange(*events: Event, zone: ZoneInfo = LAGOS, now: datetime = NOON) -> list[days.DayCard]:
    """The cards of three days from today."""
    return days.day_cards(events, TODAY, 3, zone, now)


def phases(*events: Event, now: datetime = NOON) -> list[str]:
    """What each event of today is, seen from `now`, in the order of the page."""
    card = arrange(*events, now=now)[0]
    return [row.phase for row in (*card.all_day, *card.earlier, *card.ahead)]


def test_a_card_for_each_day_whether_something_happens_or_not() -> None:
    cards = arrange(event(at("14:00")))
    assert [card.date.day for card in cards] == [13, 14, 15]
    assert [card.is_today for card in cards] == [True, False, False]
    assert [card.is_empty for card in cards] == [False, True, True]


@pytest.mark.parametrize(("zone", "number"), [(LAGOS, 1), (HONOLULU, 0)])
def test_days_are_those_of_the_persons_zone(zone: ZoneInfo, number: int) -> None:
    late = at("23:30", ZoneInfo("UTC"))
    cards = arrange(event(late), zone=zone, now=late)
    assert [bool(card.ahead) for card in cards].index(True) == number
    assert [card.is_today for card in cards].index(True) == number


@pytest.mark.parametrize("key", ["UTC", "Africa/Lagos", "Pacific/Kiritimati", "Etc/GMT+12"])
def test_all_day_events_are_never_shifted(key: str) -> None:
    cards = arrange(all_day(TODAY + timedelta(days=1)), zone=ZoneInfo(key))
    assert [len(card.all_day) for card in cards] == [0, 1, 0]
    assert not any(card.continued for card in cards)


@pytest.mark.parametrize(
    ("start", "minutes", "continued"),
    [
        ("22:00", 0, []),
        ("22:00", 119, []),
        ("22:00", 120, []),  # ends at midnight, so not on the next day
        ("22:00", 121, [1]),
        ("22:00", 26 * 60, [1]),
        ("22:00", 26 * 60 + 1, [1, 2]),
        ("00:00", 24 * 60, []),
        ("22:00", 9 * 24 * 60, [1, 2]),  # goes on after the last card
    ],
)
def test_over_midnight_listed_once_and_then_continued(start: str, minutes: int, continued: list[int]) -> None:
    talk = event(at(start), minutes)
    cards = arrange(talk, now=at("00:00"))
    assert [len(card.ahead) for card in cards] == [1, 0, 0]
    assert [number for number, card in enumerate(cards) if talk in card.continued] == continued


@pytest.mark.parametrize(
    ("offset", "length", "listed", "continued"),
    [(0, 1, 0, []), (0, 2, 0, [1]), (1, 30, 1, [2]), (-1, 2, 0, []), (-5, 30, 0, [1, 2])],
)
def test_several_days_listed_once_and_then_continued(
    offset: int, length: int, listed: int, continued: list[int]
) -> None:
    leave = all_day(TODAY + timedelta(days=offset), length)
    cards = arrange(leave)
    assert [number for number, card in enumerate(cards) if card.all_day] == [listed]
    assert [number for number, card in enumerate(cards) if leave in card.continued] == continued


def test_what_began_before_the_first_card_is_listed_on_it() -> None:
    cards = arrange(event(at("00:00") - timedelta(days=1), 48 * 60 + 60))
    assert [len(card.ahead) for card in cards] == [1, 0, 0]
    assert [len(card.continued) for card in cards] == [0, 1, 0]


@pytest.mark.parametrize(
    ("start", "minutes", "phase"),
    [
        ("11:00", 30, days.PAST),
        ("11:30", 30, days.PAST),  # ends this very moment
        ("11:30", 31, days.RUNNING),
        ("12:00", 30, days.RUNNING),  # begins this very moment
        ("12:00", 0, days.PAST),
        ("12:01", 30, days.NEXT),
        ("18:00", 30, days.NEXT),
    ],
)
def test_past_running_and_next(start: str, minutes: int, phase: str) -> None:
    assert phases(event(at(start), minutes)) == [phase]


def test_next_is_what_begins_first_and_all_that_begin_with_it() -> None:
    assert phases(event(at("13:00"), 30), event(at("13:00"), 60), event(at("13:30"))) == [
        days.NEXT,
        days.NEXT,
        days.LATER,
    ]


def test_next_may_be_tomorrow() -> None:
    cards = arrange(event(at("09:00")), event(at("09:00") + timedelta(days=1)))
    assert [row.phase for row in cards[1].ahead] == [days.NEXT]


def test_nothing_is_next_on_days_after_today() -> None:
    """What comes first may be on a day that is not shown."""
    yesterday = NOON - timedelta(days=1)
    assert phases(event(at("13:00")), now=yesterday) == [days.LATER]


@pytest.mark.parametrize("members", [CANCELLED, DECLINED])
def test_what_does_not_take_place_is_neither_running_nor_next(members: dict[str, Any]) -> None:
    events = [event(at("11:45"), **members), event(at("13:00"), **members), event(at("14:00"))]
    assert phases(*events) == [days.LATER, days.LATER, days.NEXT]


@pytest.mark.parametrize("members", [CANCELLED, DECLINED])
def test_what_did_not_take_place_is_past(members: dict[str, Any]) -> None:
    assert phases(event(at("11:00"), **members)) == [days.PAST]


def test_an_all_day_event_is_neither_running_nor_next() -> None:
    assert phases(all_day(TODAY), event(at("13:00"))) == [days.LATER, days.NEXT]


@pytest.mark.parametrize(
    ("start", "soon", "to_join"),
    [
        ("11:50", False, True),
        ("12:00", False, True),
        ("12:01", True, True),
        ("12:10", True, True),
        ("12:11", False, False),
    ],
)
def test_time_to_join_from_ten_minutes_before_to_the_end(start: str, soon: bool, to_join: bool) -> None:
    row = arrange(event(at(start)))[0].ahead[0]
    assert (row.starts_soon, row.is_time_to_join) == (soon, to_join)


@pytest.mark.parametrize("members", [CANCELLED, DECLINED, {"isAllDay": True}])
def test_no_time_to_join_what_nobody_joins(members: dict[str, Any]) -> None:
    card = arrange(event(at("12:05"), **members))[0]
    assert not any(row.is_time_to_join for row in (*card.all_day, *card.ahead))


@pytest.mark.parametrize(
    ("start", "members", "asks"),
    [("14:00", PENDING, True), ("11:00", PENDING, False), ("14:00", {}, False), ("14:00", CANCELLED, False)],
)
def test_a_row_asks_again_while_the_link_may_still_be_needed(
    start: str, members: dict[str, Any], asks: bool
) -> None:
    card = arrange(online(at(start), **members))[0]
    assert [row.asks_again for row in (*card.earlier, *card.ahead)] == [asks]


def test_a_day_parts_the_whole_days_from_what_is_over_and_what_comes() -> None:
    card = arrange(all_day(TODAY), event(at("08:00")), event(at("11:45")), event(at("15:00")))[0]
    assert (len(card.all_day), len(card.earlier), len(card.ahead)) == (1, 1, 2)


def test_a_day_counts_the_meetings_that_take_place() -> None:
    card = arrange(
        all_day(TODAY),
        event(at("08:00")),
        event(at("15:00")),
        event(at("15:00"), **CANCELLED),
        online(at("09:00")),
        online(at("16:00"), **PENDING),
        online(at("16:00"), **DECLINED),
        online(at("17:00"), **REFUSED),
    )[0]
    assert (card.meetings, card.online) == (5, 2)
