"""Reads one event, and has the paths, fields and conversions for events that other calls need."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from meetings.events import Calendar, Event, MailboxZone
from meetings.events.links import LOCAL_HOSTS
from meetings.graph import Answer, Client, GraphError, Read
from meetings.outlook.mailbox import CALENDAR_FIELDS, answer_or_raise

# What a row shows. onlineMeeting is empty unless isOnlineMeeting is selected too (docs/graph.md 7.7).
EVENT_FIELDS = (
    "id,subject,start,end,isAllDay,organizer,isOrganizer,attendees,responseStatus,location,isCancelled,sensitivity,"
    "showAs,type,seriesMasterId,webLink,isOnlineMeeting,onlineMeetingProvider,onlineMeeting,onlineMeetingUrl"
)


def read_event(client: Client, event_id: str) -> Event:
    """One event with its text and its calendar. Raises GraphError: NotFound if it is not in this mailbox."""
    event_answer, calendar_answer = client.batch(event_reads(event_id, f"{EVENT_FIELDS},body"))
    return event_from_answer(answer_or_raise(event_answer), calendar_from_answer(calendar_answer))


def event_reads(event_id: str, fields: str) -> list[Read]:
    """Two reads for a batch: an event's `fields`, and the calendar that it is in."""
    path = event_path(event_id)
    return [Read(path, {"$select": fields}), Read(f"{path}/calendar", {"$select": CALENDAR_FIELDS})]


def event_from_answer(data: Mapping[str, Any], calendar: Calendar | None) -> Event:
    """The event that Graph answered. Raises GraphError when the answer is not an event."""
    event = event_from_json(data, calendar)
    if not event.id:
        raise GraphError("no event")
    return event


def event_from_json(data: Mapping[str, Any], calendar: Calendar | None) -> Event:
    """An event from Graph's JSON. Its join link may lead to this machine while Graph itself is on it."""
    return Event.from_graph(data, calendar, urlsplit(settings.GRAPH_URL).hostname in LOCAL_HOSTS)


def calendar_from_answer(answer: Answer) -> Calendar | None:
    """The calendar that Graph answered; None if it could not be read, so that the event is shown anyway."""
    return None if isinstance(answer, Exception) else Calendar.from_graph(answer)


def event_path(event_id: str) -> str:
    """The path of an event, with its id percent-encoded."""
    return f"/me/events/{quote(event_id, safe='')}"


def prefer_zone(zone: MailboxZone) -> str:
    """The value of the `Prefer` header that asks for times in a zone."""
    return f'outlook.timezone="{re.sub(r"[^ -!#-~]", "", zone.name)}"'
