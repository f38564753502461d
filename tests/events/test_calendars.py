"""Calendars: what can be held online in each, which are shown, which can be written to."""

from __future__ import annotations

from typing import Any

import pytest

from meetings.events import Calendar, Mailbox
from tests.support.samples import CALENDAR, HOME, SKYPE, TEAMS


def test_a_calendar_offers_its_default_provider_first() -> None:
    assert [each.value for each in HOME.providers] == [TEAMS, SKYPE]
    assert HOME.default_provider == TEAMS


@pytest.mark.parametrize(
    ("allowed", "default", "chosen"),
    [
        ([TEAMS], TEAMS, TEAMS),
        ([SKYPE, TEAMS], "unknown", SKYPE),
        ([SKYPE], TEAMS, SKYPE),
        (["unknown"], "unknown", ""),
        ([], "unknown", ""),
        (None, None, ""),
        ([None, 7, TEAMS, TEAMS], TEAMS, TEAMS),
    ],
)
def test_the_default_provider_is_one_that_is_allowed(allowed: object, default: object, chosen: str) -> None:
    calendar = Calendar.from_graph(
        {"allowedOnlineMeetingProviders": allowed, "defaultOnlineMeetingProvider": default}
    )
    assert calendar.default_provider == chosen
    assert (chosen in calendar.allowed) is bool(chosen)


def test_a_mailbox_shows_own_calendars_and_those_one_may_write_to() -> None:
    adele = {"name": "Adele Vance", "address": "AdeleV@contoso.OnMicrosoft.com"}

    def calendar(name: str, **members: Any) -> dict[str, Any]:
        return CALENDAR | {"id": name, "name": name, "isDefaultCalendar": False} | members

    box = Mailbox.from_graph(
        {"timeZone": "Pacific Standard Time", "language": {"locale": "en-US"}},
        [
            calendar("Product team"),
            CALENDAR,
            calendar("Travel", canEdit=False),
            calendar("Adele's, shared to read", canEdit=False, owner=adele),
            calendar("Adele's, shared to write", owner=adele),
        ],
    )
    assert (box.zone_name, box.locale, box.default) == ("Pacific Standard Time", "en-US", HOME)
    assert [each.name for each in box.shown({})] == [
        "Calendar",
        "Product team",
        "Travel",
        "Adele's, shared to write",
    ]
    assert [each.name for each in box.editable] == ["Calendar", "Product team", "Adele's, shared to write"]
