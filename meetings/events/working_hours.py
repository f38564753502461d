"""The hours and days on which a person works, from their mailbox settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from meetings.events.json import Json, items, text

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """A working day from `begins` to `ends`, in the person's own time zone, on `weekdays` (0 is Monday)."""

    weekdays: tuple[int, ...]
    begins: time
    ends: time

    @classmethod
    def from_graph(cls, data: Json) -> WorkingHours | None:
        """From Graph's `workingHours`; None without a day of the week, or without a start before its end."""
        begins, ends = _time(text(data, "startTime")), _time(text(data, "endTime"))
        names = {name.lower() for name in items(data, "daysOfWeek") if isinstance(name, str)}
        weekdays = tuple(number for number, name in enumerate(_WEEKDAYS) if name in names)
        return cls(weekdays, begins, ends) if begins and ends and weekdays and begins < ends else None


def _time(value: str) -> time | None:
    """A time of day, which Graph writes with seven digits after the seconds; None if it cannot be read."""
    try:
        return time.fromisoformat(value[:8])
    except ValueError:
        return None
