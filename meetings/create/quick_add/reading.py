"""A quick line as a whole: what the meeting is, and when, as far as it is said."""

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
# What is in quotes is a subject, whatever it says; an address of the web is nobody's mail address.
_VERBATIM = re.compile(r'"[^"]*"(?!\s?<)|“[^”]*”|„[^“”]*[“”]|«[^»]*»|《[^》]*》|https?://\S+', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line says; None for what it does not say.

    `start` is in minutes since midnight of `day`, `length` in minutes. `is_rolled`: the time had passed
    today, so it was taken for the next day. `is_past`: it lies before now all the same.
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
        """Whether all of it is subject."""
        return not self.people and self.day is None and self.start is None and self.length is None


def read(line: str, now: datetime, twelve_hours: bool = False, month_first: bool | None = None) -> Reading:
    """What `line` says to somebody whose wall clock shows `now` (naive).

    What is not surely understood stays in the subject, as does everything in quotes and all of a line that is
    longer than LONGEST. Never raises. `twelve_hours` and `month_first` say how the person
    writes times and dates.
    """
    line = " ".join(_CONTROL.sub(" ", line).split())
    if len(line) > LONGEST:
        return Reading(line)
    chosen = _chosen(line, _parts(line, now, twelve_hours, month_first))
    said = {part.kind: part.value for part in chosen}
    guests = {part.value.address.lower(): part.value for part in chosen if part.kind == PEOPLE}
    at: times.Times | None = said.get(TIME)
    start = at.start if at else None
    day, is_rolled = _day(said.get(DAY), start, now)
    return Reading(
        subject=without(line, chosen),
        people=tuple(guests.values()),
        day=day,
        start=start,
        length=(at and at.length) or said.get(LENGTH),
        is_rolled=is_rolled,
        is_past=day is not None and _is_past(day, start, now),
    )


def _parts(line: str, now: datetime, twelve_hours: bool, month_first: bool | None) -> list[Part]:
    verbatim = [Part("", match.start(), match.end(), None) for match in _VERBATIM.finditer(line)]
    open_line = hide(line, verbatim)
    parts = list(people.find(open_line))
    parts += days.find(hide(open_line, parts), now.date(), month_first)
    parts += times.find(hide(open_line, parts), twelve_hours)
    parts += lengths.find(hide(open_line, parts))
    hidden = hide(open_line, parts)
    return [with_marker(hidden, part) for part in parts]


def _chosen(line: str, parts: list[Part]) -> list[Part]:
    """All guests, and of each other kind the part in the best company; of equals the last."""
    chosen: dict[str, tuple[tuple[int, bool], list[Part]]] = {}
    for group in groups(line, parts):
        company = len({part.kind for part in group} - {PEOPLE})
        for kind in (DAY, TIME, LENGTH):
            candidates = [part for part in group if part.kind == kind and (company > 1 or not part.weak)]
            best = _agreeing(candidates) if kind == DAY else candidates[:1]
            rank = (company, any(not part.weak for part in best))
            if best and (kind not in chosen or rank >= chosen[kind][0]):
                chosen[kind] = rank, best
    return [part for part in parts if part.kind == PEOPLE] + [
        part for _, best in chosen.values() for part in best
    ]


def _agreeing(candidates: list[Part]) -> list[Part]:
    """The day that counts, last, after the weekday that says the same: "Tuesday 24 November"."""
    dates = [part for part in candidates if not part.value.weekday] or candidates
    if not dates:
        return []
    named = dates[0].value.date.weekday()
    return [part for part in candidates if part.value.weekday and part.value.date.weekday() == named][
        :1
    ] + dates[:1]


def _day(named: days.Day | None, start: int | None, now: datetime) -> tuple[date | None, bool]:
    """The day that is meant, and whether it is tomorrow only because the time has passed today."""
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
