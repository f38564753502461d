"""Stored events: single ones, series masters, and the instances that an id names.

An event is kept as the members that Graph would answer with. Their values are never changed in place, only
replaced: an answer that is being written while the next call comes in stays whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sandbox.graph import times
from sandbox.graph.series import Series
from sandbox.graph.timeline import Timeline, overlaps

Members = dict[str, Any]
"""Members of an event under Graph's names."""


@dataclass(eq=False, slots=True)
class StoredCalendar:
    """One calendar of a mailbox and what online meetings its owner's company allows in it."""

    serial: int
    name: str
    color: str = "auto"
    is_default: bool = False
    can_edit: bool = True
    providers: tuple[str, ...] = ()
    default_provider: str = "unknown"
    timeline: Timeline[Item] = field(default_factory=Timeline)


class Item:
    """A single event or a series master, as it lies in one mailbox."""

    __slots__ = (
        "_members",
        "_series",
        "calendar",
        "cancelled",
        "end",
        "exceptions",
        "pending",
        "serial",
        "start",
        "version",
    )

    def __init__(
        self,
        calendar: StoredCalendar,
        serial: int,
        members: Members | Callable[[], Members],
        bounds: tuple[datetime, datetime],
    ) -> None:
        """`members` may be a recipe, called when somebody first reads them; `bounds` are UTC instants."""
        self.calendar = calendar
        self.serial = serial
        self.version = serial
        self.start, self.end = bounds
        self.exceptions: dict[date, Members] = {}
        self.cancelled: frozenset[date] = frozenset()
        self.pending: PendingLink | None = None
        self._members = members
        self._series: Series | None = None

    @property
    def members(self) -> Members:
        """What is stored, `start` and `end` in the zone they were sent in."""
        if callable(self._members):
            self._members = self._members()
        return self._members

    @property
    def was_read(self) -> bool:
        """False while the members are still a recipe."""
        return not callable(self._members)

    @property
    def recurring(self) -> bool:
        """Whether this is a series master."""
        return self.was_read and bool(self.members.get("recurrence"))

    @property
    def series(self) -> Series:
        """The expansion of a series master."""
        if self._series is None:
            self._series = series_of(self.members)
        return self._series

    def change(self, changes: Members) -> None:
        """Replace members; must not be called while the item lies in a timeline if it moves in time."""
        # A change key that a planted event brought along counts until the first change.
        kept = {
            name: value for name, value in self.members.items() if name not in ("changeKey", "@odata.etag")
        }
        self._members = {**kept, **changes}
        self._series = None
        self.start, self.end = bounds(self._members, self.start)


@dataclass(frozen=True, slots=True)
class Instance:
    """What one id names: a whole item, or the occurrence of a series on its original `day`."""

    item: Item
    day: date | None = None

    @property
    def changes(self) -> Members:
        """What makes an exception of an occurrence; empty for everything else."""
        return self.item.exceptions.get(self.day, {}) if self.day else {}

    def get(self, member: str) -> Any:
        """The stored member as it holds for this instance."""
        return self.changes[member] if member in self.changes else self.item.members.get(member)

    @property
    def attendees(self) -> list[Members]:
        """Those invited; what was planted in their place and is no attendee is passed over."""
        people = self.get("attendees")
        return [person for person in people if isinstance(person, dict)] if isinstance(people, list) else []

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """When it is, as instants in UTC."""
        if self.day is None:
            return self.item.start, self.item.end
        own = self.item.series.bounds(self.day)
        return bounds({**self.item.members, **self.changes}, own[0]) if "start" in self.changes else own


@dataclass(slots=True)
class PendingLink:
    """A join link that is late by so many reads; `arrived` makes a body object the members with it there."""

    instance: Instance
    arrived: Callable[[Any], Members]
    reads_left: int


def occurrences(master: Item, start: datetime, end: datetime) -> Iterator[Instance]:
    """The occurrences and exceptions of a series in the window; cancelled ones are left out."""
    for day in master.series.days(start, end):
        if day not in master.cancelled and day not in master.exceptions:
            yield Instance(master, day)
    for day in master.exceptions:
        exception = Instance(master, day)
        if overlaps(*exception.bounds, start, end):
            yield exception


def series_of(members: Members) -> Series:
    """The expansion of a series master's members; an all-day series floats as its days do."""
    walls = [datetime.fromisoformat(members[name]["dateTime"]) for name in ("start", "end")]
    zone = "UTC" if members["isAllDay"] else members["start"]["timeZone"]
    return Series(members["recurrence"], walls[0], walls[1], zone)


def bounds(members: Members, fallback: datetime) -> tuple[datetime, datetime]:
    """The instants between which an event lies; all-day dates count as UTC midnights (docs/graph.md 6).

    Planted times may be odd: where there is no time in them, the event lies at `fallback`.
    """
    floating = bool(members.get("isAllDay"))
    values = [times.lenient_instant(members.get(name), floating=floating) for name in ("start", "end")]
    start = values[0] or fallback
    return start, max(start, values[1] or start + timedelta(minutes=30))


def has_occurrence(item: Item, day: date) -> bool:
    """Whether a series still has its occurrence of that original day."""
    return item.recurring and day not in item.cancelled and (day in item.exceptions or item.series.holds(day))
