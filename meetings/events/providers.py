"""The providers of online meetings, identified by Graph's values."""

from __future__ import annotations

from dataclasses import dataclass

TEAMS, SKYPE_FOR_BUSINESS, SKYPE = "teamsForBusiness", "skypeForBusiness", "skypeForConsumer"


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider; `value` is Graph's `onlineMeetingProvider`. Its names are in meetings.wording.providers."""

    value: str

    @property
    def is_known(self) -> bool:
        """Whether it is one of Microsoft's services; false for `unknown` and for values new to us."""
        return self in all_providers()


def all_providers() -> tuple[Provider, ...]:
    """Every provider that a calendar can allow, the best one to offer first."""
    return (Provider(TEAMS), Provider(SKYPE_FOR_BUSINESS), Provider(SKYPE))
