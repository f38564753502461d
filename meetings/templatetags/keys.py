"""The single keys that do what an element of a page does; nothing where the person switched the keys off."""

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


@register.simple_tag(takes_context=True)
def key(context: Context, name: str) -> SafeString:
    """The attributes of the element that the key clicks, or of the field that it leads to."""
    meant = all_keys()[name]
    shortcut = meant.key.upper() if len(meant.key) == 1 else meant.key
    return _if_on(context, ' data-key="{}" aria-keyshortcuts="{}"', meant.key, shortcut)


@register.simple_tag(takes_context=True)
def hint(context: Context, name: str) -> SafeString:
    """The key as it is drawn beside what it does, for the eye only."""
    return _if_on(context, '<kbd class="key" aria-hidden="true">{}</kbd>', all_keys()[name].cap)


@register.simple_tag
def keys() -> list[Key]:
    """All keys, for the overview."""
    return list(all_keys().values())


def _if_on(context: Context, form: str, *values: str) -> SafeString:
    return format_html(form, *values) if context["preferences"].keys else SafeString()
