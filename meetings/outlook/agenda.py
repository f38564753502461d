"""Gets agendas from Microsoft 365, or from the store when what is in there is new enough or all there is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from meetings.events import Agenda, DateRange, Viewer, zones
from meetings.graph import Client, GraphError, NotAllowed, NotFound
from meetings.outlook import store
from meetings.outlook.calendar_view import read_agenda
from meetings.outlook.mailbox import known_mailbox
from meetings.outlook.store import AGENDA, FRESH_FOR, RECENT_FOR


def agenda_or_last_known(
    client: Client, days: DateRange, viewer: Viewer, now: datetime, *, reuse: bool = False
) -> tuple[Agenda, GraphError | None]:
    """The agenda of `days`; if Microsoft 365 does not give it, the one stored last, and the error.

    With `reuse` an agenda read within the last minute will do, unless the person changed something since.
    Raises GraphError when nothing is stored, and when the person has to act (NotAllowed, NotFound).
    """
    if reuse and (fresh := _fresh_agenda(client.owner, days, viewer, now)):
        return fresh, None
    try:
        agenda = read_agenda(client, days, viewer, now)
    except (NotAllowed, NotFound):
        raise
    except GraphError as error:
        today = zones.today(viewer.zone(known_mailbox(client.owner)), now)
        last_known = _stored_agenda(client.owner, days.first_day(today), days.days, viewer.calendars)
        if last_known is None:
            raise
        return last_known, error
    key = "/".join((agenda.first.isoformat(), str(agenda.days), _digest(viewer.calendars), str(agenda.zone)))
    store.keep(client.owner, AGENDA, key, agenda, agenda.as_of)
    return agenda, None


def recent_agenda(owner: str, first: date, days: int, viewer: Viewer, now: datetime) -> Agenda | None:
    """The agenda from `first` as read within the last ten minutes, if the person changed nothing since.

    It has `days` days, or only one if no more are stored. Microsoft 365 is not asked.
    """
    mailbox = known_mailbox(owner)
    if mailbox is None:
        return None
    zone, since = viewer.zone(mailbox), store.valid_since(owner, now - RECENT_FOR)
    agendas = (_stored_agenda(owner, first, count, viewer.calendars, zone, since) for count in (days, 1))
    return next(filter(None, agendas), None)


def recent_day(owner: str, day: date, viewer: Viewer, now: datetime) -> Agenda | None:
    """The agenda of one day as read within the last ten minutes, even if the person changed something since.

    Microsoft 365 is not asked.
    """
    return _stored_agenda(owner, day, 1, viewer.calendars, since=now - RECENT_FOR)


def _fresh_agenda(owner: str, days: DateRange, viewer: Viewer, now: datetime) -> Agenda | None:
    mailbox = known_mailbox(owner)
    if mailbox is None:
        return None
    zone = viewer.zone(mailbox)
    first = days.first_day(zones.today(zone, now))
    since = store.valid_since(owner, now - FRESH_FOR)
    return _stored_agenda(owner, first, days.days, viewer.calendars, zone, since)


def _stored_agenda(
    owner: str,
    first: date,
    days: int,
    choice: Mapping[str, bool],
    zone: ZoneInfo | None = None,
    since: datetime | None = None,
) -> Agenda | None:
    """The agenda stored last for `days` days from `first`, with this `choice` of calendars to show.

    With `zone` only one for that time zone, with `since` only one read after that time.
    """
    end = first + timedelta(days=days)
    for key, _ in store.keys(owner, AGENDA):
        first_text, stored_days, stored_choice, stored_zone = key.split("/", 3)
        stored_first = date.fromisoformat(first_text)
        covers = stored_first <= first and end <= stored_first + timedelta(days=int(stored_days))
        if covers and stored_choice == _digest(choice) and (zone is None or stored_zone == str(zone)):
            agenda = store.find(owner, AGENDA, key, since)
            if agenda is not None:
                return agenda.narrow(first, days)
    return None


def _digest(choice: Mapping[str, bool]) -> str:
    return hashlib.sha256(repr(sorted(choice.items())).encode()).hexdigest()[:16]
