"""Groups events into a card for each day. Pure functions of the events and the time."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from meetings.board import up_next
from meetings.board.overlaps import Overlap
from meetings.events import OFFLINE, PENDING, Event, zones

PAST, RUNNING, NEXT, LATER = "past", "running", "next", "later"


@dataclass(frozen=True, slots=True)
class Row:
    """An event in the list of one day; `phase` says where it is in time: PAST, RUNNING, NEXT or LATER."""

    event: Event
    phase: str
    starts_soon: bool
    day: date
    overlap: Overlap | None = None

    @property
    def is_time_to_join(self) -> bool:
        """True from ten minutes before the start until the end."""
        return self.phase == RUNNING or self.starts_soon

    @property
    def asks_again(self) -> bool:
        """Whether the page should poll for this event's join link."""
        return self.event.state == PENDING and self.phase != PAST


@dataclass(frozen=True, slots=True)
class DayCard:
    """One day of the agenda.

    Of the timed rows, `earlier` are over and `ahead` are not. `continued` are events that began on an earlier
    day and are listed there. `meetings` counts the timed meetings, without cancelled and declined ones;
    `online` counts those of them that are online or still wait for their link.
    """

    date: date
    is_today: bool
    all_day: tuple[Row, ...]
    earlier: tuple[Row, ...]
    ahead: tuple[Row, ...]
    continued: tuple[Event, ...]
    meetings: int
    online: int

    @property
    def is_empty(self) -> bool:
        return not (self.all_day or self.earlier or self.ahead or self.continued)

    def only(self, ids: Container[str]) -> DayCard:
        """A copy of the card with only the events in `ids`; the counts stay those of the whole day."""
        return replace(
            self,
            all_day=tuple(row for row in self.all_day if row.event.id in ids),
            earlier=tuple(row for row in self.earlier if row.event.id in ids),
            ahead=tuple(row for row in self.ahead if row.event.id in ids),
            continued=tuple(event for event in self.continued if event.id in ids),
        )


def day_cards(
    events: Iterable[Event],
    first: date,
    days: int,
    zone: ZoneInfo,
    now: datetime,
    overlaps: Mapping[str, Overlap] | None = None,
) -> list[DayCard]:
    """A card for each of `days` days from `first`; each event is listed once, on its first day in the range.

    `overlaps` are keyed by event id.
    """
    ordered = list(events)
    today = zones.today(zone, now)
    # If all the days are in the future, an earlier meeting that is not here may be the next one.
    next_start = up_next.next_start(ordered, now) if first <= today else None
    rows: dict[date, list[Row]] = {}
    continued: dict[date, list[Event]] = {}
    for event in ordered:
        begins, ends = _dates(event, zone)
        listed = max(begins, first)
        rows.setdefault(listed, []).append(
            row(event, next_start, listed, now, (overlaps or {}).get(event.id))
        )
        for number in range(1, (min(ends, first + timedelta(days=days)) - listed).days + 1):
            continued.setdefault(listed + timedelta(days=number), []).append(event)
    dates = [first + timedelta(days=number) for number in range(days)]
    return [_card(day, day == today, rows.get(day, []), continued.get(day, [])) for day in dates]


def row(
    event: Event, next_start: datetime | None, day: date, now: datetime, overlap: Overlap | None = None
) -> Row:
    """The row of one event; its phase is NEXT if it is a meeting that begins at `next_start`."""
    if not up_next.is_meeting(event):
        phase = PAST if not event.is_all_day and event.end <= now else LATER
    elif event.end <= now:
        phase = PAST
    elif event.start <= now:
        phase = RUNNING
    else:
        phase = NEXT if event.start == next_start else LATER
    starts_soon = event.start > now and up_next.is_time_to_join(event, now)
    return Row(event, phase, starts_soon, day, overlap)


def _dates(event: Event, zone: ZoneInfo) -> tuple[date, date]:
    """The first and last day of an event in `zone`; one that ends at midnight ends on the day before."""
    if event.is_all_day:
        return event.first_day, event.last_day
    last = max(event.start, event.end - timedelta(microseconds=1))
    return event.start.astimezone(zone).date(), last.astimezone(zone).date()


def _card(day: date, is_today: bool, rows: list[Row], continued: list[Event]) -> DayCard:
    timed = [row for row in rows if not row.event.is_all_day]
    meetings = [row.event for row in timed if up_next.takes_place(row.event)]
    return DayCard(
        date=day,
        is_today=is_today,
        all_day=tuple(row for row in rows if row.event.is_all_day),
        earlier=tuple(row for row in timed if row.phase == PAST),
        ahead=tuple(row for row in timed if row.phase != PAST),
        continued=tuple(continued),
        meetings=len(meetings),
        online=sum(event.state != OFFLINE for event in meetings),
    )
