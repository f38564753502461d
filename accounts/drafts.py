"""What somebody was typing when their sign-in had run out: kept in the session until it is sent after all.

It survives signing in, because Django's `login` carries an anonymous session over, but not signing in over
the session of somebody else.
"""

from __future__ import annotations

import secrets

from django.http import HttpRequest, QueryDict

_SESSION_KEY = "drafts"
_KEPT = 3
_LONGEST = 256 * 1024


def keep(request: HttpRequest) -> str:
    """Keep the form that was sent; returns an id for the address, empty when it is empty or over 256 kB."""
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    text = typed.urlencode()
    if not text or len(text) > _LONGEST:
        return ""
    draft_id = secrets.token_urlsafe(8)
    drafts = {**request.session.get(_SESSION_KEY, {}), draft_id: text}
    request.session[_SESSION_KEY] = dict(list(drafts.items())[-_KEPT:])
    return draft_id


def take(request: HttpRequest) -> QueryDict | None:
    """The form that the address names by `?draft=<id>`, None when it is not there.

    It stays, so that the page can be loaded again.
    """
    text = request.session.get(_SESSION_KEY, {}).get(_named(request))
    return None if text is None else QueryDict(text)


def drop(request: HttpRequest) -> None:
    """Forget the form that the address names: it has been sent successfully."""
    draft_id = _named(request)
    drafts = request.session.get(_SESSION_KEY, {})
    if draft_id in drafts:
        request.session[_SESSION_KEY] = {key: text for key, text in drafts.items() if key != draft_id}


def _named(request: HttpRequest) -> str:
    return request.GET.get("draft", "")
