"""Finds guests in a line: mail addresses, also as `Name <address>`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from meetings.create.quick_add.parts import PEOPLE, Part
from meetings.events import Person
from meetings.pages import attendees

_ADDRESS = re.compile(
    r"(?P<open><?)(?P<address>[a-z0-9.!#$%&'*+=?^_`{|}~-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+)>?", re.IGNORECASE
)
_QUOTED_NAME = re.compile(r'"(?P<name>[^"<>]+)"\s?$')
# One or two capitalized words, or one word of a script without capitals; more words could be the subject.
_NAME = re.compile(
    r"(?P<name>(?:(?<!\S)[A-Z\u00c0-\u00de][\w.'’-]*\s)?(?<!\S)[A-Z\u00c0-\u00de][\w.'’-]*"
    r"|(?<!\S)[\u0370-\uffdc]+)\s?$"
)


def find(line: str) -> Iterator[Part]:
    """The guests in `line`, with the names that come before addresses in angle brackets."""
    for match in _ADDRESS.finditer(line):
        if attendees.is_address(match["address"]):
            name, start = _name(line[: match.start()]) if match["open"] else ("", match.start())
            yield Part(PEOPLE, start, match.end(), Person(name, match["address"]))


def _name(before: str) -> tuple[str, int]:
    """The name at the end of `before` and its index; empty if nothing would be left for the subject."""
    match = _QUOTED_NAME.search(before) or _NAME.search(before)
    if match and before[: match.start("name")].strip(' "'):
        return match["name"].strip(), match.start()
    return "", len(before)
