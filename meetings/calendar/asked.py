"""What is asked for: which days, in which zone, of which calendars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from meetings import zones
from meetings.events import Mailbox


@dataclass(frozen=True, slots=True)
class Span:
    """Some days in a row: `days` days from `first`, or from the person's today when it is None.

    With `weekday` (0 is Monday) they begin on the last such day that is not after; where that leaves the day
    out, as a weekend after five days from Monday, on the next one.
    """

    first: date | None
    days: int
    weekday: int | None = None

    def begins(self, today: date) -> date:
        """The first of the days, for somebody for whom it is `today`."""
        day = self.first or today
        if self.weekday is None:
            return day
        past = (day.weekday() - self.weekday) % 7
        return day + timedelta(days=7 - past if past >= self.days else -past)


@dataclass(frozen=True, slots=True)
class Taste:
    """How a person wants to read: in which zone, and which calendars.

    `own_zone` is a zone of their choice, empty for the mailbox's; `browser_zone` counts where that is
    strange. `calendars` tells by id which to show; what it does not name follows Mailbox's rule.
    """

    own_zone: str = ""
    browser_zone: str = ""
    calendars: Mapping[str, bool] = field(default_factory=dict)

    def zone(self, facts: Mailbox | None) -> ZoneInfo:
        """The zone to read times in, given what is known of the mailbox."""
        return zones.lookup(self.own_zone) or zones.of_person(
            facts.zone_name if facts else "", self.browser_zone
        )
