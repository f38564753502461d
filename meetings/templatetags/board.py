"""What the board is made of: rows as sentences, addresses, what is known of a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext as _

from meetings.board.days import RUNNING, Row
from meetings.board.shown import Shown
from meetings.templatetags.finding import overlap
from meetings.templatetags.joining import online_state
from meetings.templatetags.people import answer, organizer
from meetings.templatetags.times import times, whole_days
from meetings.wording import clauses, subject

register = template.Library()


@register.filter
def sentence(row: Row) -> str:
    """The whole row as one sentence, for those who listen to it."""
    event = row.event
    parts = [
        whole_days(event) if event.is_all_day else times(event, row.day),
        subject(event),
        _("cancelled") if event.is_cancelled else "",
        _("running now") if row.phase == RUNNING else "",
        _("organized by you") if event.is_organizer else organizer(event),
        event.place,
        "" if event.is_organizer else answer(event),
        overlap(row.conflict),
        online_state(event),
    ]
    return clauses(parts)


@register.filter
def on(shown: Shown, day: date) -> str:
    """The address of the board with as much from another day on."""
    return shown.at(day).address


@register.filter
def with_month(shown: Shown, day: date) -> str:
    """The address of the same board with another month in small."""
    return shown.but(month=day).address


@register.filter
def of(things: Mapping[Any, Any], key: object) -> Any:
    """What `things` holds for `key`."""
    return things.get(key)
