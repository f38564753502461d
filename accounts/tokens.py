"""Access tokens for Graph: handed out from the database, renewed once however many ask at the same time.

Renewal is guarded by the row itself, so it holds across threads and processes on any database: whoever sets
`renewing_until` renews, with no transaction open meanwhile; the others read the row until the outcome is
there and share it, success or failure. `renewals` counts finished attempts, which tells a new outcome.

A challenge is what Graph wants to see in a new token (accounts.outcomes). Where only the person can answer
it, it stays in the row, as part of the failure, for the next sign-in to take along.
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
# Our word for tokens that Graph does not take and Microsoft cannot better without the person.
_CHALLENGED = "claims_challenge"
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
    request.session.clear_expired()
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
    return not renewals.is_refused(row)


def need_sign_in(request: HttpRequest, challenge: str) -> None:
    """Remember a challenge that only a new sign-in can answer."""
    with suppress(SignInNeeded):
        row = TokenSource(request).row()
        if renewals.unanswered_challenge(row) != challenge:
            failure = renewals.failure(SignInNeeded(_CHALLENGED), challenge)
            SignIn.objects.filter(pk=row.pk).update(failure=failure)


def unanswered_challenge(request: HttpRequest) -> str:
    """The challenge that the next sign-in has to answer; empty when there is none."""
    try:
        return renewals.unanswered_challenge(TokenSource(request).row())
    except SignInNeeded:
        return ""


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

    def token(self, fresh: bool = False, challenge: str = "") -> str:
        """An access token for Graph: the one at hand while it has five minutes left, else a renewed one.

        `fresh` is for after a 401: one renewal, unless somebody has renewed since the token handed out last;
        with the `challenge` that came along, unless somebody has answered that. Raises SignInNeeded,
        Unreachable.
        """
        if not fresh and timezone.now() < self._held_until:
            return self._held
        row = self.row()
        tokens = unseal(row.sealed_tokens)
        replaced = bool(self._held) and tokens.access_token != self._held
        if challenge:
            _raise_if_hopeless(challenge, row, "" if replaced else tokens.challenge)
        answered = replaced and challenge in ("", tokens.challenge)
        if row.renew_from <= timezone.now() or (fresh and not answered):
            row, tokens = self._renewed(row, tokens, challenge)
        self._held, self._held_until = tokens.access_token, row.renew_from
        return self._held

    def _renewed(self, row: SignIn, tokens: Tokens, challenge: str) -> tuple[SignIn, Tokens]:
        """Renew, or share the outcome of whoever is renewing already, if it is one for this challenge."""
        seen = row.renewals
        while not _claim(row):
            time.sleep(_POLL_SECONDS)
            row = self.row()
            if row.renewals != seen:
                seen, tokens = row.renewals, unseal(row.sealed_tokens)
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


def _raise_if_hopeless(challenge: str, row: SignIn, answered: str) -> None:
    """Spare Microsoft a question: it has said no, or said yes with the token that is now challenged again."""
    if challenge == renewals.unanswered_challenge(row):
        renewals.raise_failure(row)
    if challenge == answered:
        raise SignInNeeded(_CHALLENGED)


def _utc(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
