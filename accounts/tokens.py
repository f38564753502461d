"""Gives out access tokens for Graph, and renews them only once when several requests need a new one.

The row of a sign-in is the lock, so this works across threads and processes on any database. The request that
sets `renewing_until` renews, without holding a transaction open; the others read the row until the renewal is
done, and share its result or its failure. `renewals` counts finished renewals, so that they notice a new one.

A challenge is the claims (JSON) that Graph requires in a new token. If only the person can answer it, it is
kept in the row as part of the failure (accounts.renewals), for the next sign-in.
"""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from accounts import microsoft, renewals
from accounts.encryption import seal, unseal
from accounts.errors import SignInError, SignInNeeded
from accounts.microsoft import Tokens
from accounts.models import SignIn, User

_SESSION_KEY = "sign_in"
# Our code for tokens that Graph refuses and Microsoft cannot replace without the person.
_CHALLENGED = "claims_challenge"
# Tokens with less time left than this are renewed; msal has the same figure.
_MARGIN = timedelta(minutes=5)
# Longer than a token request takes (3 s to connect, 10 s to answer). After that another request may renew.
_LEASE = timedelta(seconds=20)
_POLL_SECONDS = 0.03


def remember(request: HttpRequest, user: User, tokens: Tokens) -> None:
    """Save the tokens of a person who has just signed in, and delete the rows of sessions that have ended.

    Call it after Django's `login`, which empties the session of anybody else.
    """
    SignIn.objects.filter(ends__lt=timezone.now()).delete()
    request.session.clear_expired()
    row = SignIn.objects.create(
        user=user,
        ends=request.session.get_expiry_date(),
        sealed_tokens=seal(tokens),
        renew_from=_utc(tokens.expires_at) - _MARGIN,
    )
    request.session[_SESSION_KEY] = str(row.pk)


def forget(request: HttpRequest) -> None:
    """Delete this session's tokens, if it has any."""
    key = request.session.pop(_SESSION_KEY, None)
    if key:
        SignIn.objects.filter(pk=key).delete()


def are_usable(request: HttpRequest) -> bool:
    """Whether this session has tokens that can be decrypted and that Microsoft has not refused to renew."""
    source = TokenSource(request)
    try:
        row = source.row()
        unseal(row.sealed_tokens)
    except SignInNeeded:
        return False
    return not renewals.is_refused(row)


def keep_challenge(request: HttpRequest, challenge: str) -> None:
    """Save a challenge that only a new sign-in can answer."""
    with suppress(SignInNeeded):
        row = TokenSource(request).row()
        if renewals.unanswered_challenge(row) != challenge:
            failure = renewals.failure(SignInNeeded(_CHALLENGED), challenge)
            SignIn.objects.filter(pk=row.pk).update(failure=failure)


def unanswered_challenge(request: HttpRequest) -> str:
    """The challenge that the next sign-in has to answer, or ""."""
    try:
        return renewals.unanswered_challenge(TokenSource(request).row())
    except SignInNeeded:
        return ""


def token_source(request: HttpRequest) -> TokenSource:
    """The access tokens of the person who is signed in."""
    return TokenSource(request)


class TokenSource:
    """Gives out access tokens to one request."""

    def __init__(self, request: HttpRequest) -> None:
        self._key: str | None = request.session.get(_SESSION_KEY)
        self._user_id = request.user.pk
        self._session = request.session
        self._last_token = ""
        self._usable_until = datetime.min.replace(tzinfo=UTC)

    def token(self, fresh: bool = False, challenge: str = "") -> str:
        """An access token for Graph: the last one while it has five minutes left, else a renewed one.

        After a 401 pass `fresh`, to renew it unless another request has done so since this object gave out
        its last token, and pass the 401's `challenge`, to renew it unless another request has answered that.
        Raises SignInNeeded and Unreachable.
        """
        if not fresh and timezone.now() < self._usable_until:
            return self._last_token
        row = self.row()
        tokens = unseal(row.sealed_tokens)
        is_replaced = bool(self._last_token) and tokens.access_token != self._last_token
        if challenge:
            _raise_if_hopeless(challenge, row, "" if is_replaced else tokens.challenge)
        is_answered = is_replaced and challenge in ("", tokens.challenge)
        if row.renew_from <= timezone.now() or (fresh and not is_answered):
            row, tokens = self._renew_or_share(row, tokens, challenge)
        self._last_token, self._usable_until = tokens.access_token, row.renew_from
        return self._last_token

    def _renew_or_share(self, row: SignIn, tokens: Tokens, challenge: str) -> tuple[SignIn, Tokens]:
        """Renew; if another request is renewing with the same challenge, wait and share its outcome."""
        last_renewals = row.renewals
        while not _claim(row):
            time.sleep(_POLL_SECONDS)
            row = self.row()
            if row.renewals != last_renewals:
                last_renewals, tokens = row.renewals, unseal(row.sealed_tokens)
                if challenge in ("", renewals.failed_challenge(row) if row.failure else tokens.challenge):
                    renewals.raise_failure(row)
                    return row, tokens
        return self._renew(row, tokens, challenge)

    def _renew(self, row: SignIn, tokens: Tokens, challenge: str) -> tuple[SignIn, Tokens]:
        try:
            renewed = microsoft.renew(tokens.cache, challenge)
        except SignInError as error:
            _finish(row, failure=renewals.failure(error, challenge))
            raise
        expires = _utc(renewed.expires_at)
        # A token that lives less than ten minutes is used for half its life: a newer one would be no better.
        row.renew_from = expires - min(_MARGIN, (expires - timezone.now()) / 2)
        ends = self._session.get_expiry_date()
        _finish(row, failure=None, sealed_tokens=seal(renewed), renew_from=row.renew_from, ends=ends)
        return row, renewed

    def row(self) -> SignIn:
        """The session's row as it is in the database now. Raises SignInNeeded if there is none."""
        if self._key and self._user_id:
            row = SignIn.objects.filter(pk=self._key, user_id=self._user_id).first()
            if row is not None:
                return row
        raise SignInNeeded("no_tokens")


def _claim(row: SignIn) -> bool:
    """Try to become the one who renews `row`; False if another request is renewing it, or has renewed it."""
    now = timezone.now()
    is_free = Q(renewing_until=None) | Q(renewing_until__lt=now)
    free_row = SignIn.objects.filter(is_free, pk=row.pk, renewals=row.renewals)
    return free_row.update(renewing_until=now + _LEASE) == 1


def _finish(row: SignIn, **fields: Any) -> None:
    """Write the outcome of the renewal into the row, unless another request has finished it meanwhile."""
    claimed_row = SignIn.objects.filter(pk=row.pk, renewals=row.renewals)
    claimed_row.update(renewals=row.renewals + 1, renewing_until=None, **fields)


def _raise_if_hopeless(challenge: str, row: SignIn, answered_challenge: str) -> None:
    """Raise SignInNeeded if a renewal cannot answer `challenge`.

    That is so if Microsoft has refused it before, or if the challenged token was itself the answer to it.
    """
    if challenge == renewals.unanswered_challenge(row):
        renewals.raise_failure(row)
    if challenge == answered_challenge:
        raise SignInNeeded(_CHALLENGED)


def _utc(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
