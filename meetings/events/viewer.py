"""Who looks at a calendar: in which zone they read times, and which calendars they see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from meetings.events import zones
from meetings.events.calendars import Mailbox


@dataclass(frozen=True, slots=True)
class Viewer:
    """How a person wants to read their calendar.

    `own_zone` is the zone that they chose, empty for the mailbox's. `last_zone` is the mailbox's at their
    last visit, which counts while the mailbox does not tell; `browser_zone` counts where both mean nothing.
    `calendars` tells by id which to show; what it does not name follows Mailbox's rule.
    """

    own_zone: str = ""
    last_zone: str = ""
    browser_zone: str = ""
    calendars: Mapping[str, bool] = field(default_factory=dict)

    def zone(self, mailbox: Mailbox | None) -> ZoneInfo:
        """The zone to read times in, given what is known of the mailbox."""
        told = mailbox.zone_name if mailbox else ""
        return zones.of_person(self.own_zone, told or self.last_zone, self.browser_zone)
