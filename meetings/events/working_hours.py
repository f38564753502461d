"""When a person works, as their mailbox settings say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from meetings.events.json import Json, items, text

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """From when to when, in the person's own time, on which `weekdays` (0 is Monday)."""

    weekdays: tuple[int, ...]
    begins: time
    ends: time

    @classmethod
    def from_graph(cls, data: Json) -> WorkingHours | None:
        """From `workingHours`; None when it does not say a span of hours of some day."""
        begins, ends = _time(text(data, "startTime")), _time(text(data, "endTime"))
        names = {name.lower() for name in items(data, "daysOfWeek") if isinstance(name, str)}
        weekdays = tuple(number for number, name in enumerate(_WEEKDAYS) if name in names)
        return cls(weekdays, begins, ends) if begins and ends and weekdays and begins < ends else None


def _time(written: str) -> time | None:
    """A time of day, which Graph writes with seven digits of a second."""
    try:
        return time.fromisoformat(written[:8])
    except ValueError:
        return None
