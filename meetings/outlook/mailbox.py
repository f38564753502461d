"""A person's mailbox: its zone, language, working hours and calendars, which seldom change."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from meetings.events import Mailbox
from meetings.graph import (
    Answer,
    Client,
    GraphError,
    Json,
    NotAllowed,
    NotPermitted,
    Read,
    SignInNeeded,
    TryLater,
)
from meetings.outlook import store
from meetings.outlook.store import LATELY, MAILBOX

CALENDAR_FIELDS = (
    "id,name,color,isDefaultCalendar,canEdit,owner,allowedOnlineMeetingProviders,defaultOnlineMeetingProvider"
)
# The two reads that `remember` wants the answers of, to be sent in a batch with others.
READS = (
    Read("/me/mailboxSettings", {"$select": "timeZone,language,workingHours"}),
    Read("/me/calendars", {"$select": CALENDAR_FIELDS, "$top": "100"}),
)


def current_mailbox(client: Client, now: datetime) -> Mailbox:
    """The person's mailbox; Graph is asked only when what is known is more than some minutes old."""
    if known := known_lately(client.owner, now):
        return known
    settings, calendars = client.batch(READS)
    return remember(client, settings, calendars, now)


def known_mailbox(owner: str) -> Mailbox | None:
    """What is remembered, however old; Graph is not asked."""
    return store.find(owner, MAILBOX, "")


def known_lately(owner: str, now: datetime) -> Mailbox | None:
    """What was read within the last minutes; Graph is not asked."""
    return store.find(owner, MAILBOX, "", now - LATELY)


def remember(client: Client, settings: Answer, calendars: Answer, now: datetime) -> Mailbox:
    """Keep the answers to READS, which were asked for at the moment `now`.

    Without the right to read the settings the browser's zone has to do; while Microsoft 365 is too busy to
    tell them, what it told last. Raises the error when the calendars could not be read.
    """
    listed = client.rest_of(own(calendars))
    last = known_mailbox(client.owner)
    mailbox = Mailbox.from_graph({} if isinstance(settings, Exception) else settings, listed)
    if isinstance(settings, TryLater):
        if last is None:
            return mailbox  # not kept: the next page asks again
        mailbox = replace(
            mailbox, zone_name=last.zone_name, locale=last.locale, working_hours=last.working_hours
        )
    store.keep(client.owner, MAILBOX, "", mailbox, now)
    return mailbox


def own(answer: Answer) -> Json:
    """The answer to a read of what is the person's own. Raises the error that it is.

    Nobody is barred from their own calendar; refused there, this site has lost its permission: NotPermitted.
    """
    if isinstance(answer, NotAllowed):
        raise NotPermitted(answer.code, answer.request_id)
    if isinstance(answer, (GraphError, SignInNeeded)):
        raise answer
    return answer


def forget_mailbox(owner: str) -> None:
    """Ask for everything again at the next occasion: what Graph did does not fit what is known."""
    store.forget(owner, MAILBOX)
