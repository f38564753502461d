"""Series: Graph's recurrence read, checked, filled and expanded into occurrences (docs/graph.md 9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from dateutil.rrule import DAILY, FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, YEARLY, rrule

from sandbox.graph import times
from sandbox.graph.errors import bad_value, unreadable

_DAYS = {
    "sunday": SU,
    "monday": MO,
    "tuesday": TU,
    "wednesday": WE,
    "thursday": TH,
    "friday": FR,
    "saturday": SA,
}
_INDEXES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_FREQUENCIES: dict[str, Literal[0, 1, 2, 3, 4, 5, 6]] = {
    "daily": DAILY,
    "weekly": WEEKLY,
    "absolutemonthly": MONTHLY,
    "relativemonthly": MONTHLY,
    "absoluteyearly": YEARLY,
    "relativeyearly": YEARLY,
}
_NAMES = {
    name.lower(): name
    for name in ("daily", "weekly", "absoluteMonthly", "relativeMonthly", "absoluteYearly", "relativeYearly")
}
_RANGES = {"enddate": "endDate", "noend": "noEnd", "numbered": "numbered"}
_FOREVER = "0001-01-01"


class Series:
    """The occurrences of one series. A day, its original one in the series' own zone, names an occurrence."""

    def __init__(self, recurrence: Mapping[str, Any], start: datetime, end: datetime, zone: str) -> None:
        """`start` and `end` are the first occurrence's naive wall times in `zone`."""
        self._start = start
        self._length = end - start
        self._zone = zone
        self._rule = _rule(recurrence, start)

    def days(self, start: datetime, end: datetime) -> Iterator[date]:
        """The original days of the occurrences that overlap the window (aware, UTC), in order."""
        margin = self._length + timedelta(days=1)
        floor, ceiling = start.replace(tzinfo=None) - margin, end.replace(tzinfo=None) + timedelta(days=1)
        for wall in self._rule.between(floor, ceiling, inc=True):
            if self.bounds(wall.date())[1] > start and self.bounds(wall.date())[0] < end:
                yield wall.date()

    def holds(self, day: date) -> bool:
        """Whether the rule puts an occurrence on that day."""
        wall = datetime.combine(day, self._start.time())
        return bool(self._rule.between(wall, wall, inc=True))

    def neighbours(self, day: date) -> tuple[date | None, date | None]:
        """The days before and after which an occurrence cannot be moved."""
        wall = datetime.combine(day, self._start.time())
        before, after = self._rule.before(wall), self._rule.after(wall)
        return before and before.date(), after and after.date()

    def walls(self, day: date) -> tuple[datetime, datetime]:
        """The naive wall times of the occurrence on that day, in the series' zone."""
        start = datetime.combine(day, self._start.time())
        return start, start + self._length

    def bounds(self, day: date) -> tuple[datetime, datetime]:
        """The instants, in UTC, between which the occurrence on that day lies."""
        start, end = self.walls(day)
        return times.instant(start, self._zone), times.instant(end, self._zone)


def filled(sent: Any, start: date, zone: str) -> dict[str, Any]:
    """A recurrence as Graph answers it: checked, lower-cased, with its fill values in the unused members.

    `start` is the date of the event's own start. Raises 400 for what is missing or cannot be.
    """
    if not isinstance(sent, Mapping):
        raise unreadable("The value of 'recurrence' is not a patternedRecurrence.")
    pattern, span = sent.get("pattern"), sent.get("range")
    if not isinstance(pattern, Mapping) or not isinstance(span, Mapping):
        raise bad_value("A recurrence needs a pattern and a range.")
    return {"pattern": _filled_pattern(pattern), "range": _filled_range(span, start, zone)}


