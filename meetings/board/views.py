"""The board: today and the coming days, or a week; for strangers, what this is and the button to sign in."""

from __future__ import annotations

import hashlib
import re
from typing import cast
from urllib.parse import quote, urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import polled
from accounts.redirects import own_page
from meetings.board import dismissals
from meetings.board.context import board_context
from meetings.board.forms import BoardForm, DismissalForm
from meetings.board.freshness import may_reuse
from meetings.outlook import store
from meetings.outlook.agenda import agenda_or_last_known
from meetings.pages import errors
from meetings.pages.locale import activate_locale
from meetings.pages.request import AnyRequest, PersonRequest
from meetings.wording import clock

# Seconds after which a page asks again for the board that it shows.
_REFRESHED = 60
# What differs from answer to answer though nothing changed.
_FLEETING = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|data-(?:as-of|now)="[^"]*"')


@require_safe
@login_not_required
def home(request: AnyRequest) -> HttpResponse:
    """The board; for strangers the way in."""
    if not request.user.is_authenticated:
        return render(request, "board/landing.html", {"next": request.get_full_path()})
    person_request = cast(PersonRequest, request)
    if not request.htmx:  # the page is loaded again to see what is true now
        store.forget(person_request.graph.owner, store.DETAILS)
    return _board(person_request)


@require_safe
@polled
def refresh(request: PersonRequest, person: int) -> HttpResponse:
    """The board at the page's address, read again; 304 when the page has it, 204 when `person` has left.

    `As-Of` is when it was read, as the person reads clocks, percent-encoded. With 503 it is the last list.
    """
    if request.user.pk != person:
        return HttpResponse(status=204)
    board = _board(request, is_refresh=True)
    if board.status_code != 200:
        return board
    board["ETag"] = f'"{hashlib.sha256(_FLEETING.sub(b"", board.content)).hexdigest()[:32]}"'
    answer = get_conditional_response(request, etag=board["ETag"], response=board) or board
    answer["As-Of"] = board["As-Of"]
    return answer


@require_POST
def dismiss(request: PersonRequest) -> HttpResponse:
    """Take a meeting out of up next, or bring back all that were; then back to the board."""
    form = DismissalForm(request.POST)
    if not form.is_valid():
        return errors.answer(request, 400, str(next(iter(form.errors.values()))[0]))
    if form.cleaned_data["mark"]:
        dismissals.dismiss(request.user, form.cleaned_data["mark"], request.now)
    else:
        dismissals.bring_back(request.user)
    return redirect(own_page(request, form.cleaned_data["next"]))


def _board(request: PersonRequest, is_refresh: bool = False) -> HttpResponse:
    """What the address asks for; the usual days from today without anything in it.

    A page that refreshes what it shows gets the board alone, and says by itself when that is not new.
    """
    form = BoardForm(request.GET)
    if not form.is_valid():
        reason = str(next(iter(form.errors.values()))[0])
        return errors.answer(
            request, 400, reason, _("Choose a day like 2026-11-23, or go to today's meetings.")
        )
    query = form.query(request.preferences)
    agenda, failure = agenda_or_last_known(
        request.graph, query.date_range, request.viewer, request.now, reuse=may_reuse(request, query)
    )
    context = {
        "zone_name": activate_locale(request, agenda.mailbox).name,
        **board_context(request, query, agenda),
        "failure": None if is_refresh else failure,
        "again_at": errors.again_at(failure),
        "refresh_after": errors.wait_for(failure) if failure else _REFRESHED,
        "moved": request.htmx.boosted,
    }
    swapped = request.htmx and request.htmx.target == "agenda" and not request.htmx.history_restore_request
    template = "board/_agenda_swapped.html" if swapped else "board/agenda.html"
    response = render(request, template, context, status=failure.status if failure else 200)
    if failure:
        errors.say_when(response, failure, refresh=False)
        response["HX-Retarget"], response["HX-Reswap"] = "#agenda", "outerHTML"
    if request.htmx.trigger == "search":
        response[_history_step(request)] = query.url
    response["As-Of"] = quote(clock.time_of_day(agenda.as_of))
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _history_step(request: PersonRequest) -> str:
    """The header that notes an address: however many letters are typed, it is one step to go back from."""
    searched = "q" in QueryDict(urlsplit(request.htmx.current_url_abs_path or "").query)
    return "HX-Replace-Url" if searched else "HX-Push-Url"
