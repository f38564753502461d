"""Reads the events of some days from all calendars that a person sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from urllib.parse import quote

from meetings.events import Agenda, DateRange, Event, Mailbox, Viewer, is_on_days, zones
from meetings.graph import Answer, Client, NotAllowed, NotFound, Read
from meetings.outlook import mailbox as mailboxes
from meetings.outlook.event import EVENT_FIELDS, event_from_json
from meetings.outlook.mailbox import answer_or_raise

# Most views fit in one page of this size; more are followed. Graph takes up to 1,000 (docs/graph.md 14).
_PAGE_SIZE = "999"


def read_agenda(client: Client, days: DateRange, viewer: Viewer, now: datetime) -> Agenda:
    """The events of `days`, from all calendars that `viewer` sees.

    Takes one round trip. A second one is needed when calendars turn up that were not known before, or when
    the person's time zone does and the days are others there; more are needed for events beyond the first
    page. Raises GraphError.
    """
    last_mailbox = mailboxes.known_mailbox(client.owner)
    expected_first = days.first_day(zones.today(viewer.zone(last_mailbox), now))
    # In a zone that is not known yet, today may be another day than expected.
    spare = 1 if last_mailbox is None and days.first is None else 0
    expected_ids = _calendar_ids(last_mailbox, viewer) if last_mailbox else [""]
    reads = [_view_read(calendar_id, expected_first, days.days, spare) for calendar_id in expected_ids]
    if recent := mailboxes.recent_mailbox(client.owner, now):
        mailbox, answers = recent, client.batch(reads)
    else:
        settings, calendars, *answers = client.batch([*mailboxes.MAILBOX_READS, *reads])
        mailbox = mailboxes.remember_mailbox(client, settings, calendars, now)
    zone = viewer.zone(mailbox)
    first = days.first_day(zones.today(zone, now))
    covers = abs((first - expected_first).days) <= spare
    calendar_ids = _calendar_ids(mailbox, viewer)
    missing = [calendar_id for calendar_id in calendar_ids if not covers or calendar_id not in expected_ids]
    answers += client.batch([_view_read(calendar_id, first, days.days) for calendar_id in missing])
    pages = dict(zip([*expected_ids, *missing], answers, strict=True))
    pages = {calendar_id: pages[calendar_id] for calendar_id in calendar_ids}
    events = (e for e in _events(client, mailbox, pages) if is_on_days(e, first, days.days, zone))
    withheld = tuple(c for c in mailbox.calendars if isinstance(pages.get(c.id), NotAllowed))
    return Agenda(mailbox, zone, first, days.days, tuple(sorted(events, key=_order)), now, withheld)


def _calendar_ids(mailbox: Mailbox, viewer: Viewer) -> list[str]:
    """The ids of the calendars to read, "" for the default one."""
    ids = ["" if calendar.is_default else calendar.id for calendar in mailbox.shown(viewer.calendars)]
    return ids if mailbox.default else ["", *ids]


def _view_read(calendar_id: str, first: date, days: int, spare: int = 0) -> Read:
    """The read of one calendar's view, with times in UTC, `spare` days wider at both ends.

    An empty `calendar_id` is for the default calendar.
    """
    start, end = zones.view_window(first, days, spare)
    query = {
        "startDateTime": start,
        "endDateTime": end,
        "$select": EVENT_FIELDS,
        "$orderby": "start/dateTime",
        "$top": _PAGE_SIZE,
    }
    return Read(
        f"/me/calendars/{quote(calendar_id, safe='')}/calendarView" if calendar_id else "/me/calendarView",
        query,
    )


def _events(client: Client, mailbox: Mailbox, pages: Mapping[str, Answer]) -> Iterable[Event]:
    by_id = {calendar.id: calendar for calendar in mailbox.calendars}
    for calendar_id, page in pages.items():
        if isinstance(page, NotFound) and calendar_id:
            mailboxes.forget_mailbox(client.owner)  # the calendar was deleted after the mailbox was read
            continue
        if isinstance(page, NotAllowed) and calendar_id:
            continue  # a shared calendar that is listed, but may not be read; the others still count
        calendar = by_id.get(calendar_id) or mailbox.default
        for item in client.rest_of(answer_or_raise(page)):
            event = event_from_json(item, calendar)
            if event.id:  # without an id it could be neither opened nor joined
                yield event


def _order(event: Event) -> tuple[datetime, datetime, str]:
    return event.start, event.end, event.id
