"""The views for signing in, for Microsoft's answer, and for signing out."""

from __future__ import annotations

import logging
from contextlib import suppress
from math import ceil

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.middleware import HtmxDetails

from accounts import microsoft, problems, sign_in_attempts, tokens
from accounts.decorators import does_keep_draft, view_of
from accounts.errors import Reason, SignInError, SignInFailed, Unreachable
from accounts.models import User
from accounts.problems import Problem
from accounts.redirects import HOME, own_page, to_sign_in, way_back

logger = logging.getLogger(__name__)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """GET shows a page with one button; POST goes to Microsoft, with `again` to the account in use."""
    if request.method == "POST":
        return _start(request, own_page(request, request.POST.get("next")))
    next_page = own_page(request, request.GET.get("next"))
    if request.user.is_authenticated and tokens.are_usable(request):
        return redirect(next_page)
    return render(
        request, "accounts/sign_in.html", {"next": next_page, "again": request.user.is_authenticated}
    )


@login_not_required
@never_cache
@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """Microsoft's answer to a sign-in or approval: go to the person's page, or show what went wrong."""
    if "admin_consent" in request.GET:
        is_refused = "error" in request.GET
        return _problem_page(request, problems.NOT_APPROVED if is_refused else problems.APPROVED)
    state = request.GET.get("state", "")
    if not state or not ("code" in request.GET or "error" in request.GET):
        return _problem_page(request, problems.NO_ANSWER)
    next_page = HOME
    try:
        flow, next_page = sign_in_attempts.take(request, state)
        identity, fresh_tokens = microsoft.redeem(flow, request.GET.dict())
        user = authenticate(request, identity=identity)
        if not isinstance(user, User):
            raise SignInFailed(Reason.TENANT, "not_admitted")
    except SignInError as error:
        return _failure_page(request, error, next_page)
    tokens.forget(request)
    login(request, user)
    tokens.remember(request, user, fresh_tokens)
    return redirect(next_page)


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out here; with `everywhere=1` also end Microsoft's session in this browser."""
    tokens.forget(request)
    logout(request)
    if request.POST.get("everywhere") == "1":
        try:
            return redirect(microsoft.sign_out_url(request.build_absolute_uri(HOME)))
        except SignInError:
            messages.warning(
                request, _("You are signed out here. Microsoft could not be reached to sign you out there.")
            )
    return redirect(HOME)


def sign_in_again(request: HttpRequest, next_page: str = "", challenge: str = "") -> HttpResponse:
    """The response to a request without usable tokens: a page with one button (401), or HX-Redirect for htmx.

    Without a `next_page` it is found, and a form is kept, as for somebody who is signed out. A `challenge`
    from Graph (accounts.tokens) is kept for the new sign-in.
    """
    if challenge:
        tokens.keep_challenge(request, challenge)
    if not next_page:
        next_page = way_back(request, does_keep_draft(view_of(request)))
    if HtmxDetails(request):
        return to_sign_in(request, next_page)
    return _problem_page(request, problems.AGAIN, next_page)


def _start(request: HttpRequest, next_page: str) -> HttpResponse:
    hint = request.user.address if "again" in request.POST and request.user.is_authenticated else ""
    challenge = tokens.unanswered_challenge(request) if "again" in request.POST else ""
    try:
        flow = microsoft.begin(_callback_address(request), hint, challenge)
    except SignInError as error:
        return _failure_page(request, error, next_page)
    sign_in_attempts.keep(request, flow, next_page)
    return redirect(flow["auth_uri"])


def _failure_page(request: HttpRequest, error: SignInError, next_page: str) -> HttpResponse:
    logger.warning("No sign-in: %s", error)
    if not isinstance(error, SignInFailed):
        retry_after = error.retry_after if isinstance(error, Unreachable) else None
        response = _problem_page(request, problems.BY_REASON[Reason.UNREACHABLE], next_page)
        response.headers["Retry-After"] = str(ceil(retry_after or 5))
        return response
    context: dict[str, object] = {"code": error.code, "description": error.description}
    if error.reason is Reason.ADMIN_CONSENT:
        with suppress(SignInError):  # without the link the page still says what is missing
            context["consent_url"] = microsoft.admin_consent_url(_callback_address(request))
    return _problem_page(request, problems.BY_REASON[error.reason], next_page, **context)


def _problem_page(
    request: HttpRequest, problem: Problem, next_page: str = HOME, **context: object
) -> HttpResponse:
    nothing_more = {"code": "", "description": "", "consent_url": ""}
    context = (
        nothing_more
        | context
        | {
            "problem": problem,
            "next": next_page,
            "again": problem is problems.AGAIN,
            "signed_in": request.user.is_authenticated and problem is not problems.AGAIN,
        }
    )
    return render(request, "accounts/sign_in_problem.html", context, status=problem.status)


def _callback_address(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("callback"))
