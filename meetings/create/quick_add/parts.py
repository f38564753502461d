"""What was understood of a line, piece by piece, and which pieces belong together."""

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
    """A piece of the line: `value` is what it says. A `weak` one counts only in the company of others."""

    kind: str
    start: int
    end: int
    value: Any
    weak: bool = False


def hide(line: str, parts: Iterable[Part]) -> str:
    """The line with these parts made unreadable; every place in it stays where it was."""
    for part in parts:
        line = line[: part.start] + HIDDEN * (part.end - part.start) + line[part.end :]
    return line


def with_marker(line: str, part: Part) -> Part:
    """The part with the word before it that belongs to it, such as "at"; it needs no other company then."""
    marker = _marker(part.kind).search(line[: part.start])
    return replace(part, start=marker.start(), weak=False) if marker else part


def is_marked(line: str, at: int, kind: str) -> bool:
    """Whether a word such as "at" stands before this place."""
    return _marker(kind).search(line[:at]) is not None


def groups(line: str, parts: Iterable[Part]) -> Iterator[list[Part]]:
    """The parts in runs with nothing but blanks and commas between them."""
    run: list[Part] = []
    for part in sorted(parts, key=lambda part: part.start):
        if run and not _BETWEEN.fullmatch(line, run[-1].end, part.start):
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def without(line: str, parts: Iterable[Part]) -> str:
    """What is left of the line, with no blanks or commas where parts were taken out."""
    left = re.sub(f"{HIDDEN}+", HIDDEN, hide(line, parts))
    left = re.sub(rf"\s*[,;，、；]?\s*{HIDDEN}[\s,;，、；]*", " ", left)
    return re.sub(r"\s+", " ", left).strip(" ,;，、；-–—")


@cache
def _marker(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![{words.LETTER}])(?:{words.any_of(words.MARKERS[kind])})\s*$", re.IGNORECASE)
