"""An event as an iCalendar file (RFC 5545), for calendars elsewhere."""

from __future__ import annotations

import re
from datetime import UTC, date, timedelta

import icalendar
from django.utils.text import slugify
from icalendar import vCalAddress

from meetings import __version__
from meetings.details import bodies
from meetings.events import Attendee, Details, Event, Person, join_block, plain_text, zones

_PARTSTAT = {"accepted": "ACCEPTED", "tentativelyAccepted": "TENTATIVE", "declined": "DECLINED"}
_ROLES = {"optional": "OPT-PARTICIPANT", "resource": "NON-PARTICIPANT"}
# What may stand in a mailto address here. Exchange's inner addresses are none, and no line may end in one.
_MAIL = re.compile(r"[^\s\x00-\x20\x7f\"<>,;:\\]+@[^\s\x00-\x20\x7f\"<>,;:\\]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def write(details: Details) -> bytes:
    """The file. Times are in UTC, which every calendar shows in its own zone; all-day events are dates.

    A meeting of a series is one event of its own, so no zone is needed for it to repeat in.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//Meetboard//Meetboard {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add_component(_event(details))
    return bytes(calendar.to_ical())


def file_name(event: Event) -> str:
    """A name for the file, made of the subject's letters and digits."""
    return f"{slugify(event.subject, allow_unicode=True)[:60].strip('-') or 'meeting'}.ics"


def _event(details: Details) -> icalendar.Event:
    event, written = details.event, icalendar.Event()
    written.add("uid", _plain(details.uid or event.id))
    written.add("dtstamp", details.as_of.astimezone(UTC))
    if details.changed_at != zones.NO_TIME:
        written.add("last-modified", details.changed_at)
    written.add("summary", _plain(event.subject))
    begins, ends = _bounds(event)
    written.add("dtstart", begins)
    if ends > begins:  # the file may name no end that is not later
        written.add("dtend", ends)
    written.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    written.add("class", "PRIVATE" if event.is_private else "PUBLIC")
    if event.place:
        written.add("location", _plain(event.place))
    if description := _description(event):
        written.add("description", description)
    if event.join_url:
        written.add("url", event.join_url)
    if organizer := _address(event.organizer):
        written.add("organizer", organizer)
    for attendee in event.attendees:
        if address := _attendee(attendee):
            written.add("attendee", address)
    return written


def _bounds(event: Event) -> tuple[date, date]:
    """Start and end: dates of an all-day event, the second one excluded; else moments."""
    if event.is_all_day:
        return event.first_day, event.last_day + timedelta(days=1)
    return event.start, event.end


def _description(event: Event) -> str:
    """The person's text, and the link: not everybody's calendar shows URL."""
    text = plain_text.from_html(bodies.readable(event.body[: join_block.start(event.body)]))
    return "\n\n".join(part for part in (_plain(text), event.join_url) if part)


def _attendee(attendee: Attendee) -> vCalAddress | None:
    address = _address(attendee.person)
    if address is not None:
        address.params["PARTSTAT"] = _PARTSTAT.get(attendee.response, "NEEDS-ACTION")
        address.params["ROLE"] = _ROLES.get(attendee.kind, "REQ-PARTICIPANT")
        address.params["CUTYPE"] = "ROOM" if attendee.is_room else "INDIVIDUAL"
    return address


def _address(person: Person) -> vCalAddress | None:
    """None where there is no mail address: the file cannot say a name alone."""
    if not _MAIL.fullmatch(person.address):
        return None
    address = vCalAddress(f"mailto:{person.address}")
    if person.name:
        address.params["CN"] = " ".join(_plain(person.name).replace('"', "'").split())
    return address


def _plain(text: str) -> str:
    """Without characters that no such file can hold; line ends are kept, and escaped as they are written."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n"))
