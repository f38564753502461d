"""Creates meetings."""

from __future__ import annotations

from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from meetings.events import Event, MailboxZone, NewMeeting
from meetings.graph import Client, NoMailbox, NotFound, Refused
from meetings.outlook import store
from meetings.outlook.event import event_from_answer, prefer_zone
from meetings.outlook.mailbox import forget_mailbox


class AlreadyCreated(Exception):
    """The form was sent before, with other content, and created the meeting `event_id` ("" if not known)."""

    def __init__(self, event_id: str) -> None:
        super().__init__("transactionId used before")
        self.event_id = event_id


class CalendarGone(NotFound):
    """The calendar in which to create the meeting does not exist any more."""

    title = _("That calendar is gone.")
    advice = _("It was deleted or is no longer shared with you. Choose another one and send the form again.")


def create_meeting(client: Client, meeting: NewMeeting, zone: MailboxZone) -> Event:
    """Create a meeting; returns it as Graph answered, which may be offline although it was to be online.

    Graph answers 201 even if it made no link. The transactionId makes it safe to repeat the request after a
    lost answer. Raises AlreadyCreated when it was used before for other content, CalendarGone, and
    GraphError for everything else.
    """
    calendar = meeting.calendar
    path = "/me/events" if calendar.is_default else f"/me/calendars/{quote(calendar.id, safe='')}/events"
    try:
        with store.changing(client.owner):
            answer = client.post(path, meeting.to_graph(zone), prefer=prefer_zone(zone), repeatable=True)
    except Refused as error:
        if error.code.lower() != "errorduplicatetransactionid":
            raise
        event_id = error.data.get("@event.existingEventId") if isinstance(error.data, dict) else None
        raise AlreadyCreated(event_id if isinstance(event_id, str) else "") from error
    except NoMailbox:
        raise
    except NotFound as error:
        forget_mailbox(client.owner)
        raise CalendarGone(error.code, error.request_id) from error
    event = event_from_answer(answer, calendar)
    if meeting.provider and not event.is_online_meeting and not event.join_url:
        forget_mailbox(client.owner)  # the calendar may not allow what we thought it does
    return event
