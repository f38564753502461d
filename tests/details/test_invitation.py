"""An invitation in plain text, and times as people elsewhere read them."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from meetings.details import invitation
from meetings.events import Event
from tests.support.planting import TEAMS_LINK, Json, online

PACIFIC, SHANGHAI = ZoneInfo("America/Los_Angeles"), ZoneInfo("Asia/Shanghai")


def test_it_says_what_when_where_and_how_to_join() -> None:
    info = online(conferenceId="291633251", tollNumber="+1 323-555-0166", tollFreeNumbers=["+1 866-555-0171"])
    assert written(location={"displayName": "Room 1"}, **info) == [
        "Design review",
        "Saturday 8 March 2031, 15:00 to 16:00, Pacific Standard Time (UTC-08:00)",
        "Place: Room 1",
        f"Join with Microsoft Teams: {TEAMS_LINK}",
        "Conference ID: 291 633 251#",
        "By phone: +1 323-555-0166, +1 866-555-0171",
    ]


def test_times_are_on_the_clock_of_whoever_copies_it() -> None:
    when = written(SHANGHAI)[1]
    assert when == "Sunday 9 March 2031, 07:00 to 08:00, China Standard Time (UTC+08:00)"


def test_summer_time_shows_in_the_distance_from_utc() -> None:
    times = bounds("2031-07-08T22:00:00", "2031-07-08T23:00:00")
    assert written(**times)[1].endswith("Pacific Standard Time (UTC-07:00)")


def test_days_stand_without_a_zone() -> None:
    one = written(isAllDay=True, **bounds("2031-03-08T00:00:00", "2031-03-09T00:00:00"))
    two = written(isAllDay=True, **bounds("2031-03-08T00:00:00", "2031-03-10T00:00:00"))
    assert one[1] == "Saturday 8 March 2031, all day"
    assert two[1] == "Saturday 8 March 2031 to Sunday 9 March 2031, all day"


def test_a_link_that_is_not_offered_is_not_copied_either() -> None:
    lines = written(**online("https://teams.microsoft.com.evil.example/", conferenceId="1", tollNumber="2"))
    assert len(lines) == 2


def test_each_part_keeps_to_its_line() -> None:
    lines = written(subject="Design\r\nreview", location={"displayName": "Room\n1"})
    assert (lines[0], lines[2]) == ("Design review", "Place: Room 1")


def written(zone: ZoneInfo = PACIFIC, **members: Any) -> list[str]:
    """The lines of the invitation, as somebody in `zone` gets them."""
    event = {"id": "1", "subject": "Design review", **bounds("2031-03-08T23:00:00", "2031-03-09T00:00:00")}
    with timezone.override(zone):
        return invitation.invitation_text(Event.from_graph({**event, **members})).split("\n")


def bounds(start: str, end: str) -> Json:
    """Two moments in UTC as Graph writes them."""
    return {name: {"dateTime": at, "timeZone": "UTC"} for name, at in (("start", start), ("end", end))}
