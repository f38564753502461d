"""The agenda: today and the coming days; for strangers, what this is and the button to sign in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import cast
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings import calendar, days
from meetings.events import Agenda
from meetings.forms import RangeForm
from meetings.person import AnyRequest, PersonRequest, browser_zone, graph, now, settle
from meetings.views import errors
from meetings.views.detail import asking

_DAYS = 7


@require_safe
@login_not_required
def home(request: AnyRequest) -> HttpResponse:
    """The agenda; for strangers the way in."""
    if not request.user.is_authenticated:
        return render(request, "landing.html", {"next": request.get_full_path()})
    return agenda(cast(PersonRequest, request))


def agenda(request: PersonRequest) -> HttpResponse:
    """The days in the address; a week from today without any."""
    form = RangeForm(request.GET)
    if not form.is_valid():
        reason = str(next(iter(form.errors.values()))[0])
        return errors.answer(
            request, 400, reason, _("Choose a day like 2026-11-23, or go to today's meetings.")
        )
    first, length = form.cleaned_data["day"], form.cleaned_data["days"] or _DAYS
    moment = now()
    found, failure = calendar.agenda_or_last(graph(request), first, length, browser_zone(request), moment)
    context = {
        **_shown(found, moment),
        "zone_name": settle(request, found.mailbox)[1],
        "here": address(first, length),
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


def address(first: date | None, length: int = _DAYS) -> str:
    """The agenda's address for `length` days from `first`, without what is the default."""
    query = {"day": first.isoformat()} if first else {}
    if length != _DAYS:
        query["days"] = str(length)
    return f"{reverse('agenda')}?{urlencode(query)}" if query else reverse("agenda")


def _shown(found: Agenda, moment: datetime) -> dict[str, object]:
    """What `_agenda.html` shows of the days as they are at `moment`, and as many days before and after."""
    length = timedelta(days=found.days)
    cards = days.arrange(found.events, found.first, found.days, found.zone, moment)
    return {
        "agenda": found,
        "days": cards,
        "usual_days": _DAYS,
        "now": moment,
        "first": found.first,
        "last": cards[-1].date,
        "shows_today": any(card.is_today for card in cards),
        "earlier": address(found.first - length, found.days),
        "later": address(found.first + length, found.days),
    }
