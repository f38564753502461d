"""What the board's templates show, arranged from the agenda, the address and what the person chose."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import datetime

from meetings.board import days, dismissals, timeline, upcoming, week
from meetings.board.days import DayCard
from meetings.board.filters import filter_events
from meetings.board.head import up_next_view
from meetings.board.month import month_grid
from meetings.board.overlaps import find_overlaps
from meetings.board.query import BoardQuery
from meetings.board.summary import day_summaries
from meetings.board.timeline import Timeline
from meetings.events import Agenda, zones
from meetings.models import WEEK_DAYS
from meetings.pages.polling import polling_context
from meetings.pages.request import PersonRequest, other_zone
from meetings.preferences.calendars import CalendarsForm


def board_context(request: PersonRequest, query: BoardQuery, agenda: Agenda) -> dict[str, object]:
    """Everything that `board/agenda.html` and its parts show, but for what went wrong."""
    return {
        **_of_person(request, agenda),
        **_of_days(query, agenda, request.now),
        **polling_context(),
    }


def _of_person(request: PersonRequest, agenda: Agenda) -> dict[str, object]:
    """What a page with the board shows besides the days, by what its person chose."""
    now, preferences = request.now, request.preferences
    to_remind = (
        {}
        if preferences.notice is None
        else upcoming.to_remind(agenda.events, now, dismissals.of(request.user, now))
    )
    return {
        "other_zone": other_zone(request, agenda.zone),
        "calendars": CalendarsForm(mailbox=agenda.mailbox, preferences=preferences, withheld=agenda.withheld),
        "up_next": up_next_view(request, agenda),
        "upcoming": upcoming.upcoming_by_day(agenda, now) if preferences.offline else {},
        "reminders": to_remind,
    }


def _of_days(query: BoardQuery, agenda: Agenda, now: datetime) -> dict[str, object]:
    """The days as they are at the moment `now`, with the ways to others."""
    overlaps = find_overlaps(agenda.events, agenda.mailbox)
    whole = days.arrange(agenda.events, agenda.first, agenda.days, agenda.zone, now, overlaps)
    filtered = filter_events(agenda.events, query, overlaps)
    cards = [card.only(filtered.ids) for card in whole]
    hours = agenda.mailbox.working_hours
    return {
        "query": query,
        "filtered": filtered,
        "agenda": agenda,
        "days": cards,
        "now": now,
        "first": agenda.first,
        "last": cards[-1].date,
        "shows_today": any(card.is_today for card in cards),
        "week": week.lay_out(cards, agenda.zone, now, hours) if query.is_week else None,
        "summaries": day_summaries(agenda, now),
        "timeline": None if query.is_week else _timeline(agenda, cards, filtered.ids, now),
        "month": month_grid(query.month or agenda.first, query.weekday, zones.today(agenda.zone, now), whole),
        "earlier": query.moved(agenda.first, -1),
        "later": query.moved(agenda.first, 1),
        "today": query.at(None),
        "lengths": {length: query.as_week(length) for length in WEEK_DAYS},
    }


def _timeline(
    agenda: Agenda, cards: Sequence[DayCard], ids: Container[str], now: datetime
) -> Timeline | None:
    """Today as a strip, or the first of the days, with the events that are shown."""
    day = next((card.date for card in cards if card.is_today), agenda.first)
    events = (event for event in agenda.events if event.id in ids)
    return timeline.of_day(events, day, agenda.zone, now, agenda.mailbox.working_hours)
