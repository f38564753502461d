"""The keys that do what a button of the page does, each alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Key:
    """`key` is the browser's name of it, letters small; `cap` is what stands on it, `does` what it does."""

    key: str
    cap: str
    does: str | Promise


_LEFT, _RIGHT = ("ArrowLeft", "←"), ("ArrowRight", "→")


def all_keys() -> dict[str, Key]:
    """The keys by what they are for; earlier is where the language of the page begins its lines."""
    earlier, later = (_RIGHT, _LEFT) if get_language_bidi() else (_LEFT, _RIGHT)
    return {
        "join": Key("j", "J", _("Join the running or next meeting; with several, choose one")),
        "new": Key("n", "N", _("New meeting")),
        "meet": Key("m", "M", _("Meet now")),
        "search": Key("/", "/", _("Search meetings")),
        "today": Key("t", "T", _("Today")),
        "earlier": Key(*earlier, _("Earlier days")),
        "later": Key(*later, _("Later days")),
        "week": Key("w", "W", _("Week")),
        "list": Key("l", "L", _("List")),
        "overview": Key("?", "?", _("Show this overview")),
    }
