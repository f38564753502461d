"""How languages put words side by side: the marks between names, and between the parts of a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import pgettext


def listed(names: Iterable[object]) -> str:
    """Names in a row: "Teams, Skype"."""
    return pgettext("between names", ", ").join(map(str, names))


def clauses(parts: Iterable[str]) -> str:
    """The parts of a sentence that are not empty, one after the other."""
    return pgettext("between the parts of a sentence", ", ").join(part for part in parts if part)
