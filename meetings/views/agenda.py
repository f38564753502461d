"""The board: today and the coming days, or a week; for strangers, what this is and the button to sign in."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from urllib.parse import quote

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings import calendar, clock, days, month, week, zones
from meetings.events import Agenda
from meetings.forms import RangeForm
from meetings.models import WEEK_DAYS
from meetings.person import AnyRequest, PersonRequest, graph, now, preferences, settle, taste
from meetings.shown import Shown
from meetings.views import errors, reuse
from meetings.views.detail import asking

# Seconds after which a page renews the board that it shows.
_RENEWED = 60


@require_safe
@login_not_required
def home(request: AnyRequest) -> HttpResponse:
    """The agenda; for strangers the way in."""
    if not request.user.is_authenticated:
        return render(request, "landing.html", {"next": request.get_full_path()})
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
    chosen = preferences(request)
    shown = form.shown(chosen)
    moment = now()
    found, failure = calendar.agenda_or_last(
        graph(request), shown.span, taste(request), moment, reuse=reuse.is_enough(request, shown, chosen)
    )
    context = {
        "zone_name": settle(request, found.mailbox)[1],
        **_board(shown, found, moment),
        "failure": None if renewing else failure,
        "again_at": errors.again_at(failure),
        "renewed_after": errors.wait_for(failure) if failure else _RENEWED,
        "moved": request.htmx.boosted,
        **asking(),
    }
    swapped = request.htmx and request.htmx.target == "agenda" and not request.htmx.history_restore_request
    template = "meetings/_agenda_swapped.html" if swapped else "meetings/agenda.html"
    response = render(request, template, context, status=failure.status if failure else 200)
    if failure:
        errors.say_when(response, failure, refresh=False)
        response["HX-Retarget"], response["HX-Reswap"] = "#agenda", "outerHTML"
    response["As-Of"] = quote(clock.time_of_day(found.as_of))
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _board(shown: Shown, found: Agenda, moment: datetime) -> dict[str, object]:
    """What `_agenda.html` shows of the days as they are at `moment`."""
    cards = days.arrange(found.events, found.first, found.days, found.zone, moment)
    return {
        "shown": shown,
        "agenda": found,
        "days": cards,
        "now": moment,
        "first": found.first,
        "last": cards[-1].date,
        "shows_today": any(card.is_today for card in cards),
        "week": week.lay_out(cards, found.zone, moment, found.mailbox.working_hours)
        if shown.is_week
        else None,
        "month": month.of(shown.month or found.first, shown.weekday, zones.today(found.zone, moment), cards),
        "earlier": shown.moved(found.first, -1),
        "later": shown.moved(found.first, 1),
        "today": shown.at(None),
        "lengths": {length: shown.as_week(length) for length in WEEK_DAYS},
    }
