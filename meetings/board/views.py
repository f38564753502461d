"""The board's views: the page and its refresh, the landing page for strangers, and dismissing a meeting."""

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

# Seconds after which a page refreshes its board.
_REFRESH_AFTER = 60
# What differs between two responses even if nothing on the board has changed.
_FLEETING = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|data-(?:as-of|now)="[^"]*"')


@require_safe
@login_not_required
def home(request: AnyRequest) -> HttpResponse:
    """The board; for people who are not signed in, the landing page with the sign-in button."""
    if not request.user.is_authenticated:
        return render(request, "board/landing.html", {"next": request.get_full_path()})
    person_request = cast(PersonRequest, request)
    if not request.htmx:  # a page load is to show the current state, so the panel must not reuse old details
        store.forget(person_request.graph.owner, store.DETAILS)
    return _board(person_request)


@require_safe
@polled
def refresh(request: PersonRequest, person: int) -> HttpResponse:
    """The board for the page's parameters, read again; 304 when it has not changed.

    204 when the primary key `person`, for whom the page was made, is no longer that of the signed-in user.
    The header `As-Of` is when the board was read, in the person's time format and percent-encoded. An answer
    with status 503 holds the board as it was read last.
    """
    if request.user.pk != person:
        return HttpResponse(status=204)
    board = _board(request, is_refresh=True)
    if board.status_code != 200:
        return board
    board["ETag"] = f'"{hashlib.sha256(_FLEETING.sub(b"", board.content)).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=board["ETag"], response=board) or board
    response["As-Of"] = board["As-Of"]
    return response


@require_POST
def dismiss(request: PersonRequest) -> HttpResponse:
    """Dismiss a meeting from up next, or bring back all dismissed ones; then redirect to the board."""
    form = DismissalForm(request.POST)
    if not form.is_valid():
        return errors.answer(request, 400, str(next(iter(form.errors.values()))[0]))
    if form.cleaned_data["mark"]:
        dismissals.dismiss(request.user, form.cleaned_data["mark"], request.now)
    else:
        dismissals.bring_back(request.user)
    return redirect(own_page(request, form.cleaned_data["next"]))


def _board(request: PersonRequest, is_refresh: bool = False) -> HttpResponse:
    """The board for the parameters of the request; by default the usual days from today.

    A refresh gets no message about a failure of Graph: the page's script shows one itself.
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
        "refresh_after": errors.seconds_to_wait(failure) if failure else _REFRESH_AFTER,
        "moved": request.htmx.boosted,
    }
    is_swap = request.htmx and request.htmx.target == "agenda" and not request.htmx.history_restore_request
    template = "board/_agenda_swapped.html" if is_swap else "board/agenda.html"
    response = render(request, template, context, status=failure.status if failure else 200)
    if failure:
        errors.set_retry_headers(response, failure, refresh=False)
        response["HX-Retarget"], response["HX-Reswap"] = "#agenda", "outerHTML"
    if request.htmx.trigger == "search":
        response[_history_header(request)] = query.url
    response["As-Of"] = quote(clock.time_of_day(agenda.as_of))
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _history_header(request: PersonRequest) -> str:
    """The htmx header that sets the page's address so that a whole search is one step in the history."""
    is_searching = "q" in QueryDict(urlsplit(request.htmx.current_url_abs_path or "").query)
    return "HX-Replace-Url" if is_searching else "HX-Push-Url"
