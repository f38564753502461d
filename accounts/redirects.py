"""Where a person goes after signing in: only ever to a page of ours."""

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
    """`address` as a path (with its query) if it is a page of this site, else the home page."""
    if not address or re.search(r"[\x00-\x20\x7f-\x9f\\]", address):
        return HOME
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return HOME
    parts = urlsplit(address)
    if parts.path.startswith("//"):
        return HOME
    try:
        found = resolve(unquote(parts.path))
    except Resolver404:
        return HOME
    if found.url_name in _SIGN_IN_PAGES:
        return HOME
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def way_back(request: HttpRequest, keeps_draft: bool) -> str:
    """The page to come back to when `request` has to wait for a sign-in.

    A page's own address; for a fragment or a form the page it was sent from. With `keeps_draft` a form is
    kept, and the page is the form's address with `?draft=<id>`.
    """
    is_safe = request.method in _SAFE_METHODS
    if not is_safe and keeps_draft and (draft_id := drafts.keep(request)):
        return f"{request.path}?{urlencode({'draft': draft_id})}"
    htmx = HtmxDetails(request)
    if htmx:
        return own_page(request, htmx.current_url)
    return request.get_full_path() if is_safe else own_page(request, request.headers.get("Referer"))


def to_sign_in(request: HttpRequest, next_page: str) -> HttpResponse:
    """Send the browser to the sign-in page: as a whole, also when script asked for a fragment only.

    Script would follow a plain redirect unseen and end at Microsoft's address, which does not answer it.
    """
    if HtmxDetails(request) and is_polled(view_of(request)):
        return HttpResponse(status=204)  # nobody pressed anything: the page stays, with what is typed in it
    address = f"{reverse('sign_in')}?{urlencode({'next': next_page})}"
    return HttpResponseClientRedirect(address) if HtmxDetails(request) else redirect(address)
