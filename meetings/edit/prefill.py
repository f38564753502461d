"""What an event holds, as the fields of the form to change it write it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from meetings.events import Event, Original, Person
from meetings.pages import attendees
from meetings.pages.fields import WALL_TIME


def field_values(original: Original, zone: ZoneInfo) -> dict[str, str]:
    """The content of each field, times in `zone`; days for an all-day event."""
    event = original.event
    start, end = (moment.astimezone(zone).strftime(WALL_TIME) for moment in (event.start, event.end))
    if event.is_all_day:
        start, end = event.first_day.isoformat(), event.last_day.isoformat()
    return {
        "subject": event.subject,
        "start": start,
        "end": end,
        "attendees": attendees.write(_shown_people(event)),
        "location": event.place,
        "body": original.text,
        "etag": original.etag,
    }


def kept_people(event: Event) -> list[str]:
    """The names of those whom the field cannot hold: rooms, and guests without a mail address."""
    organizer = event.organizer.address.lower()
    elsewhere = {organizer, *(person.address.lower() for person in _shown_people(event))}
    people = (attendee.person for attendee in event.attendees)
    return [person.label or _("Somebody") for person in people if person.address.lower() not in elsewhere]


def _shown_people(event: Event) -> list[Person]:
    return [guest.person for guest in event.guests if attendees.is_address(guest.person.address)]
