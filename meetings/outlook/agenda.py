"""The agenda, from what was read a moment ago where that will do, and from what was read last in need."""

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
from meetings.outlook.store import A_MOMENT, AGENDA, LATELY


def agenda_or_last(
    client: Client, days: DateRange, viewer: Viewer, now: datetime, *, reuse: bool = False
) -> tuple[Agenda, GraphError | None]:
    """The agenda; where Microsoft 365 gives none, what was seen of it last, and the error.

    With `reuse` Microsoft 365 is asked only for days that were not read within the last minute, or when the
    person changed something since. Raises GraphError when nothing was seen, or when it is for the person to
    do something about it.
    """
    if reuse and (recent := _recent(client.owner, days, viewer, now)):
        return recent, None
    try:
        agenda = read_agenda(client, days, viewer, now)
    except (NotAllowed, NotFound):
        raise
    except GraphError as error:
        today = zones.today(viewer.zone(known_mailbox(client.owner)), now)
        last = _find(client.owner, days.first_day(today), days.days, viewer.calendars)
        if last is None:
            raise
        return last, error
    key = "/".join((agenda.first.isoformat(), str(agenda.days), _digest(viewer.calendars), str(agenda.zone)))
    store.keep(client.owner, AGENDA, key, agenda, agenda.as_of)
    return agenda, None


def agenda_seen_lately(owner: str, first: date, days: int, viewer: Viewer, now: datetime) -> Agenda | None:
    """The days from `first` as they were read within the last minutes; fewer than `days` rather than none.

    Microsoft 365 is not asked.
    """
    mailbox = known_mailbox(owner)
    if mailbox is None:
        return None
    zone, since = viewer.zone(mailbox), store.unchanged_since(owner, now - LATELY)
    finds = (_find(owner, first, number, viewer.calendars, zone, since) for number in (days, 1))
    return next((found for found in finds if found), None)


def day_seen_lately(owner: str, day: date, viewer: Viewer, now: datetime) -> Agenda | None:
    """One day as it was read within the last minutes, before or after the person's last change."""
    return _find(owner, day, 1, viewer.calendars, since=now - LATELY)


def _recent(owner: str, days: DateRange, viewer: Viewer, now: datetime) -> Agenda | None:
    mailbox = known_mailbox(owner)
    if mailbox is None:
        return None
    zone = viewer.zone(mailbox)
    first = days.first_day(zones.today(zone, now))
    since = store.unchanged_since(owner, now - A_MOMENT)
    return _find(owner, first, days.days, viewer.calendars, zone, since)


def _find(
    owner: str,
    first: date,
    days: int,
    choice: Mapping[str, bool],
    zone: ZoneInfo | None = None,
    since: datetime | None = None,
) -> Agenda | None:
    """What was seen last of `days` days from `first` with this choice of calendars; its `as_of` says when.

    With `zone` only what is to be read in that zone, with `since` only what was read after that moment.
    """
    end = first + timedelta(days=days)
    for key, _ in store.keys(owner, AGENDA):
        kept_first, kept_days, kept_choice, kept_zone = key.split("/", 3)
        begins = date.fromisoformat(kept_first)
        covers = begins <= first and end <= begins + timedelta(days=int(kept_days))
        if covers and kept_choice == _digest(choice) and (zone is None or kept_zone == str(zone)):
            agenda = store.find(owner, AGENDA, key, since)
            if agenda is not None:
                return agenda.narrow(first, days)
    return None


def _digest(choice: Mapping[str, bool]) -> str:
    return hashlib.sha256(repr(sorted(choice.items())).encode()).hexdigest()[:16]
