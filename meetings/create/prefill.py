"""What the form for a new meeting is filled with: a line that was read, or a meeting once more."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from meetings.create.quick_add import Reading
from meetings.edit.prefill import texts
from meetings.events import Mailbox, Original
from meetings.pages import attendees
from meetings.pages.fields import WALL_TIME

_WEEK = timedelta(weeks=1)


def filled_from_line(reading: Reading, suggested: Mapping[str, Any]) -> dict[str, Any]:
    """What was read; of the rest what was `suggested` for that day, the length included."""
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
    """A meeting with its guests and text, at the same time of day in `zone` a week later.

    Of one that is long past it is the next week that has that time still to come. A time that clocks skip
    that day moves on with them; the length stays.
    """
    event = original.event
    before, today = (moment.astimezone(zone).replace(tzinfo=None) for moment in (event.start, now))
    missed = max(timedelta(), today - before) // _WEEK
    start = (before + (missed + 1) * _WEEK).replace(tzinfo=zone).astimezone(UTC)
    home = mailbox.calendar(event.calendar.id) if event.calendar else None
    return {
        **texts(original, zone),
        "start": start.astimezone(zone).strftime(WALL_TIME),
        "end": (start + (event.end - event.start)).astimezone(zone).strftime(WALL_TIME),
        "calendar": home.id if home else "",
        "online": event.is_online_meeting,
        "provider": event.provider.value,
        "allow_new_time_proposals": True,
        "transaction_id": str(uuid.uuid4()),
    }
