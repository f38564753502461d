"""Meetings made."""

from __future__ import annotations

from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from meetings.events import Event, MailboxZone, NewMeeting
from meetings.graph import Client, NoMailbox, NotFound, Refused
from meetings.outlook import store
from meetings.outlook.event import answered_event, in_zone
from meetings.outlook.mailbox import forget_mailbox


class AlreadyMade(Exception):
    """The form was sent before, with other content, and made the meeting `event_id` (empty if not told)."""

    def __init__(self, event_id: str) -> None:
        super().__init__("transactionId used before")
        self.event_id = event_id


class CalendarGone(NotFound):
    """The calendar that a meeting was to be made in is not there any more."""

    title = _("That calendar is gone.")
    advice = _("It was deleted or is no longer shared with you. Choose another one and send the form again.")


def create_meeting(client: Client, meeting: NewMeeting, zone: MailboxZone) -> Event:
    """Make a meeting. What came back is what counts: Graph says 201 also when it made it without a link.

    The transactionId lets a lost answer be asked for again without a second meeting. Raises AlreadyMade when
    it was used for other content before, CalendarGone, GraphError for the rest.
    """
    calendar = meeting.calendar
    path = "/me/events" if calendar.is_default else f"/me/calendars/{quote(calendar.id, safe='')}/events"
    try:
        with store.changing(client.owner):
            made = client.post(path, meeting.to_graph(zone), prefer=in_zone(zone), repeatable=True)
    except Refused as error:
        if error.code.lower() != "errorduplicatetransactionid":
            raise
        existing = error.data.get("@event.existingEventId") if isinstance(error.data, dict) else None
        raise AlreadyMade(existing if isinstance(existing, str) else "") from error
    except NoMailbox:
        raise
    except NotFound as error:
        forget_mailbox(client.owner)
        raise CalendarGone(error.code, error.request_id) from error
    event = answered_event(made, calendar)
    if meeting.provider and not event.is_online_meeting and not event.join_url:
        forget_mailbox(client.owner)  # what the calendar allows is not what we thought
    return event
