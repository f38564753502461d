"""One event read, and how events are addressed and read in the answers to other calls."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from meetings.events import Calendar, Event, MailboxZone
from meetings.events.links import LOCAL_HOSTS
from meetings.graph import Answer, Client, GraphError, Read
from meetings.outlook.mailbox import CALENDAR_FIELDS, own

# What the rows show. onlineMeeting comes filled only if isOnlineMeeting is selected too (docs/graph.md 7.7).
FIELDS = (
    "id,subject,start,end,isAllDay,organizer,isOrganizer,attendees,responseStatus,location,isCancelled,sensitivity,"
    "showAs,type,seriesMasterId,webLink,isOnlineMeeting,onlineMeetingProvider,onlineMeeting,onlineMeetingUrl"
)


def read_event(client: Client, event_id: str) -> Event:
    """One event with its text and its calendar. Raises NotFound for an id that is not this mailbox's."""
    event, calendar = client.batch(event_reads(event_id, f"{FIELDS},body"))
    return answered_event(own(event), to_calendar(calendar))


def event_reads(event_id: str, fields: str) -> list[Read]:
    """The reads of an event's `fields` and of the calendar that it is in, for a batch."""
    path = event_path(event_id)
    return [Read(path, {"$select": fields}), Read(f"{path}/calendar", {"$select": CALENDAR_FIELDS})]


def answered_event(data: Mapping[str, Any], calendar: Calendar | None) -> Event:
    """The event in an answer to a call for one. Raises GraphError when there is none in it."""
    event = to_event(data, calendar)
    if not event.id:
        raise GraphError("no event")
    return event


def to_event(data: Mapping[str, Any], calendar: Calendar | None) -> Event:
    """An event from Graph's JSON. Its link may lead to this machine while Graph itself is on it."""
    return Event.from_graph(data, calendar, urlsplit(settings.GRAPH_URL).hostname in LOCAL_HOSTS)


def to_calendar(answer: Answer) -> Calendar | None:
    """The calendar in an answer; None when it could not be read, which takes nothing else along."""
    return None if isinstance(answer, Exception) else Calendar.from_graph(answer)


def event_path(event_id: str) -> str:
    """The path of an event, whatever characters Graph gave it for an id."""
    return f"/me/events/{quote(event_id, safe='')}"


def in_zone(zone: MailboxZone) -> str:
    """The `Prefer` value to have times answered in a zone."""
    return f'outlook.timezone="{re.sub(r"[^ -!#-~]", "", zone.name)}"'
