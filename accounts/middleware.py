"""Requires a sign-in for every view that is not marked with `login_not_required`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse

from accounts.decorators import does_keep_draft
from accounts.redirects import to_sign_in, way_back


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Django's check, but with responses that htmx understands, and without losing what was typed.

    Views choose with the decorators `keeps_draft` and `polled` (accounts.decorators).
    """

    # Django always redirects; fragments need another response.
    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        return to_sign_in(request, way_back(request, does_keep_draft(view_func)))
