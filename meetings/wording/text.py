"""Words that many sentences share: an event's name, marks between names and between parts of a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from meetings.events import Event


def listed(names: Iterable[object]) -> str:
    """Names in a row: "Teams, Skype"."""
    return pgettext("between names", ", ").join(map(str, names))


def clauses(parts: Iterable[str]) -> str:
    """The parts of a sentence that are not empty, one after the other."""
    return pgettext("between the parts of a sentence", ", ").join(part for part in parts if part)


def subject(event: Event) -> str:
    """What an event is called, also when it has no name."""
    return event.subject or _("(no subject)")
