"""Single events: read, create, change, delete (docs/graph.md 8)."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sandbox.graph import incoming, invitations, online, scheduling, times
from sandbox.graph.call import Answer, Call
from sandbox.graph.errors import GraphError, access_denied, conflict, invalid
from sandbox.graph.items import Instance, Item, Members, StoredCalendar
from sandbox.graph.listing import read_one, shape_of
from sandbox.graph.mailbox import StoredMailbox
from sandbox.graph.members import address_of, completed
from sandbox.graph.render import RenderOptions, event_id, render
from sandbox.state import state

_ONLINE = ("isOnlineMeeting", "onlineMeetingProvider")
_UNANSWERED = {"response": "none", "time": times.ZERO_TIME}


def get(call: Call) -> Answer:
    """GET .../events/{id}."""
    shape = shape_of(call)
    instance = call.mailbox.find(call.ids["event"])
    online.note_read(call.mailbox, instance)
    return read_one(call, instance, 200, shape)


def create(call: Call) -> Answer:
    """POST .../events: 201 and the event; the same transactionId and content give the first one again."""
    shape, calendar = shape_of(call), call.calendar
    if not calendar.can_edit:
        raise access_denied()
    sent = incoming.read_event(call.body)
    for name in ("start", "end"):
        if name not in sent:
            raise invalid(f"The '{name}' of the event is missing.")
    if first := _made_before(call.mailbox, calendar, sent, call.body):
        return read_one(call, Instance(first), 201, shape)
    wants_online, provider = sent.pop("isOnlineMeeting", False), sent.pop("onlineMeetingProvider", None)
    scheduling.fill_times(sent, sent)
    item = call.mailbox.add(calendar, completed(sent, call.person, datetime.now(UTC)))
    if transaction := sent.get("transactionId"):
        call.mailbox.transactions[transaction] = (_content(calendar, call.body), item)
    if wants_online:
        online.go_online(call.mailbox, Instance(item), provider)
    invitations.spread(call.mailbox, Instance(item))
    return read_one(call, Instance(item), 201, shape)


def update(call: Call) -> Answer:
    """PATCH .../events/{id}: only what is sent changes; 200 and the whole event."""
    shape, mailbox = shape_of(call), call.mailbox
    instance = mailbox.find(call.ids["event"])
    if not instance.item.calendar.can_edit:
        raise access_denied()
    _check_version(call, instance)
    changes = incoming.read_event(call.body)
    changes.pop("transactionId", None)
    asked = {name: changes.pop(name) for name in _ONLINE if name in changes}
    moved = scheduling.check_move(instance, changes)
    if "attendees" in changes:
        changes["attendees"] = _answers_kept(instance, changes["attendees"], reopened=moved)
    elif moved and instance.get("isOrganizer"):
        changes["attendees"] = _answers_kept(instance, instance.attendees, reopened=True)
    before = invitations.addresses(mailbox, instance)
    _write(mailbox, instance, changes, asked)
    if instance.get("isOrganizer"):
        invitations.withdraw(mailbox, instance, before - invitations.addresses(mailbox, instance))
        invitations.spread(mailbox, instance, moved=moved)
    return read_one(call, instance, 200, shape)


def delete(call: Call) -> Answer:
    """DELETE .../events/{id}: 204; an organizer's meeting is cancelled, an attendee's copy just goes."""
    instance = call.mailbox.find(call.ids["event"])
    if not instance.item.calendar.can_edit:
        raise access_denied()
    _check_if_match(call, instance)
    remove(call.mailbox, instance)
    return Answer(204, None)


def remove(mailbox: StoredMailbox, instance: Instance) -> None:
    """Take an event out of its calendar and, if it is the organizer's, call it off for the attendees."""
    if instance.get("isOrganizer"):
        invitations.withdraw(mailbox, instance, invitations.addresses(mailbox, instance))
    mailbox.remove(instance)


def _made_before(mailbox: StoredMailbox, calendar: StoredCalendar, sent: Members, body: Any) -> Item | None:
    transaction = sent.get("transactionId")
    if not transaction or transaction not in mailbox.transactions:
        return None
    content, first = mailbox.transactions[transaction]
    if first.serial not in mailbox.items:
        return None
    if content != _content(calendar, body):
        raise GraphError(
            400,
            "ErrorDuplicateTransactionId",
            "Your request can't be completed. The TransactionId was already used for a different event.",
            extra={"@event.existingEventId": event_id(mailbox, Instance(first))},
        )
    return first


def _content(calendar: StoredCalendar, body: Any) -> str:
    return f"{calendar.serial} {json.dumps(body, sort_keys=True)}"


def _write(mailbox: StoredMailbox, instance: Instance, changes: Members, asked: Mapping[str, Any]) -> None:
    lost = online.loses_meeting(instance, changes)
    if lost:
        changes |= online.OFFLINE
    if instance.day is None and ({"start", "end", "recurrence", "isAllDay"} & changes.keys()):
        instance.item.exceptions, instance.item.cancelled = {}, frozenset()
    mailbox.change(instance, changes)
    # Without the block the meeting is gone even if the same PATCH asks for it; an online one stays as it is.
    wanted = asked.get("isOnlineMeeting") and instance.get("isOrganizer")
    if wanted and not lost and not instance.get("isOnlineMeeting"):
        online.go_online(mailbox, instance, asked.get("onlineMeetingProvider"))


def _check_version(call: Call, instance: Instance) -> None:
    left = state.settings.conflict_without_if_match
    if left and "if-match" not in call.headers:
        state.settings = state.settings.changed({"conflict_without_if_match": left - 1})
        raise conflict()
    _check_if_match(call, instance)


def _check_if_match(call: Call, instance: Instance) -> None:
    expected = call.headers.get("if-match", "*").strip()
    if expected not in ("*", render(call.mailbox, instance, RenderOptions(select=()))["@odata.etag"]):
        raise conflict()


def _answers_kept(instance: Instance, people: list[Any], *, reopened: bool) -> list[Any]:
    """The new attendees with the answers of those who were invited before, unless the event moved."""
    if reopened:
        return [{**person, "status": _UNANSWERED} for person in people]
    known = {address_of(person): person.get("status") for person in instance.attendees}
    return [{**person, "status": known.get(address_of(person)) or _UNANSWERED} for person in people]
