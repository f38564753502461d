"""A week on a grid: the column, the hours and the lane of each event. Pure functions of the days' cards."""

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

# Minutes: what a block covers at least, so that it can be read, and the step of the places on the grid.
SHORTEST, _STEP = 30, 5
_DAY = 24 * 60
# The hours that a week shows at least.
_FROM, _UNTIL = 7, 19


class Clock(NamedTuple):
    """A time of day; 24:00 is the end of it."""

    hour: int
    minute: int


class Shift(NamedTuple):
    """The working hours of a day."""

    begins: Clock
    ends: Clock


@dataclass(frozen=True, slots=True)
class WeekBlock:
    """A timed event, or the part of it that lies in one day; times are those of the wall."""

    row: Row
    is_first: bool
    begins: Clock
    ends: Clock
    lane: Lane


@dataclass(frozen=True, slots=True)
class Bar:
    """An event of whole days, or of 24 hours and more: it spans `days` columns in the strip's row `line`."""

    row: Row
    days: int
    line: int


@dataclass(frozen=True, slots=True)
class Column:
    """One day of the week; `now` is the time of day where it is today, `works` is None on a day off."""

    day: DayCard
    bars: tuple[Bar, ...]
    blocks: tuple[WeekBlock, ...]
    now: Clock | None
    works: Shift | None

    @property
    def goes_on(self) -> tuple[Event, ...]:
        """Events whose bar began on an earlier day."""
        return tuple(event for event in self.day.continued if _is_long(event))


@dataclass(frozen=True, slots=True)
class Week:
    """Columns that show the hours from `opens` to `closes`."""

    columns: tuple[Column, ...]
    opens: int
    closes: int

    @property
    def hours(self) -> range:
        """The hours that get a label."""
        return range(self.opens + 1, self.closes)


def lay_out(cards: Sequence[DayCard], zone: ZoneInfo, now: datetime, working: WorkingHours | None) -> Week:
    """The week of these days, as the clocks of `zone` have it; without `working` hours all are alike."""
    bars = _bars(cards)
    columns = tuple(
        Column(
            day=card,
            bars=tuple(bar for bar in bars if bar.row.day == card.date),
            blocks=tuple(_blocks(card, zone, now)),
            now=_clock(_minutes(now, card.date, zone)) if card.is_today else None,
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
    """The timed events of a day, ordered by their beginning, the longer one first."""
    rows = [(row, True) for row in (*card.earlier, *card.ahead)]
    rows += [(days.row(event, None, card.date, now), False) for event in card.continued]
    places = [(*_span(row, zone), row, is_first) for row, is_first in rows if not _is_long(row.event)]
    places.sort(key=lambda place: (place[0], -place[1]))
    spans = [(begins, ends) for begins, ends, *_ in places]
    for (begins, ends, row, is_first), lane in zip(places, side_by_side(spans), strict=True):
        yield WeekBlock(row, is_first, _clock(begins), _clock(ends), lane)


def _span(row: Row, zone: ZoneInfo) -> tuple[int, int]:
    """From which minute of its day to which a row stands; an hour that clocks repeat is shown once."""
    begins = min(_minutes(row.event.start, row.day, zone), _DAY - SHORTEST)
    return begins, max(_minutes(row.event.end, row.day, zone), begins + SHORTEST)


def _shift(working: WorkingHours | None, day: date) -> Shift | None:
    if working is None:
        return Shift(_clock(0), _clock(_DAY))
    if day.weekday() not in working.weekdays:
        return None
    return Shift(*(_clock(_step(time.hour * 60 + time.minute)) for time in (working.begins, working.ends)))


def _bars(cards: Sequence[DayCard]) -> list[Bar]:
    """The bars of the strip: each in the first line that is free on all of its days."""
    found: list[Bar] = []
    ends: list[int] = []  # by line: the first day after its last bar
    for number, card in enumerate(cards):
        rows = [row for row in (*card.all_day, *card.earlier, *card.ahead) if _is_long(row.event)]
        lengths = [1 + sum(row.event in later.continued for later in cards) for row in rows]
        for length, row in sorted(zip(lengths, rows, strict=True), key=lambda each: -each[0]):
            line = next((line for line, end in enumerate(ends) if end <= number), len(ends))
            ends[line : line + 1] = [number + length]
            found.append(Bar(row, length, line))
    return found


def _is_long(event: Event) -> bool:
    return event.is_all_day or event.end - event.start >= timedelta(hours=24)


def _minutes(moment: datetime, day: date, zone: ZoneInfo) -> int:
    """The minute of `day` at a moment, in steps; its first or its end for moments outside."""
    local = moment.astimezone(zone)
    if local.date() != day:
        return 0 if local.date() < day else _DAY
    return _step(local.hour * 60 + local.minute)


def _step(minutes: int) -> int:
    return round(minutes / _STEP) * _STEP


def _clock(minutes: int) -> Clock:
    return Clock(*divmod(minutes, 60))
