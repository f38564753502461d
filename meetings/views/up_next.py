"""The head of the board: what is up next, wherever the board looks; and what a person wants out of there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.destinations import own_page
from meetings import calendar, zones
from meetings.board import dismissals, up_next
from meetings.board.countdown import Countdown, milliseconds
from meetings.events import Agenda, Event
from meetings.forms.dismissal import DismissalForm
from meetings.person import PersonRequest, graph, now, preferences, taste
from meetings.views import errors


@dataclass(frozen=True, slots=True)
class Head:
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


def head(request: PersonRequest, found: Agenda, moment: datetime) -> Head | None:
    """What is up next among all events that are known; None when nothing is known of today."""
    today = zones.today(found.zone, moment)
    known: Agenda | None = found
    if not found.first <= today < found.first + timedelta(days=found.days):
        known = calendar.seen_lately(graph(request), today, preferences(request).days, taste(request), moment)
    return _head(request, known, today, moment) if known else None


@require_POST
def dismiss(request: PersonRequest) -> HttpResponse:
    """Take a meeting out of the head, or bring back all that were; then back to the board."""
    form = DismissalForm(request.POST)
    if not form.is_valid():
        return errors.answer(request, 400, str(next(iter(form.errors.values()))[0]))
    if form.cleaned_data["mark"]:
        dismissals.dismiss(request.user, form.cleaned_data["mark"], now())
    else:
        dismissals.bring_back(request.user)
    return redirect(own_page(request, form.cleaned_data["next"]))


def _head(request: PersonRequest, known: Agenda, today: date, moment: datetime) -> Head:
    tomorrow = today + timedelta(days=1)
    today_ends = zones.day_start(tomorrow, known.zone)
    dismissed = dismissals.of(request.user, moment)
    chosen = up_next.head(known.events, moment, today_ends, dismissed)
    todays = (zones.day_start(today, known.zone), today_ends)
    return Head(
        now=milliseconds(moment),
        first=Countdown.of(chosen.first, moment) if chosen.first else None,
        others=tuple(Countdown.of(event, moment) for event in chosen.others),
        later=chosen.later,
        later_day=chosen.later.start.astimezone(known.zone).date() if chosen.later else None,
        had_meetings=any(up_next.is_meeting(e) and e.overlaps(*todays) for e in known.events),
        tomorrow=tomorrow,
        last=known.first + timedelta(days=known.days - 1),
        dismissed=chosen.dismissed,
        to_join=frozenset(event.id for event in up_next.to_join(known.events, moment, dismissed)),
    )
