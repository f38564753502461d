"""What a client sends as an event, checked and brought into the form in which it is stored."""

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.graph import bodies, times
from sandbox.graph.errors import bad_value, invalid, unreadable
from sandbox.graph.items import Members
from sandbox.graph.members import KNOWN, NO_PLACE, PROVIDERS, attendee, place

MOST_ATTENDEES = 500
LONGEST_SUBJECT = 255
_IMPORTANCE = ("low", "normal", "high")
_SENSITIVITY = ("normal", "personal", "private", "confidential")
_SHOW_AS = ("free", "tentative", "busy", "oof", "workingElsewhere", "unknown")
_KINDS = ("required", "optional", "resource")
# Taken, and never seen again: Graph gives them back only to who expands them, which is not offered here.
_UNSEEN = ("singlevalueextendedproperties", "multivalueextendedproperties")


def read_event(sent: Any) -> Members:
    """The members to store of an event object, read-only ones left out; `recurrence` stays as sent.

    Names and enum values match in any case. Raises 400 for unknown names and for values that cannot be.
    """
    if not isinstance(sent, dict):
        raise unreadable("The request body is not an event object.")
    changes: Members = {}
    for given, value in sent.items():
        if "@" in given or given.lower() in _UNSEEN:
            continue
        name = KNOWN.get(given.lower())
        if name is None:
            raise unreadable(
                f"The property '{given}' does not exist on type 'microsoft.graph.event'. Make sure to only "
                "use property names that are defined by the type."
            )
        if reader := _READERS.get(name):
            changes[name] = reader(value, name)
    if "body" in changes:
        changes["bodyPreview"] = bodies.preview(changes["body"])
    _keep_places_in_step(changes)
    return changes


def _keep_places_in_step(changes: Members) -> None:
    if "location" in changes:
        changes["locations"] = [changes["location"]] if changes["location"]["displayName"] else []
    elif "locations" in changes:
        changes["location"] = place("; ".join(part["displayName"] for part in changes["locations"]))


def _text(value: Any, name: str) -> str:
    if value is not None and not isinstance(value, str):
        raise unreadable(f"Cannot convert the value of '{name}' to the expected type 'Edm.String'.")
    return value or ""


def _subject(value: Any, name: str) -> str:
    text = _text(value, name)
    if len(text) > LONGEST_SUBJECT:
        raise bad_value(f"The subject is longer than {LONGEST_SUBJECT} characters.")
    return text


def _flag(value: Any, name: str) -> bool:
    if isinstance(value, str) and value in ("true", "false"):
        return value == "true"  # what O365 sends, with success
    if not isinstance(value, bool):
        raise unreadable(f"Cannot convert the value of '{name}' to the expected type 'Edm.Boolean'.")
    return value


def _number(value: Any, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise unreadable(f"Cannot convert the value of '{name}' to the expected type 'Edm.Int32'.")
    return value


def _one_of(*values: str) -> Callable[[Any, str], str]:
    known = {value.lower(): value for value in values}

    def read(value: Any, name: str) -> str:
        if not isinstance(value, str) or value.lower() not in known:
            raise unreadable(f"Requested value '{value}' was not found for '{name}'.")
        return known[value.lower()]

    return read


def _body(value: Any, name: str) -> dict[str, str]:
    if value is None:
        return {"contentType": "html", "content": ""}
    if not isinstance(value, Mapping):
        raise unreadable(f"The value of '{name}' is not an itemBody.")
    parts = {str(key).lower(): part for key, part in value.items()}
    kind = _one_of("text", "html")(parts.get("contenttype", "text"), "contentType")
    return {"contentType": "html", "content": bodies.framed(_text(parts.get("content"), "content"), kind)}


def _time(value: Any, name: str) -> dict[str, str]:
    return times.stored(*times.read(value, name))


def _place(value: Any, name: str) -> dict[str, Any]:
    if value is None:
        return NO_PLACE
    if not isinstance(value, Mapping):
        raise unreadable(f"The value of '{name}' is not a location.")
    return {
        **place(_text(value.get("displayName"), "displayName")),
        **{key: part for key, part in value.items() if part},
    }


def _places(value: Any, name: str) -> list[dict[str, Any]]:
    return [_place(part, name) for part in _list(value, name)]


def _attendees(value: Any, name: str) -> list[dict[str, Any]]:
    people = _list(value, name)
    if len(people) > MOST_ATTENDEES:
        raise bad_value(f"An event has at most {MOST_ATTENDEES} attendees.")
    return [_attendee(person) for person in people]


def _attendee(person: Any) -> dict[str, Any]:
    mail = person.get("emailAddress") if isinstance(person, dict) else None
    if not isinstance(mail, dict):
        raise unreadable("An attendee has no emailAddress.")
    address = _text(mail.get("address"), "address").strip()
    if not address.startswith("/o=") and not address.strip("@").count("@") == 1:
        raise invalid(f"At least one recipient isn't valid. '{address}'", "ErrorInvalidRecipients")
    kind = _one_of(*_KINDS)(person.get("type") or "required", "type")
    return attendee(_text(mail.get("name"), "name") or address, address, kind)


def _strings(value: Any, name: str) -> list[str]:
    return [_text(part, name) for part in _list(value, name)]


def _list(value: Any, name: str) -> list[Any]:
    if value is not None and not isinstance(value, list):
        raise unreadable(f"The value of '{name}' is not a collection.")
    return value or []


def _as_sent(value: Any, name: str) -> Any:
    return value


_READERS: dict[str, Callable[[Any, str], Any]] = {
    "subject": _subject,
    "body": _body,
    "start": _time,
    "end": _time,
    "location": _place,
    "locations": _places,
    "attendees": _attendees,
    "recurrence": _as_sent,
    "transactionId": _text,
    "categories": _strings,
    "reminderMinutesBeforeStart": _number,
    "isReminderOn": _flag,
    "hideAttendees": _flag,
    "isAllDay": _flag,
    "responseRequested": _flag,
    "allowNewTimeProposals": _flag,
    "isOnlineMeeting": _flag,
    "onlineMeetingProvider": _one_of(*PROVIDERS),
    "importance": _one_of(*_IMPORTANCE),
    "sensitivity": _one_of(*_SENSITIVITY),
    "showAs": _one_of(*_SHOW_AS),
}
