"""The page that the sandbox's join links lead to."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.support.planting import ADELE, ALEX, event, organized_by
from tests.support.sandbox_process import Sandbox

PATH = "/l/meetup-join/19%3ameeting_TG9iYnk%40thread.v2/0?context=%7b%22Tid%22%3a%2298a79ebe%22%7d"


def enter(sandbox: Sandbox, user: str = ALEX, path: str = PATH, **members: Any) -> str:
    """Plant a meeting and open its link; returns the page's text."""
    link = {
        "isOnlineMeeting": True,
        "onlineMeetingProvider": "teamsForBusiness",
        "onlineMeeting": {"joinUrl": f"{sandbox.url}{PATH}"},
    }
    sandbox.plant(user, {**event("Launch <b>plan</b>"), **link, **members})
    page = requests.get(f"{sandbox.url}{path}", timeout=10)
    assert page.status_code == 200
    assert "data-lobby" in page.text
    return page.text


def test_the_lobby_says_which_meeting_you_are_in(sandbox: Sandbox) -> None:
    text = enter(sandbox)
    for part in ("You are in <bdi>Launch &lt;b&gt;plan&lt;/b&gt;</bdi>", "Alex Wilber", "Microsoft Teams"):
        assert part in text
    assert "Sat 08 Mar 2031, 15:00 Pacific Standard Time" in text
    assert "Sat 08 Mar 2031, 16:00 Pacific Standard Time" in text


def test_times_are_on_the_organizers_clock(sandbox: Sandbox) -> None:
    by_xia = organized_by("XiaW@contoso.OnMicrosoft.com", "Xia Wang")
    text = enter(sandbox, ADELE, **by_xia)
    assert "Sun 09 Mar 2031, 07:00 China Standard Time" in text
    assert "Sun 09 Mar 2031, 08:00 China Standard Time" in text


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("W. Europe Standard Time", "Sun 09 Mar 2031, 00:00 W. Europe Standard Time"),
        ("tzone://Microsoft/Custom", "Sat 08 Mar 2031, 23:00 UTC"),
    ],
)
def test_a_stranger_keeps_the_zone_of_the_invitation(sandbox: Sandbox, zone: str, shown: str) -> None:
    by_pat = organized_by("pat@fabrikam.example", "Pat")
    assert shown in enter(sandbox, **by_pat, originalStartTimeZone=zone)


def test_an_all_day_meeting_has_days_alone(sandbox: Sandbox) -> None:
    days: dict[str, Any] = {
        name: {"dateTime": f"2031-03-{day}T00:00:00", "timeZone": "UTC"}
        for name, day in (("start", "08"), ("end", "10"))
    }
    text = enter(sandbox, **days, isAllDay=True)
    assert "<dd>Sat 08 Mar 2031</dd>" in text
    assert "<dd>Sun 09 Mar 2031</dd>" in text


def test_a_meeting_without_a_readable_time_is_entered_all_the_same(sandbox: Sandbox) -> None:
    text = enter(sandbox, start={"dateTime": "soon", "timeZone": "UTC"}, end=None)
    assert "Starts" not in text
    assert "Ends" not in text


def test_the_hex_digits_of_a_link_may_be_written_anew(sandbox: Sandbox) -> None:
    assert "Launch" in enter(sandbox, path=PATH.replace("%3a", "%3A").replace("%7b", "%7B"))


def test_a_link_of_no_meeting_is_404(sandbox: Sandbox) -> None:
    page = requests.get(f"{sandbox.url}{PATH}&more=1", timeout=10)
    assert page.status_code == 404
    assert "Meeting not found" in page.text
    assert "data-lobby" not in page.text
