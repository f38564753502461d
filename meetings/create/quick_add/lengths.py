"""Finds lengths in a line: 45m, 1h30, 1.5 hours, 半小时."""

from __future__ import annotations

import re
from collections.abc import Iterator

from meetings.create.quick_add import words
from meetings.create.quick_add.days import number
from meetings.create.quick_add.parts import LENGTH, Part
from meetings.create.quick_add.words import LETTER, any_of

LONGEST = 24 * 60
# From this number of hours on, "8h" is not read as a length, because it may mean eight o'clock.
_MAY_BE_TIME = 7
_HOURS = rf"(?:hours?|hrs?|h|std\.?|stunden?|heures?|horas?|个?小时|個?小時)(?![{LETTER}])"
_MINUTES = rf"(?:minutes?|mins?\.?|minuten|minutos?|m|分钟|分鐘)(?![{LETTER}])"

_LENGTH = re.compile(
    rf"""(?<![{LETTER}.,:/$€£¥+#-])(?:
      (?P<half>half\s(?:an\s)?hour|(?:eine\s)?halbe\sStunde|(?:une\s)?demi-heure|media\shora|半个?小时)(?![{LETTER}])
    | (?P<hour>an\shour|eine\sStunde|una\shora)(?![{LETTER}])
    | (?P<and_a_half>\d|[一两二三四])个半小时
    | (?P<hours>\d{{1,2}}(?:[.,]\d{{1,2}})?|[一两二三四五六七八九])
      (?:\s?h(?P<glued>[0-5]\d)m?(?![{LETTER}])
        | \s?(?P<unit>{_HOURS})(?:\s?(?:and\s|und\s|et\s|y\s)?(?P<rest>[0-5]?\d)\s?{_MINUTES})?)
    | (?P<minutes>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})[\s-]?{_MINUTES}
    )(?![$€£¥%])(?!\s?(?:后|後|之后|前|之前|内|later|ago|before|after|early|late)(?![{LETTER}]))""",
    re.IGNORECASE | re.VERBOSE,
)
_WHEN = re.compile(rf"(?<![{LETTER}])(?:{any_of(words.RELATIVE)})\s*$", re.IGNORECASE)


def find(line: str) -> Iterator[Part]:
    """The lengths in `line`, in minutes. "in 30 min" is not a length: it says when."""
    for match in _LENGTH.finditer(line):
        minutes = _minutes(match)
        if 0 < minutes <= LONGEST and not _WHEN.search(line[: match.start()]):
            yield Part(LENGTH, match.start(), match.end(), minutes)


def begins(line: str, at: int) -> bool:
    """Whether a length begins at index `at` of `line`."""
    return _LENGTH.match(line, at) is not None


def _minutes(match: re.Match[str]) -> int:
    if match["half"]:
        return 30
    if match["hour"]:
        return 60
    if match["and_a_half"]:
        return 60 * number(match["and_a_half"]) + 30
    if match["minutes"]:
        return number(match["minutes"])
    whole, _, part = match["hours"].replace(",", ".").partition(".")
    hours = number(whole) + (float(f"0.{part}") if part else 0)
    if match["unit"] in ("h", "H") and hours >= _MAY_BE_TIME:
        return 0
    return round(60 * hours) + int(match["glued"] or match["rest"] or 0)
