"""The services that can hold an online meeting, by the value Graph has for each."""

from __future__ import annotations

from dataclasses import dataclass

TEAMS, SKYPE_FOR_BUSINESS, SKYPE = "teamsForBusiness", "skypeForBusiness", "skypeForConsumer"


@dataclass(frozen=True, slots=True)
class Provider:
    """A service; `value` is Graph's `onlineMeetingProvider`. How it is called: meetings.wording.providers."""

    value: str

    @property
    def is_known(self) -> bool:
        """Whether Microsoft has a name for it; false for `unknown` and for what nobody foresaw."""
        return self in all_providers()


def all_providers() -> tuple[Provider, ...]:
    """Every provider that a calendar may allow, the one worth offering first."""
    return (Provider(TEAMS), Provider(SKYPE_FOR_BUSINESS), Provider(SKYPE))
