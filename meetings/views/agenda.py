"""The board: today and the coming days, or a week; for strangers, what this is and the button to sign in."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime
from typing import cast
from urllib.parse import quote, urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings import calendar, clock, last_opened, zones
from meetings.board import ahead, conflicts, days, dismissals, filters, glance, month, timeline, week
from meetings.board.shown import Shown
from meetings.events import Agenda
from meetings.forms import CalendarsForm, RangeForm
from meetings.models import WEEK_DAYS
from meetings.person import AnyRequest, PersonRequest, graph, now, other_zone, preferences, settle, taste
from meetings.views import errors, reuse
from meetings.views.detail import asking
from meetings.views.up_next import head

# Seconds after which a page renews the board that it shows.
_RENEWED = 60


@require_safe
@login_not_required
def home(request: AnyRequest) -> HttpResponse:
    """The agenda; for strangers the way in."""
    if not request.user.is_authenticated:
        return render(request, "landing.html", {"next": request.get_full_path()})
    if not request.htmx:
        last_opened.begin_anew(graph(cast(PersonRequest, request)).owner)
    return agenda(cast(PersonRequest, request))


def agenda(request: PersonRequest, renewing: bool = False) -> HttpResponse:
    """What the address asks for; the usual days from today without anything in it.

    A page that is `renewing` what it shows gets the board alone, and says by itself when that is not new.
    """
    form = RangeForm(request.GET)
    if not form.is_valid():
        reason = str(next(iter(form.errors.values()))[0])
        return errors.answer(
            request, 400, reason, _("Choose a day like 2026-11-23, or go to today's meetings.")
        )
    shown = form.shown(preferences(request))
    moment = now()
    is_enough = reuse.is_enough(request, shown, preferences(request))
    found, failure = calendar.agenda_or_last(
        graph(request), shown.span, taste(request), moment, reuse=is_enough
    )
    zone_name = settle(request, found.mailbox)[1]
    context = {
        "zone_name": zone_name,
        **_of_person(request, found, moment),
        **_board(shown, found, moment),
        "failure": None if renewing else failure,
        "again_at": errors.again_at(failure),
        "renewed_after": errors.wait_for(failure) if failure else _RENEWED,
        "moved": request.htmx.boosted,
    }
    swapped = request.htmx and request.htmx.target == "agenda" and not request.htmx.history_restore_request
    template = "meetings/_agenda_swapped.html" if swapped else "meetings/agenda.html"
    response = render(request, template, context, status=failure.status if failure else 200)
    if failure:
        errors.say_when(response, failure, refresh=False)
        response["HX-Retarget"], response["HX-Reswap"] = "#agenda", "outerHTML"
    if request.htmx.trigger == "search":
        response[_history_step(request)] = shown.address
    response["As-Of"] = quote(clock.time_of_day(found.as_of))
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _history_step(request: PersonRequest) -> str:
    """The header that notes an address: however many letters are typed, it is one step to go back from."""
    searched = "q" in QueryDict(urlsplit(request.htmx.current_url_abs_path or "").query)
    return "HX-Replace-Url" if searched else "HX-Push-Url"


def _of_person(request: PersonRequest, found: Agenda, moment: datetime) -> dict[str, object]:
    """What a page with the board shows besides the days, by what its person chose."""
    chosen = preferences(request)
    return {
        "other_zone": other_zone(request, found.zone),
        "calendars": CalendarsForm(mailbox=found.mailbox, chosen=chosen, withheld=found.withheld),
        "up_next": head(request, found, moment),
        "ahead": ahead.by_day(found, moment) if chosen.offline else {},
        "reminders": {}
        if chosen.notice is None
        else ahead.to_remind(found.events, moment, dismissals.of(request.user, moment)),
        **asking(),
    }


def _board(shown: Shown, found: Agenda, moment: datetime) -> dict[str, object]:
    """What `_agenda.html` shows of the days as they are at `moment`."""
    clashes = conflicts.find(found.events, found.mailbox)
    whole = days.arrange(found.events, found.first, found.days, found.zone, moment, clashes)
    sifted = filters.sift(found.events, shown, clashes)
    cards = [card.only(sifted.ids) for card in whole]
    return {
        "shown": shown,
        "sifted": sifted,
        "agenda": found,
        "days": cards,
        "now": moment,
        "first": found.first,
        "last": cards[-1].date,
        "shows_today": any(card.is_today for card in cards),
        "week": week.lay_out(cards, found.zone, moment, found.mailbox.working_hours)
        if shown.is_week
        else None,
        "glances": glance.by_day(found, moment),
        "timeline": None if shown.is_week else _timeline(found, cards, sifted.ids, moment),
        "month": month.of(shown.month or found.first, shown.weekday, zones.today(found.zone, moment), whole),
        "earlier": shown.moved(found.first, -1),
        "later": shown.moved(found.first, 1),
        "today": shown.at(None),
        "lengths": {length: shown.as_week(length) for length in WEEK_DAYS},
    }


def _timeline(
    found: Agenda, cards: list[days.Day], shown: Container[str], moment: datetime
) -> timeline.Timeline | None:
    """Today as a strip, or the first of the days, with the events that are shown."""
    day = next((card.date for card in cards if card.is_today), found.first)
    events = (event for event in found.events if event.id in shown)
    return timeline.of_day(events, day, found.zone, moment, found.mailbox.working_hours)
