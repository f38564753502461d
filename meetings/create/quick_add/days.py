"""Finds days in a line: words like "tomorrow", weekdays and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from meetings.create.quick_add import words
from meetings.create.quick_add.parts import DAY, Part, hide
from meetings.create.quick_add.words import LETTER, any_of, fold, folded

_NUMBERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_CHINESE_WEEKDAYS = "一二三四五六日"
# A number in a date must not be part of another number, a version or a price; "tomorrow's" is not "tomorrow".
_ALONE = rf"(?<![{LETTER}.,:/$€£¥+-])"
_ENDS = rf"(?![{LETTER}])(?!['\u2019.:/-][{LETTER}])"
_NUMERIC = re.compile(
    rf"""{_ALONE}(?:(?P<iso_year>\d{{4}})(?P<mark>[-/.])(?P<iso_month>\d{{1,2}})(?P=mark)(?P<iso_day>\d{{1,2}})
    | (?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.(?:\s?(?P<year>\d{{4}}|\d\d))?
    | (?P<one>\d{{1,2}})/(?P<other>\d{{1,2}})(?:/(?P<slash_year>\d{{4}}|\d\d))?(?!\s?%)){_ENDS}""",
    re.VERBOSE,
)
_CHINESE_DATE = re.compile(
    rf"(?<!\d)(?:(?P<year>\d{{4}})年)?(?P<month>{words.NUMBER})月(?P<day>{words.NUMBER})(?:[日号號]|(?!\d))"
)
# Not in 每周一 (every Monday), 一周一次 (once a week), 周日程 (the week's plan).
_CHINESE_WEEKDAY = re.compile(
    r"(?<![每一二三四五六七八九十两几\d])(?:(?P<next>下{1,2})个?|[本这這]个?)?"
    r"(?:周|週|星期|礼拜)(?P<day>[一二三四五六日天])(?![程报期])"
)
_AWAY = re.compile(
    rf"(?<![{LETTER}-])(?<!la )(?:{any_of(words.DAYS_AWAY)}){_ENDS}|{any_of(words.CHINESE_DAYS_AWAY)}",
    re.IGNORECASE,
)
# The two-digit years that are read as years, relative to this year.
_NEAR_YEARS = range(-1, 6)
_EARLIEST, _LATEST = 1970, 2199


@dataclass(frozen=True, slots=True)
class Day:
    """A day named in the line; `weekday` is true if only a weekday was named, which may then be today."""

    date: date
    weekday: bool = False


def find(line: str, today: date, month_first: bool | None) -> list[Part]:
    """The days named in `line`; a date without a year is the next such day, today included.

    `month_first` says whether the person writes the month first in 3/4; if None, that is not read as a date.
    """
    parts: list[Part] = []
    for finder in (_numeric, _chinese, _with_month, _words, _weekdays):
        parts += list(finder(hide(line, parts), today, month_first))
    return parts


def number(text: str) -> int:
    """The value of digits or of a Chinese numeral up to 99."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _NUMBERS.get(text, 0)
    return 10 * _NUMBERS.get(tens, 1) + _NUMBERS.get(ones, 0)


def _numeric(line: str, today: date, month_first: bool | None) -> Iterator[Part]:
    """2026-11-24, 24.11., 24.11.2026, 11/24."""
    for match in _NUMERIC.finditer(line):
        if match["iso_year"]:
            day, weak = (
                _date(today, match["iso_year"], int(match["iso_month"]), int(match["iso_day"])),
                False,
            )
        elif match["month"]:
            day = _date(today, match["year"], int(match["month"]), int(match["day"]))
            weak = not match["year"] and len(match["day"]) == len(match["month"]) == 1
        else:
            parts = _month_and_day(int(match["one"]), int(match["other"]), month_first)
            day = _date(today, match["slash_year"], *parts) if parts and match[0] != "24/7" else None
            weak = not match["slash_year"]
        if day:
            yield Part(DAY, match.start(), match.end(), Day(day), weak)


def _chinese(line: str, today: date, month_first: bool | None) -> Iterator[Part]:
    """11月24日, and 下周一, for which weeks begin on Monday."""
    for match in _CHINESE_DATE.finditer(line):
        day = _date(today, match["year"], number(match["month"]), number(match["day"]))
        if day:
            yield Part(DAY, match.start(), match.end(), Day(day))
    for match in _CHINESE_WEEKDAY.finditer(line):
        weekday = _CHINESE_WEEKDAYS.index(match["day"].replace("天", "日"))
        yield Part(DAY, match.start(), match.end(), _weekday(today, weekday, len(match["next"] or "")))


def _with_month(line: str, today: date, month_first: bool | None) -> Iterator[Part]:
    """24 Nov, Nov 24, 24. November 2026, 24 de noviembre."""
    for match in _with_month_pattern().finditer(line):
        month = words.months().get(fold(match["before"] or match["after"]), 0)
        year = match["year_before"] or match["year_after"]
        day = _date(today, year, month, int(match["day_before"] or match["day_after"]))
        if day:
            yield Part(DAY, match.start(), match.end(), Day(day))


def _words(line: str, today: date, month_first: bool | None) -> Iterator[Part]:
    away = folded(words.DAYS_AWAY | words.CHINESE_DAYS_AWAY)
    for match in _AWAY.finditer(line):
        days = away.get(fold(re.sub(r"\s+", " ", match[0])))
        if days is not None:
            yield Part(DAY, match.start(), match.end(), Day(today + timedelta(days)))


def _weekdays(line: str, today: date, month_first: bool | None) -> Iterator[Part]:
    for match in _weekday_pattern().finditer(line):
        name = fold(match["full"] or match["short"])
        weekday = {**words.weekdays(), **words.SHORT_WEEKDAYS}.get(name)
        if weekday is not None and not match["every"]:
            is_next = bool(match["next"] or match["next_after"])
            weak = bool(match["short"]) and not (is_next or match["this"])
            yield Part(DAY, match.start(), match.end(), _weekday(today, weekday, int(is_next)), weak)


def _weekday(today: date, weekday: int, weeks: int) -> Day:
    """The next such weekday, today included; if `weeks` is not 0, the one that many weeks after this week."""
    if weeks:
        return Day(today + timedelta(weekday - today.weekday(), weeks=weeks))
    return Day(today + timedelta((weekday - today.weekday()) % 7), weekday=True)


def _month_and_day(a: int, b: int, month_first: bool | None) -> tuple[int, int] | None:
    """Month and day of a/b; None when their order is not known."""
    if a > 12 or b > 12:
        return (b, a) if a > 12 else (a, b)
    return None if month_first is None else (a, b) if month_first else (b, a)


def _date(today: date, year: str | None, month: int, day: int) -> date | None:
    """The date; without a year the next one, today included. None if there is no such date."""
    try:
        if year is None:
            this_year = date(today.year, month, day)
            return this_year if this_year >= today else date(today.year + 1, month, day)
        if len(year) == 2:
            years_away = int(year) - today.year % 100
            return date(today.year + years_away, month, day) if years_away in _NEAR_YEARS else None
        return date(int(year), month, day) if _EARLIEST <= int(year) <= _LATEST else None
    except ValueError:
        return None


@cache
def _with_month_pattern() -> re.Pattern[str]:
    """The pattern of a date with a month's name.

    Built at first use, as is that of weekdays, because the names come from Django's translations.
    """
    names = any_of(words.months())
    return re.compile(
        rf"""{_ALONE}(?:
          (?P<day_before>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s?(?:of\s|de\s)?(?P<before>{names})\.?
          (?:,?\s(?:del?\s)?(?P<year_before>\d{{4}}))?{_ENDS}
        | (?P<after>{names})\.?\s(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?{_ENDS}
          (?!\s?(?:[ap]\.?m|h|uhr|m|min|%|点)\b)
          (?:,?\s(?P<year_after>\d{{4}}){_ENDS})?
        )""",
        re.IGNORECASE | re.VERBOSE,
    )


@cache
def _weekday_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"""(?<![{LETTER}-])(?P<every>(?:{any_of(words.EVERY)})\s+)?
        (?:(?P<next>{any_of(words.NEXT)})\s+|(?P<this>{any_of(words.THIS)})\s+)?
        (?:(?P<full>{any_of(words.weekdays())})(?P<next_after>\s(?:prochain|próximo))?
          |(?P<short>{any_of(words.SHORT_WEEKDAYS)})\.?){_ENDS}""",
        re.IGNORECASE | re.VERBOSE,
    )
