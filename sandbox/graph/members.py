"""The members of an event under Graph's names: the defaults, and which may be asked for or written."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from sandbox.graph import bodies, times
from sandbox.graph.identifiers import global_uid
from sandbox.graph.items import Members
from sandbox.people import Person

PROVIDERS = ("unknown", "skypeForBusiness", "skypeForConsumer", "teamsForBusiness")
NO_PLACE: dict[str, Any] = {
    "displayName": "",
    "locationType": "default",
    "uniqueIdType": "unknown",
    "address": {},
    "coordinates": {},
}

GENERATED = (
    "@odata.etag",
    "id",
    "changeKey",
    "type",
    "seriesMasterId",
    "occurrenceId",
    "originalStart",
    "cancelledOccurrences",
    "webLink",
)
STORED = (
    "createdDateTime",
    "lastModifiedDateTime",
    "categories",
    "transactionId",
    "originalStartTimeZone",
    "originalEndTimeZone",
    "iCalUId",
    "uid",
    "reminderMinutesBeforeStart",
    "isReminderOn",
    "hasAttachments",
    "hideAttendees",
    "subject",
    "bodyPreview",
    "importance",
    "sensitivity",
    "isAllDay",
    "isCancelled",
    "isDraft",
    "isOrganizer",
    "responseRequested",
    "showAs",
    "onlineMeetingUrl",
    "isOnlineMeeting",
    "onlineMeetingProvider",
    "allowNewTimeProposals",
    "recurrence",
    "responseStatus",
    "body",
    "start",
    "end",
    "location",
    "locations",
    "attendees",
    "organizer",
    "onlineMeeting",
)
KNOWN = {name.lower(): name for name in (*GENERATED, *STORED)}


def completed(given: Members, owner: Person, now: datetime) -> Members:
    """`given` with Graph's defaults for all that is missing; what is given stays exactly as it is."""
    start = given.get("start", times.in_zone(now.replace(minute=0, second=0, microsecond=0), owner.zone))
    end = given.get("end", _half_an_hour_after(start, now))
    organizer = given.get("organizer", {"emailAddress": {"name": owner.name, "address": owner.address}})
    own = given.get("isOrganizer", address_of(organizer) in ("", owner.address.lower()))
    uid = given.get("iCalUId", global_uid(uuid.uuid4()))
    place = given.get("location", NO_PLACE)
    defaults: Members = {
        "createdDateTime": times.stamp(now),
        "lastModifiedDateTime": times.stamp(now),
        "categories": [],
        "originalStartTimeZone": _zone_name(start),
        "originalEndTimeZone": _zone_name(end),
        "iCalUId": uid,
        "uid": uid,
        "reminderMinutesBeforeStart": 15,
        "isReminderOn": True,
        # Pictures inside the text do not count.
        "hasAttachments": not all(one.get("isInline") for one in attachments_of(given.get("attachments"))),
        "hideAttendees": False,
        "subject": "",
        "bodyPreview": bodies.preview(given.get("body")),
        "importance": "normal",
        "sensitivity": "normal",
        "isAllDay": False,
        "isCancelled": False,
        "isDraft": False,
        "isOrganizer": own,
        "responseRequested": True,
        "showAs": "busy",
        "onlineMeetingUrl": None,
        "isOnlineMeeting": False,
        "onlineMeetingProvider": "unknown",
        "allowNewTimeProposals": True,
        "recurrence": None,
        "responseStatus": {"response": "organizer" if own else "notResponded", "time": times.ZERO_TIME},
        "body": {"contentType": "html", "content": ""},
        "start": start,
        "end": end,
        "location": place,
        "locations": [place] if isinstance(place, dict) and place.get("displayName") else [],
        "attendees": [],
        "organizer": organizer,
        "onlineMeeting": None,
    }
    return {**defaults, **given}


def place(display_name: str) -> dict[str, Any]:
    """The location that the API makes of a bare name."""
    if not display_name:
        return NO_PLACE
    return {
        "displayName": display_name,
        "locationType": "default",
        "uniqueId": display_name,
        "uniqueIdType": "private",
        "address": {},
        "coordinates": {},
    }


def attachments_of(planted: Any) -> list[dict[str, Any]]:
    """The attachments that an event was planted with; what is none is passed over."""
    return [one for one in planted if isinstance(one, dict)] if isinstance(planted, list) else []


def attendee(
    name: str, address: str, kind: str = "required", response: str = "none", time: str = ""
) -> dict[str, Any]:
    """An attendee as Graph answers it; `time` is when they answered, an ISO string."""
    return {
        "type": kind,
        "status": {"response": response, "time": time or times.ZERO_TIME},
        "emailAddress": {"name": name, "address": address},
    }


def address_of(recipient: Any) -> str:
    """The lower-case address of an attendee or organizer; empty when it has none."""
    mail = recipient.get("emailAddress") if isinstance(recipient, dict) else None
    return str((mail or {}).get("address") or "").lower()


def _zone_name(value: Any) -> str:
    return str(value.get("timeZone") or "UTC") if isinstance(value, dict) else "UTC"


def _half_an_hour_after(start: Any, now: datetime) -> dict[str, str]:
    moment = times.lenient_instant(start) or now
    return times.in_zone(moment + timedelta(minutes=30), "UTC")
