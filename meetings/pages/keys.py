"""Single-key shortcuts: what they do, and their HTML, empty if the person switched them off."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Key:
    """A shortcut.

    `key` is the browser's name of the key, letters in lower case; `cap` is the label on the key, `does` what
    the shortcut does.
    """

    key: str
    cap: str
    does: str | Promise


_LEFT, _RIGHT = ("ArrowLeft", "←"), ("ArrowRight", "→")


def all_keys() -> dict[str, Key]:
    """All shortcuts by name; the arrow for "earlier" points to where lines begin in the page's language."""
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


def key(name: str, keys: bool) -> SafeString:
    """The attributes for the element that the key clicks or the field it focuses; none without `keys`."""
    shortcut = all_keys()[name]
    aria_name = shortcut.key.upper() if len(shortcut.key) == 1 else shortcut.key
    attributes = ' data-key="{}" aria-keyshortcuts="{}"'
    return format_html(attributes, shortcut.key, aria_name) if keys else SafeString()


def hint(name: str, keys: bool) -> SafeString:
    """The key as a kbd element beside what it does, hidden from screen readers; nothing without `keys`."""
    element = '<kbd class="key" aria-hidden="true">{}</kbd>'
    return format_html(element, all_keys()[name].cap) if keys else SafeString()
