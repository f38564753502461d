"""Days, times, lengths and lists as each language writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from meetings.wording import clock, dates, times
from meetings.wording.text import clauses, name_list
from tests.conftest import SignIn
from tests.screenshots.gallery import CHINESE, XIA, plant
from tests.support.pages import read
from tests.support.samples import sample_event
from tests.support.sandbox_process import Sandbox

DAY = date(2026, 11, 23)
AFTERNOON = datetime(2026, 11, 23, 15, 30, 5, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _utc() -> Iterator[None]:
    with timezone.override(UTC):
        yield


@pytest.mark.parametrize(
    ("write", "english", "chinese"),
    [
        (dates.weekday, "Monday", "星期一"),
        (dates.short_weekday, "Mon", "周一"),
        (dates.short_day, "Mon 23 Nov", "11月23日 星期一"),
        (dates.day_month, "23 November", "11月23日"),
        (dates.day_month_year, "23 November 2026", "2026年11月23日"),
        (dates.full_day, "Monday 23 November 2026", "2026年11月23日 星期一"),
        (dates.iso_day, "2026-11-23", "2026-11-23"),
    ],
)
def test_days(write: Callable[[date], str], english: str, chinese: str) -> None:
    assert in_both(write, DAY) == (english, chinese)


@pytest.mark.parametrize(
    ("first", "last", "english", "chinese"),
    [
        ("2026-11-23", "2026-11-23", "23 November 2026", "2026年11月23日"),
        ("2026-11-23", "2026-11-29", "23 – 29 November 2026", "2026年11月23日 – 29日"),
        ("2026-11-28", "2026-12-04", "28 November – 4 December 2026", "2026年11月28日 – 12月4日"),
        ("2026-12-28", "2027-01-03", "28 December 2026 – 3 January 2027", "2026年12月28日 – 2027年1月3日"),
    ],
)
def test_several_days_say_month_and_year_once(first: str, last: str, english: str, chinese: str) -> None:
    days = date.fromisoformat(first), date.fromisoformat(last)
    assert in_both(dates.days_to, *days) == (english, chinese)


@pytest.mark.parametrize(
    ("twelve_hours", "moment", "english", "chinese"),
    [
        (False, MORNING, "10:30", "10:30"),
        (False, AFTERNOON, "15:30", "15:30"),
        (True, MORNING, "10:30 AM", "上午10:30"),
        (True, AFTERNOON, "3:30 PM", "下午3:30"),
        (True, MORNING.replace(hour=0), "12:30 AM", "上午12:30"),
        (True, MORNING.replace(hour=12), "12:30 PM", "下午12:30"),
    ],
)
def test_times(twelve_hours: bool, moment: datetime, english: str, chinese: str) -> None:
    with clock.override(twelve_hours):
        assert in_both(clock.time_of_day, moment) == (english, chinese)


def test_exact_times_have_seconds() -> None:
    with clock.override(True):
        assert in_both(clock.exact_time, AFTERNOON) == ("3:30:05 PM", "下午3:30:05")


@pytest.mark.parametrize(
    ("end", "english", "chinese"),
    [
        ("2029-06-13T13:30:00", "30 min", "30 分钟"),
        ("2029-06-13T15:00:00", "2 h", "2 小时"),
        ("2029-06-13T14:30:00", "1 h 30", "1 小时 30 分"),
        ("2029-06-13T14:05:00", "1 h 05", "1 小时 5 分"),
        ("2029-06-16T13:00:00", "3 days", "3 天"),
    ],
)
def test_lengths(end: str, english: str, chinese: str) -> None:
    event = sample_event(end={"dateTime": end, "timeZone": "Pacific Standard Time"})
    assert in_both(times.duration, event) == (english, chinese)


def test_lists() -> None:
    assert in_both(name_list, ["Teams", "Skype"]) == ("Teams, Skype", "Teams、Skype")
    assert in_both(clauses, ["10:30", "", "Teams"]) == ("10:30, Teams", "10:30，Teams")


def test_page_of_somebody_who_works_in_chinese(sign_in: SignIn, sandbox: Sandbox) -> None:
    ids = plant(sandbox, CHINESE)
    xia: Client = sign_in(XIA)
    page = read(xia.get("/?day=2031-03-10&days=1"))
    assert page.one("html")["lang"] == "zh-hans"
    assert page.one("main h1").text == "2031年3月10日"
    row = page.one(f"[data-event={ids['review']}]")
    assert row.one("article")["aria-label"].startswith("09:00 至 10:00，设计评审")
    assert row.one(".row-length").text == "1 小时"
    assert row.one("[data-join]").text == "加入 设计评审"


def in_both(write: Callable[..., str], *given: Any) -> tuple[str, str]:
    """What is written in English and in Chinese."""
    with translation.override("en"):
        english = write(*given)
    with translation.override("zh-hans"):
        return english, write(*given)
