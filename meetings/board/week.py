"""Lays out a week on a grid: the column, the times and the lane of each event.

Pure functions of the days' cards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from meetings.board import days
from meetings.board.days import DayCard, Row
from meetings.board.lanes import Lane, side_by_side
from meetings.events import Event, WorkingHours

# In minutes: the least that a block covers, so that it can be read, and the step of positions on the grid.
SHORTEST, _STEP = 30, 5
_DAY = 24 * 60
# A week shows at least the hours from 7:00 to 19:00.
_FROM, _UNTIL = 7, 19


class TimeOfDay(NamedTuple):
    """A time of day; 24:00 is the end of the day."""

    hour: int
    minute: int


class Shift(NamedTuple):
    """The working hours of a day."""

    begins: TimeOfDay
    ends: TimeOfDay


@dataclass(frozen=True, slots=True)
class WeekBlock:
    """A timed event, or the part of it that lies in one day; the times are local."""

    row: Row
    is_first: bool
    begins: TimeOfDay
    ends: TimeOfDay
    lane: Lane


@dataclass(frozen=True, slots=True)
class Bar:
    """An event of whole days or of at least 24 hours; it spans `days` columns in line `line` of the strip."""

    row: Row
    days: int
    line: int


@dataclass(frozen=True, slots=True)
class Column:
    """One day of the week; `now` is the time of day if it is today, `works` the hours, None on a day off."""

    day: DayCard
    bars: tuple[Bar, ...]
    blocks: tuple[WeekBlock, ...]
    now: TimeOfDay | None
    works: Shift | None

    @property
    def goes_on(self) -> tuple[Event, ...]:
        """Events whose bar began on an earlier day."""
        return tuple(event for event in self.day.continued if _is_long(event))


@dataclass(frozen=True, slots=True)
class Week:
    """The columns of a week, which show the hours from `opens` to `closes`."""

    columns: tuple[Column, ...]
    opens: int
    closes: int

    @property
    def hours(self) -> range:
        """The hours that get a label."""
        return range(self.opens + 1, self.closes)


def week_grid(cards: Sequence[DayCard], zone: ZoneInfo, now: datetime, working: WorkingHours | None) -> Week:
    """The week of the days in `cards`, in the local time of `zone`.

    Without `working` hours every day counts as working time around the clock.
    """
    bars = _bars(cards)
    columns = tuple(
        Column(
            day=card,
            bars=tuple(bar for bar in bars if bar.row.day == card.date),
            blocks=tuple(_blocks(card, zone, now)),
            now=_time_of_day(_minutes(now, card.date, zone)) if card.is_today else None,
            works=_shift(working, card.date),
        )
        for card in cards
    )
    times = [column.now for column in columns if column.now]
    times += [time for column in columns for time in column.works or ()] if working else []
    times += [time for column in columns for block in column.blocks for time in (block.begins, block.ends)]
    return Week(
        columns=columns,
        opens=min([_FROM, *(time.hour for time in times)]),
        closes=max([_UNTIL, *(time.hour + (time.minute > 0) for time in times)]),
    )


def _blocks(card: DayCard, zone: ZoneInfo, now: datetime) -> Iterator[WeekBlock]:
    """The blocks of a day, ordered by beginning, longer ones first."""
    rows = [(row, True) for row in (*card.earlier, *card.ahead)]
    rows += [(days.row(event, None, card.date, now), False) for event in card.continued]
    items = [(*_span(row, zone), row, is_first) for row, is_first in rows if not _is_long(row.event)]
    items.sort(key=lambda item: (item[0], -item[1]))
    spans = [(begins, ends) for begins, ends, *_ in items]
    for (begins, ends, row, is_first), lane in zip(items, side_by_side(spans), strict=True):
        yield WeekBlock(row, is_first, _time_of_day(begins), _time_of_day(ends), lane)


def _span(row: Row, zone: ZoneInfo) -> tuple[int, int]:
    """The first and last minute of the day that a row covers; an hour that clocks repeat is shown once."""
    begins = min(_minutes(row.event.start, row.day, zone), _DAY - SHORTEST)
    return begins, max(_minutes(row.event.end, row.day, zone), begins + SHORTEST)


def _shift(working: WorkingHours | None, day: date) -> Shift | None:
    if working is None:
        return Shift(_time_of_day(0), _time_of_day(_DAY))
    if day.weekday() not in working.weekdays:
        return None
    return Shift(
        *(_time_of_day(_rounded(time.hour * 60 + time.minute)) for time in (working.begins, working.ends))
    )


def _bars(cards: Sequence[DayCard]) -> list[Bar]:
    """The bars of the strip, each in the first line that is free on all of its days."""
    bars: list[Bar] = []
    ends: list[int] = []  # for each line, the first day after its last bar
    for number, card in enumerate(cards):
        rows = [row for row in (*card.all_day, *card.earlier, *card.ahead) if _is_long(row.event)]
        lengths = [1 + sum(row.event in later.continued for later in cards) for row in rows]
        for length, row in sorted(zip(lengths, rows, strict=True), key=lambda each: -each[0]):
            line = next((line for line, end in enumerate(ends) if end <= number), len(ends))
            ends[line : line + 1] = [number + length]
            bars.append(Bar(row, length, line))
    return bars


def _is_long(event: Event) -> bool:
    return event.is_all_day or event.end - event.start >= timedelta(hours=24)


def _minutes(time: datetime, day: date, zone: ZoneInfo) -> int:
    """The minute of `day` at `time`, in steps of five; 0 or 1440 for times on other days."""
    local = time.astimezone(zone)
    if local.date() != day:
        return 0 if local.date() < day else _DAY
    return _rounded(local.hour * 60 + local.minute)


def _rounded(minutes: int) -> int:
    return round(minutes / _STEP) * _STEP


def _time_of_day(minutes: int) -> TimeOfDay:
    return TimeOfDay(*divmod(minutes, 60))
