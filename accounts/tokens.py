"""Access tokens for Graph: handed out from the database, renewed once however many ask at the same time.

Renewal is guarded by the row itself, so it holds across threads and processes on any database: whoever sets
`renewing_until` renews, with no transaction open meanwhile; the others read the row until the outcome is
there and share it, success or failure. `renewals` counts finished attempts, which tells a new outcome.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from accounts import microsoft
from accounts.errors import SignInError, SignInNeeded, Unreachable
from accounts.microsoft import Tokens
from accounts.models import SignIn, User
from accounts.sealing import seal, unseal

_SESSION_KEY = "sign_in"
# A token with less time left than this is renewed: the same figure as msal's.
_MARGIN = timedelta(minutes=5)
# Longer than a token request takes (3 s to connect, 10 s to answer); then the renewer is taken for dead.
_LEASE = timedelta(seconds=20)
_POLL_SECONDS = 0.03


def remember(request: HttpRequest, user: User, tokens: Tokens) -> None:
    """Keep the tokens of somebody just logged in; rows whose sessions have ended are removed on the way.

    Call after Django's `login`, which empties the session of anybody else.
    """
    SignIn.objects.filter(ends__lt=timezone.now()).delete()
    row = SignIn.objects.create(
        user=user,
        ends=request.session.get_expiry_date(),
        sealed_tokens=seal(tokens),
        renew_from=_utc(tokens.expires_at) - _MARGIN,
    )
    request.session[_SESSION_KEY] = str(row.pk)


def forget(request: HttpRequest) -> None:
    """Delete the tokens of this session, if it has any."""
    key = request.session.pop(_SESSION_KEY, None)
    if key:
        SignIn.objects.filter(pk=key).delete()


def are_usable(request: HttpRequest) -> bool:
    """Whether this session has tokens that can be read and that Microsoft did not refuse to renew."""
    source = TokenSource(request)
    try:
        row = source.row()
        unseal(row.sealed_tokens)
    except SignInNeeded:
        return False
    return "sign_in_needed" not in (row.failure or {})


def token_source(request: HttpRequest) -> TokenSource:
    """The tokens of the person who is signed in."""
    return TokenSource(request)


class TokenSource:
    """One request's access to its person's tokens."""

    def __init__(self, request: HttpRequest) -> None:
        self._key: str | None = request.session.get(_SESSION_KEY)
        self._user_id = request.user.pk
        self._session = request.session
        self._held = ""
        self._held_until = datetime.min.replace(tzinfo=UTC)

    def token(self, fresh: bool = False) -> str:
        """An access token for Graph: the one at hand while it has five minutes left, else a renewed one.

        `fresh` is for after a 401: one renewal, unless somebody has renewed since the token handed out last.
        Raises SignInNeeded, Unreachable.
        """
        if not fresh and timezone.now() < self._held_until:
            return self._held
        row = self.row()
        tokens = unseal(row.sealed_tokens)
        replaced = bool(self._held) and tokens.access_token != self._held
        if row.renew_from <= timezone.now() or (fresh and not replaced):
            row, tokens = self._renewed(row, tokens)
        self._held, self._held_until = tokens.access_token, row.renew_from
        return self._held

    def _renewed(self, row: SignIn, tokens: Tokens) -> tuple[SignIn, Tokens]:
        """Renew, or share the outcome of whoever is renewing already."""
        seen = row.renewals
        while not _claim(row):
            time.sleep(_POLL_SECONDS)
            row = self.row()
            if row.renewals != seen:
                _raise_failure(row.failure)
                return row, unseal(row.sealed_tokens)
        return self._renew(row, tokens)

    def _renew(self, row: SignIn, tokens: Tokens) -> tuple[SignIn, Tokens]:
        try:
            renewed = microsoft.renew(tokens.cache)
        except SignInError as error:
            _finish(row, failure=_failure(error))
            raise
        expires = _utc(renewed.expires_at)
        # A token that lives less than ten minutes serves for half of them: a newer one would be no better.
        row.renew_from = expires - min(_MARGIN, (expires - timezone.now()) / 2)
        ends = self._session.get_expiry_date()
        _finish(row, failure=None, sealed_tokens=seal(renewed), renew_from=row.renew_from, ends=ends)
        return row, renewed

    def row(self) -> SignIn:
        """The sign-in as the database has it now. Raises SignInNeeded when there is none."""
        if self._key and self._user_id:
            row = SignIn.objects.filter(pk=self._key, user_id=self._user_id).first()
            if row is not None:
                return row
        raise SignInNeeded("no_tokens")


def _claim(row: SignIn) -> bool:
    """Take the renewal that follows the state in `row`; False when another has it, or has finished it."""
    now = timezone.now()
    free = Q(renewing_until=None) | Q(renewing_until__lt=now)
    waiting = SignIn.objects.filter(free, pk=row.pk, renewals=row.renewals)
    return waiting.update(renewing_until=now + _LEASE) == 1


def _finish(row: SignIn, **outcome: Any) -> None:
    attempt = SignIn.objects.filter(pk=row.pk, renewals=row.renewals)
    attempt.update(renewals=row.renewals + 1, renewing_until=None, **outcome)


def _failure(error: SignInError) -> dict[str, Any]:
    """An error as the others will read it in the row."""
    if isinstance(error, SignInNeeded):
        return {"sign_in_needed": error.code}
    return {"retry_after": error.retry_after if isinstance(error, Unreachable) else None}


def _raise_failure(failure: dict[str, Any] | None) -> None:
    if failure is None:
        return
    if "sign_in_needed" in failure:
        raise SignInNeeded(failure["sign_in_needed"])
    raise Unreachable(failure["retry_after"])


def _utc(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
