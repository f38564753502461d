"""Reads a whole line: the subject, the guests, the day, the time and the length of the meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from meetings.create.quick_add import days, lengths, people, times
from meetings.create.quick_add.parts import (
    DAY,
    LENGTH,
    PEOPLE,
    TIME,
    Part,
    groups,
    hide,
    with_marker,
    without,
)
from meetings.events import Person

LONGEST = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# Text in quotes belongs to the subject, whatever it says; a web address is not a mail address.
_VERBATIM = re.compile(r'"[^"]*"(?!\s?<)|“[^”]*”|„[^“”]*[“”]|«[^»]*»|《[^》]*》|https?://\S+', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """The meeting that a line describes; None for what it does not mention.

    `start` is in minutes since midnight of `day`, `length` in minutes. `is_rolled` says that the meeting was
    moved to tomorrow because its time has passed today, `is_past` that it lies in the past.
    """

    subject: str
    people: tuple[Person, ...] = ()
    day: date | None = None
    start: int | None = None
    length: int | None = None
    is_rolled: bool = False
    is_past: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the line is nothing but a subject."""
        return not self.people and self.day is None and self.start is None and self.length is None


def read_line(
    line: str, now: datetime, twelve_hours: bool = False, month_first: bool | None = None
) -> Reading:
    """The meeting that `line` describes at the naive local time `now`. Never raises.

    Anything ambiguous stays in the subject, as does text in quotes and all of a line longer than LONGEST
    characters. `twelve_hours` and `month_first` say how the person writes times and dates.
    """
    line = " ".join(_CONTROL.sub(" ", line).split())
    if len(line) > LONGEST:
        return Reading(line)
    parts = _best_parts(line, _all_parts(line, now, twelve_hours, month_first))
    values = {part.kind: part.value for part in parts}
    guests = {part.value.address.lower(): part.value for part in parts if part.kind == PEOPLE}
    time: times.Times | None = values.get(TIME)
    start = time.start if time else None
    day, is_rolled = _day(values.get(DAY), start, now)
    return Reading(
        subject=without(line, parts),
        people=tuple(guests.values()),
        day=day,
        start=start,
        length=(time and time.length) or values.get(LENGTH),
        is_rolled=is_rolled,
        is_past=day is not None and _is_past(day, start, now),
    )


def _all_parts(line: str, now: datetime, twelve_hours: bool, month_first: bool | None) -> list[Part]:
    verbatim = [Part("", match.start(), match.end(), None) for match in _VERBATIM.finditer(line)]
    open_line = hide(line, verbatim)
    parts = list(people.find(open_line))
    parts += days.find(hide(open_line, parts), now.date(), month_first)
    parts += times.find(hide(open_line, parts), twelve_hours)
    parts += lengths.find(hide(open_line, parts))
    hidden = hide(open_line, parts)
    return [with_marker(hidden, part) for part in parts]


def _best_parts(line: str, parts: list[Part]) -> list[Part]:
    """All guests, and one part of each other kind (for days also the weekday that names the same day).

    The part from the group with the most kinds wins, then a strong one, then the last one.
    """
    ranked: dict[str, tuple[tuple[int, bool], list[Part]]] = {}
    for group in groups(line, parts):
        kinds = len({part.kind for part in group} - {PEOPLE})
        for kind in (DAY, TIME, LENGTH):
            candidates = [part for part in group if part.kind == kind and (kinds > 1 or not part.weak)]
            best = _agreeing(candidates) if kind == DAY else candidates[:1]
            rank = (kinds, any(not part.weak for part in best))
            if best and (kind not in ranked or rank >= ranked[kind][0]):
                ranked[kind] = rank, best
    return [part for part in parts if part.kind == PEOPLE] + [
        part for _, best in ranked.values() for part in best
    ]


def _agreeing(candidates: list[Part]) -> list[Part]:
    """The first date, after the weekday that names the same day if there is one: "Tuesday 24 November"."""
    dates = [part for part in candidates if not part.value.weekday] or candidates
    if not dates:
        return []
    weekday = dates[0].value.date.weekday()
    same_day = [part for part in candidates if part.value.weekday and part.value.date.weekday() == weekday]
    return same_day[:1] + dates[:1]


def _day(named: days.Day | None, start: int | None, now: datetime) -> tuple[date | None, bool]:
    """The day of the meeting, and whether it is tomorrow only because the time has passed today."""
    today, has_passed = now.date(), start is None or start <= _minutes(now)
    if named is None:
        rolled = start is not None and has_passed
        return (None if start is None else today + timedelta(days=rolled)), rolled
    if named.weekday and named.date == today and has_passed:
        return today + timedelta(weeks=1), False
    return named.date, False


def _is_past(day: date, start: int | None, now: datetime) -> bool:
    return day < now.date() or (day == now.date() and start is not None and start <= _minutes(now))


def _minutes(now: datetime) -> int:
    return 60 * now.hour + now.minute
