"""What we remember of a mailbox between pages: its zone, language and calendars."""

from __future__ import annotations

from dataclasses import replace

from django.core.cache import cache

from meetings import __version__
from meetings.events import Mailbox
from meetings.graph import Client, GraphError, NotAllowed, NotPermitted, Read, TryLater

CALENDAR_FIELDS = (
    "id,name,color,isDefaultCalendar,canEdit,owner,allowedOnlineMeetingProviders,defaultOnlineMeetingProvider"
)
# The two reads that `remember` wants the answers of, to be sent in a batch with others.
READS = (
    Read("/me/mailboxSettings", {"$select": "timeZone,language,workingHours"}),
    Read("/me/calendars", {"$select": CALENDAR_FIELDS, "$top": "100"}),
)
# Seconds that the facts are kept at all; how long they count as fresh is Mailbox's.
_KEPT = 24 * 3600


def current(client: Client) -> Mailbox:
    """The person's zone, language and calendars; Graph is asked only when what is known is not fresh."""
    facts = known(client)
    return facts if facts and facts.is_fresh else remember(client, *client.batch(READS))


def known(client: Client) -> Mailbox | None:
    """What is remembered, fresh or not."""
    facts = cache.get(_key(client))
    return facts if isinstance(facts, Mailbox) else None


def remember(
    client: Client, settings: dict[str, object] | GraphError, calendars: dict[str, object] | GraphError
) -> Mailbox:
    """Keep the answers to READS.

    Without the right to read the settings the browser's zone has to do; while Microsoft 365 is too busy to
    tell them, what it told last. Raises the error when the calendars could not be read.
    """
    listed = client.rest_of(own(calendars))
    last = known(client)
    facts = Mailbox.from_graph({} if isinstance(settings, GraphError) else settings, listed)
    if isinstance(settings, TryLater):
        if last is None:
            return facts  # not kept: the next page asks again
        facts = replace(facts, zone_name=last.zone_name, locale=last.locale, working_hours=last.working_hours)
    cache.set(_key(client), facts, _KEPT)
    return facts


def own(answer: dict[str, object] | GraphError) -> dict[str, object]:
    """The answer to a read of what is the person's own. Raises the error that it is.

    Nobody is barred from their own calendar; refused there, this site has lost its permission: NotPermitted.
    """
    if isinstance(answer, NotAllowed):
        raise NotPermitted(answer.code, answer.request_id)
    if isinstance(answer, GraphError):
        raise answer
    return answer


def forget(client: Client) -> None:
    """Ask for everything anew at the next occasion: Graph did something that the facts do not explain."""
    cache.delete(_key(client))


def _key(client: Client) -> str:
    return f"mailbox:{__version__}:{client.owner}"
