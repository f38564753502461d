"""A calendar's events in order of time, so that a week of thousands is found without reading the others."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Generic, Protocol, TypeVar

_SHORT = timedelta(days=1)
_EVER = datetime.min.replace(tzinfo=UTC) + 2 * _SHORT


class Timed(Protocol):
    """What lies in a timeline, between two aware instants in UTC."""

    serial: int
    start: datetime
    end: datetime

    @property
    def recurring(self) -> bool: ...


TimedT = TypeVar("TimedT", bound=Timed)


class Timeline(Generic[TimedT]):
    """Single events by their start; long ones and series masters are kept aside."""

    def __init__(self) -> None:
        self._by_start: list[tuple[datetime, int]] = []
        self._short: dict[int, TimedT] = {}
        self._long: dict[int, TimedT] = {}
        self._series: dict[int, TimedT] = {}

    def __iter__(self) -> Iterator[TimedT]:
        """All of them in the order of their making, which is not that of time."""
        every = {**self._series, **self._long, **self._short}
        return (every[serial] for serial in sorted(every))

    def add(self, item: TimedT) -> None:
        """Put an item in; its times and recurrence must not change while it is here."""
        if item.recurring:
            self._series[item.serial] = item
        elif item.end - item.start > _SHORT:
            self._long[item.serial] = item
        else:
            self._short[item.serial] = item
            insort(self._by_start, (item.start, item.serial))

    def fill(self, items: Iterable[TimedT]) -> None:
        """Put many short single events in at once."""
        for item in items:
            self._short[item.serial] = item
            self._by_start.append((item.start, item.serial))
        self._by_start.sort()

    def remove(self, item: TimedT) -> None:
        """Take an item out; it must be here."""
        if self._series.pop(item.serial, None) or self._long.pop(item.serial, None):
            return
        del self._short[item.serial]
        del self._by_start[bisect_left(self._by_start, (item.start, item.serial))]

    def singles(self, start: datetime, end: datetime) -> Iterator[TimedT]:
        """The single events that overlap the window from `start` to before `end` (aware, UTC)."""
        earliest = start - _SHORT if start > _EVER else start
        first = bisect_left(self._by_start, (earliest, 0))
        last = bisect_left(self._by_start, (end, 0))
        for _, serial in self._by_start[first:last]:
            item = self._short[serial]
            if overlaps(item.start, item.end, start, end):
                yield item
        yield from (item for item in self._long.values() if overlaps(item.start, item.end, start, end))

    def masters(self) -> list[TimedT]:
        """The series, each once."""
        return list(self._series.values())


def overlaps(start: datetime, end: datetime, window_start: datetime, window_end: datetime) -> bool:
    """Whether an event meets the half-open window; one without duration counts at its very start."""
    return start < window_end and (end > window_start or start == end == window_start)
