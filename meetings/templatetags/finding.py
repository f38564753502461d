"""How the pages show what was found: the words in a text, and with what a meeting overlaps."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings import wording
from meetings.board.conflicts import Conflict
from meetings.board.search import found_in
from meetings.events import Event

register = template.Library()


@register.simple_tag(takes_context=True)
def subject(context: Context, event: Event) -> str:
    """The subject of an event; what the board is searched for is marked in it."""
    shown = context.get("shown")
    return marked(wording.subject(event), shown.words if shown and event.subject else "")


def marked(text: str, words: str) -> SafeString:
    """The text as HTML, with what was searched for in it marked."""
    spans = found_in(text, words)
    bounds = [0, *(place for span in spans for place in span)]
    parts = ((text[start:begin], text[begin:end]) for start, begin, end in _steps(bounds))
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), text[bounds[-1] :])


@register.filter
def overlap(conflict: Conflict | None) -> str:
    """With what a meeting overlaps: "overlaps with Stand-up"; empty for None."""
    if conflict is None:
        return ""
    if conflict.other is None:
        count = conflict.count
        return ngettext("overlaps with %d meeting", "overlaps with %d meetings", count) % count
    return _("overlaps with %(subject)s") % {"subject": wording.subject(conflict.other)}


def _steps(bounds: list[int]) -> list[tuple[int, int, int]]:
    """From 0, 3, 5, 8, 9: (0, 3, 5), (5, 8, 9)."""
    return list(zip(bounds[0::2], bounds[1::2], bounds[2::2], strict=False))
