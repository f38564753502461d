"""Events read: those of some days from all calendars shown, and one with its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from meetings import mailbox, zones
from meetings.calendar.asked import Span, Taste
from meetings.events import Agenda, Calendar, Event, Mailbox, is_inside
from meetings.graph import Client, GraphError, NotAllowed, NotFound, Read

# What the rows show. onlineMeeting comes filled only when isOnlineMeeting is selected too (contract 7.7).
FIELDS = (
    "id,subject,start,end,isAllDay,organizer,isOrganizer,attendees,responseStatus,location,isCancelled,sensitivity,"
    "showAs,type,seriesMasterId,webLink,isOnlineMeeting,onlineMeetingProvider,onlineMeeting,onlineMeetingUrl"
)
# Most pages end here; the rest is followed. Graph takes up to 1,000 (contract, section 14).
_PAGE = "999"


def agenda(client: Client, span: Span, taste: Taste, now: datetime) -> Agenda:
    """The events of the days in `span`, from all calendars shown.

    One round trip; a second one only when calendars turn up that were not known before. Pages are followed to
    the end. Raises GraphError.
    """
    known = mailbox.known(client)
    asked = span.begins(zones.today(taste.zone(known), now))
    views = _views(known, taste) if known else [""]
    reads = [_view(view, asked, span.days) for view in views]
    if known and known.is_fresh:
        facts, answers = known, client.batch(reads)
    else:
        settings, calendars, *answers = client.batch([*mailbox.READS, *reads])
        facts = mailbox.remember(client, settings, calendars)
    zone = taste.zone(facts)
    if span.begins(zones.today(zone, now)) != asked:
        return agenda(client, span, taste, now)
    wanted = _views(facts, taste)
    missing = [view for view in wanted if view not in views]
    answers += client.batch([_view(view, asked, span.days) for view in missing])
    pages = dict(zip([*views, *missing], answers, strict=True))
    pages = {view: pages[view] for view in wanted}
    inside = (event for event in _events(client, facts, pages) if is_inside(event, asked, span.days, zone))
    withheld = tuple(c for c in facts.calendars if isinstance(pages.get(c.id), NotAllowed))
    return Agenda(facts, zone, asked, span.days, tuple(sorted(inside, key=_order)), now, withheld)


def details(client: Client, event_id: str) -> Event:
    """One event with its text and its calendar. Raises NotFound for an id that is not this mailbox's."""
    path = event_path(event_id)
    event, calendar = client.batch(
        [
            Read(path, {"$select": f"{FIELDS},body"}),
            Read(f"{path}/calendar", {"$select": mailbox.CALENDAR_FIELDS}),
        ]
    )
    return answered(
        mailbox.own(event), None if isinstance(calendar, GraphError) else Calendar.from_graph(calendar)
    )


def answered(data: Mapping[str, Any], calendar: Calendar | None) -> Event:
    """The event in an answer to a call for one. Raises GraphError when there is none in it."""
    event = Event.from_graph(data, calendar)
    if not event.id:
        raise GraphError("no event")
    return event


def event_path(event_id: str) -> str:
    """The path of an event, whatever characters Graph gave it for an id."""
    return f"/me/events/{quote(event_id, safe='')}"


def in_zone(zone_name: str) -> str:
    """The `Prefer` value to have times answered in the zone of that name."""
    return f'outlook.timezone="{re.sub(r"[^ -!#-~]", "", zone_name)}"'


def _views(facts: Mailbox, taste: Taste) -> list[str]:
    """The ids of the calendars to read, empty for the default one."""
    views = ["" if each.is_default else each.id for each in facts.shown(taste.calendars)]
    return views if facts.default else ["", *views]


def _view(calendar_id: str, first: date, days: int) -> Read:
    """The calendar view of one calendar, the default one when `calendar_id` is empty; times in UTC."""
    start, end = zones.view_window(first, days)
    query = {
        "startDateTime": start,
        "endDateTime": end,
        "$select": FIELDS,
        "$orderby": "start/dateTime",
        "$top": _PAGE,
    }
    return Read(
        f"/me/calendars/{quote(calendar_id, safe='')}/calendarView" if calendar_id else "/me/calendarView",
        query,
    )


def _events(
    client: Client, facts: Mailbox, pages: Mapping[str, dict[str, object] | GraphError]
) -> Iterable[Event]:
    by_id = {calendar.id: calendar for calendar in facts.calendars}
    for calendar_id, page in pages.items():
        if isinstance(page, NotFound) and calendar_id:
            mailbox.forget(client)  # the calendar is gone since we learned of it
            continue
        if isinstance(page, NotAllowed) and calendar_id:
            continue  # a shared one that is listed, but not for us to read: it takes no other along
        calendar = by_id.get(calendar_id) or facts.default
        for item in client.rest_of(mailbox.own(page)):
            event = Event.from_graph(item, calendar)
            if event.id:  # without one it could be neither opened nor joined
                yield event


def _order(event: Event) -> tuple[datetime, datetime, str]:
    return event.start, event.end, event.id
