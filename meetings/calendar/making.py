"""Meetings made, and events made online."""

from __future__ import annotations

from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from meetings import last_seen, mailbox
from meetings.calendar.reading import answered, details, event_path, in_zone
from meetings.events import Event, NewMeeting, online_change
from meetings.graph import Client, Conflict, NoMailbox, NotFound, Refused


class AlreadyMade(Exception):
    """The form was sent before, with other content, and made the meeting `event_id` (empty if not told)."""

    def __init__(self, event_id: str) -> None:
        super().__init__("transactionId used before")
        self.event_id = event_id


class CalendarGone(NotFound):
    """The calendar that a meeting was to be made in is not there any more."""

    title = _("That calendar is gone.")
    advice = _("It was deleted or is no longer shared with you. Choose another one and send the form again.")


def create(client: Client, meeting: NewMeeting, zone: ZoneInfo, zone_name: str) -> Event:
    """Make a meeting. What came back is what counts: Graph says 201 also when it made it without a link.

    The transactionId lets a lost answer be asked for again without a second meeting. Raises AlreadyMade when
    it was used for other content before, CalendarGone, GraphError for the rest.
    """
    calendar = meeting.calendar
    path = "/me/events" if calendar.is_default else f"/me/calendars/{quote(calendar.id, safe='')}/events"
    try:
        with last_seen.changing(client.owner):
            made = client.post(
                path, meeting.to_graph(zone, zone_name), prefer=in_zone(zone_name), repeatable=True
            )
    except Refused as error:
        if error.code.lower() != "errorduplicatetransactionid":
            raise
        existing = error.data.get("@event.existingEventId") if isinstance(error.data, dict) else None
        raise AlreadyMade(existing if isinstance(existing, str) else "") from error
    except NoMailbox:
        raise
    except NotFound as error:
        mailbox.forget(client)
        raise CalendarGone(error.code, error.request_id) from error
    event = answered(made, calendar)
    if meeting.provider and not event.is_online_meeting and not event.join_url:
        mailbox.forget(client)  # what the calendar allows is not what we thought
    return event


def go_online(client: Client, event: Event, provider: str, whole_series: bool) -> Event:
    """Make an event online, or the series it belongs to; the event as it then is.

    A 412 without our having named a version comes from Exchange still writing the item: resent once
    (contract, section 3). Raises GraphError.
    """
    target = event.series_master_id if whole_series and event.is_in_series else event.id
    with last_seen.changing(client.owner):
        try:
            changed = client.patch(event_path(target), online_change(provider))
        except Conflict:
            changed = client.patch(event_path(target), online_change(provider))
    after = answered(changed, event.calendar) if target == event.id else details(client, event.id)
    if not after.is_online_meeting and not after.join_url:
        mailbox.forget(client)
    return after
