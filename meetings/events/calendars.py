"""A person's calendars and what can be held online in each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from meetings.events.json import Json, items, nested, text
from meetings.events.people import Person
from meetings.events.providers import Provider
from meetings.events.working_hours import WorkingHours


@dataclass(frozen=True, slots=True)
class Calendar:
    """One of the person's calendars.

    `allowed` and `default_provider` are Graph's values, empty when nothing online can be made there.
    """

    id: str
    name: str
    color: str
    is_default: bool
    can_edit: bool
    owner: Person
    allowed: tuple[str, ...]
    default_provider: str

    @property
    def providers(self) -> tuple[Provider, ...]:
        """What an online meeting can be made with here, the calendar's default first."""
        return tuple(
            Provider(value)
            for value in sorted(self.allowed, key=lambda value: value != self.default_provider)
        )

    @classmethod
    def from_graph(cls, data: Json) -> Calendar:
        values = (value for value in items(data, "allowedOnlineMeetingProviders") if isinstance(value, str))
        allowed = tuple(dict.fromkeys(value for value in values if value != "unknown"))
        default = text(data, "defaultOnlineMeetingProvider")
        return cls(
            id=text(data, "id"),
            name=text(data, "name"),
            color=text(data, "color") or "auto",
            is_default=data.get("isDefaultCalendar") is True,
            can_edit=data.get("canEdit") is True,
            owner=Person.from_graph(nested(data, "owner")),
            allowed=allowed,
            default_provider=default if default in allowed else next(iter(allowed), ""),
        )


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Facts that seldom change: zone, language, calendars and working hours.

    `zone_name` is Graph's, may be empty or strange.
    """

    zone_name: str
    locale: str
    calendars: tuple[Calendar, ...]
    working_hours: WorkingHours | None = None

    @property
    def default(self) -> Calendar | None:
        return next((calendar for calendar in self.calendars if calendar.is_default), None)

    @property
    def editable(self) -> tuple[Calendar, ...]:
        """The calendars that a meeting can be made in, the default one first."""
        return tuple(sorted((c for c in self.calendars if c.can_edit), key=lambda c: not c.is_default))

    def shown(self, choice: Mapping[str, bool]) -> tuple[Calendar, ...]:
        """Those in the agenda, the default one first; `choice` tells of calendars by id whether to show them.

        Of the others the person's own are shown, and those of somebody else's that they may write to.
        """
        return tuple(c for c in self.ordered if choice.get(c.id, self._is_shown_by_rule(c)))

    @property
    def ordered(self) -> tuple[Calendar, ...]:
        """All of them, the default one first, those of other people last."""
        return tuple(sorted(self.calendars, key=lambda c: (not c.is_default, not self.is_own(c))))

    def is_own(self, calendar: Calendar) -> bool:
        """Whether the calendar is the person's own, not one that somebody shares with them."""
        owner = self.default.owner.address.lower() if self.default else ""
        return calendar.owner.address.lower() == owner

    def choice(
        self, before: Mapping[str, bool], listed: Collection[str], ticked: Collection[str]
    ) -> dict[str, bool]:
        """What to remember for `shown` once somebody ticked some of the calendars `listed`, all by id.

        Only what departs from the rule, so that a calendar of which nobody decided keeps following it.
        """
        decided = {c.id: c.id in ticked for c in self.calendars if c.id in listed}
        by_rule = {c.id: self._is_shown_by_rule(c) for c in self.calendars}
        return {key: shown for key, shown in {**before, **decided}.items() if by_rule.get(key) is not shown}

    def _is_shown_by_rule(self, calendar: Calendar) -> bool:
        return calendar.can_edit or self.is_own(calendar)

    def calendar(self, calendar_id: str) -> Calendar | None:
        return next((calendar for calendar in self.calendars if calendar.id == calendar_id), None)

    @classmethod
    def from_graph(cls, settings: Json, calendars: Iterable[Json]) -> Mailbox:
        """From mailboxSettings, which may be empty, and the members of the list of calendars."""
        return cls(
            zone_name=text(settings, "timeZone"),
            locale=text(nested(settings, "language"), "locale"),
            calendars=tuple(Calendar.from_graph(item) for item in calendars),
            working_hours=WorkingHours.from_graph(nested(settings, "workingHours")),
        )
