"""Events in lists: a calendar's events, its view of a window, the instances of a series (docs/graph.md 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sandbox.graph import odata, online, times
from sandbox.graph.calendars import calendar_json
from sandbox.graph.call import Answer, Call, read_preferences
from sandbox.graph.errors import invalid
from sandbox.graph.items import Instance, occurrences
from sandbox.graph.members import KNOWN
from sandbox.graph.render import RenderOptions, render, sort_value

WIDEST_DAYS = 1825
_NAVIGATION = frozenset({"calendar"})


@dataclass(frozen=True, slots=True)
class Shape:
    """What an answer with events in it looks like."""

    render_options: RenderOptions
    options: odata.Options
    headers: dict[str, str]

    @property
    def chosen(self) -> str:
        """The selected members as the context lists them."""
        return f"({','.join(self.options.select)})" if self.options.select else ""


def list_events(call: Call) -> Answer:
    """GET .../events: single instances and series masters of one calendar."""
    rows = [Instance(item) for item in call.calendar.timeline]
    return _listed(call, rows, "events")


def calendar_view(call: Call) -> Answer:
    """GET .../calendarView: everything that happens in the window, series expanded."""
    start, end = _window(call)
    rows = sorted(call.mailbox.view(call.calendar, start, end), key=lambda row: row.item.serial)
    return _listed(call, rows, "calendarView", in_view=True)


def instances(call: Call) -> Answer:
    """GET .../events/{id}/instances: the occurrences and exceptions of a series in the window."""
    start, end = _window(call)
    master = call.mailbox.find(call.ids["event"])
    if not master.item.recurring or master.day is not None:
        raise invalid(
            "The instances of an event can only be asked of a series master.", "ErrorInvalidOperation"
        )
    return _listed(call, list(occurrences(master.item, start, end)), "events")


def shape_of(call: Call, *, in_view: bool = False) -> Shape:
    """How a call wants its events. Raises 400 for odd options and zones; writes ask before they change."""
    options = odata.read_options(call.query, KNOWN, _NAVIGATION)
    preferences = read_preferences(call.headers.get("prefer", ""))
    render_options = RenderOptions(preferences.zone, options.select, preferences.text_body, in_view)
    return Shape(render_options, options, preferences.headers)


def read_one(call: Call, instance: Instance, status: int, shape: Shape) -> Answer:
    """One event as the answer to a read or a write."""
    body = {
        "@odata.context": call.context(f"events{shape.chosen}/$entity"),
        **_expanded(call, instance, shape),
    }
    return Answer(status, body, {"ETag": str(body["@odata.etag"]), **shape.headers})


def _listed(call: Call, rows: Sequence[Instance], collection: str, *, in_view: bool = False) -> Answer:
    shape = shape_of(call, in_view=in_view)
    whole = RenderOptions()
    counted: set[int] = set()

    def row_json(row: Instance, in_full: bool) -> dict[str, Any]:
        if in_full:
            return render(call.mailbox, row, whole)
        if row.item.serial not in counted:
            counted.add(row.item.serial)
            online.note_read(call.mailbox, row)
        return _expanded(call, row, shape)

    page = odata.page(call, shape.options, rows, row_json, sort_value)
    return Answer(200, {"@odata.context": call.context(f"{collection}{shape.chosen}"), **page}, shape.headers)


def _expanded(call: Call, instance: Instance, shape: Shape) -> dict[str, Any]:
    event = render(call.mailbox, instance, shape.render_options)
    if "calendar" in shape.options.expand:
        event["calendar"] = calendar_json(call.mailbox, instance.item.calendar)
    return event


def _window(call: Call) -> tuple[datetime, datetime]:
    texts = call.query.get("startdatetime"), call.query.get("enddatetime")
    if not texts[0] or not texts[1]:
        raise invalid(
            "This request requires a time window specified by the query string parameters StartDateTime and "
            "EndDateTime.",
            "ErrorInvalidParameter",
        )
    start, end = times.query_instant(texts[0], "startDateTime"), times.query_instant(texts[1], "endDateTime")
    if end < start:
        raise invalid("The end of the window is before its start.", "ErrorInvalidParameter")
    if end - start > timedelta(days=WIDEST_DAYS):
        raise invalid(
            "Your request can't be completed. The range between the start and end dates is greater than the "
            f"allowed range. Maximum number of days: {WIDEST_DAYS}"
        )
    return start, end
