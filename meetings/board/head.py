"""The head of the board: what is up next, wherever the board looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from meetings.board import dismissals, up_next
from meetings.board.countdown import Countdown, milliseconds
from meetings.events import Agenda, Event, zones
from meetings.outlook.agenda import recent_agenda
from meetings.pages.request import PersonRequest


@dataclass(frozen=True, slots=True)
class UpNextView:
    """What `_up_next.html` shows at the moment `now`, in milliseconds.

    Without `first` nothing is left today, and `later` is what comes on another day. `last` is the last day
    that is known. `dismissed` tells whether more would stand here otherwise; `to_join` are the ids of the
    meetings that "join" means now.
    """

    now: int
    first: Countdown | None
    others: tuple[Countdown, ...]
    later: Event | None
    later_day: date | None
    had_meetings: bool
    tomorrow: date
    last: date
    dismissed: bool
    to_join: frozenset[str]

    @property
    def title(self) -> str:
        """What the title of the tab says; empty while nothing is near."""
        items = (self.first, *self.others) if self.first else ()
        return next((item.title for item in items if item.title), "")


def up_next_view(request: PersonRequest, agenda: Agenda) -> UpNextView | None:
    """What is up next among all events that are known; None when nothing is known of today."""
    today = zones.today(agenda.zone, request.now)
    known: Agenda | None = agenda
    if not agenda.first <= today < agenda.first + timedelta(days=agenda.days):
        days = request.preferences.days
        known = recent_agenda(request.graph.owner, today, days, request.viewer, request.now)
    return _view(known, today, request.now, dismissals.of(request.user, request.now)) if known else None


def _view(known: Agenda, today: date, now: datetime, dismissed: frozenset[str]) -> UpNextView:
    tomorrow = today + timedelta(days=1)
    today_ends = zones.day_start(tomorrow, known.zone)
    shown = up_next.choose_up_next(known.events, now, today_ends, dismissed)
    todays = (zones.day_start(today, known.zone), today_ends)
    return UpNextView(
        now=milliseconds(now),
        first=Countdown.of(shown.first, now) if shown.first else None,
        others=tuple(Countdown.of(event, now) for event in shown.others),
        later=shown.later,
        later_day=shown.later.start.astimezone(known.zone).date() if shown.later else None,
        had_meetings=any(up_next.is_meeting(e) and e.overlaps(*todays) for e in known.events),
        tomorrow=tomorrow,
        last=known.first + timedelta(days=known.days - 1),
        dismissed=shown.dismissed,
        to_join=frozenset(event.id for event in up_next.to_join(known.events, now, dismissed)),
    )
