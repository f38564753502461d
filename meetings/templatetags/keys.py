"""Which key does what an element of a page does; nothing of it where the person switched the keys off."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from meetings.keys import Key, all_keys

register = template.Library()


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
