"""Writes an event as an iCalendar file (RFC 5545) for other calendar programs."""

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
# The addresses that may be written as mailto. Exchange's internal (X.500) addresses are not mail addresses,
# and an address must not contain a line end.
_MAIL = re.compile(r"[^\s\x00-\x20\x7f\"<>,;:\\]+@[^\s\x00-\x20\x7f\"<>,;:\\]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def write(details: Details) -> bytes:
    """The content of the iCalendar file.

    Times are in UTC, which every calendar program shows in its own zone; all-day events have dates. An
    occurrence of a series is written as a single event, so the file needs no time zone to repeat in.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//Meetboard//Meetboard {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add_component(_event(details))
    return bytes(calendar.to_ical())


def file_name(event: Event) -> str:
    """The name of the file, made from the letters and digits of the subject."""
    return f"{slugify(event.subject, allow_unicode=True)[:60].strip('-') or 'meeting'}.ics"


def _event(details: Details) -> icalendar.Event:
    event, component = details.event, icalendar.Event()
    component.add("uid", _plain(details.uid or event.id))
    component.add("dtstamp", details.as_of.astimezone(UTC))
    if details.changed_at != zones.NO_TIME:
        component.add("last-modified", details.changed_at)
    component.add("summary", _plain(event.subject))
    begins, ends = _bounds(event)
    component.add("dtstart", begins)
    if ends > begins:  # RFC 5545 requires an end to be later than the start
        component.add("dtend", ends)
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    component.add("class", "PRIVATE" if event.is_private else "PUBLIC")
    if event.place:
        component.add("location", _plain(event.place))
    if description := _description(event):
        component.add("description", description)
    if event.join_url:
        component.add("url", event.join_url)
    if organizer := _address(event.organizer):
        component.add("organizer", organizer)
    for attendee in event.attendees:
        if address := _attendee(attendee):
            component.add("attendee", address)
    return component


def _bounds(event: Event) -> tuple[date, date]:
    """Start and end: datetimes, or for an all-day event dates, the second being the day after the last."""
    if event.is_all_day:
        return event.first_day, event.last_day + timedelta(days=1)
    return event.start, event.end


def _description(event: Event) -> str:
    """The text of the event and the join link, because not every calendar program shows the URL property."""
    text = plain_text.from_html(bodies.shortened(event.body[: join_block.start(event.body)]))
    return "\n\n".join(part for part in (_plain(text), event.join_url) if part)


def _attendee(attendee: Attendee) -> vCalAddress | None:
    address = _address(attendee.person)
    if address is not None:
        address.params["PARTSTAT"] = _PARTSTAT.get(attendee.response, "NEEDS-ACTION")
        address.params["ROLE"] = _ROLES.get(attendee.kind, "REQ-PARTICIPANT")
        address.params["CUTYPE"] = "ROOM" if attendee.is_room else "INDIVIDUAL"
    return address


def _address(person: Person) -> vCalAddress | None:
    """The person's address; None without a mail address, because the file cannot hold a name alone."""
    if not _MAIL.fullmatch(person.address):
        return None
    address = vCalAddress(f"mailto:{person.address}")
    if person.name:
        address.params["CN"] = " ".join(_plain(person.name).replace('"', "'").split())
    return address


def _plain(text: str) -> str:
    """`text` without the control characters that the file must not contain; line ends are kept."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n"))
