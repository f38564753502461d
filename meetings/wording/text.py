"""Writes what many sentences share: an event's subject, lists of names, and sentences of several clauses."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from meetings.events import Event


def name_list(names: Iterable[object]) -> str:
    """Names with a comma, or the language's own mark, between them: "Teams, Skype"."""
    return pgettext("between names", ", ").join(map(str, names))


def clauses(parts: Iterable[str]) -> str:
    """The parts of a sentence with commas between them; empty ones are left out."""
    return pgettext("between the parts of a sentence", ", ").join(part for part in parts if part)


def subject(event: Event) -> str:
    """The subject of an event, or words for an empty one."""
    return event.subject or _("(no subject)")
