"""The filters of the board: which meetings each of them stands for, and what is left to see.

Filters of one group widen each other, as two providers do; groups narrow each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.board import search
from meetings.board.query import BoardQuery
from meetings.events import OFFLINE, Event, Provider
from meetings.events.providers import all_providers
from meetings.wording import providers

ONLINE, NOT_ONLINE, UNANSWERED, MINE, CONFLICTS = "online", "offline", "unanswered", "mine", "conflicts"
_LABELS: dict[str, str | Promise] = {
    ONLINE: _("Online"),
    NOT_ONLINE: _("Not online"),
    UNANSWERED: _("Needs my answer"),
    MINE: _("Organized by me"),
    CONFLICTS: _("Conflicts"),
}
# What Microsoft has no name for is one provider here.
_OTHER = Provider("unknown")
_PROVIDERS = (*all_providers(), _OTHER)
_GROUPS = (
    frozenset({ONLINE, NOT_ONLINE}),
    frozenset({UNANSWERED}),
    frozenset({MINE}),
    frozenset({CONFLICTS}),
    frozenset(each.value for each in _PROVIDERS),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter that can be chosen.

    `count` is how many meetings it stands for among those that the other groups let through; `url` is
    the address of the board with this filter the other way round.
    """

    name: str
    label: str | Promise
    count: int
    is_on: bool
    url: str


@dataclass(frozen=True, slots=True)
class Filtered:
    """What is left of a board's events: their ids, how many are hidden, and the filters there are."""

    ids: frozenset[str]
    hidden: int
    choices: tuple[Choice, ...]

    @property
    def on_labels(self) -> list[str]:
        """The names of the filters that are on, as the person reads them."""
        return [str(choice.label) for choice in self.choices if choice.is_on]


def known(names: Iterable[str]) -> tuple[str, ...]:
    """The names that are a filter's, each once."""
    return tuple(name for name in dict.fromkeys(names) if any(name in group for group in _GROUPS))


def filter_events(events: Sequence[Event], query: BoardQuery, overlapping: Collection[str]) -> Filtered:
    """What the filters and words of `query` leave; `overlapping` are the ids of events that overlap."""
    traits = {event.id: _traits(event, overlapping) for event in search.matching(events, query.words)}
    left = frozenset(id for id, names in traits.items() if _passes(names, query.only))
    return Filtered(left, len({event.id for event in events}) - len(left), tuple(_choices(traits, query)))


def _choices(traits: dict[str, frozenset[str]], query: BoardQuery) -> Iterable[Choice]:
    present = frozenset().union(*traits.values(), query.only)
    labels = _LABELS | {each.value: providers.short_name(each) for each in _PROVIDERS}
    for name, label in labels.items():
        if name in present:
            others = [other for other in query.only if not _in_one_group(name, other)]
            count = sum(name in names and _passes(names, others) for names in traits.values())
            is_on = name in query.only
            only = tuple(one for one in query.only if one != name) if is_on else (*query.only, name)
            yield Choice(name, label, count, is_on, query.replace(only=only).url)


def _passes(traits: frozenset[str], only: Iterable[str]) -> bool:
    chosen = frozenset(only)
    return all(traits & group & chosen for group in _GROUPS if group & chosen)


def _in_one_group(one: str, other: str) -> bool:
    return any({one, other} <= group for group in _GROUPS)


def _traits(event: Event, overlapping: Collection[str]) -> frozenset[str]:
    """The names of the filters that an event is shown by.

    None for a cancelled or declined one: it does not take place, or not for this person.
    """
    if event.is_cancelled or event.is_declined:
        return frozenset()
    is_online = event.state != OFFLINE
    provider = event.provider.value if event.provider.is_known else _OTHER.value
    told = {
        ONLINE: is_online,
        NOT_ONLINE: not is_online,
        UNANSWERED: event.response == "notResponded",
        MINE: event.is_organizer,
        CONFLICTS: event.id in overlapping,
        provider: is_online,
    }
    return frozenset(name for name, is_so in told.items() if is_so)
