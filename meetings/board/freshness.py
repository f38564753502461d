"""Whether a request for the board may be answered with what was read a moment ago."""

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
    """True where the person looks elsewhere from a board that they have before them.

    That is: to other days or filters in place of the part of a page, or to other filters as a page. The same
    address again, a reload, and a page opened afresh are to be answered with what is true now.
    """
    if request.htmx:
        before = _query_at(request.htmx.current_url_abs_path or "", request.preferences)
        is_part = request.htmx.target == "agenda" and not request.htmx.history_restore_request
        return is_part and before is not None and before != query
    if not query.is_narrowed or "Cache-Control" in request.headers:  # which browsers send to reload
        return False
    before = _query_at(_own_path(request), request.preferences)
    return before is not None and before != query and before.unfiltered == query.unfiltered


def _own_path(request: PersonRequest) -> str:
    """Path and query of the page that the person comes from, empty when it is not ours."""
    address = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return ""
    return urlsplit(address)._replace(scheme="", netloc="").geturl()


def _query_at(address: str, preferences: Preferences) -> BoardQuery | None:
    """What the board at `address` shows; None when there is no board."""
    path, _, parameters = address.partition("?")
    form = BoardForm(QueryDict(parameters.partition("#")[0]))
    return form.query(preferences) if path == reverse("agenda") and form.is_valid() else None
