"""A person's mailbox in memory: calendars, the events in them, and their ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sandbox.graph import times
from sandbox.graph.errors import item_not_found, malformed_id
from sandbox.graph.identifiers import Identifiers
from sandbox.graph.items import Instance, Item, Members, StoredCalendar, bounds, has_occurrence, occurrences
from sandbox.people import Person


class StoredMailbox:
    """The calendars of one person. `directory`, shared by all, has each mailbox by lower-case address."""

    def __init__(self, person: Person, directory: dict[str, StoredMailbox]) -> None:
        self.person = person
        self.directory = directory
        self.ids = Identifiers(person.object_id, personal=person.personal)
        self.calendars: dict[int, StoredCalendar] = {}
        self.items: dict[int, Item] = {}
        self.by_uid: dict[str, Item] = {}
        self.given_ids: dict[str, Item] = {}
        self.transactions: dict[str, tuple[str, Item]] = {}
        self.calls_end: list[float] = []
        """When each call to the mailbox is over, in monotonic seconds; infinity while it is under way."""
        self._serials = count(1)
        directory[person.address.lower()] = self

    @property
    def default_calendar(self) -> StoredCalendar:
        """The calendar that /me/calendar means."""
        return next(calendar for calendar in self.calendars.values() if calendar.is_default)

    def add_calendar(self, name: str, **facts: Any) -> StoredCalendar:
        """A new calendar; the first one is the default."""
        calendar = StoredCalendar(next(self._serials), name, is_default=not self.calendars, **facts)
        self.calendars[calendar.serial] = calendar
        return calendar

    def add(self, calendar: StoredCalendar, members: Members) -> Item:
        """Store an event whose members are complete."""
        item = Item(calendar, next(self._serials), members, bounds(members, datetime.now(UTC)))
        self.items[item.serial] = item
        calendar.timeline.add(item)
        self._remember(item)
        return item

    def add_recipes(
        self, calendar: StoredCalendar, recipes: Iterator[tuple[datetime, datetime, Callable[[], Members]]]
    ) -> None:
        """Store many short single events whose members are only written when read."""
        items = [Item(calendar, next(self._serials), recipe, (start, end)) for start, end, recipe in recipes]
        self.items.update((item.serial, item) for item in items)
        calendar.timeline.fill(items)

    def change(self, instance: Instance, changes: Members) -> None:
        """Write members of an item, or of an occurrence, then an exception; the change key moves."""
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
        if self.copy_of(item) is item:
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
        if found is None or (parsed.day and not has_occurrence(found, parsed.day)):
            raise item_not_found()
        return Instance(found, parsed.day)

    def copy_of(self, item: Item) -> Item | None:
        """This mailbox's copy of an event that lies in another one."""
        uid = item.members["iCalUId"]
        return self.by_uid.get(uid) if isinstance(uid, str) else None

    def find_calendar(self, calendar_id: str) -> StoredCalendar:
        """The calendar of that id. Raises 400 or 404 as `find` does."""
        serial = self.ids.parse_calendar(calendar_id)
        if serial is None:
            raise malformed_id()
        if serial not in self.calendars:
            raise item_not_found()
        return self.calendars[serial]

    def view(self, calendar: StoredCalendar, start: datetime, end: datetime) -> Iterator[Instance]:
        """Single events, occurrences and exceptions that overlap the window, in no order of time."""
        for item in calendar.timeline.singles(start, end):
            yield Instance(item)
        for master in calendar.timeline.masters():
            yield from occurrences(master, start, end)

    def _remember(self, item: Item) -> None:
        if isinstance(uid := item.members.get("iCalUId"), str):
            self.by_uid[uid] = item
        if isinstance(given := item.members.get("id"), str):
            self.given_ids[given] = item


mailboxes: dict[str, StoredMailbox] = {}
"""Person key -> mailbox; a reset puts fresh ones in their place."""
