"""One event opened: everything about it, in one round trip or in none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from meetings import last_opened, mailbox
from meetings.calendar.reading import FIELDS, event_path
from meetings.events import PENDING, Calendar, Details
from meetings.graph import Client, GraphError, Read, SignInNeeded, TryLater

_FIELDS = f"{FIELDS},body,iCalUId,originalStartTimeZone,lastModifiedDateTime,hasAttachments"
_ATTACHMENT_FIELDS = "name,size,contentType,isInline"


def everything(client: Client, event_id: str, now: datetime, *, reuse: bool = False) -> Details:
    """An event with its text, calendar and attachments, all in one round trip.

    With `reuse` none, where it was read within the last minute and nothing was changed here since. Raises
    GraphError for the event; calendar and attachments may stay unknown.
    """
    if reuse and (known := last_opened.find(client.owner, event_id, now)):
        return known
    path = event_path(event_id)
    event, home, attached = client.batch(
        [
            Read(path, {"$select": _FIELDS}),
            Read(f"{path}/calendar", {"$select": mailbox.CALENDAR_FIELDS}),
            Read(f"{path}/attachments", {"$select": _ATTACHMENT_FIELDS}),
        ]
    )
    details = Details.from_graph(
        mailbox.own(event),
        None if isinstance(home, GraphError) else Calendar.from_graph(home),
        _listed(client, attached),
        now,
    )
    if not details.event.id:
        raise GraphError("no event")
    is_whole = not any(isinstance(answer, TryLater) for answer in (home, attached))
    if is_whole and details.event.state != PENDING:  # what is missing may be there at the next look
        last_opened.keep(client.owner, details)
    return details


def _listed(client: Client, page: dict[str, Any] | GraphError) -> Iterable[dict[str, Any]] | None:
    """All attachments; None when they could not be read, which takes nothing else along."""
    if isinstance(page, GraphError):
        return None
    try:
        return list(client.rest_of(page))
    except SignInNeeded:
        raise
    except GraphError:
        return None
