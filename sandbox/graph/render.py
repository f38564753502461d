"""Stored events as Graph answers them: ids, times in the zone asked for, and only the members asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from sandbox.graph import bodies, times
from sandbox.graph.items import Instance, Members
from sandbox.graph.mailbox import StoredMailbox
from sandbox.graph.series import original_start

_GENERATED = ("changeKey", "type", "seriesMasterId", "occurrenceId", "webLink")
# Stored with the event, and answered at an address of their own.
_NAVIGATION = ("attachments",)


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How an event is written: the zone of its times, the members wanted (None: all), the kind of body."""

    zone: str = "UTC"
    select: tuple[str, ...] | None = None
    text_body: bool = False
    in_view: bool = False
    """A calendar view fills `onlineMeeting` only if `isOnlineMeeting` is selected too (docs/graph.md 7.7)."""


def render(mailbox: StoredMailbox, instance: Instance, options: RenderOptions) -> dict[str, Any]:
    """The event object of an instance. `id` and `@odata.etag` are there whatever is selected."""
    item = instance.item
    whole = {**item.members, **instance.changes}
    names = _all_names(instance, whole) if options.select is None else options.select
    answer: dict[str, Any] = {}
    for name in ("@odata.etag", "id", *names):
        if name in _GENERATORS and (name not in whole or instance.day):
            answer[name] = _GENERATORS[name](mailbox, instance)
        elif name in _VIEWS:
            answer[name] = _VIEWS[name](whole, instance, options)
        else:
            answer[name] = whole.get(name)
    return answer


def change_key(mailbox: StoredMailbox, instance: Instance) -> str:
    """The change key: of the master for an occurrence, as given for a planted event that brought one."""
    given = instance.item.members.get("changeKey")
    return str(given) if given else mailbox.ids.change_key(instance.item.version)


def event_id(mailbox: StoredMailbox, instance: Instance) -> str:
    """The id of an instance in its mailbox."""
    given = instance.item.members.get("id")
    if instance.day is None and isinstance(given, str):
        return given
    return mailbox.ids.event(instance.item.serial, instance.day)


def sort_value(instance: Instance, bound: str) -> datetime:
    """The instant to sort by `start/dateTime` or `end/dateTime`, without rendering anything."""
    return instance.bounds[bound == "end"]


def _all_names(instance: Instance, whole: Members) -> tuple[str, ...]:
    stored = (name for name in whole if name not in _NAVIGATION)
    if instance.day is not None:
        return (*_GENERATED, "originalStart", *stored)
    return (
        (*_GENERATED, "cancelledOccurrences", *stored) if instance.item.recurring else (*_GENERATED, *stored)
    )


def _etag(mailbox: StoredMailbox, instance: Instance) -> str:
    return f'W/"{change_key(mailbox, instance)}"'


def _type(mailbox: StoredMailbox, instance: Instance) -> str:
    if instance.day is None:
        return "seriesMaster" if instance.item.recurring else "singleInstance"
    return "exception" if instance.changes else "occurrence"


def _master_id(mailbox: StoredMailbox, instance: Instance) -> str | None:
    return event_id(mailbox, Instance(instance.item)) if instance.day else None


def _occurrence_id(mailbox: StoredMailbox, instance: Instance) -> str | None:
    return f"OID.{_master_id(mailbox, instance)}.{instance.day}" if instance.day else None


def _original_start(mailbox: StoredMailbox, instance: Instance) -> str | None:
    return original_start(instance.item.series.bounds(instance.day)[0]) if instance.day else None


def _cancelled(mailbox: StoredMailbox, instance: Instance) -> list[str]:
    master = event_id(mailbox, instance)
    return [f"OID.{master}.{day}" for day in sorted(instance.item.cancelled)]


def _web_link(mailbox: StoredMailbox, instance: Instance) -> str:
    host = "outlook.live.com" if mailbox.person.personal else "outlook.office365.com"
    item = quote(event_id(mailbox, instance), safe="")
    return f"https://{host}/owa/?itemid={item}&exvsurl=1&path=/calendar/item"


def _time(name: str) -> Callable[[Members, Instance, RenderOptions], Any]:
    def view(whole: Members, instance: Instance, options: RenderOptions) -> Any:
        value = whole[name]
        if instance.day and name not in instance.changes:
            walls = instance.item.series.walls(instance.day)
            value = times.stored(walls[name == "end"], value["timeZone"])
        if not isinstance(value, dict) or value.get("timeZone") == options.zone:
            return value
        if whole.get("isAllDay"):
            return {
                **value,
                "timeZone": options.zone,
            }  # floating: its own dates, another label (docs/graph.md 6)
        if times.find_zone(str(value.get("timeZone"))) is None:
            return value
        moment = times.lenient_instant(value)
        return value if moment is None else times.in_zone(moment, options.zone)

    return view


def _body(whole: Members, instance: Instance, options: RenderOptions) -> Any:
    body = whole.get("body")
    if not options.text_body or not isinstance(body, dict) or str(body.get("contentType")).lower() == "text":
        return body
    return {"contentType": "text", "content": bodies.as_text(str(body.get("content") or ""))}


def _online_meeting(whole: Members, instance: Instance, options: RenderOptions) -> Any:
    hidden = options.in_view and options.select is not None and "isOnlineMeeting" not in options.select
    return None if hidden else whole.get("onlineMeeting")


def _recurrence(whole: Members, instance: Instance, options: RenderOptions) -> Any:
    return None if instance.day else whole.get("recurrence")


def _uid(whole: Members, instance: Instance, options: RenderOptions) -> Any:
    """Equal in every mailbox, but each occurrence has its date written into the middle."""
    uid = whole.get("iCalUId")
    if instance.day is None or not isinstance(uid, str) or len(uid) < 40:
        return uid
    return f"{uid[:32]}{instance.day.year:04X}{instance.day.month:02X}{instance.day.day:02X}{uid[40:]}"


_GENERATORS: dict[str, Callable[[StoredMailbox, Instance], Any]] = {
    "@odata.etag": _etag,
    "id": event_id,
    "changeKey": change_key,
    "type": _type,
    "seriesMasterId": _master_id,
    "occurrenceId": _occurrence_id,
    "originalStart": _original_start,
    "cancelledOccurrences": _cancelled,
    "webLink": _web_link,
}
_VIEWS: dict[str, Callable[[Members, Instance, RenderOptions], Any]] = {
    "start": _time("start"),
    "end": _time("end"),
    "body": _body,
    "onlineMeeting": _online_meeting,
    "recurrence": _recurrence,
    "iCalUId": _uid,
    "uid": _uid,
}
