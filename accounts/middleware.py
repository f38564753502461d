"""Every page needs a sign-in unless its view says otherwise (`login_not_required`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse

from accounts.destinations import to_sign_in, way_back


class SignInRequired(LoginRequiredMiddleware):
    """Django's check, answering fragments as htmx needs it and losing nothing that was typed.

    A view with the attribute `keeps_draft = True` gets the form back by `accounts.drafts.take`; one with
    `asks_by_itself = True` is fetched by the page now and then, and ends quietly with the session.
    """

    # Django redirects in every case; a fragment needs something else.
    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        return to_sign_in(request, way_back(request, getattr(view_func, "keeps_draft", False)))
