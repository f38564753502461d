"""The board: today and the coming days, or a week; for strangers, what this is and the button to sign in."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings import calendar, days
from meetings.events import Agenda
from meetings.forms import RangeForm
from meetings.person import AnyRequest, PersonRequest, graph, now, preferences, settle, taste
from meetings.shown import Shown
from meetings.views import errors, reuse
from meetings.views.detail import asking


@require_safe
@login_not_required
def home(request: AnyRequest) -> HttpResponse:
    """The agenda; for strangers the way in."""
    if not request.user.is_authenticated:
        return render(request, "landing.html", {"next": request.get_full_path()})
    return agenda(cast(PersonRequest, request))


def agenda(request: PersonRequest) -> HttpResponse:
    """What the address asks for; the usual days from today without anything in it."""
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
        "failure": failure,
        "again_at": errors.again_at(failure),
        **asking(),
    }
    swapped = request.htmx and request.htmx.target == "agenda" and not request.htmx.history_restore_request
    template = "meetings/_agenda.html" if swapped else "meetings/agenda.html"
    response = render(request, template, context, status=failure.status if failure else 200)
    if failure:
        errors.say_when(response, failure, refresh=not swapped)
        response["HX-Retarget"], response["HX-Reswap"] = "#agenda", "outerHTML"
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
        "earlier": shown.moved(found.first, -1),
        "later": shown.moved(found.first, 1),
        "today": shown.but(first=None),
    }
