"""How a person reads their calendar: in which time zone, and which of their calendars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from meetings.events import zones
from meetings.events.calendars import Mailbox


@dataclass(frozen=True, slots=True)
class Viewer:
    """How a person wants to read their calendar.

    `own_zone` is the time zone they chose, empty for the mailbox's. `last_zone` is the mailbox's at their
    last visit, for while the mailbox's is not known. `browser_zone` is for when none of these is a zone we
    know. `calendars` says by id which calendars to show; Mailbox.shown decides on the others.
    """

    own_zone: str = ""
    last_zone: str = ""
    browser_zone: str = ""
    calendars: Mapping[str, bool] = field(default_factory=dict)

    def zone(self, mailbox: Mailbox | None) -> ZoneInfo:
        """The time zone to show times in; `mailbox` is None while it is not known."""
        mailbox_zone = mailbox.zone_name if mailbox else ""
        return zones.of_person(self.own_zone, mailbox_zone or self.last_zone, self.browser_zone)
