"""What the board is made of: rows as sentences, what was searched for, addresses, what is known of a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.board.days import RUNNING, Row
from meetings.board.overlaps import Overlap
from meetings.board.query import BoardQuery
from meetings.board.search import match_spans
from meetings.events import Event
from meetings.wording import text
from meetings.wording.dates import time_on
from meetings.wording.people import answer, organizer
from meetings.wording.state import online_state
from meetings.wording.times import times, whole_days

register = template.Library()


@register.filter
def sentence(row: Row) -> str:
    """The whole row as one sentence, for those who listen to it."""
    event = row.event
    parts = [
        whole_days(event) if event.is_all_day else times(event, row.day),
        text.subject(event),
        _("cancelled") if event.is_cancelled else "",
        _("running now") if row.phase == RUNNING else "",
        _("organized by you") if event.is_organizer else organizer(event),
        event.place,
        "" if event.is_organizer else answer(event),
        overlap(row.overlap),
        online_state(event),
    ]
    return text.clauses(parts)


@register.filter
def clock(row: Row) -> str:
    """When the event of a row starts: "10:30", with the day when that is before the day of the row."""
    return time_on(row.event.start, row.day)


@register.filter
def overlap(overlap: Overlap | None) -> str:
    """With what a meeting overlaps: "overlaps with Stand-up"; empty for None."""
    if overlap is None:
        return ""
    if overlap.other is None:
        count = overlap.count
        return ngettext("overlaps with %d meeting", "overlaps with %d meetings", count) % count
    return _("overlaps with %(subject)s") % {"subject": text.subject(overlap.other)}


@register.simple_tag(takes_context=True)
def subject(context: Context, event: Event) -> str:
    """The subject of an event; what the board is searched for is marked in it."""
    query = context.get("query")
    return marked(text.subject(event), query.words if query and event.subject else "")


def marked(text: str, words: str) -> SafeString:
    """The text as HTML, with what was searched for in it marked."""
    spans = match_spans(text, words)
    bounds = [0, *(place for span in spans for place in span)]
    # From 0, 3, 5, 8, 9: (0, 3, 5), (5, 8, 9).
    steps = zip(bounds[0::2], bounds[1::2], bounds[2::2], strict=False)
    parts = ((text[start:begin], text[begin:end]) for start, begin, end in steps)
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), text[bounds[-1] :])


@register.filter
def on(query: BoardQuery, day: date) -> str:
    """The address of the board with as much from another day on."""
    return query.at(day).url


@register.filter
def with_month(query: BoardQuery, day: date) -> str:
    """The address of the same board with another month in small."""
    return query.replace(month=day).url


@register.filter
def of(things: Mapping[Any, Any], key: object) -> Any:
    """What `things` holds for `key`."""
    return things.get(key)
