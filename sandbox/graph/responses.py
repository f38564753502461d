"""Answers to invitations, and canceling a meeting (docs/graph.md 8)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sandbox.graph import events, invitations, times
from sandbox.graph.call import Answer, Call
from sandbox.graph.errors import invalid, unreadable
from sandbox.graph.items import Instance

_SHOWN_AS = {"accepted": "busy", "tentativelyAccepted": "tentative"}


def accept(call: Call) -> Answer:
    """POST .../accept."""
    return _respond(call, "accepted")


def decline(call: Call) -> Answer:
    """POST .../decline: the event leaves the calendar."""
    return _respond(call, "declined")


def accept_tentatively(call: Call) -> Answer:
    """POST .../tentativelyAccept."""
    return _respond(call, "tentativelyAccepted")


def cancel(call: Call) -> Answer:
    """POST .../cancel: the organizer cancels the meeting or one occurrence."""
    instance = call.mailbox.find(call.ids["event"])
    _parameters(call)
    if not instance.get("isOrganizer"):
        raise invalid("Your request can't be completed. You need to be an organizer to cancel a meeting.")
    events.remove(call.mailbox, instance)
    return Answer(202, None)


def _respond(call: Call, response: str) -> Answer:
    instance = call.mailbox.find(call.ids["event"])
    given = _parameters(call)
    if instance.get("isOrganizer"):
        raise invalid(
            "Your request can't be completed. You can't respond to this meeting because you're the organizer."
        )
    sends = str(given.get("sendresponse", True)).lower() == "true"
    proposal = _proposal(instance, given.get("proposednewtime"), response, sends=sends)
    if sends:
        invitations.answer_organizer(call.mailbox, instance, response, proposal)
    if response == "declined":
        call.mailbox.remove(instance)
    else:
        status = {"response": response, "time": times.stamp(datetime.now(UTC))}
        call.mailbox.change(instance, {"responseStatus": status, "showAs": _SHOWN_AS[response]})
    return Answer(202, None)


def _parameters(call: Call) -> dict[str, Any]:
    """The action's parameters by lower-case name; no body means none."""
    if call.body is None:
        return {}
    if not isinstance(call.body, Mapping):
        raise unreadable("The parameters of the action are not an object.")
    return {str(name).lower(): value for name, value in call.body.items()}


def _proposal(instance: Instance, sent: Any, response: str, *, sends: bool) -> dict[str, Any] | None:
    if sent is None:
        return None
    if response == "accepted" or not sends or not instance.get("allowNewTimeProposals"):
        raise invalid(
            "A new time can only be proposed with a response, where proposals are allowed.",
            "ErrorInvalidParameter",
        )
    if not isinstance(sent, Mapping):
        raise unreadable("The value of 'proposedNewTime' is not a timeSlot.")
    parts = {str(name).lower(): value for name, value in sent.items()}
    return {name: times.stored(*times.read(parts.get(name), name)) for name in ("start", "end")}
