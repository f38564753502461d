"""Words looked for in meetings, in any language: case, accents and width of letters make no difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from meetings.events import OFFLINE, Event
from meetings.wording.providers import name as provider_name


def matching(events: Iterable[Event], words: str) -> list[Event]:
    """The events that hold every one of `words`, each anywhere and as a part of a longer one or not."""
    wanted = fold(words).split()
    return [event for event in events if not wanted or _holds(event, wanted)]


def fold(text: str) -> str:
    """`text` as it is compared: without case, accents and other marks, wide letters as narrow ones."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def found_in(text: str, words: str) -> list[tuple[int, int]]:
    """Where one of `words` stands in `text`: from and to, in order and apart from each other."""
    wanted = sorted(set(fold(words).split()), key=len, reverse=True)
    if not wanted:
        return []
    folded, places = "", []
    for place, letter in enumerate(text):  # one by one, for a letter may become several or none
        parts = fold(letter)
        folded += parts
        places += [place] * len(parts)
    places.append(len(text))
    spans: list[tuple[int, int]] = []
    for match in re.finditer("|".join(map(re.escape, wanted)), folded):
        begin, end = places[match.start()], max(places[match.end()], places[match.end() - 1] + 1)
        if spans and begin <= spans[-1][1]:
            begin = spans.pop()[0]
        spans.append((begin, end))
    return spans


def _holds(event: Event, wanted: list[str]) -> bool:
    text = fold("\n".join(_texts(event)))
    return all(word in text for word in wanted)


def _texts(event: Event) -> Iterable[str]:
    yield from (event.subject, event.place, event.organizer.name, event.organizer.address)
    for attendee in event.attendees:
        yield from (attendee.person.name, attendee.person.address)
    if event.calendar:
        yield event.calendar.name
    if event.state != OFFLINE:
        yield str(provider_name(event.provider))
