"""Decides whether a request for the board may be answered from the store instead of from Graph."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from meetings.board.forms import BoardForm
from meetings.board.query import BoardQuery
from meetings.models import Preferences
from meetings.pages.request import PersonRequest


def may_reuse(request: PersonRequest, query: BoardQuery) -> bool:
    """Whether the person navigates within a board that they already have on the screen.

    That is the case when htmx swaps in other days or filters, or when a full page load changes only the
    filters. The same address again, a reload and a newly opened page must show the current state.
    """
    if request.htmx:
        before = _query_at(request.htmx.current_url_abs_path or "", request.preferences)
        is_part = request.htmx.target == "agenda" and not request.htmx.history_restore_request
        return is_part and before is not None and before != query
    if not query.is_narrowed or "Cache-Control" in request.headers:  # browsers send this header on a reload
        return False
    before = _query_at(_referring_path(request), request.preferences)
    return before is not None and before != query and before.unfiltered == query.unfiltered


def _referring_path(request: PersonRequest) -> str:
    """Path and query of the referring page; empty when that is not a page of this site."""
    address = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return ""
    return urlsplit(address)._replace(scheme="", netloc="").geturl()


def _query_at(address: str, preferences: Preferences) -> BoardQuery | None:
    """The query of the board at `address`, a path with parameters; None when that is not the board."""
    path, _, parameters = address.partition("?")
    form = BoardForm(QueryDict(parameters.partition("#")[0]))
    return form.query(preferences) if path == reverse("agenda") and form.is_valid() else None