def original_start(moment: datetime) -> str:
    """The `originalStart` of an occurrence: an ISO string in UTC without a fraction."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def _filled_pattern(sent: Mapping[str, Any]) -> dict[str, Any]:
    kind = _NAMES.get(str(sent.get("type")).lower())
    sent_days = sent.get("daysOfWeek") or []
    if not isinstance(sent_days, list):
        raise unreadable("The value of 'daysOfWeek' is not a collection.")
    days = [str(day).lower() for day in sent_days]
    answer = {
        "type": kind,
        "interval": sent.get("interval"),
        "month": sent.get("month") or 0,
        "dayOfMonth": sent.get("dayOfMonth") or 0,
        "daysOfWeek": days,
        "firstDayOfWeek": str(sent.get("firstDayOfWeek") or "sunday").lower(),
        "index": str(sent.get("index") or "first").lower(),
    }
    if kind is None:
        raise bad_value("The recurrence pattern has no known type.")
    for member, low, high in (("interval", 1, 999), ("month", 0, 12), ("dayOfMonth", 0, 31)):
        value = answer[member]
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise bad_value(f"The recurrence pattern's {member} is missing or out of range.")
    if not {*days, answer["firstDayOfWeek"]} <= _DAYS.keys() or answer["index"] not in _INDEXES:
        raise bad_value("The recurrence pattern names an unknown day or index.")
    if (kind == "weekly" or kind.startswith("relative")) and not days:
        raise bad_value(f"A {kind} recurrence needs daysOfWeek.")
    if kind.startswith("absolute") and not answer["dayOfMonth"]:
        raise bad_value(f"A {kind} recurrence needs dayOfMonth.")
    if kind.endswith("Yearly") and not answer["month"]:
        raise bad_value(f"A {kind} recurrence needs month.")
    return answer


def _filled_range(sent: Mapping[str, Any], start: date, zone: str) -> dict[str, Any]:
    kind = _RANGES.get(str(sent.get("type")).lower())
    count = sent.get("numberOfOccurrences") or 0
    if kind is None:
        raise bad_value("The recurrence range has no known type.")
    if sent.get("startDate") != start.isoformat():
        raise bad_value("The recurrence range's startDate is not the date of the event's start.")
    if kind == "numbered" and (not isinstance(count, int) or count < 1):
        raise bad_value("A numbered recurrence range needs numberOfOccurrences.")
    end = _FOREVER
    if kind == "endDate":
        try:
            end = date.fromisoformat(str(sent.get("endDate"))).isoformat()
        except ValueError as error:
            raise bad_value("The recurrence range needs an endDate.") from error
        if end < start.isoformat():
            raise bad_value("The recurrence range ends before it starts.")
    return {
        "type": kind,
        "startDate": start.isoformat(),
        "endDate": end,
        "recurrenceTimeZone": sent.get("recurrenceTimeZone") or zone,
        "numberOfOccurrences": count if kind == "numbered" else 0,
    }


def _rule(recurrence: Mapping[str, Any], start: datetime) -> rrule:
    pattern, span = recurrence["pattern"], recurrence["range"]
    kind = str(pattern["type"]).lower()
    options: dict[str, Any] = {"interval": pattern.get("interval") or 1}
    if pattern.get("daysOfWeek") and kind in ("weekly", "relativemonthly", "relativeyearly"):
        options["byweekday"] = [_DAYS[day.lower()] for day in pattern["daysOfWeek"]]
    if kind == "weekly":
        options["wkst"] = _DAYS[str(pattern.get("firstDayOfWeek") or "sunday").lower()]
    if kind.startswith("relative"):
        options["bysetpos"] = _INDEXES[str(pattern.get("index") or "first").lower()]
    if kind.startswith("absolute"):
        # The 31st falls on a shorter month's last day: the last one there is of the 28th up to it.
        day = pattern.get("dayOfMonth") or start.day
        options |= {"bymonthday": range(min(day, 28), day + 1), "bysetpos": -1}
    if kind.endswith("yearly"):
        options["bymonth"] = pattern.get("month") or start.month
    if span["type"].lower() == "numbered":
        options["count"] = span["numberOfOccurrences"]
    if span["type"].lower() == "enddate":
        options["until"] = datetime.combine(date.fromisoformat(span["endDate"]), time.max)
    return rrule(_FREQUENCIES[kind], dtstart=start, **options)
