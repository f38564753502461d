"""Events laid out by day, and the meeting that is the one to join: pure functions of events and the clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from meetings import zones
from meetings.events import OFFLINE, PENDING, Event

PAST, RUNNING, NEXT, LATER = "past", "running", "next", "later"
# How long before its start a meeting counts as one to join now.
JOIN_EARLY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Row:
    """An event as it stands in the list of a day: where it is in time, seen from now."""

    event: Event
    phase: str
    starts_soon: bool
    day: date

    @property
    def is_time_to_join(self) -> bool:
        """From ten minutes before the start to the end."""
        return self.phase == RUNNING or self.starts_soon

    @property
    def asks_again(self) -> bool:
        """Whether the page should look for the link of this event by itself."""
        return self.event.state == PENDING and self.phase != PAST


@dataclass(frozen=True, slots=True)
class Day:
    """One card of the agenda.

    `continued` are events that began on an earlier day and are listed there.
    """

    date: date
    is_today: bool
    all_day: tuple[Row, ...]
    earlier: tuple[Row, ...]
    ahead: tuple[Row, ...]
    continued: tuple[Event, ...]

    @property
    def meetings(self) -> int:
        """How many timed meetings take place, cancelled and declined ones left out."""
        return sum(_counts(row.event) for row in (*self.earlier, *self.ahead))

    @property
    def online(self) -> int:
        """How many of them are online, or will be once their link is there."""
        return sum(_counts(row.event) and row.event.state != OFFLINE for row in (*self.earlier, *self.ahead))

    @property
    def is_empty(self) -> bool:
        return not (self.all_day or self.earlier or self.ahead or self.continued)


def arrange(events: Iterable[Event], first: date, days: int, zone: ZoneInfo, now: datetime) -> list[Day]:
    """A card for each of `days` days from `first`; each event stands once, on its first day in the range."""
    ordered = list(events)
    today = zones.today(zone, now)
    # What comes before days that are all ahead is not known here.
    up_next = _next(ordered, now) if first <= today else None
    rows: dict[date, list[Row]] = {}
    continued: dict[date, list[Event]] = {}
    for event in ordered:
        begins, ends = _dates(event, zone)
        listed = max(begins, first)
        rows.setdefault(listed, []).append(row(event, up_next, listed, now))
        for number in range(1, (min(ends, first + timedelta(days=days)) - listed).days + 1):
            continued.setdefault(listed + timedelta(days=number), []).append(event)
    dates = [first + timedelta(days=number) for number in range(days)]
    return [_card(day, day == today, rows.get(day, []), continued.get(day, [])) for day in dates]


def row(event: Event, up_next: datetime | None, day: date, now: datetime) -> Row:
    """The row of one event; `up_next` is the start of the next meeting, which makes its row stand out."""
    if event.is_all_day or not _counts(event):
        phase = PAST if not event.is_all_day and event.end <= now else LATER
    elif event.end <= now:
        phase = PAST
    elif event.start <= now:
        phase = RUNNING
    else:
        phase = NEXT if event.start == up_next else LATER
    soon = _counts(event) and not event.is_all_day and timedelta(0) < event.start - now <= JOIN_EARLY
    return Row(event, phase, soon, day)


def to_join(events: Iterable[Event], now: datetime) -> list[Event]:
    """The meetings that "join" can mean now: those running or about to start, else the next ones.

    All-day, cancelled and declined events do not count, nor do those without a link that may be opened.
    """
    candidates = [e for e in events if _counts(e) and not e.is_all_day and e.join_url and e.end > now]
    current = [event for event in candidates if event.start - JOIN_EARLY <= now]
    if current:
        return current
    first = min((event.start for event in candidates), default=None)
    return [event for event in candidates if event.start == first]


def _next(events: Iterable[Event], now: datetime) -> datetime | None:
    return min((e.start for e in events if _counts(e) and not e.is_all_day and e.start > now), default=None)


def _counts(event: Event) -> bool:
    return not event.is_cancelled and not event.is_declined


def _dates(event: Event, zone: ZoneInfo) -> tuple[date, date]:
    """The first and the last day of an event in `zone`; one that ends at midnight ends on the day before."""
    if event.is_all_day:
        return event.first_day, event.last_day
    last = max(event.start, event.end - timedelta(microseconds=1))
    return event.start.astimezone(zone).date(), last.astimezone(zone).date()


def _card(day: date, is_today: bool, rows: list[Row], continued: list[Event]) -> Day:
    timed = [row for row in rows if not row.event.is_all_day]
    return Day(
        date=day,
        is_today=is_today,
        all_day=tuple(row for row in rows if row.event.is_all_day),
        earlier=tuple(row for row in timed if row.phase == PAST),
        ahead=tuple(row for row in timed if row.phase != PAST),
        continued=tuple(continued),
    )
