"""In which language somebody reads, and on which day their weeks begin."""

from __future__ import annotations

from django.conf import settings
from django.utils.formats import get_format
from django.utils.translation import get_language, get_supported_language_variant


def of_person(chosen: str, mailbox_locale: str, browsers: str = "") -> str:
    """The language of pages for a person: their choice, else their mailbox's where the site speaks it.

    Else it is the browser's, which is the one in force when none is given.
    """
    for code in filter(None, (chosen, mailbox_locale)):
        try:
            return get_supported_language_variant(code.lower())
        except LookupError:
            continue
    return browsers or get_language() or settings.LANGUAGE_CODE


def usual_first_day(locale: str) -> int:
    """The day that weeks begin on where `locale` (BCP 47) is used: 0 is Monday, also where none is known."""
    return (int(get_format("FIRST_DAY_OF_WEEK", lang=locale.lower())) - 1) % 7  # Django begins at Sunday
