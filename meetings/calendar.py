"""The jobs: see, create, make online, look up how to join.

Plain functions over the Graph client; no request, no HTML. All readers of events get them from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from meetings import last_seen, mailbox, zones
from meetings.events import Agenda, Calendar, Event, Mailbox, NewMeeting, online_change
from meetings.graph import (
    Client,
    Conflict,
    GraphError,
    NoMailbox,
    NotAllowed,
    NotFound,
    Read,
    Refused,
    SignInNeeded,
)

# What the rows show. onlineMeeting comes filled only when isOnlineMeeting is selected too (contract 7.7).
FIELDS = (
    "id,subject,start,end,isAllDay,organizer,isOrganizer,attendees,responseStatus,location,isCancelled,sensitivity,"
    "type,seriesMasterId,webLink,isOnlineMeeting,onlineMeetingProvider,onlineMeeting,onlineMeetingUrl"
)
# Most pages end here; the rest is followed. Graph takes up to 1,000 (contract, section 14).
_PAGE = "999"


class AlreadyMade(Exception):
    """The form was sent before, with other content, and made the meeting `event_id` (empty if not told)."""

    def __init__(self, event_id: str) -> None:
        super().__init__("transactionId used before")
        self.event_id = event_id


class CalendarGone(NotFound):
    """The calendar that a meeting was to be made in is not there any more."""

    title = _("That calendar is gone.")
    advice = _("It was deleted or is no longer shared with you. Choose another one and send the form again.")


def agenda(client: Client, first: date | None, days: int, browser_zone: str, now: datetime) -> Agenda:
    """The events of `days` days from `first` (from the person's today when None), from all calendars shown.

    One round trip; a second one only when calendars turn up that were not known before. Pages are followed to
    the end. Raises GraphError.
    """
    known = mailbox.known(client)
    zone = zones.of_person(known.zone_name if known else "", browser_zone)
    asked = first or zones.today(zone, now)
    views = ["", *(calendar.id for calendar in known.shown)] if known else [""]
    reads = [_view(view, asked, days) for view in views]
    if known and known.is_fresh:
        facts, answers = known, client.batch(reads)
    else:
        settings, calendars, *answers = client.batch([*mailbox.READS, *reads])
        facts = mailbox.remember(client, settings, calendars)
    zone = zones.of_person(facts.zone_name, browser_zone)
    if first is None and zones.today(zone, now) != asked:
        return agenda(client, zones.today(zone, now), days, browser_zone, now)
    missing = [calendar.id for calendar in facts.shown if calendar.id not in views]
    if missing:
        answers += client.batch([_view(view, asked, days) for view in missing])
    pages = dict(zip([*views, *missing], answers, strict=True))
    inside = (event for event in _events(client, facts, pages) if _is_inside(event, asked, days, zone))
    withheld = tuple(c for c in facts.calendars if isinstance(pages.get(c.id), NotAllowed))
    return Agenda(facts, zone, asked, days, tuple(sorted(inside, key=_order)), now, withheld)


def agenda_or_last(
    client: Client, first: date | None, days: int, browser_zone: str, now: datetime
) -> tuple[Agenda, GraphError | None]:
    """The agenda; where Microsoft 365 gives none, what was seen of it last, and the error.

    Raises GraphError when nothing was seen, or when it is for the person to do something about it.
    """
    try:
        found = agenda(client, first, days, browser_zone, now)
    except (SignInNeeded, NotAllowed, NotFound):
        raise
    except GraphError as error:
        known = mailbox.known(client)
        zone = zones.of_person(known.zone_name if known else "", browser_zone)
        last = last_seen.find(client.owner, first or zones.today(zone, now), days)
        if last is None:
            raise
        return last, error
    last_seen.keep(client.owner, found)
    return found, None


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


def create(client: Client, meeting: NewMeeting, zone: ZoneInfo, zone_name: str) -> Event:
    """Make a meeting. What came back is what counts: Graph says 201 also when it made it without a link.

    The transactionId lets a lost answer be asked for again without a second meeting. Raises AlreadyMade when
    it was used for other content before, CalendarGone, GraphError for the rest.
    """
    calendar = meeting.calendar
    path = "/me/events" if calendar.is_default else f"/me/calendars/{quote(calendar.id, safe='')}/events"
    try:
        made = client.post(
            path, meeting.to_graph(zone, zone_name), prefer=in_zone(zone_name), repeatable=True
        )
    except Refused as error:
        if error.code.lower() != "errorduplicatetransactionid":
            raise
        existing = error.data.get("@event.existingEventId") if isinstance(error.data, dict) else None
        raise AlreadyMade(existing if isinstance(existing, str) else "") from error
    except NoMailbox:
        raise
    except NotFound as error:
        mailbox.forget(client)
        raise CalendarGone(error.code, error.request_id) from error
    event = answered(made, calendar)
    if meeting.provider and not event.is_online_meeting and not event.join_url:
        mailbox.forget(client)  # what the calendar allows is not what we thought
    return event


def go_online(client: Client, event: Event, provider: str, whole_series: bool) -> Event:
    """Make an event online, or the series it belongs to; the event as it then is.

    A 412 without our having named a version comes from Exchange still writing the item: resent once
    (contract, section 3). Raises GraphError.
    """
    target = event.series_master_id if whole_series and event.is_in_series else event.id
    try:
        changed = client.patch(event_path(target), online_change(provider))
    except Conflict:
        changed = client.patch(event_path(target), online_change(provider))
    after = answered(changed, event.calendar) if target == event.id else details(client, event.id)
    if not after.is_online_meeting and not after.join_url:
        mailbox.forget(client)
    return after


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


def _is_inside(event: Event, first: date, days: int, zone: ZoneInfo) -> bool:
    last = date.fromordinal(first.toordinal() + days)
    if event.is_all_day:
        return event.first_day < last and event.last_day >= first
    return event.overlaps(zones.day_start(first, zone), zones.day_start(last, zone))


def _order(event: Event) -> tuple[datetime, datetime, str]:
    return event.start, event.end, event.id
