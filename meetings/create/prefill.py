"""Initial values of the form for a new meeting: from a line of text, or from a meeting to repeat."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from meetings.create.quick_add import Reading
from meetings.edit.prefill import field_values
from meetings.events import Mailbox, Original
from meetings.pages import attendees
from meetings.pages.fields import WALL_TIME

_WEEK = timedelta(weeks=1)


def filled_from_line(reading: Reading, suggested: Mapping[str, Any]) -> dict[str, Any]:
    """The values from the line; for what it does not say, those `suggested` for its day."""
    start, end = (datetime.strptime(suggested[name], WALL_TIME) for name in ("start", "end"))
    length = end - start if reading.length is None else timedelta(minutes=reading.length)
    if reading.start is not None:
        start = start.replace(hour=reading.start // 60, minute=reading.start % 60)
    return {
        **suggested,
        "subject": reading.subject,
        "attendees": attendees.write(reading.people),
        "start": start.strftime(WALL_TIME),
        "end": (start + length).strftime(WALL_TIME),
    }


def filled_for_repeat(original: Original, mailbox: Mailbox, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    """The values of a meeting with its guests and text, a week later at the same local time in `zone`.

    For a meeting that is long past, it is the first such week in the future. A time that the clocks skip on
    that day moves forward with them; the length stays the same.
    """
    event = original.event
    local_start, local_now = (time.astimezone(zone).replace(tzinfo=None) for time in (event.start, now))
    weeks_past = max(timedelta(), local_now - local_start) // _WEEK
    start = (local_start + (weeks_past + 1) * _WEEK).replace(tzinfo=zone).astimezone(UTC)
    calendar = mailbox.calendar(event.calendar.id) if event.calendar else None
    return {
        **field_values(original, zone),
        "start": start.astimezone(zone).strftime(WALL_TIME),
        "end": (start + (event.end - event.start)).astimezone(zone).strftime(WALL_TIME),
        "calendar": calendar.id if calendar else "",
        "online": event.is_online_meeting,
        "provider": event.provider.value,
        "allow_new_time_proposals": True,
        "transaction_id": str(uuid.uuid4()),
    }
