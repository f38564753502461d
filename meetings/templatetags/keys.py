"""Template tags for single-key shortcuts; they give nothing if the person switched the shortcuts off."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.template.context import Context
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _

register = template.Library()


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


@register.simple_tag(takes_context=True)
def key(context: Context, name: str) -> SafeString:
    """The attributes for the element that the key clicks, or for the field that it focuses."""
    shortcut = all_keys()[name]
    aria_name = shortcut.key.upper() if len(shortcut.key) == 1 else shortcut.key
    return _if_on(context, ' data-key="{}" aria-keyshortcuts="{}"', shortcut.key, aria_name)


@register.simple_tag(takes_context=True)
def hint(context: Context, name: str) -> SafeString:
    """The key as a kbd element beside what it does, hidden from screen readers."""
    return _if_on(context, '<kbd class="key" aria-hidden="true">{}</kbd>', all_keys()[name].cap)


@register.simple_tag
def keys() -> list[Key]:
    """All shortcuts, for the overview."""
    return list(all_keys().values())


def _if_on(context: Context, html: str, *values: str) -> SafeString:
    return format_html(html, *values) if context["preferences"].keys else SafeString()
