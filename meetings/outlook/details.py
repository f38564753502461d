"""One event opened: everything about it, in one round trip or in none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from meetings.events import PENDING, Details
from meetings.graph import Answer, Client, GraphError, Json, Read, TryLater
from meetings.outlook import store
from meetings.outlook.event import FIELDS, answered_event, event_path, event_reads, to_calendar
from meetings.outlook.mailbox import own
from meetings.outlook.store import A_MOMENT, DETAILS

_FIELDS = f"{FIELDS},body,iCalUId,originalStartTimeZone,lastModifiedDateTime,hasAttachments"
_ATTACHMENT_FIELDS = "name,size,contentType,isInline"


def read_details(client: Client, event_id: str, now: datetime, *, reuse: bool = False) -> Details:
    """An event with its text, calendar and attachments, all in one round trip.

    With `reuse` none, where it was read within the last minute and nothing was changed here since. Raises
    GraphError for the event; calendar and attachments may stay unknown.
    """
    key = hashlib.sha256(event_id.encode()).hexdigest()  # keys are not encrypted
    since = store.unchanged_since(client.owner, now - A_MOMENT)
    if reuse and (known := store.find(client.owner, DETAILS, key, since)):
        return known
    attachments = Read(f"{event_path(event_id)}/attachments", {"$select": _ATTACHMENT_FIELDS})
    data, home, attached = client.batch([*event_reads(event_id, _FIELDS), attachments])
    event = answered_event(own(data), to_calendar(home))
    details = Details.from_graph(event, own(data), _listed(client, attached), now)
    is_whole = not any(isinstance(answer, TryLater) for answer in (home, attached))
    if is_whole and event.state != PENDING:  # what is missing may be there at the next look
        store.keep(client.owner, DETAILS, key, details, now)
    return details


def _listed(client: Client, page: Answer) -> Iterable[Json] | None:
    """All attachments; None when they could not be read, which takes nothing else along."""
    if isinstance(page, Exception):
        return None
    try:
        return list(client.rest_of(page))
    except GraphError:
        return None
