"""The reasons why an event cannot be changed here; meetings.wording.obstacles has a sentence for each."""

from __future__ import annotations

from enum import StrEnum


class Obstacle(StrEnum):
    """A reason: first those that concern the whole event, then its text, then its time."""

    ONLINE_ALREADY = "online_already"
    LINK_NOT_TRUSTED = "link_not_trusted"
    CANCELLED = "cancelled"
    NOT_THE_ORGANIZER = "not_the_organizer"
    UNKNOWN_CALENDAR = "unknown_calendar"
    READ_ONLY_CALENDAR = "read_only_calendar"
    NO_PROVIDER_ALLOWED = "no_provider_allowed"

    LINK_TO_COME = "link_to_come"
    LINK_IN_TEXT = "link_in_text"
    UNUSUAL_TEXT = "unusual_text"

    SERIES_OF_DAYS = "series_of_days"
    PRIVATE_ZONE = "private_zone"
