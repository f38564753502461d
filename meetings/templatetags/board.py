"""Template filters and tags of the board: rows as sentences, marked search words, addresses of the board."""

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
    """The whole row as one sentence, for screen readers."""
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
    """When the event of a row starts: "10:30", with the weekday if that is not the day of the row."""
    return time_on(row.event.start, row.day)


@register.filter
def overlap(overlap: Overlap | None) -> str:
    """An overlap in words: "overlaps with Stand-up"; empty for None."""
    if overlap is None:
        return ""
    if overlap.other is None:
        count = overlap.count
        return ngettext("overlaps with %d meeting", "overlaps with %d meetings", count) % count
    return _("overlaps with %(subject)s") % {"subject": text.subject(overlap.other)}


@register.simple_tag(takes_context=True)
def subject(context: Context, event: Event) -> str:
    """The subject of an event as HTML, with the words that the board is searched for marked."""
    query = context.get("query")
    return marked(text.subject(event), query.words if query and event.subject else "")


def marked(text: str, words: str) -> SafeString:
    """The text as HTML, with every match of one of `words` in a mark element."""
    spans = match_spans(text, words)
    bounds = [0, *(bound for span in spans for bound in span)]
    # The bounds 0, 3, 5, 8, 9 give the triples (0, 3, 5) and (5, 8, 9).
    triples = zip(bounds[0::2], bounds[1::2], bounds[2::2], strict=False)
    parts = ((text[start:begin], text[begin:end]) for start, begin, end in triples)
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), text[bounds[-1] :])


@register.filter
def on(query: BoardQuery, day: date) -> str:
    """The address of the board for the same query beginning at `day`."""
    return query.at(day).url


@register.filter
def with_month(query: BoardQuery, day: date) -> str:
    """The address of the same board with the month of `day` in the small month."""
    return query.replace(month=day).url


@register.filter
def of(mapping: Mapping[Any, Any], key: object) -> Any:
    """The value of `mapping` for `key`, None if there is none."""
    return mapping.get(key)
