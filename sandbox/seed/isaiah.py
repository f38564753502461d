"""Isaiah Langer's calendar: 5,000 events, to see that nothing is read or shown that need not be.

What is kept of each is when it is and a number; its members are written when somebody reads it.
"""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache, partial
from random import Random
from typing import Any

from sandbox.graph import bodies, online, times
from sandbox.graph.items import Members
from sandbox.graph.mailbox import StoredMailbox
from sandbox.graph.members import attendee, completed, place
from sandbox.people import Person

EVENTS = 5_000
_NAMES = uuid.UUID("0c7d5a52-64f5-4f3e-8e15-7a1c2b9d4e63")
_TOPICS = (
    "Pipeline review",
    "Account plan",
    "Discovery call",
    "Proposal walk-through",
    "Renewal",
    "Forecast",
    "Demo",
)
_CUSTOMERS = (
    "Adatum",
    "Fabrikam",
    "Litware",
    "Northwind Traders",
    "Proseware",
    "Tailspin Toys",
    "Wingtip Toys",
)
_ROOMS = ("", "Conf Room Adams", "Conf Room Hood", "Conf Room Stevens", "")
_GUESTS = ("Diego Siciliani", "Joni Sherman", "Lynne Robbins", "Patti Fernandez", "Pradeep Gupta")

Slot = tuple[datetime, datetime, int]
"""Start and end in UTC, and the event's number."""


def plan(mailbox: StoredMailbox, now: datetime) -> None:
    """Fill his default calendar around `now`, about a year to both sides."""
    today = now.astimezone(times.zone(mailbox.person.zone)).date()
    mailbox.add_recipes(mailbox.default_calendar, _recipes(mailbox.person, today))


def _recipes(person: Person, today: date) -> Iterator[tuple[datetime, datetime, Callable[[], Members]]]:
    for start, end, number in _slots(person.zone, today):
        yield start, end, partial(_members, person, start, end, number)


@lru_cache(maxsize=2)
def _slots(zone_name: str, today: date) -> list[Slot]:
    """Seven to fifteen meetings on a working day, up to three on others; the same ones for the same day."""
    random, zone = Random(today.toordinal()), times.zone(zone_name)
    slots: list[Slot] = []
    distance = 0
    while len(slots) < EVENTS:
        for day in {today - timedelta(days=distance), today + timedelta(days=distance)}:
            count = random.randint(7, 15) if day.weekday() < 5 else random.randint(1, 3)
            midnight = datetime.combine(day, time(), zone)
            for half_hour in random.sample(range(16, 36), count):
                start = (midnight + timedelta(minutes=30 * half_hour)).astimezone(UTC)
                slots.append((start, start + timedelta(minutes=random.choice((25, 30, 50))), len(slots)))
        distance += 1
    return slots[:EVENTS]


def _members(person: Person, start: datetime, end: datetime, number: int) -> Members:
    random = Random(number)
    names = random.sample(_GUESTS, random.randint(0, 3))
    seed = uuid.uuid5(_NAMES, f"{start.isoformat()} {number}")
    given: dict[str, Any] = {
        "subject": f"{random.choice(_TOPICS)}: {random.choice(_CUSTOMERS)}",
        "start": times.in_zone(start, person.zone),
        "end": times.in_zone(end, person.zone),
        "body": {"contentType": "html", "content": bodies.framed("Notes are in the account plan.", "html")},
        "location": place(random.choice(_ROOMS)),
        "attendees": [_guest(name) for name in names],
    }
    if random.random() < 0.6:
        conference_id = str(100_000_000 + seed.int % 900_000_000)
        given |= online.make_meeting("teamsForBusiness", person, str(seed), conference_id).arrived(
            given["body"]
        )
    return completed(given, person, start - timedelta(days=12))


def _guest(name: str) -> dict[str, Any]:
    first, _, last = name.partition(" ")
    return attendee(name, f"{first}{last[:1]}@contoso.OnMicrosoft.com", response="accepted")
