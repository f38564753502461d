"""Keeps forms in the session that somebody sent after their sign-in had expired, until they send them again.

They survive the sign-in, because Django's `login` keeps the data of an anonymous session, but not the sign-in
of another person, which empties the session.
"""

from __future__ import annotations

import secrets

from django.http import HttpRequest, QueryDict

_SESSION_KEY = "drafts"
_MAX_DRAFTS = 3
# Characters of an encoded form.
_MAX_LENGTH = 256 * 1024


def keep(request: HttpRequest) -> str:
    """Keep the form that was sent; returns an id for the address, or "" if it is empty or over 256 kB."""
    form_data = request.POST.copy()
    form_data.pop("csrfmiddlewaretoken", None)
    draft = form_data.urlencode()
    if not draft or len(draft) > _MAX_LENGTH:
        return ""
    draft_id = secrets.token_urlsafe(8)
    drafts = {**request.session.get(_SESSION_KEY, {}), draft_id: draft}
    request.session[_SESSION_KEY] = dict(list(drafts.items())[-_MAX_DRAFTS:])
    return draft_id


def take(request: HttpRequest) -> QueryDict | None:
    """The form with the id in the address (`?draft=<id>`), or None.

    It stays in the session, so that the page can be reloaded.
    """
    draft = request.session.get(_SESSION_KEY, {}).get(_draft_id(request))
    return None if draft is None else QueryDict(draft)


def drop(request: HttpRequest) -> None:
    """Forget the form with the id in the address; call this once it was sent successfully."""
    draft_id = _draft_id(request)
    drafts = request.session.get(_SESSION_KEY, {})
    if draft_id in drafts:
        request.session[_SESSION_KEY] = {key: draft for key, draft in drafts.items() if key != draft_id}


def _draft_id(request: HttpRequest) -> str:
    return request.GET.get("draft", "")
