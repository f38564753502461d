"""The services that can hold an online meeting, by the value Graph has for each."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Provider:
    """A service; `value` is Graph's `onlineMeetingProvider`.

    `retired` tells when Microsoft closed it, empty while it runs.
    """

    value: str
    name: str | Promise
    short: str | Promise
    icon: str
    retired: str | Promise = ""

    @property
    def is_known(self) -> bool:
        return self.value in _KNOWN


# The dates: contract, section 7, "Retired providers".
_KNOWN = {
    provider.value: provider
    for provider in (
        Provider("teamsForBusiness", _("Microsoft Teams"), _("Teams"), "video"),
        Provider(
            "skypeForBusiness",
            _("Skype for Business"),
            _("Skype for Business"),
            "chat",
            _("Skype for Business Online closed in July 2021; only company servers still answer."),
        ),
        Provider("skypeForConsumer", _("Skype"), _("Skype"), "chat", _("Skype closed in May 2025.")),
    )
}


def provider(value: str) -> Provider:
    """The provider of a value from Graph: "Other provider" for `unknown` and for what nobody foresaw."""
    return _KNOWN.get(value) or Provider(value, _("Other provider"), _("Other"), "globe")


def all_providers() -> tuple[Provider, ...]:
    """Every provider that a calendar may allow, the one worth offering first."""
    return tuple(_KNOWN.values())
