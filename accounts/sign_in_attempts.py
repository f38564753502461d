"""Attempts to sign in that are under way, in the session, by their `state`: two tabs may have one each."""

from __future__ import annotations

import time

from django.contrib.sessions.backends.base import UpdateError
from django.http import HttpRequest

from accounts.errors import Reason, SignInFailed
from accounts.microsoft import Flow

_PENDING, _FINISHED = "sign_in_flows", "sign_in_flows_finished"
_KEPT = 5
# Seconds from our button to the answer: time to find the phone with the second factor.
_LONGEST = 3600


def keep(request: HttpRequest, flow: Flow, next_page: str) -> None:
    """Remember an attempt, and where the person was going."""
    attempt = {"flow": flow, "next": next_page, "begun": time.time()}
    pending = {**request.session.get(_PENDING, {}), flow["state"]: attempt}
    request.session[_PENDING] = dict(list(pending.items())[-_KEPT:])


def take(request: HttpRequest, state: str) -> tuple[Flow, str]:
    """The attempt that an answer belongs to, and its next page; each can be had once.

    Raises SignInFailed: replayed when the answer came before, expired when it comes too late.
    """
    pending = request.session.get(_PENDING, {})
    finished = request.session.get(_FINISHED, [])
    if state not in pending:
        # Somebody who is signed in already has most likely gone back to an earlier answer.
        replayed = state in finished or request.user.is_authenticated
        raise SignInFailed(Reason.REPLAYED if replayed else Reason.EXPIRED, "state")
    attempt = pending[state]
    request.session[_PENDING] = {key: other for key, other in pending.items() if key != state}
    request.session[_FINISHED] = [*finished, state][-_KEPT:]
    _save(request)
    if time.time() - attempt["begun"] > _LONGEST:
        raise SignInFailed(Reason.EXPIRED, "too_late")
    return attempt["flow"], attempt["next"]


def _save(request: HttpRequest) -> None:
    """Save at once: the same answer may be arriving a second time this very moment."""
    try:
        request.session.save()
    except UpdateError as error:  # the other one has signed in, which gave the session a new key
        request.session.modified = False
        raise SignInFailed(Reason.REPLAYED, "state") from error
