"""The head of the board: the meetings that are up next, whichever days the board shows."""

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
    """What `_up_next.html` shows; `now` is in milliseconds since 1970.

    `first` is None when nothing is left today; `later` is then the next meeting on another day. `last` is the
    last day whose events are known. `dismissed` says whether dismissed meetings are left out; `to_join` are
    the ids of the meetings that "Join next" would open now.
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
        """The words for the tab's title; empty while no meeting is near."""
        items = (self.first, *self.others) if self.first else ()
        return next((item.title for item in items if item.title), "")


def up_next_view(request: PersonRequest, agenda: Agenda) -> UpNextView | None:
    """The meetings that are up next; None when today's events are not known.

    If `agenda` does not include today, they come from the agenda of today that was read last.
    """
    today = zones.today(agenda.zone, request.now)
    todays_agenda: Agenda | None = agenda
    if not agenda.first <= today < agenda.first + timedelta(days=agenda.days):
        days = request.preferences.days
        todays_agenda = recent_agenda(request.graph.owner, today, days, request.viewer, request.now)
    if todays_agenda is None:
        return None
    return _view(todays_agenda, today, request.now, dismissals.of(request.user, request.now))


def _view(agenda: Agenda, today: date, now: datetime, dismissed: frozenset[str]) -> UpNextView:
    tomorrow = today + timedelta(days=1)
    today_ends = zones.day_start(tomorrow, agenda.zone)
    choice = up_next.choose_up_next(agenda.events, now, today_ends, dismissed)
    today_bounds = (zones.day_start(today, agenda.zone), today_ends)
    return UpNextView(
        now=milliseconds(now),
        first=Countdown.of(choice.first, now) if choice.first else None,
        others=tuple(Countdown.of(event, now) for event in choice.others),
        later=choice.later,
        later_day=choice.later.start.astimezone(agenda.zone).date() if choice.later else None,
        had_meetings=any(up_next.is_meeting(e) and e.overlaps(*today_bounds) for e in agenda.events),
        tomorrow=tomorrow,
        last=agenda.first + timedelta(days=agenda.days - 1),
        dismissed=choice.dismissed,
        to_join=frozenset(event.id for event in up_next.to_join(agenda.events, now, dismissed)),
    )
