"""Reads an event for an edit, saves the edit, and cancels meetings."""

from __future__ import annotations

from typing import Any

from meetings.events import Edit, Event, MailboxZone, Original
from meetings.graph import Client, GraphError, NoMailbox, NotFound, PreconditionFailed, SignInNeeded
from meetings.outlook import store
from meetings.outlook.event import (
    EVENT_FIELDS,
    calendar_from_answer,
    event_from_answer,
    event_from_json,
    event_path,
    event_reads,
    prefer_zone,
)


class ChangedMeanwhile(Exception):
    """Somebody else changed the event after it was read; `original` is the event as it is now."""

    def __init__(self, original: Original) -> None:
        super().__init__("changed meanwhile")
        self.original = original


def read_original(client: Client, event_id: str) -> Original:
    """An event, occurrence or series master with all that an edit needs. Raises GraphError."""
    reads = event_reads(event_id, f"{EVENT_FIELDS},body,originalStartTimeZone")
    event_answer, calendar_answer = client.batch(reads)
    if isinstance(event_answer, (GraphError, SignInNeeded)):
        raise event_answer
    event = event_from_json(event_answer, calendar_from_answer(calendar_answer))
    return Original.from_graph(event, event_answer)


def save_edit(client: Client, original: Original, edit: Edit, zone: MailboxZone) -> Event:
    """Change what `edit` says and nothing else; returns the event as Microsoft has it afterwards.

    A 412 can come from Exchange still writing the item itself (docs/graph.md 3): the event is then read
    again, and the edit sent once more for its new version. Raises ChangedMeanwhile when somebody changed it,
    GraphError for everything else.
    """
    try:
        answer = _patch(client, original, edit, zone)
    except PreconditionFailed:
        current = read_original(client, original.event.id)
        if not current.has_same_content(original):
            raise ChangedMeanwhile(current) from None
        answer = _patch(client, current, edit, zone)
    return event_from_answer(answer, original.event.calendar)


def cancel_meeting(client: Client, event: Event, comment: str) -> bool:
    """Cancel a meeting with guests, whom Microsoft mails the `comment`, or delete one without guests.

    False if the meeting was gone already, which is no error. Raises GraphError for everything else.
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
    """Whether `error` means that the event is gone, rather than that its id was never valid."""
    is_missing = isinstance(error, NotFound) and not isinstance(error, NoMailbox)
    return is_missing and "malformed" not in error.code.lower()


def _patch(client: Client, original: Original, edit: Edit, zone: MailboxZone) -> dict[str, Any]:
    with store.changing(client.owner):
        return client.patch(
            event_path(original.event.id),
            edit.to_graph(original, zone),
            prefer=prefer_zone(zone),
            if_match=original.etag,
        )
