"""Whether a request for the board may be answered with what was read a moment ago."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from meetings.board.shown import Shown
from meetings.forms import RangeForm
from meetings.models import Preferences
from meetings.person import PersonRequest


def is_enough(request: PersonRequest, shown: Shown, chosen: Preferences) -> bool:
    """True where the person looks elsewhere from a board that they have before them.

    That is: to other days or filters in place of the part of a page, or to other filters as a page. The same
    address again, a reload, and a page opened afresh are to be answered with what is true now.
    """
    if request.htmx:
        before = _board(request.htmx.current_url_abs_path or "", chosen)
        is_part = request.htmx.target == "agenda" and not request.htmx.history_restore_request
        return is_part and before is not None and before != shown
    if not shown.is_narrowed or "Cache-Control" in request.headers:  # which browsers send to reload
        return False
    before = _board(_own_path(request), chosen)
    return before is not None and before != shown and before.unfiltered == shown.unfiltered


def _own_path(request: PersonRequest) -> str:
    """Path and query of the page that the person comes from, empty when it is not ours."""
    address = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return ""
    return urlsplit(address)._replace(scheme="", netloc="").geturl()


def _board(address: str, chosen: Preferences) -> Shown | None:
    """What the board at `address` shows; None when there is no board."""
    path, _, query = address.partition("?")
    form = RangeForm(QueryDict(query.partition("#")[0]))
    return form.shown(chosen) if path == reverse("agenda") and form.is_valid() else None
