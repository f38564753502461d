"""Pages for what went wrong: a plain sentence, a way on, and Microsoft's code folded away."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from math import ceil

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.decorators import does_keep_draft, view_of
from accounts.redirects import way_back
from accounts.views import sign_in_again
from meetings.graph import GraphError, NoMailbox, NotPermitted, SignInNeeded, TryLater
from meetings.pages.request import AnyRequest

Text = str | Promise

logger = logging.getLogger(__name__)

# Seconds until a page tries again by itself when Microsoft named none.
_WAIT = 10


def answer(
    request: AnyRequest, status: int, title: Text, advice: Text = "", error: GraphError | None = None
) -> HttpResponse:
    """An error as a page, or as a message for the message region when a fragment was asked for.

    `error` adds Microsoft's code and request id.
    """
    fragment = bool(request.htmx) and not request.htmx.history_restore_request
    refresh = request.method == "GET" and not fragment
    context = {
        "title": title,
        "advice": advice,
        "error": error,
        "other_account": isinstance(error, NoMailbox),
        "back": way_back(request, keeps_draft=False) if isinstance(error, NotPermitted) else "",
        "retry": _to_try_again(request) if status >= 500 and not fragment else "",
        "again_at": again_at(error),
        "refresh": refresh,
    }
    response = render(
        request, "pages/_error.html" if fragment else "pages/error.html", context, status=status
    )
    if error is not None:
        say_when(response, error, refresh)
    return response


def wait_for(error: GraphError) -> int:
    """Seconds until it makes sense to try again: Microsoft's own figure, else a short while."""
    return max(1, ceil(_WAIT if error.retry_after is None else error.retry_after))


def again_at(error: GraphError | None) -> datetime | None:
    """When the page tries again by itself, None when it is no use."""
    return timezone.now() + timedelta(seconds=wait_for(error)) if isinstance(error, TryLater) else None


def say_when(response: HttpResponse, error: GraphError, refresh: bool) -> None:
    """Tell programs when to come back; with `refresh` the browser does so by itself."""
    if isinstance(error, TryLater):
        response["Retry-After"] = str(wait_for(error))
        if refresh:
            response["Refresh"] = str(wait_for(error))


def graph_failed(request: AnyRequest, error: GraphError | SignInNeeded) -> HttpResponse:
    """The answer to a failure of Graph; a new sign-in leads back to where the person was, text included."""
    if isinstance(error, SignInNeeded):
        return sign_in_again(request, challenge=error.challenge)
    return answer(request, error.status, error.title, error.advice, error)


def stale_page(request: AnyRequest, reason: str = "") -> HttpResponse:
    """A form from a page that is no longer valid (CSRF): what was typed comes back in a fresh form."""
    if does_keep_draft(resolve(request.path_info).func) and request.user.is_authenticated:
        messages.info(
            request, _("This page had been open for long. Please check what you typed and send it again.")
        )
        target = way_back(request, keeps_draft=True)
        if request.htmx:
            return HttpResponse(headers={"HX-Redirect": target})
        return redirect(target)
    return of_another_page(request)


def of_another_page(request: AnyRequest) -> HttpResponse:
    """Nothing is taken from a page that is not of this session."""
    return answer(
        request,
        403,
        _("This page is no longer valid."),
        _("It was open for long, or you signed in again elsewhere. Go back, reload it, and try once more."),
    )


def bad_request(request: AnyRequest, exception: Exception) -> HttpResponse:
    return answer(
        request, 400, _("That request cannot be read."), _("Go to your meetings and start from there.")
    )


def forbidden(request: AnyRequest, exception: Exception) -> HttpResponse:
    return answer(request, 403, _("You may not do this."), _("Go to your meetings and start from there."))


def not_found(request: AnyRequest, exception: Exception) -> HttpResponse:
    return answer(request, 404, _("There is no such page."), _("The address may be mistyped or out of date."))


def server_error(request: AnyRequest) -> HttpResponse:
    """The page for a mistake of ours; a plain one when the mistake is in what every page is made of."""
    title = _("Something went wrong on our side.")
    advice = _("It has been noted. Nothing was sent to Microsoft that you did not see confirmed.")
    try:
        return answer(request, 500, title, advice)
    except Exception:
        logger.exception("The page for an error cannot be made either")
        return _plain(request, title, advice)


def _plain(request: AnyRequest, title: Text, advice: Text) -> HttpResponse:
    """An error told without templates, database and session, any of which may be what failed."""
    told = format_html("<p><strong>{}</strong> {}</p>", title, advice)
    if "HX-Request" in request.headers:
        message = format_html('<div class="message" data-level="error" role="alert">{}</div>', told)
        return HttpResponse(message, status=500)
    page = format_html(
        '<!doctype html>\n<html lang="{}"><title>{} · Meetboard</title><h1>Meetboard</h1>{}</html>',
        get_language() or "en",
        title,
        told,
    )
    return HttpResponse(page, status=500)


def _to_try_again(request: AnyRequest) -> str:
    """The address to try again at: the same, for a form with what was typed, empty for any other action."""
    if request.method == "GET":
        return request.get_full_path()
    if not does_keep_draft(view_of(request)):
        return ""
    address = way_back(request, keeps_draft=True)
    request.session.save()  # Django leaves it unsaved when the answer is a 5xx
    return address
