"""Builds the template context of the board from the agenda, the query and the person's preferences."""

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
    """The context of `board/agenda.html` and the templates it includes, except for a Graph failure."""
    return {
        **_person_context(request, agenda),
        **_days_context(query, agenda, request.now),
        **polling_context(),
    }


def _person_context(request: PersonRequest, agenda: Agenda) -> dict[str, object]:
    """The parts beside the days that depend on the person: calendars, up next, reminders, offline list."""
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


def _days_context(query: BoardQuery, agenda: Agenda, now: datetime) -> dict[str, object]:
    """The days, as a list or a week, with the timeline, the small month and the queries for other days."""
    overlaps = find_overlaps(agenda.events, agenda.mailbox)
    all_cards = days.day_cards(agenda.events, agenda.first, agenda.days, agenda.zone, now, overlaps)
    filtered = filter_events(agenda.events, query, overlaps)
    cards = [card.only(filtered.ids) for card in all_cards]
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
        "week": week.week_grid(cards, agenda.zone, now, hours) if query.is_week else None,
        "summaries": day_summaries(agenda, now),
        "timeline": None if query.is_week else _timeline(agenda, cards, filtered.ids, now),
        "month": month_grid(
            query.month or agenda.first, query.weekday, zones.today(agenda.zone, now), all_cards
        ),
        "earlier": query.moved(agenda.first, -1),
        "later": query.moved(agenda.first, 1),
        "today": query.at(None),
        "lengths": {length: query.as_week(length) for length in WEEK_DAYS},
    }


def _timeline(
    agenda: Agenda, cards: Sequence[DayCard], ids: Container[str], now: datetime
) -> Timeline | None:
    """The timeline of today, or of the first day when today is not shown, with the events in `ids`."""
    day = next((card.date for card in cards if card.is_today), agenda.first)
    events = (event for event in agenda.events if event.id in ids)
    return timeline.of_day(events, day, agenda.zone, now, agenda.mailbox.working_hours)
