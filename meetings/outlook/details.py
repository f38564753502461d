"""Reads the details of one event, in one round trip or from the store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from meetings.events import PENDING, Details
from meetings.graph import Answer, Client, GraphError, Json, Read, TryLater
from meetings.outlook import store
from meetings.outlook.event import (
    EVENT_FIELDS,
    calendar_from_answer,
    event_from_answer,
    event_path,
    event_reads,
)
from meetings.outlook.mailbox import answer_or_raise
from meetings.outlook.store import DETAILS, FRESH_FOR

_DETAILS_FIELDS = f"{EVENT_FIELDS},body,iCalUId,originalStartTimeZone,lastModifiedDateTime,hasAttachments"
_ATTACHMENT_FIELDS = "name,size,contentType,isInline"


def read_details(client: Client, event_id: str, now: datetime, *, reuse: bool = False) -> Details:
    """An event with its text, calendar and attachments, all in one round trip.

    With `reuse` stored details will do if they were read within the last minute and the person has changed
    nothing here since. Raises GraphError if the event cannot be read; the calendar and the attachments may
    be missing.
    """
    key = hashlib.sha256(event_id.encode()).hexdigest()  # keys are not encrypted
    since = store.valid_since(client.owner, now - FRESH_FOR)
    if reuse and (stored := store.find(client.owner, DETAILS, key, since)):
        return stored
    attachments_read = Read(f"{event_path(event_id)}/attachments", {"$select": _ATTACHMENT_FIELDS})
    reads = [*event_reads(event_id, _DETAILS_FIELDS), attachments_read]
    event_answer, calendar_answer, attachments_answer = client.batch(reads)
    data = answer_or_raise(event_answer)
    event = event_from_answer(data, calendar_from_answer(calendar_answer))
    details = Details.from_graph(event, data, _attachments(client, attachments_answer), now)
    is_whole = not any(isinstance(answer, TryLater) for answer in (calendar_answer, attachments_answer))
    if is_whole and event.state != PENDING:  # what is missing may be there next time
        store.keep(client.owner, DETAILS, key, details, now)
    return details


def _attachments(client: Client, answer: Answer) -> Iterable[Json] | None:
    """All attachments; None if they could not be read, which must not keep the event from being shown."""
    if isinstance(answer, Exception):
        return None
    try:
        return list(client.rest_of(answer))
    except GraphError:
        return None
