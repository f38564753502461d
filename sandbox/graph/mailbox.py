"""A person's mailbox in memory: calendars and the events stored in them.

An event is kept as the members that Graph would answer with. Their values are never changed in place, only
replaced: an answer that is being written while the next call comes in stays whole.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sandbox.graph import times
from sandbox.graph.errors import item_not_found, malformed_id
from sandbox.graph.identifiers import Identifiers
from sandbox.graph.series import Series
from sandbox.graph.timeline import Timeline, overlaps
from sandbox.people import Person

Members = dict[str, Any]
"""Members of an event under Graph's names."""


@dataclass(eq=False, slots=True)
class Calendar:
    """One calendar of a mailbox and what online meetings its owner's company allows in it."""

    serial: int
    name: str
    color: str = "auto"
    is_default: bool = False
    can_edit: bool = True
    providers: tuple[str, ...] = ()
    default_provider: str = "unknown"
    timeline: Timeline = field(default_factory=Timeline)


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
        calendar: Calendar,
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
        self.pending: Any = None
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
            start, end = self.members["start"], self.members["end"]
            walls = [datetime.fromisoformat(part["dateTime"]) for part in (start, end)]
            zone = "UTC" if self.members["isAllDay"] else start["timeZone"]
            self._series = Series(self.members["recurrence"], walls[0], walls[1], zone)
        return self._series

    def change(self, changes: Members) -> None:
        """Replace members; must not be called while the item lies in a timeline if it moves in time."""
        self._members = {**self.members, **changes}
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
    def bounds(self) -> tuple[datetime, datetime]:
        """When it is, as instants in UTC."""
        if self.day is None:
            return self.item.start, self.item.end
        own = self.item.series.bounds(self.day)
        return bounds({**self.item.members, **self.changes}, own[0]) if "start" in self.changes else own


class Mailbox:
    """The calendars of one person. `directory` is shared: every mailbox of the tenant by lower-case address."""

    def __init__(self, person: Person, directory: dict[str, Mailbox]) -> None:
        self.person = person
        self.directory = directory
        self.ids = Identifiers(person.object_id, personal=person.personal)
        self.calendars: dict[int, Calendar] = {}
        self.items: dict[int, Item] = {}
        self.by_uid: dict[str, Item] = {}
        self.given_ids: dict[str, Item] = {}
        self.transactions: dict[str, tuple[str, Item]] = {}
        self._serials = count(1)
        directory[person.address.lower()] = self

    @property
    def default_calendar(self) -> Calendar:
        """The calendar that /me/calendar means."""
        return next(calendar for calendar in self.calendars.values() if calendar.is_default)

    def add_calendar(self, name: str, **facts: Any) -> Calendar:
        """A new calendar; the first one is the default."""
        calendar = Calendar(next(self._serials), name, is_default=not self.calendars, **facts)
        self.calendars[calendar.serial] = calendar
        return calendar

    def add(self, calendar: Calendar, members: Members) -> Item:
        """Store an event whose members are complete."""
        item = Item(calendar, next(self._serials), members, bounds(members, datetime.now(UTC)))
        self.items[item.serial] = item
        calendar.timeline.add(item)
        self._remember(item)
        return item

    def add_recipes(
        self, calendar: Calendar, recipes: Iterator[tuple[datetime, datetime, Callable[[], Members]]]
    ) -> None:
        """Store many short single events whose members are only written when read."""
        items = [Item(calendar, next(self._serials), recipe, (start, end)) for start, end, recipe in recipes]
        self.items.update((item.serial, item) for item in items)
        calendar.timeline.fill(items)

    def change(self, instance: Instance, changes: Members) -> None:
        """Write members of an item, or of one occurrence, which thereby becomes an exception; moves the change key."""
        item = instance.item
        if instance.day is not None:
            item.exceptions = {**item.exceptions, instance.day: {**instance.changes, **changes}}
            changes = {}
        item.calendar.timeline.remove(item)
        item.change({**changes, "lastModifiedDateTime": times.stamp(datetime.now(UTC))})
        item.version = next(self._serials)
        item.calendar.timeline.add(item)
        self._remember(item)

    def remove(self, instance: Instance) -> None:
        """Take an item out of its calendar, or cancel one occurrence of a series."""
        item = instance.item
        if instance.day is not None:
            item.cancelled |= {instance.day}
            item.exceptions = {day: kept for day, kept in item.exceptions.items() if day != instance.day}
            self.change(Instance(item), {})
            return
        item.calendar.timeline.remove(item)
        del self.items[item.serial]
        if self.by_uid.get(item.members["iCalUId"]) is item:
            del self.by_uid[item.members["iCalUId"]]

    def find(self, event_id: str) -> Instance:
        """What an event id names. Raises 400 for an id of no or another mailbox, 404 when it is gone."""
        if event_id in self.given_ids:
            item = self.given_ids[event_id]
            if item.serial not in self.items:
                raise item_not_found()
            return Instance(item)
        parsed = self.ids.parse_event(event_id)
        if parsed is None:
            raise malformed_id()
        found = self.items.get(parsed.serial)
        if found is None or (parsed.day and not _has_occurrence(found, parsed.day)):
            raise item_not_found()
        return Instance(found, parsed.day)

    def find_calendar(self, calendar_id: str) -> Calendar:
        """The calendar of that id. Raises 400 or 404 as `find` does."""
        serial = self.ids.parse_calendar(calendar_id)
        if serial is None:
            raise malformed_id()
        if serial not in self.calendars:
            raise item_not_found()
        return self.calendars[serial]

    def view(self, calendar: Calendar, start: datetime, end: datetime) -> Iterator[Instance]:
        """Single events, occurrences and exceptions that overlap the window; no masters, in no order of time."""
        for item in calendar.timeline.singles(start, end):
            yield Instance(item)
        for master in calendar.timeline.masters():
            yield from occurrences(master, start, end)

    def _remember(self, item: Item) -> None:
        if isinstance(uid := item.members.get("iCalUId"), str):
            self.by_uid[uid] = item
        if isinstance(given := item.members.get("id"), str):
            self.given_ids[given] = item


def occurrences(master: Item, start: datetime, end: datetime) -> Iterator[Instance]:
    """The occurrences and exceptions of a series in the window; cancelled ones are left out."""
    for day in master.series.days(start, end):
        if day not in master.cancelled and day not in master.exceptions:
            yield Instance(master, day)
    for day in master.exceptions:
        exception = Instance(master, day)
        if overlaps(*exception.bounds, start, end):
            yield exception


def bounds(members: Members, fallback: datetime) -> tuple[datetime, datetime]:
    """The instants between which an event lies; all-day dates count as UTC midnights (contract 6).

    Planted times may be odd: where there is no time in them, the event lies at `fallback`.
    """
    if members.get("isAllDay"):
        values = [
            times.lenient_instant({**(members.get(name) or {}), "timeZone": "UTC"})
            for name in ("start", "end")
        ]
    else:
        values = [times.lenient_instant(members.get(name)) for name in ("start", "end")]
    start = values[0] or fallback
    return start, max(start, values[1] or start + timedelta(minutes=30))


def new_uid() -> uuid.UUID:
    """What the iCalUId of a new event is made from."""
    return uuid.uuid4()


def _has_occurrence(item: Item, day: date) -> bool:
    return item.recurring and day not in item.cancelled and (day in item.exceptions or item.series.holds(day))
