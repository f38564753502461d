"""Searches events for words in any language, ignoring case, accents and the width of letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from meetings.events import OFFLINE, Event
from meetings.wording.providers import name as provider_name


def matching(events: Iterable[Event], words: str) -> list[Event]:
    """The events that contain every one of `words`, anywhere and also as part of a longer word."""
    folded_words = fold(words).split()
    return [event for event in events if not folded_words or _contains(event, folded_words)]


def fold(text: str) -> str:
    """`text` in lower case, without accents and other marks, and with wide letters made narrow."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def match_spans(text: str, words: str) -> list[tuple[int, int]]:
    """The places in `text` where one of `words` is, as (start, end) in order; those that touch are joined."""
    folded_words = sorted(set(fold(words).split()), key=len, reverse=True)
    if not folded_words:
        return []
    folded_text, indexes = "", []  # the index in `text` of each letter of `folded_text`
    for index, letter in enumerate(text):  # one by one: folding may turn a letter into several or none
        folded_letter = fold(letter)
        folded_text += folded_letter
        indexes += [index] * len(folded_letter)
    indexes.append(len(text))
    spans: list[tuple[int, int]] = []
    for match in re.finditer("|".join(map(re.escape, folded_words)), folded_text):
        begin, end = indexes[match.start()], max(indexes[match.end()], indexes[match.end() - 1] + 1)
        if spans and begin <= spans[-1][1]:
            begin = spans.pop()[0]
        spans.append((begin, end))
    return spans


def _contains(event: Event, folded_words: list[str]) -> bool:
    text = fold("\n".join(_texts(event)))
    return all(word in text for word in folded_words)


def _texts(event: Event) -> Iterable[str]:
    yield from (event.subject, event.place, event.organizer.name, event.organizer.address)
    for attendee in event.attendees:
        yield from (attendee.person.name, attendee.person.address)
    if event.calendar:
        yield event.calendar.name
    if event.state != OFFLINE:
        yield str(provider_name(event.provider))
