"""The jobs on a meeting that is there: read it to be edited, change it, cancel it."""

from __future__ import annotations

from typing import Any

from meetings.events import Edit, Event, MailboxZone, Original
from meetings.graph import Client, GraphError, NoMailbox, NotFound, PreconditionFailed, SignInNeeded
from meetings.outlook import store
from meetings.outlook.event import (
    FIELDS,
    answered_event,
    event_path,
    event_reads,
    in_zone,
    to_calendar,
    to_event,
)


class ChangedMeanwhile(Exception):
    """Somebody else changed the event after it was read; `original` is what it holds now."""

    def __init__(self, original: Original) -> None:
        super().__init__("changed meanwhile")
        self.original = original


def read_original(client: Client, event_id: str) -> Original:
    """An event, occurrence or series master with all that an edit needs. Raises GraphError."""
    data, calendar = client.batch(event_reads(event_id, f"{FIELDS},body,originalStartTimeZone"))
    if isinstance(data, (GraphError, SignInNeeded)):
        raise data
    return Original.from_graph(to_event(data, to_calendar(calendar)), data)


def save_edit(client: Client, original: Original, edit: Edit, zone: MailboxZone) -> Event:
    """Change what `edit` says and nothing else; the event as Microsoft then has it.

    A 412 may come from Exchange itself, still writing the item (docs/graph.md 3): the change is then made on
    what is there now, and sent once more. Raises ChangedMeanwhile when people changed it, and GraphError.
    """
    try:
        changed = _patch(client, original, edit, zone)
    except PreconditionFailed:
        now = read_original(client, original.event.id)
        if not now.has_same_content(original):
            raise ChangedMeanwhile(now) from None
        changed = _patch(client, now, edit, zone)
    return answered_event(changed, original.event.calendar)


def cancel_meeting(client: Client, event: Event, comment: str) -> bool:
    """Cancel a meeting with guests, who are mailed `comment`; delete one without.

    False when it was not there any more, which is as good. Raises GraphError for the rest.
    """
    try:
        with store.changing(client.owner):
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


def _patch(client: Client, original: Original, edit: Edit, zone: MailboxZone) -> dict[str, Any]:
    with store.changing(client.owner):
        return client.patch(
            event_path(original.event.id),
            edit.to_graph(original, zone),
            prefer=in_zone(zone),
            if_match=original.etag,
        )
