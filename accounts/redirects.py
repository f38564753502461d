"""Sends people to the sign-in, and finds the page of this site to return to afterwards."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from accounts import drafts
from accounts.decorators import is_polled, view_of

HOME = "/"
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_SIGN_IN_PAGES = {"sign_in", "callback", "sign_out"}


def own_page(request: HttpRequest, address: str | None) -> str:
    """The path and query of `address` if it is a page of this site, else the home page's."""
    if not address or re.search(r"[\x00-\x20\x7f-\x9f\\]", address):
        return HOME
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return HOME
    parts = urlsplit(address)
    if parts.path.startswith("//"):
        return HOME
    try:
        match = resolve(unquote(parts.path))
    except Resolver404:
        return HOME
    if match.url_name in _SIGN_IN_PAGES:
        return HOME
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def way_back(request: HttpRequest, keeps_draft: bool) -> str:
    """The address to return to after a sign-in that interrupts `request`.

    It is that of the request if it asks for a page, else of the page that a fragment or form came from. With
    `keeps_draft` a form is kept (accounts.drafts), and it is the form's own address with `?draft=<id>`.
    """
    is_safe = request.method in _SAFE_METHODS
    if not is_safe and keeps_draft and (draft_id := drafts.keep(request)):
        return f"{request.path}?{urlencode({'draft': draft_id})}"
    htmx = HtmxDetails(request)
    if htmx:
        return own_page(request, htmx.current_url)
    return request.get_full_path() if is_safe else own_page(request, request.headers.get("Referer"))


def to_sign_in(request: HttpRequest, next_page: str) -> HttpResponse:
    """A response that sends the whole browser window to the sign-in page, even if htmx asked for a fragment.

    htmx would follow an ordinary redirect itself, and end at Microsoft's address, which does not answer it.
    A view that the page polls gets an empty response instead.
    """
    if HtmxDetails(request) and is_polled(view_of(request)):
        return HttpResponse(status=204)  # nobody clicked anything, so the page stays, with what was typed
    address = f"{reverse('sign_in')}?{urlencode({'next': next_page})}"
    return HttpResponseClientRedirect(address) if HtmxDetails(request) else redirect(address)
