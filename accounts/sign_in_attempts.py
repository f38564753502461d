"""Keeps unfinished attempts to sign in, by `state`, in the session: two tabs can have one each."""

from __future__ import annotations

import time

from django.contrib.sessions.backends.base import UpdateError
from django.http import HttpRequest

from accounts.errors import Reason, SignInFailed
from accounts.microsoft import Flow

_PENDING, _FINISHED = "sign_in_flows", "sign_in_flows_finished"
_MAX_ATTEMPTS = 5
# How many seconds an attempt may take, for example to find the phone with the second factor.
_MAX_AGE = 3600


def keep(request: HttpRequest, flow: Flow, next_page: str) -> None:
    """Keep an attempt, with the page to go to after it."""
    attempt = {"flow": flow, "next": next_page, "begun": time.time()}
    pending = {**request.session.get(_PENDING, {}), flow["state"]: attempt}
    request.session[_PENDING] = dict(list(pending.items())[-_MAX_ATTEMPTS:])


def take(request: HttpRequest, state: str) -> tuple[Flow, str]:
    """Remove and return the attempt with this `state`, and the page to go to after it.

    Raises SignInFailed with the reason REPLAYED if the same answer came before, EXPIRED if it came too late.
    """
    pending = request.session.get(_PENDING, {})
    finished = request.session.get(_FINISHED, [])
    if state not in pending:
        # Somebody who is signed in has most likely gone back to an earlier answer in the browser's history.
        is_replayed = state in finished or request.user.is_authenticated
        raise SignInFailed(Reason.REPLAYED if is_replayed else Reason.EXPIRED, "state")
    attempt = pending[state]
    request.session[_PENDING] = {key: other for key, other in pending.items() if key != state}
    request.session[_FINISHED] = [*finished, state][-_MAX_ATTEMPTS:]
    _save(request)
    if time.time() - attempt["begun"] > _MAX_AGE:
        raise SignInFailed(Reason.EXPIRED, "too_late")
    return attempt["flow"], attempt["next"]


def _save(request: HttpRequest) -> None:
    """Save the session now, because the same answer may arrive a second time at this moment."""
    try:
        request.session.save()
    except UpdateError as error:  # the other request has signed in, which gave the session a new key
        request.session.modified = False
        raise SignInFailed(Reason.REPLAYED, "state") from error
