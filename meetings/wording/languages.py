"""Finds the language of a person, and the first day of their weeks."""

from __future__ import annotations

from django.conf import settings
from django.utils.formats import get_format
from django.utils.translation import get_language, get_supported_language_variant


def of_person(chosen: str, mailbox_locale: str, browser_language: str = "") -> str:
    """The language of a person's pages: the one they chose, else their mailbox's.

    If the site has neither, it is the browser's; without a `browser_language`, the active one.
    """
    for code in filter(None, (chosen, mailbox_locale)):
        try:
            return get_supported_language_variant(code.lower())
        except LookupError:
            continue
    return browser_language or get_language() or settings.LANGUAGE_CODE


def usual_first_day(locale: str) -> int:
    """The usual first day of the week for a `locale` (BCP 47): 0 is Monday, also if the locale is unknown."""
    return (int(get_format("FIRST_DAY_OF_WEEK", lang=locale.lower())) - 1) % 7  # for Django 0 is Sunday
