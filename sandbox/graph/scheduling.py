"""When an event is: start, end, all-day and recurrence, checked together (docs/graph.md 6, 9)."""

from datetime import datetime, time
from typing import Any

from sandbox.graph import series, times
from sandbox.graph.errors import invalid
from sandbox.graph.items import Instance, Members, bounds


def check_move(instance: Instance, changes: Members) -> bool:
    """Check start, end, all-day and recurrence as they will be together; whether the event moves in time."""
    if not {"start", "end", "isAllDay", "recurrence"} & changes.keys():
        return False
    own = {name: _time_of(instance, name) for name in ("start", "end")}
    merged = {**instance.item.members, **own, **changes}
    if instance.day is None and merged["recurrence"] and "start" in changes and "recurrence" not in changes:
        changes["recurrence"] = merged["recurrence"] = _rebased(merged)
    fill_times(changes, merged)
    if instance.day is not None:
        changes.pop("recurrence", None)
        _check_neighbours(instance, merged)
    return bounds(merged, instance.bounds[0]) != instance.bounds or "recurrence" in changes


def fill_times(changes: Members, merged: Members) -> None:
    """Check the times of a whole event, `merged`, and add to `changes` what follows from them."""
    start, end = merged["start"], merged["end"]
    first, last = times.lenient_instant(start), times.lenient_instant(end)
    if first is None or last is None or last < first:
        raise invalid(
            "The end of the event is before its start.", "ErrorCalendarEndDateIsEarlierThanStartDate"
        )
    if merged.get("isAllDay"):
        _check_all_day(start, end)
    if "start" in changes:
        changes["originalStartTimeZone"] = start["timeZone"]
    if "end" in changes:
        changes["originalEndTimeZone"] = end["timeZone"]
    if changes.get("recurrence"):
        day = datetime.fromisoformat(start["dateTime"]).date()
        changes["recurrence"] = series.filled(changes["recurrence"], day, start["timeZone"])


def _check_all_day(start: Members, end: Members) -> None:
    for name, value in (("Start", start), ("End", end)):
        wall = times.lenient_instant(value, floating=True)
        if wall is None or wall.time() != time():
            raise invalid(f"The Event.{name} property for an all-day event needs to be set to midnight.")
    if start.get("timeZone") != end.get("timeZone"):
        raise invalid("The start and end of an all-day event need to be in the same time zone.")
    if start["dateTime"] == end["dateTime"]:
        raise invalid("The duration of an all-day event needs to be at least 24 hours.")


def _time_of(instance: Instance, name: str) -> Any:
    if instance.day is None or name in instance.changes:
        return instance.get(name)
    return times.stored(
        instance.item.series.walls(instance.day)[name == "end"], instance.get(name)["timeZone"]
    )


def _rebased(merged: Members) -> dict[str, Any]:
    """The recurrence of a series whose first start moved: its range begins on the new day."""
    recurrence: dict[str, Any] = merged["recurrence"]
    return {**recurrence, "range": {**recurrence["range"], "startDate": merged["start"]["dateTime"][:10]}}


def _check_neighbours(instance: Instance, merged: Members) -> None:
    assert instance.day is not None  # noqa: S101  called for occurrences only
    day = datetime.fromisoformat(merged["start"]["dateTime"]).date()
    before, after = instance.item.series.neighbours(instance.day)
    if (before and day <= before) or (after and day >= after):
        raise invalid(
            "Modified occurrence is crossing or overlapping adjacent occurrence.",
            "ErrorOccurrenceCrossingBoundary",
        )
