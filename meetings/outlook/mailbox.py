"""Reads and remembers a person's mailbox: its time zone, language, working hours and calendars."""

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
from meetings.outlook.store import MAILBOX, RECENT_FOR

CALENDAR_FIELDS = (
    "id,name,color,isDefaultCalendar,canEdit,owner,allowedOnlineMeetingProviders,defaultOnlineMeetingProvider"
)
# The two reads whose answers `remember_mailbox` takes; they can be sent in a batch with others.
MAILBOX_READS = (
    Read("/me/mailboxSettings", {"$select": "timeZone,language,workingHours"}),
    Read("/me/calendars", {"$select": CALENDAR_FIELDS, "$top": "100"}),
)


def current_mailbox(client: Client, now: datetime) -> Mailbox:
    """The person's mailbox; Graph is asked only if it was last read more than ten minutes ago."""
    if recent := recent_mailbox(client.owner, now):
        return recent
    settings, calendars = client.batch(MAILBOX_READS)
    return remember_mailbox(client, settings, calendars, now)


def known_mailbox(owner: str) -> Mailbox | None:
    """The mailbox as it was last read, up to twelve hours ago; Graph is not asked."""
    return store.find(owner, MAILBOX, "")


def recent_mailbox(owner: str, now: datetime) -> Mailbox | None:
    """The mailbox if it was read within the last ten minutes; Graph is not asked."""
    return store.find(owner, MAILBOX, "", now - RECENT_FOR)


def remember_mailbox(client: Client, settings: Answer, calendars: Answer, now: datetime) -> Mailbox:
    """Store and return the mailbox from the answers to MAILBOX_READS, which were sent at `now`.

    If the site may not read the settings, the zone stays empty, so that the browser's is used; if Microsoft
    365 is too busy to give them, the last known ones are kept. Raises the error of `calendars`, if it is one.
    """
    calendar_items = client.rest_of(answer_or_raise(calendars))
    last = known_mailbox(client.owner)
    mailbox = Mailbox.from_graph({} if isinstance(settings, Exception) else settings, calendar_items)
    if isinstance(settings, TryLater):
        if last is None:
            return mailbox  # not stored, so that the next page asks again
        mailbox = replace(
            mailbox, zone_name=last.zone_name, locale=last.locale, working_hours=last.working_hours
        )
    store.keep(client.owner, MAILBOX, "", mailbox, now)
    return mailbox


def answer_or_raise(answer: Answer) -> Json:
    """The JSON of an answer about the person's own calendar. Raises the error if it is one.

    NotAllowed is raised as NotPermitted: everybody may read their own calendar, so if Graph refuses, this
    site has lost its permission.
    """
    if isinstance(answer, NotAllowed):
        raise NotPermitted(answer.code, answer.request_id)
    if isinstance(answer, (GraphError, SignInNeeded)):
        raise answer
    return answer


def forget_mailbox(owner: str) -> None:
    """Drop the stored mailbox, so that it is read again; for when Graph's answers do not fit it."""
    store.forget(owner, MAILBOX)
