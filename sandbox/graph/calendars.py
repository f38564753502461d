"""Calendars and what online meetings they allow."""

from typing import Any

from sandbox.graph import odata
from sandbox.graph.call import Answer, Call
from sandbox.graph.items import StoredCalendar
from sandbox.graph.mailbox import StoredMailbox
from sandbox.graph.online import allowed_providers, default_provider

_MEMBERS = (
    "id",
    "name",
    "color",
    "hexColor",
    "isDefaultCalendar",
    "changeKey",
    "canShare",
    "canViewPrivateItems",
    "canEdit",
    "allowedOnlineMeetingProviders",
    "defaultOnlineMeetingProvider",
    "isTallyingResponses",
    "isRemovable",
    "owner",
)
_KNOWN = {name.lower(): name for name in _MEMBERS}


def calendar_json(mailbox: StoredMailbox, calendar: StoredCalendar) -> dict[str, Any]:
    """The calendar object."""
    return {
        "id": mailbox.ids.calendar(calendar.serial),
        "name": calendar.name,
        "color": calendar.color,
        "hexColor": "",
        "isDefaultCalendar": calendar.is_default,
        "changeKey": mailbox.ids.change_key(calendar.serial),
        "canShare": calendar.can_edit,
        "canViewPrivateItems": True,
        "canEdit": calendar.can_edit,
        "allowedOnlineMeetingProviders": list(allowed_providers(calendar)),
        "defaultOnlineMeetingProvider": default_provider(calendar),
        "isTallyingResponses": calendar.is_default,
        "isRemovable": not calendar.is_default,
        "owner": {"name": mailbox.person.name, "address": mailbox.person.address},
    }


def get_calendar(call: Call) -> Answer:
    """GET /me/calendar and /me/calendars/{id}."""
    return _one(call, call.calendar)


def calendar_of_event(call: Call) -> Answer:
    """GET .../events/{id}/calendar."""
    return _one(call, call.mailbox.find(call.ids["event"]).item.calendar)


def list_calendars(call: Call) -> Answer:
    """GET /me/calendars, in pages as every list."""
    options = odata.read_options(call.query, _KNOWN, frozenset())

    def row(calendar: StoredCalendar, in_full: bool) -> dict[str, Any]:
        return odata.chosen(calendar_json(call.mailbox, calendar), None if in_full else options.select)

    rows = list(call.mailbox.calendars.values())
    return Answer(200, {"@odata.context": call.context("calendars"), **odata.page(call, options, rows, row)})


def _one(call: Call, calendar: StoredCalendar) -> Answer:
    options = odata.read_options(call.query, _KNOWN, frozenset())
    chosen = odata.chosen(calendar_json(call.mailbox, calendar), options.select)
    return Answer(200, {"@odata.context": call.context("calendars/$entity"), **chosen})
