"""A person's mailbox and calendars, and the meeting providers that each calendar allows."""

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

    `allowed` and `default_provider` are Graph's provider values, both empty when meetings in this calendar
    cannot be online.
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
        """The providers allowed for online meetings in this calendar, its default first."""
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
    """A person's time zone, language, calendars and working hours, which seldom change.

    `zone_name` and `locale` are Graph's names; either may be empty, and the zone may be one we do not know.
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
        """The calendars in which the person can create meetings, the default one first."""
        return tuple(sorted((c for c in self.calendars if c.can_edit), key=lambda c: not c.is_default))

    def shown(self, choice: Mapping[str, bool]) -> tuple[Calendar, ...]:
        """The calendars shown in the agenda, the default one first.

        `choice` says by id whether to show a calendar. One that it does not name is shown by rule: if it is
        the person's own, or if they can write to it.
        """
        return tuple(c for c in self.ordered if choice.get(c.id, self._is_shown_by_rule(c)))

    @property
    def ordered(self) -> tuple[Calendar, ...]:
        """All calendars: the default one first, other people's last."""
        return tuple(sorted(self.calendars, key=lambda c: (not c.is_default, not self.is_own(c))))

    def is_own(self, calendar: Calendar) -> bool:
        """Whether the calendar is the person's own rather than shared by somebody else."""
        owner = self.default.owner.address.lower() if self.default else ""
        return calendar.owner.address.lower() == owner

    def updated_choice(
        self, choice: Mapping[str, bool], listed: Collection[str], ticked: Collection[str]
    ) -> dict[str, bool]:
        """The new `choice` for `shown`, after a form `listed` some calendars and these were `ticked` (ids).

        It has only what differs from the rule, so that a calendar left as the rule has it keeps following it.
        """
        decided = {c.id: c.id in ticked for c in self.calendars if c.id in listed}
        by_rule = {c.id: self._is_shown_by_rule(c) for c in self.calendars}
        return {key: shown for key, shown in {**choice, **decided}.items() if by_rule.get(key) is not shown}

    def _is_shown_by_rule(self, calendar: Calendar) -> bool:
        return calendar.can_edit or self.is_own(calendar)

    def calendar(self, calendar_id: str) -> Calendar | None:
        return next((calendar for calendar in self.calendars if calendar.id == calendar_id), None)

    @classmethod
    def from_graph(cls, settings: Json, calendars: Iterable[Json]) -> Mailbox:
        """From mailboxSettings, which may be empty, and the objects in the list of calendars."""
        return cls(
            zone_name=text(settings, "timeZone"),
            locale=text(nested(settings, "language"), "locale"),
            calendars=tuple(Calendar.from_graph(item) for item in calendars),
            working_hours=WorkingHours.from_graph(nested(settings, "workingHours")),
        )
