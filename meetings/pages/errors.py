"""The responses for errors: a plain sentence, advice how to continue, and Microsoft's code in a fold."""

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

# Seconds until a page tries again by itself if Microsoft sent no Retry-After.
_WAIT = 10


def answer(
    request: AnyRequest, status: int, title: Text, advice: Text = "", error: GraphError | None = None
) -> HttpResponse:
    """The response for an error: a page, or for an htmx request a message for the message region.

    `error` adds Microsoft's code and request id.
    """
    is_fragment = bool(request.htmx) and not request.htmx.history_restore_request
    refresh = request.method == "GET" and not is_fragment
    context = {
        "title": title,
        "advice": advice,
        "error": error,
        "other_account": isinstance(error, NoMailbox),
        "back": way_back(request, keeps_draft=False) if isinstance(error, NotPermitted) else "",
        "retry": _retry_address(request) if status >= 500 and not is_fragment else "",
        "again_at": again_at(error),
        "refresh": refresh,
    }
    response = render(
        request, "pages/_error.html" if is_fragment else "pages/error.html", context, status=status
    )
    if error is not None:
        set_retry_headers(response, error, refresh)
    return response


def seconds_to_wait(error: GraphError) -> int:
    """Seconds until it makes sense to try again: Microsoft's Retry-After, or a short while without it."""
    return max(1, ceil(_WAIT if error.retry_after is None else error.retry_after))


def again_at(error: GraphError | None) -> datetime | None:
    """When the page tries again by itself; None if trying again does not help."""
    return timezone.now() + timedelta(seconds=seconds_to_wait(error)) if isinstance(error, TryLater) else None


def set_retry_headers(response: HttpResponse, error: GraphError, refresh: bool) -> None:
    """Set Retry-After if trying again helps; with `refresh`, the browser also reloads the page then."""
    if isinstance(error, TryLater):
        response["Retry-After"] = str(seconds_to_wait(error))
        if refresh:
            response["Refresh"] = str(seconds_to_wait(error))


def graph_failed(request: AnyRequest, error: GraphError | SignInNeeded) -> HttpResponse:
    """The response to a failure of Graph.

    SignInNeeded starts a sign-in that leads back to the page, with what was typed in its form.
    """
    if isinstance(error, SignInNeeded):
        return sign_in_again(request, challenge=error.challenge)
    return answer(request, error.status, error.title, error.advice, error)


def stale_page(request: AnyRequest, reason: str = "") -> HttpResponse:
    """The response when the CSRF check fails: what was typed comes back in a fresh form where possible."""
    if does_keep_draft(resolve(request.path_info).func) and request.user.is_authenticated:
        messages.info(
            request, _("This page had been open for long. Please check what you typed and send it again.")
        )
        target = way_back(request, keeps_draft=True)
        if request.htmx:
            return HttpResponse(headers={"HX-Redirect": target})
        return redirect(target)
    return page_not_valid(request)


def page_not_valid(request: AnyRequest) -> HttpResponse:
    """The response to a form from a page that is no longer valid; nothing in it is accepted."""
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
    """The response to an unhandled exception; a plain page if the usual error page cannot be rendered."""
    title = _("Something went wrong on our side.")
    advice = _("It has been noted. Nothing was sent to Microsoft that you did not see confirmed.")
    try:
        return answer(request, 500, title, advice)
    except Exception:
        logger.exception("The page for an error cannot be made either")
        return _plain(request, title, advice)


def _plain(request: AnyRequest, title: Text, advice: Text) -> HttpResponse:
    """An error page made without templates, database and session, because any of them may have failed."""
    text = format_html("<p><strong>{}</strong> {}</p>", title, advice)
    if "HX-Request" in request.headers:
        message = format_html('<div class="message" data-level="error" role="alert">{}</div>', text)
        return HttpResponse(message, status=500)
    page = format_html(
        '<!doctype html>\n<html lang="{}"><title>{} · Meetboard</title><h1>Meetboard</h1>{}</html>',
        get_language() or "en",
        title,
        text,
    )
    return HttpResponse(page, status=500)


def _retry_address(request: AnyRequest) -> str:
    """The address for "Try again": that of the page, or of the form with what was typed; empty otherwise."""
    if request.method == "GET":
        return request.get_full_path()
    if not does_keep_draft(view_of(request)):
        return ""
    address = way_back(request, keeps_draft=True)
    request.session.save()  # Django does not save the session for a 5xx response
    return address
