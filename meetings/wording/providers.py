"""The names of meeting providers, in full and in short, and their icons."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.events.providers import SKYPE, SKYPE_FOR_BUSINESS, TEAMS, Provider


class _Words(NamedTuple):
    name: str | Promise
    short: str | Promise
    icon: str
    retired: str | Promise = ""


# The dates are from docs/graph.md 7, "Retired providers".
_KNOWN = {
    TEAMS: _Words(_("Microsoft Teams"), _("Teams"), "video"),
    SKYPE_FOR_BUSINESS: _Words(
        _("Skype for Business"),
        _("Skype for Business"),
        "chat",
        _("Skype for Business Online closed in July 2021; only company servers still answer."),
    ),
    SKYPE: _Words(_("Skype"), _("Skype"), "chat", _("Skype closed in May 2025.")),
}
_OTHER = _Words(_("Other provider"), _("Other"), "globe")


def name(provider: Provider) -> str | Promise:
    """The full name: "Microsoft Teams", "Other provider"."""
    return _words(provider).name


def short_name(provider: Provider) -> str | Promise:
    """The name where there is little room: "Teams", "Other"."""
    return _words(provider).short


def icon(provider: Provider) -> str:
    """The name of its icon in static/icons.svg."""
    return _words(provider).icon


def retired(provider: Provider) -> str | Promise:
    """A sentence that says when Microsoft closed it; empty while it runs."""
    return _words(provider).retired


def _words(provider: Provider) -> _Words:
    return _KNOWN.get(provider.value, _OTHER)
