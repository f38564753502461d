"""Organizers and attendees: each has a copy in their own mailbox, with its own id and change key.

Copies are found by their iCalUId, the same in every mailbox.
"""

from datetime import UTC, datetime
from typing import Any

from sandbox.graph import times
from sandbox.graph.items import Instance, Item, Members, has_occurrence
from sandbox.graph.mailbox import StoredMailbox
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
    "attachments",
    "hasAttachments",
)
_UNANSWERED = {"response": "notResponded", "time": times.ZERO_TIME}
_PREFIX = "Canceled: "


def spread(mailbox: StoredMailbox, instance: Instance, *, moved: bool = False) -> None:
    """Bring the organizer's event to its attendees: new copies, or the changes into those they have.

    After a move in time (`moved`) their answers are open again. Who lacks a series gets no occurrence of it.
    """
    for address in addresses(mailbox, instance):
        other = mailbox.directory.get(address)
        if other is None:
            continue
        if theirs := _counterpart(other, instance):
            _update(other, theirs, instance, moved=moved)
        elif instance.day is None:
            _deliver(other, instance.item)


def withdraw(mailbox: StoredMailbox, instance: Instance, addresses: set[str]) -> None:
    """Mark the copies of these attendees as cancelled, as Outlook shows a meeting that was cancelled."""
    for address in addresses:
        other = mailbox.directory.get(address)
        theirs = _counterpart(other, instance) if other else None
        if other is None or theirs is None:
            continue
        subject = str(theirs.get("subject") or "").removeprefix(_PREFIX)
        other.change(
            theirs,
            {"subject": f"{_PREFIX}{subject}", "isCancelled": True, "showAs": "free", "isReminderOn": False},
        )


def addresses(mailbox: StoredMailbox, instance: Instance) -> set[str]:
    """The lower-case addresses of those invited, the mailbox's owner aside."""
    return {address_of(person) for person in instance.attendees} - {"", mailbox.person.address.lower()}


def answer_organizer(mailbox: StoredMailbox, instance: Instance, response: str, proposal: Any) -> None:
    """Write an attendee's answer into the event of an organizer who has a mailbox here."""
    organizer = mailbox.directory.get(address_of(instance.get("organizer")))
    theirs = _counterpart(organizer, instance) if organizer else None
    if organizer is None or theirs is None:
        return
    own = mailbox.person.address.lower()
    status = {"response": response, "time": times.stamp(datetime.now(UTC))}
    answer = {"status": status, **({"proposedNewTime": proposal} if proposal else {})}
    answered = [{**person, **(answer if address_of(person) == own else {})} for person in theirs.attendees]
    organizer.change(theirs, {"attendees": answered})


def _counterpart(other: StoredMailbox, instance: Instance) -> Instance | None:
    """The same event, or the same occurrence, in another mailbox."""
    copy = other.copy_of(instance.item)
    if copy is None or (instance.day and not has_occurrence(copy, instance.day)):
        return None
    return Instance(copy, instance.day)


def _deliver(other: StoredMailbox, item: Item) -> None:
    now = times.stamp(datetime.now(UTC))
    personal: Members = {
        "createdDateTime": now,
        "lastModifiedDateTime": now,
        "categories": [],
        "reminderMinutesBeforeStart": 15,
        "isReminderOn": True,
        "isDraft": False,
        "isOrganizer": False,
        "showAs": "tentative",
        "responseStatus": _UNANSWERED,
    }
    copy = other.add(other.default_calendar, {**personal, **_shared(item.members)})
    _copy_exceptions(copy, item)


def _update(other: StoredMailbox, theirs: Instance, instance: Instance, *, moved: bool) -> None:
    reopened: Members = {"responseStatus": _UNANSWERED, "showAs": "tentative"} if moved else {}
    if instance.day is None:
        _copy_exceptions(theirs.item, instance.item)
        other.change(theirs, {**_shared(instance.item.members), **reopened})
    else:
        other.change(theirs, {**_shared(instance.changes), **reopened})


def _copy_exceptions(copy: Item, original: Item) -> None:
    copy.cancelled |= original.cancelled
    copy.exceptions = {
        day: {**copy.exceptions.get(day, {}), **_shared(changes)}
        for day, changes in original.exceptions.items()
    }


def _shared(members: Members) -> Members:
    return {name: value for name, value in members.items() if name in _SHARED}
