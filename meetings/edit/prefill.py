"""The current values of an event, as the fields of the edit form write them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from meetings.events import Event, Original, Person
from meetings.pages import attendees
from meetings.pages.fields import WALL_TIME


def field_values(original: Original, zone: ZoneInfo) -> dict[str, str]:
    """The value of each field as text; times are in `zone`, an all-day event has dates instead."""
    event = original.event
    start, end = (time.astimezone(zone).strftime(WALL_TIME) for time in (event.start, event.end))
    if event.is_all_day:
        start, end = event.first_day.isoformat(), event.last_day.isoformat()
    return {
        "subject": event.subject,
        "start": start,
        "end": end,
        "attendees": attendees.write(_editable_people(event)),
        "location": event.place,
        "body": original.text,
        "etag": original.etag,
    }


def kept_people(event: Event) -> list[str]:
    """The names of the attendees that the field cannot hold: rooms, and guests without a mail address."""
    organizer = event.organizer.address.lower()
    not_kept = {organizer, *(person.address.lower() for person in _editable_people(event))}
    people = (attendee.person for attendee in event.attendees)
    return [person.label or _("Somebody") for person in people if person.address.lower() not in not_kept]


def _editable_people(event: Event) -> list[Person]:
    return [guest.person for guest in event.guests if attendees.is_address(guest.person.address)]
