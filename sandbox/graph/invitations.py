"""Organizers and attendees: each has a copy in the own mailbox, with an id and a change key of its own.

Copies are found by their iCalUId, the same in every mailbox.
"""

from datetime import UTC, datetime
from typing import Any

from sandbox.graph import times
from sandbox.graph.items import Instance, Item, Members
from sandbox.graph.mailbox import Mailbox
from sandbox.graph.members import address_of

_SHARED = (
    "subject",
    "body",
    "bodyPreview",
    "start",
    "end",
    "originalStartTimeZone",
    "originalEndTimeZone",
    "iCalUId",
    "uid",
    "isAllDay",
    "isCancelled",
    "location",
    "locations",
    "attendees",
    "organizer",
    "recurrence",
    "importance",
    "sensitivity",
    "responseRequested",
    "allowNewTimeProposals",
    "hideAttendees",
    "isOnlineMeeting",
    "onlineMeetingProvider",
    "onlineMeeting",
    "onlineMeetingUrl",
)
_UNANSWERED = {"response": "notResponded", "time": times.ZERO_TIME}
_PREFIX = "Canceled: "


def spread(mailbox: Mailbox, instance: Instance, *, moved: bool = False) -> None:
    """Bring the organizer's event to its attendees: new copies, or the changes into those they have.

    After a move in time (`moved`) their answers are open again.
    """
    for address in _addresses(instance, mailbox):
        other = mailbox.directory.get(address)
        if other is None:
            continue
        copy = other.by_uid.get(instance.item.members["iCalUId"])
        if copy is None:
            _deliver(other, instance)
        else:
            _update(other, copy, instance, moved=moved)


def withdraw(mailbox: Mailbox, instance: Instance, addresses: set[str]) -> None:
    """Mark the copies of these attendees as cancelled, as Outlook shows a meeting that was called off."""
    for address in addresses:
        other = mailbox.directory.get(address)
        copy = other.by_uid.get(instance.item.members["iCalUId"]) if other else None
        if other is None or copy is None:
            continue
        theirs = Instance(copy, instance.day)
        subject = str(theirs.get("subject") or "")
        other.change(
            theirs,
            {
                "subject": subject if subject.startswith(_PREFIX) else f"{_PREFIX}{subject}",
                "isCancelled": True,
                "showAs": "free",
                "isReminderOn": False,
            },
        )


def addresses(mailbox: Mailbox, instance: Instance) -> set[str]:
    """The lower-case addresses of those invited, the mailbox's owner aside."""
    return set(_addresses(instance, mailbox))


def answer_organizer(mailbox: Mailbox, instance: Instance, response: str, proposal: Any) -> None:
    """Write an attendee's answer into the event of an organizer who has a mailbox here."""
    organizer = mailbox.directory.get(address_of(instance.get("organizer")))
    original = organizer.by_uid.get(instance.item.members["iCalUId"]) if organizer else None
    if organizer is None or original is None:
        return
    theirs = Instance(original, instance.day)
    own = mailbox.person.address.lower()
    status = {"response": response, "time": times.stamp(datetime.now(UTC))}
    answered = [
        {**person, "status": status, **({"proposedNewTime": proposal} if proposal else {})}
        if address_of(person) == own
        else person
        for person in theirs.get("attendees")
    ]
    organizer.change(theirs, {"attendees": answered})


def _addresses(instance: Instance, mailbox: Mailbox) -> list[str]:
    own = mailbox.person.address.lower()
    found = dict.fromkeys(address_of(person) for person in instance.get("attendees") or [])
    return [address for address in found if address and address != own]


def _deliver(other: Mailbox, instance: Instance) -> None:
    """A new copy. Who is invited to a single occurrence only gets that one, as an event of its own."""
    members: Members = {**instance.item.members, **instance.changes}
    if instance.day is not None:
        start, end = (times.in_zone(moment, members["originalStartTimeZone"]) for moment in instance.bounds)
        members |= {"recurrence": None, "start": start, "end": end}
    kept = {name: value for name, value in members.items() if name in _SHARED}
    now = times.stamp(datetime.now(UTC))
    personal = {
        "createdDateTime": now,
        "lastModifiedDateTime": now,
        "categories": [],
        "reminderMinutesBeforeStart": 15,
        "isReminderOn": True,
        "hasAttachments": False,
        "isDraft": False,
        "isOrganizer": False,
        "showAs": "tentative",
        "responseStatus": _UNANSWERED,
    }
    copy = other.add(other.default_calendar, {**personal, **kept})
    if instance.day is None:
        _copy_exceptions(copy, instance.item)


def _update(other: Mailbox, copy: Item, instance: Instance, *, moved: bool) -> None:
    reopened: Members = {"responseStatus": _UNANSWERED, "showAs": "tentative"} if moved else {}
    if instance.day is not None and copy.recurring:
        source = instance.changes
    else:
        source = {**instance.item.members, **instance.changes}
    kept = {name: value for name, value in source.items() if name in _SHARED}
    if instance.day is None:
        _copy_exceptions(copy, instance.item)
    elif not copy.recurring:
        kept = {name: value for name, value in kept.items() if name not in ("start", "end", "recurrence")}
    other.change(Instance(copy, instance.day if copy.recurring else None), {**kept, **reopened})


def _copy_exceptions(copy: Item, original: Item) -> None:
    copy.cancelled |= original.cancelled
    copy.exceptions = {
        day: {**copy.exceptions.get(day, {}), **{name: changes[name] for name in changes if name in _SHARED}}
        for day, changes in original.exceptions.items()
    }
