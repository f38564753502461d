"""The course of a meeting in words, and what the page's script is given of it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from meetings.board.countdown import Countdown, milliseconds
from meetings.wording import clock
from tests.support.clocks import LAGOS, NOON, at, online


def countdown(start: str, minutes: int = 30, now: datetime = NOON, **members: Any) -> Countdown:
    return Countdown.of(online(at(start), minutes, **({"subject": "Talk"} | members)), now)


@pytest.mark.parametrize(
    ("start", "minutes", "words", "title"),
    [
        ("18:05", 30, "Starts in 6 h 5 min", ""),
        ("13:01", 30, "Starts in 1 h 1 min", ""),
        ("13:00", 30, "Starts in 60 min", "60 min · Talk"),
        ("12:12", 30, "Starts in 12 min", "12 min · Talk"),
        ("12:01", 30, "Starts in 1 min", "1 min · Talk"),
        ("12:00", 30, "Starts now", "now · Talk"),
        ("11:57", 30, "Started 3 min ago", "now · Talk"),
        ("11:00", 90, "Now, until 12:30", "now · Talk"),
        ("11:00", 65, "Ends in 5 min", "now · Talk"),
        ("11:00", 20 * 60, "Now, until Thu 07:00", "now · Talk"),
    ],
)
def test_where_a_meeting_stands_in_words(start: str, minutes: int, words: str, title: str) -> None:
    with timezone.override(LAGOS):
        found = countdown(start, minutes)
        assert (found.words, found.title) == (words, title)


def test_minutes_to_come_are_begun_ones_and_those_gone_are_full_ones() -> None:
    assert countdown("12:12", now=NOON + timedelta(seconds=1)).words == "Starts in 12 min"
    assert countdown("12:12", now=NOON - timedelta(seconds=1)).words == "Starts in 13 min"
    assert countdown("11:57", now=NOON - timedelta(seconds=1)).words == "Started 2 min ago"


def test_no_subject_has_a_name_too() -> None:
    assert countdown("12:12", subject="").title == "12 min · (no subject)"


def test_the_clock_of_the_person() -> None:
    with timezone.override(LAGOS), clock.override(twelve_hours=True):
        assert countdown("11:00", 150).words == "Now, until 1:30 PM"


def test_the_script_is_told_all_that_is_to_come() -> None:
    told = json.loads(countdown("15:00", 60).script)
    assert [phase["name"] for phase in told] == [
        "ahead",
        "soon",
        "due",
        "starting",
        "started",
        "running",
        "ending",
    ]
    assert [phase["begins"] for phase in told] == [
        0,
        *(milliseconds(at(clock)) for clock in ("14:00", "14:50", "15:00", "15:01", "15:10", "15:55")),
    ]
    assert [phase["join"] for phase in told] == [False, False] + [True] * 5
    assert {phase["zero"] for phase in told[:5]} == {milliseconds(at("15:00"))}
    assert told[-1]["zero"] == milliseconds(at("16:00"))


def test_only_what_is_to_come_and_matters_is_news() -> None:
    news = {phase["name"]: phase["news"] for phase in json.loads(countdown("12:05").script)}
    assert news == {
        "due": "",
        "starting": "{subject} starts now.",
        "started": "",
        "running": "",
        "ending": "{subject} ends in {minutes} minutes.",
    }


def test_the_script_puts_its_numbers_into_the_words_of_the_page() -> None:
    with translation.override("zh-hans"):
        words = [phase["words"] for phase in json.loads(countdown("15:00").script)]
    assert [("{minutes}" in sentence, "{hours}" in sentence) for sentence in words[:3]] == [
        (True, True),
        (True, False),
        (True, False),
    ]


def test_a_subject_in_braces_stays_what_it_is() -> None:
    found = countdown("12:12", subject="{minutes} {0} %(hours)s")
    assert found.title == "12 min · {minutes} {0} %(hours)s"
    assert "{0}" not in found.script
