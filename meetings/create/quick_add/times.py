"""Finds times of day and ranges of times in a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from meetings.create.quick_add import lengths, words
from meetings.create.quick_add.days import number
from meetings.create.quick_add.parts import TIME, Part, is_marked
from meetings.create.quick_add.words import LETTER, any_of, fold

_HALF_DAY, _WHOLE_DAY = 12 * 60, 24 * 60
_CHINESE_MINUTES = {"半": "30", "一刻": "15", "三刻": "45", None: "0"}
_MORNING = {fold(word) for word in words.AM}
# "9.30" may be a version and "9h" a length. These minutes and hours make it likely that a time is meant.
_WHOLE, _QUARTERS, _AFTERNOON = "00", ("15", "30", "45"), 13

_TIME = re.compile(
    rf"""(?<![{LETTER}.,:：/$€£¥+#])
    (?:(?P<before>凌晨|早上|上午|中午|下午|傍晚|晚上)\s?)?
    (?P<hour>{words.NUMBER})
    (?: [:：](?P<colon>[0-5]\d) | \.(?P<dot>[0-5]\d) | \s?(?P<h>h)(?P<h_minute>[0-5]\d)?
      | (?P<point>[点點]|[时時](?![间間候代差长]))
        (?:(?P<part>半|一刻|三刻) | (?P<minute>{words.NUMBER})分? | 整)? )?
    (?:\s?(?:(?P<uhr>Uhr)(?:\s(?P<uhr_minute>[0-5]\d))? | (?P<after>{any_of((*words.AM, *words.PM))})))?
    (?![{LETTER}%€])(?![.,:：/]\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_UNTIL = re.compile(rf"\s?[-–—~～]\s?|\s(?:{any_of(words.UNTIL)})\s|\s?[到至]\s?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Times:
    """A time of day in minutes since midnight, and the length in minutes if the line names an end."""

    start: int
    length: int | None = None


@dataclass(frozen=True, slots=True)
class _Clock:
    """A possible time: `minutes` since midnight; `half` is "am", "pm" or empty.

    A `bare` number is a time only as one end of a range; a `weak` one only beside a part of another kind.
    """

    start: int
    end: int
    minutes: int
    half: str = ""
    bare: bool = False
    weak: bool = False


def find(line: str, twelve_hours: bool) -> Iterator[Part]:
    """The times and ranges of times in `line`.

    For people with a `twelve_hours` clock, 1:00 to 6:59 without am or pm are in the afternoon.
    """
    clocks = [clock for match in _TIME.finditer(line) if (clock := _clock(line, match, twelve_hours))]
    taken = 0
    for first, second in zip_longest(clocks, clocks[1:]):
        if first.start < taken:
            continue
        if second and _is_range(line, first, second):
            taken = second.end
            weak = first.weak and second.weak
            yield Part(TIME, first.start, second.end, _range(first, second), weak)
        elif not first.bare:
            yield Part(TIME, first.start, first.end, Times(first.minutes), first.weak)


def _clock(line: str, match: re.Match[str], twelve_hours: bool) -> _Clock | None:
    hour = number(match["hour"])
    half = _half(match)
    digits = next((match[name] for name in ("colon", "dot", "h_minute", "uhr_minute") if match[name]), None)
    minute = int(digits or number(match["minute"] or _CHINESE_MINUTES[match["part"]]))
    if hour > 23 or minute > 59 or (half and not _fits(match, hour)):
        return None
    bare = not any(match[name] for name in ("before", "colon", "dot", "h", "point", "uhr", "after"))
    weak = not half and _is_weak(match, hour, is_marked(line, match.start(), TIME))
    if weak is None or (bare and (not match["hour"].isdecimal() or lengths.begins(line, match.start()))):
        return None
    if half:
        hour = hour % 12 + 12 * (half == "pm")
    elif twelve_hours and 1 <= hour <= 6 and not (match["h"] or match["uhr"] or match["hour"][0] == "0"):
        hour += 12
    return _Clock(match.start(), match.end(), 60 * hour + minute, half, bare, bool(weak))


def _half(match: re.Match[str]) -> str:
    word = match["before"] or match["after"]
    return "" if not word else "am" if fold(" ".join(word.split())) in _MORNING else "pm"


def _fits(match: re.Match[str], hour: int) -> bool:
    """Whether the hour goes with its am or pm. Chinese also says 下午15点; 晚上12点 is midnight."""
    if match["before"]:
        return bool(match["point"] or match["colon"]) and not (match["before"] == "晚上" and hour == 12)
    return 1 <= hour <= 12 and not match["uhr"]


def _is_weak(match: re.Match[str], hour: int, marked: bool) -> bool | None:
    """Whether a time without am or pm is weak; None when it is not a time at all."""
    if match["uhr"]:
        return False
    if match["dot"]:
        if len(match["hour"]) == 2 or marked:
            return None if match["dot"] not in (_WHOLE, *_QUARTERS) else match["dot"] != _WHOLE and not marked
        return None
    if match["h"] and not marked:
        if hour < 7 or (hour < 10 and not match["h_minute"]):
            return None
        return hour < _AFTERNOON and not match["h_minute"]
    if match["colon"]:
        return False if match["hour"].isdecimal() else None
    if match["point"] and match["point"] in "时時":
        return False if match["minute"] else None
    return bool(match["point"]) and not (match["minute"] or match["part"])


def _is_range(line: str, first: _Clock, second: _Clock) -> bool:
    """Whether two times are a start and an end. Not "room 3 - 4pm": a bare number takes no spaced dash."""
    between = line[first.end : second.start]
    if (first.bare and second.bare) or not _UNTIL.fullmatch(between):
        return False
    is_dash = between.strip() in "-–—~～"
    return not (is_dash and between != between.strip() and (first.bare or second.bare))


def _range(first: _Clock, second: _Clock) -> Times:
    """The range from the first to the second; one without am or pm gets the half that makes it shortest."""
    start, end = first.minutes, second.minutes
    if second.half and not first.half and start < _HALF_DAY + 60:
        start = max((each for each in _both_halves(start) if each < end), default=start % _HALF_DAY)
    if first.half and not second.half and end < _HALF_DAY + 60:
        end = min((each for each in _both_halves(end) if each > start), default=end)
    return Times(start, (end - start) % _WHOLE_DAY or None)


def _both_halves(minutes: int) -> tuple[int, int]:
    return minutes % _HALF_DAY, minutes % _HALF_DAY + _HALF_DAY
