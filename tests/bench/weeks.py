"""Weeks with so many meetings, years ahead, where nothing is seeded but what repeats."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.support.planting import ALEX, online
from tests.support.sandbox_process import Json, Sandbox

PLANTED = {"2031-01-06": 10, "2031-02-03": 95, "2031-03-03": 1000}
"""By Monday, with the five stand-ups that each week has: 15, 100 and 1,005 meetings."""
FIFTEEN, HUNDRED, THOUSAND = PLANTED


def plant_all(sandbox: Sandbox) -> None:
    """Plant all of these weeks."""
    for monday in PLANTED:
        plant(sandbox, monday)


def plant(sandbox: Sandbox, monday: str) -> None:
    """Spread the meetings of a week evenly over six days."""
    count = PLANTED[monday]
    start, step = datetime.fromisoformat(f"{monday}T08:00"), timedelta(days=6) / count
    for number in range(count):
        begin = start + number * step
        event: Json = {
            "subject": f"Meeting {number}",
            "start": {"dateTime": begin.isoformat(), "timeZone": "UTC"},
            "end": {"dateTime": (begin + timedelta(minutes=30)).isoformat(), "timeZone": "UTC"},
            **online(f"https://teams.microsoft.com/l/meetup-join/19%3ameeting_{number}%40thread.v2/0"),
        }
        sandbox.plant(ALEX, event)
