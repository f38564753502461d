"""The jobs on a meeting that is there: read it to be edited, change it, call it off.

Plain functions over the Graph client, as those of `calendar`.
"""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from meetings import last_seen, mailbox
from meetings.calendar import FIELDS, answered, event_path, in_zone
from meetings.events import Calendar, Edit, Event, Original
from meetings.graph import Client, Conflict, GraphError, NoMailbox, NotFound, Read


class ChangedMeanwhile(Exception):
    """Somebody else changed the event after it was read; `original` is what it holds now."""

    def __init__(self, original: Original) -> None:
        super().__init__("changed meanwhile")
        self.original = original


def read(client: Client, event_id: str) -> Original:
    """An event, occurrence or series master with all that an edit needs. Raises GraphError."""
    path = event_path(event_id)
    event, calendar = client.batch(
        [
            Read(path, {"$select": f"{FIELDS},body,originalStartTimeZone"}),
            Read(f"{path}/calendar", {"$select": mailbox.CALENDAR_FIELDS}),
        ]
    )
    if isinstance(event, GraphError):
        raise event
    return Original.from_graph(
        event, None if isinstance(calendar, GraphError) else Calendar.from_graph(calendar)
    )


def save(client: Client, original: Original, edit: Edit, zone: ZoneInfo, zone_name: str) -> Event:
    """Change what `edit` says and nothing else; the event as Microsoft then has it.

    A 412 may come from Exchange itself, still writing the item (contract, section 3): the change is made anew
    on what is there and sent once more. Raises ChangedMeanwhile when people changed it, and GraphError.
    """
    try:
        changed = _patch(client, original, edit, zone, zone_name)
    except Conflict:
        now = read(client, original.event.id)
        if not now.holds_the_same(original):
            raise ChangedMeanwhile(now) from None
        changed = _patch(client, now, edit, zone, zone_name)
    return answered(changed, original.event.calendar)


def call_off(client: Client, event: Event, comment: str) -> bool:
    """Cancel a meeting with guests, who are mailed `comment`; delete one without.

    False when it was not there any more, which is as good. Raises GraphError for the rest.
    """
    try:
        with last_seen.changing(client.owner):
            if event.guests:
                body = {"comment": comment} if comment else {}
                client.post(f"{event_path(event.id)}/cancel", body, repeatable=True)
            else:
                client.delete(event_path(event.id))
    except NotFound as error:
        if not is_gone(error):
            raise
        return False
    return True


def is_gone(error: GraphError) -> bool:
    """Whether an event was there once and is not any more; an id that never was one is something else."""
    is_absent = isinstance(error, NotFound) and not isinstance(error, NoMailbox)
    return is_absent and "malformed" not in error.code.lower()


def _patch(client: Client, original: Original, edit: Edit, zone: ZoneInfo, zone_name: str) -> dict[str, Any]:
    with last_seen.changing(client.owner):
        return client.patch(
            event_path(original.event.id),
            edit.to_graph(original, zone, zone_name),
            prefer=in_zone(zone_name),
            if_match=original.etag,
        )
