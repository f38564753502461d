"""The filters of the board: which events match each filter, and which are left to show.

Within a group, such as the providers, an event needs to match one of the active filters. Across groups it
needs to match all.
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
# All providers that Microsoft has no name for count as one here.
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
class FilterChoice:
    """A filter that the board offers.

    `count` is how many of the events that pass the other groups match it; `url` is the address of the board
    with this filter switched.
    """

    name: str
    label: str | Promise
    count: int
    is_on: bool
    url: str


@dataclass(frozen=True, slots=True)
class Filtered:
    """The result of filtering: the ids of the events to show, how many are hidden, the filters offered."""

    ids: frozenset[str]
    hidden: int
    choices: tuple[FilterChoice, ...]

    @property
    def on_labels(self) -> list[str]:
        """The labels of the filters that are on, in the active language."""
        return [str(choice.label) for choice in self.choices if choice.is_on]


def valid_names(names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` that are names of filters, each once."""
    return tuple(name for name in dict.fromkeys(names) if any(name in group for group in _GROUPS))


def filter_events(events: Sequence[Event], query: BoardQuery, overlapping: Collection[str]) -> Filtered:
    """The events that match the filters and words of `query`.

    `overlapping` are the ids of the events that overlap others.
    """
    traits = {event.id: _traits(event, overlapping) for event in search.matching(events, query.words)}
    ids = frozenset(id for id, names in traits.items() if _passes(names, query.only))
    return Filtered(ids, len({event.id for event in events}) - len(ids), tuple(_choices(traits, query)))


def _choices(traits: dict[str, frozenset[str]], query: BoardQuery) -> Iterable[FilterChoice]:
    present = frozenset().union(*traits.values(), query.only)
    labels = _LABELS | {each.value: providers.short_name(each) for each in _PROVIDERS}
    for name, label in labels.items():
        if name in present:
            others = [other for other in query.only if not _in_one_group(name, other)]
            count = sum(name in names and _passes(names, others) for names in traits.values())
            is_on = name in query.only
            only = tuple(other for other in query.only if other != name) if is_on else (*query.only, name)
            yield FilterChoice(name, label, count, is_on, query.replace(only=only).url)


def _passes(traits: frozenset[str], only: Iterable[str]) -> bool:
    active = frozenset(only)
    return all(traits & group & active for group in _GROUPS if group & active)


def _in_one_group(one: str, other: str) -> bool:
    return any({one, other} <= group for group in _GROUPS)


def _traits(event: Event, overlapping: Collection[str]) -> frozenset[str]:
    """The names of the filters that an event matches.

    A cancelled or declined event matches none: it does not take place, or not for this person.
    """
    if event.is_cancelled or event.is_declined:
        return frozenset()
    is_online = event.state != OFFLINE
    provider = event.provider.value if event.provider.is_known else _OTHER.value
    matches = {
        ONLINE: is_online,
        NOT_ONLINE: not is_online,
        UNANSWERED: event.response == "notResponded",
        MINE: event.is_organizer,
        CONFLICTS: event.id in overlapping,
        provider: is_online,
    }
    return frozenset(name for name, does_match in matches.items() if does_match)
