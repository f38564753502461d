"""The agenda, from what was read a moment ago where that will do, and from what was read last in need."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from meetings import last_seen, mailbox, zones
from meetings.board import conflicts
from meetings.board.conflicts import Conflict
from meetings.calendar.asked import Span, Taste
from meetings.calendar.reading import agenda
from meetings.events import Agenda, Event
from meetings.graph import Client, GraphError, NotAllowed, NotFound, SignInNeeded

# For how long somebody who only looks elsewhere in a list is not kept waiting for a new one.
_A_MOMENT = timedelta(seconds=60)
# For how long what was read still tells somebody who looks elsewhere what is up next, and what overlaps.
_LATELY = timedelta(minutes=15)


def agenda_or_last(
    client: Client, span: Span, taste: Taste, now: datetime, *, reuse: bool = False
) -> tuple[Agenda, GraphError | None]:
    """The agenda; where Microsoft 365 gives none, what was seen of it last, and the error.

    With `reuse` Microsoft 365 is asked only for days that were not read within the last minute, or when the
    person changed something since. Raises GraphError when nothing was seen, or when it is for the person to
    do something about it.
    """
    if reuse and (recent := _recent(client, span, taste, now)):
        return recent, None
    try:
        found = agenda(client, span, taste, now)
    except (SignInNeeded, NotAllowed, NotFound):
        raise
    except GraphError as error:
        today = zones.today(taste.zone(mailbox.known(client)), now)
        last = last_seen.find(client.owner, span.begins(today), span.days, taste.calendars)
        if last is None:
            raise
        return last, error
    last_seen.keep(client.owner, found, taste.calendars)
    return found, None


def seen_lately(client: Client, first: date, days: int, taste: Taste, now: datetime) -> Agenda | None:
    """The days from `first` as they were read within the last minutes; fewer than `days` rather than none.

    Microsoft 365 is not asked.
    """
    facts = mailbox.known(client)
    if facts is None:
        return None
    zone, since = taste.zone(facts), last_seen.changed_at(client.owner, now - _LATELY)
    finds = (last_seen.find(client.owner, first, n, taste.calendars, zone, since) for n in (days, 1))
    return next((found for found in finds if found), None)


def conflict_of(client: Client, event: Event, day: date, taste: Taste, now: datetime) -> Conflict | None:
    """With what an event of `day` that was read alone overlaps, going by the list that was seen lately."""
    last = last_seen.find(client.owner, day, 1, taste.calendars, since=now - _LATELY)
    if last is None:
        return None
    others = (other for other in last.events if other.id != event.id)
    return conflicts.find([*others, event], last.mailbox).get(event.id)


def _recent(client: Client, span: Span, taste: Taste, now: datetime) -> Agenda | None:
    facts = mailbox.known(client)
    if facts is None:
        return None
    zone = taste.zone(facts)
    first = span.begins(zones.today(zone, now))
    since = last_seen.changed_at(client.owner, now - _A_MOMENT)
    return last_seen.find(client.owner, first, span.days, taste.calendars, zone, since)
