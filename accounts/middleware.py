"""Every page needs a sign-in unless its view says otherwise (`login_not_required`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse

from accounts.decorators import does_keep_draft
from accounts.redirects import to_sign_in, way_back


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Django's check, answering fragments as htmx needs it and losing nothing that was typed.

    Views say by the decorators `keeps_draft` and `polled` what is to become of them.
    """

    # Django redirects in every case; a fragment needs something else.
    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        return to_sign_in(request, way_back(request, does_keep_draft(view_func)))
