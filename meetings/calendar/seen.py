"""The agenda, from what was read a moment ago where that will do, and from what was read last in need."""

from __future__ import annotations

from datetime import datetime, timedelta

from meetings import last_seen, mailbox, zones
from meetings.calendar.asked import Span, Taste
from meetings.calendar.reading import agenda
from meetings.events import Agenda
from meetings.graph import Client, GraphError, NotAllowed, NotFound, SignInNeeded

# For how long somebody who only looks elsewhere in a list is not kept waiting for a new one.
_A_MOMENT = timedelta(seconds=60)


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


def _recent(client: Client, span: Span, taste: Taste, now: datetime) -> Agenda | None:
    facts = mailbox.known(client)
    if facts is None:
        return None
    zone = taste.zone(facts)
    first = span.begins(zones.today(zone, now))
    since = last_seen.changed_at(client.owner, now - _A_MOMENT)
    return last_seen.find(client.owner, first, span.days, taste.calendars, zone, since)
