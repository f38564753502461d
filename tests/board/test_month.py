"""The month in small: its weeks, and what it says of their days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from meetings.board import days
from meetings.board.month import Month, MonthDay, month_grid
from meetings.events import Event, zones
from tests.support.pages import Element, read
from tests.support.planting import ALEX, event
from tests.support.sandbox_process import Sandbox

UTC_ZONE = zones.of_person("UTC")
LONG_AGO = datetime(2030, 1, 1, tzinfo=UTC)


def of(day: date, weekday: int = 0, today: date = date(2030, 1, 1), shown: int = 0) -> Month:
    """The month of `day`, with so many days from it shown, a meeting on each."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    meetings = [
        Event.from_graph({"id": str(n), "start": at.isoformat(), "end": at.isoformat()})
        for n in range(shown)
        for at in [noon + timedelta(days=n)]
    ]
    return month_grid(day, weekday, today, days.day_cards(meetings, day, shown, UTC_ZONE, LONG_AGO))


def squares(found: Month) -> dict[date, MonthDay]:
    return {square.date: square for row in found.weeks for square in row}


@pytest.mark.parametrize(
    ("day", "weekday", "first", "weeks"),
    [
        (date(2026, 11, 23), 0, date(2026, 10, 26), 6),
        (date(2026, 11, 23), 6, date(2026, 11, 1), 5),
        (date(2026, 2, 28), 6, date(2026, 2, 1), 4),
        (date(2031, 3, 8), 5, date(2031, 3, 1), 5),
        (date(2024, 2, 29), 0, date(2024, 1, 29), 5),
    ],
)
def test_weeks_begin_on_the_persons_day(day: date, weekday: int, first: date, weeks: int) -> None:
    found = of(day, weekday)
    assert found.weeks[0][0].date == first
    assert [len(row) for row in found.weeks] == [7] * weeks
    assert found.first == day.replace(day=1)


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2026, 11, 23), date(2026, 10, 1), date(2026, 12, 1)),
        (date(2026, 12, 31), date(2026, 11, 1), date(2027, 1, 1)),
        (date(2027, 1, 31), date(2026, 12, 1), date(2027, 2, 1)),
    ],
)
def test_the_months_before_and_after(day: date, before: date, after: date) -> None:
    assert (of(day).before, of(day).after) == (before, after)


def test_days_say_what_they_are() -> None:
    found = squares(of(date(2026, 11, 29), today=date(2026, 11, 23), shown=2))
    assert [day.day for day, square in found.items() if square.is_today] == [23]
    assert [day.day for day, square in found.items() if square.is_shown] == [29, 30]
    assert [day.day for day, square in found.items() if square.meetings] == [29, 30]
    assert [day.month for day, square in found.items() if not square.is_inside] == [10] * 6 + [12] * 6


def test_the_page_shows_the_month_of_its_first_day(alex: Client, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Talk"))
    shown = read(alex.get("/?day=2031-03-08&days=2")).one("section.month")
    assert shown.one("p.month-name").text == "March 2031"
    assert [head.text for head in shown.all("th")] == ["S", "M", "T", "W", "T", "F", "S"]  # from Sunday
    assert [cell.text for cell in shown.all("td[data-shown]")] == ["8", "9"]
    with_meetings = shown.one("a[data-meetings]")
    assert with_meetings["aria-label"] == "Saturday 8 March 2031, 1 meeting"


def test_each_day_leads_to_that_day_as_list_or_week(alex: Client) -> None:
    assert way(alex, "/?day=2031-03-08&days=2&q=talk", "2031-03-21") == "/?day=2031-03-21&days=2&q=talk"
    assert way(alex, "/?view=week&day=2031-03-08", "2031-03-21") == "/?view=week&day=2031-03-21"
    five = "/?view=week&day=2031-03-04&days=5"
    assert way(alex, five, "2031-03-21") == "/?view=week&day=2031-03-21&days=5"
    assert way(alex, five, "2031-03-22") == "/?view=week&day=2031-03-22"  # five days would leave it out


def test_another_month_leaves_the_days_alone(alex: Client) -> None:
    shown = read(alex.get("/?day=2031-03-08&days=2")).one("section.month")
    later = next(link for link in shown.all("a") if link.attributes.get("aria-label") == "Next month")
    page = read(alex.get(later["href"]))
    assert page.one("p.month-name").text == "April 2031"
    assert [heading["id"] for heading in page.all("section.day h2")] == ["day-2031-03-08", "day-2031-03-09"]
    assert not page.one("section.month").all("td[data-shown]")


@pytest.mark.parametrize("asked", ["2031", "march", "2031-13", "1900-01"])
def test_what_is_no_month_is_a_plain_page(alex: Client, asked: str) -> None:
    assert read(alex.get(f"/?month={asked}"), 400).one("main h1").text


def way(client: Client, address: str, day: str) -> str:
    """Where a day of the month leads from the page at `address`."""
    link: Element = read(client.get(address)).one(f"a#on-{day}")
    return link["href"]
