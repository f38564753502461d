"""The events of some days, read from all calendars that a person sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from urllib.parse import quote

from meetings.events import Agenda, DateRange, Event, Mailbox, Viewer, is_on_days, zones
from meetings.graph import Answer, Client, NotAllowed, NotFound, Read
from meetings.outlook import mailbox as mailboxes
from meetings.outlook.event import FIELDS, to_event
from meetings.outlook.mailbox import own

# Most pages end here; the rest is followed. Graph takes up to 1,000 (docs/graph.md 14).
_PAGE = "999"


def read_agenda(client: Client, days: DateRange, viewer: Viewer, now: datetime) -> Agenda:
    """The events of `days`, from all calendars that `viewer` sees.

    One round trip; a second one only when calendars turn up that were not known before, or when the person's
    zone does and the week is another one there. Pages are followed to the end. Raises GraphError.
    """
    known = mailboxes.known_mailbox(client.owner)
    first = days.first_day(zones.today(viewer.zone(known), now))
    # Today may be another day in a zone that is not known yet.
    spare = 1 if known is None and days.first is None else 0
    views = _views(known, viewer) if known else [""]
    reads = [_view(view, first, days.days, spare) for view in views]
    if fresh := mailboxes.known_lately(client.owner, now):
        mailbox, answers = fresh, client.batch(reads)
    else:
        settings, calendars, *answers = client.batch([*mailboxes.READS, *reads])
        mailbox = mailboxes.remember(client, settings, calendars, now)
    zone = viewer.zone(mailbox)
    begins = days.first_day(zones.today(zone, now))
    covers = abs((begins - first).days) <= spare
    wanted = _views(mailbox, viewer)
    missing = [view for view in wanted if not covers or view not in views]
    answers += client.batch([_view(view, begins, days.days) for view in missing])
    pages = dict(zip([*views, *missing], answers, strict=True))
    pages = {view: pages[view] for view in wanted}
    inside = (
        event for event in _events(client, mailbox, pages) if is_on_days(event, begins, days.days, zone)
    )
    withheld = tuple(c for c in mailbox.calendars if isinstance(pages.get(c.id), NotAllowed))
    return Agenda(mailbox, zone, begins, days.days, tuple(sorted(inside, key=_order)), now, withheld)


def _views(mailbox: Mailbox, viewer: Viewer) -> list[str]:
    """The ids of the calendars to read, empty for the default one."""
    views = ["" if each.is_default else each.id for each in mailbox.shown(viewer.calendars)]
    return views if mailbox.default else ["", *views]


def _view(calendar_id: str, first: date, days: int, spare: int = 0) -> Read:
    """The view of one calendar, the default one when `calendar_id` is empty; times in UTC.

    It is `spare` days wider on both sides.
    """
    start, end = zones.view_window(first, days, spare)
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


def _events(client: Client, mailbox: Mailbox, pages: Mapping[str, Answer]) -> Iterable[Event]:
    by_id = {calendar.id: calendar for calendar in mailbox.calendars}
    for calendar_id, page in pages.items():
        if isinstance(page, NotFound) and calendar_id:
            mailboxes.forget_mailbox(client.owner)  # the calendar is gone since we learned of it
            continue
        if isinstance(page, NotAllowed) and calendar_id:
            continue  # a shared one that is listed, but not for us to read: it takes no other along
        calendar = by_id.get(calendar_id) or mailbox.default
        for item in client.rest_of(own(page)):
            event = to_event(item, calendar)
            if event.id:  # without one it could be neither opened nor joined
                yield event


def _order(event: Event) -> tuple[datetime, datetime, str]:
    return event.start, event.end, event.id
