"""The parts of a line that were understood, and how they are grouped and taken out of the line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from meetings.create.quick_add import words

DAY, TIME, LENGTH, PEOPLE = "day", "time", "length", "people"

HIDDEN = "\x00"
_BETWEEN = re.compile(r"[\s,;，、；·]*")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the line, from index `start` to `end`, and its meaning in `value`.

    A `weak` part is ambiguous on its own: it counts only beside a part of another kind.
    """

    kind: str
    start: int
    end: int
    value: Any
    weak: bool = False


def hide(line: str, parts: Iterable[Part]) -> str:
    """The line with these parts replaced by as many HIDDEN characters, so that indexes stay valid."""
    for part in parts:
        line = line[: part.start] + HIDDEN * (part.end - part.start) + line[part.end :]
    return line


def with_marker(line: str, part: Part) -> Part:
    """The part extended to include a word before it such as "at", which also makes it strong."""
    marker = _marker(part.kind).search(line[: part.start])
    return replace(part, start=marker.start(), weak=False) if marker else part


def is_marked(line: str, at: int, kind: str) -> bool:
    """Whether a word such as "at" comes directly before index `at`."""
    return _marker(kind).search(line[:at]) is not None


def groups(line: str, parts: Iterable[Part]) -> Iterator[list[Part]]:
    """The parts in runs that have only spaces and commas between them."""
    run: list[Part] = []
    for part in sorted(parts, key=lambda part: part.start):
        if run and not _BETWEEN.fullmatch(line, run[-1].end, part.start):
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def without(line: str, parts: Iterable[Part]) -> str:
    """The line without these parts and without the spaces and commas around them."""
    left = re.sub(f"{HIDDEN}+", HIDDEN, hide(line, parts))
    left = re.sub(rf"\s*[,;，、；]?\s*{HIDDEN}[\s,;，、；]*", " ", left)
    return re.sub(r"\s+", " ", left).strip(" ,;，、；-–—")


@cache
def _marker(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![{words.LETTER}])(?:{words.any_of(words.MARKERS[kind])})\s*$", re.IGNORECASE)
