"""Grants, and the authorization codes and refresh tokens that stand for them."""

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sandbox.people import Person
from sandbox.signin.errors import SignInError
from sandbox.state import state

CODE_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Grant:
    """A person lets an application act with these scopes (as asked for). `issued_at` in UNIX seconds."""

    person: Person
    client_id: str
    scopes: tuple[str, ...]
    issued_at: float = field(default_factory=time.time)


@dataclass(slots=True)
class Code:
    """An authorization code's memory; `challenge` is the S256 one of RFC 7636."""

    grant: Grant
    redirect_uri: str
    challenge: str
    nonce: str
    redeemed: bool = False


@dataclass(slots=True)
class RefreshToken:
    """A refresh token's memory."""

    grant: Grant
    used: bool = False


_codes: dict[str, Code] = state.until_reset({})
_refresh_tokens: dict[str, RefreshToken] = state.until_reset({})
_revoked: dict[str, float] = state.until_reset({})
"""Person key -> UNIX seconds before which no grant counts any more."""


def issue_code(code: Code) -> str:
    """A code for the redirect address, good for CODE_SECONDS and for one use."""
    name = f"1.{secrets.token_urlsafe(64)}"
    forget = time.time() - 6 * CODE_SECONDS
    with state.lock:
        for old in [key for key, kept in _codes.items() if kept.grant.issued_at < forget]:
            del _codes[old]
        _codes[name] = code
    return name


def redeem_code(name: str, client_id: str, redirect_uri: str, verifier: str) -> Code:
    """The code's memory. Any attempt by its own application spends it. Raises SignInError."""
    with state.lock:
        code = _codes.get(name)
        if code is None or code.grant.client_id != client_id:
            raise _bad_grant(
                70000, "The provided authorization code is malformed or was not issued to this app."
            )
        if code.redeemed:
            raise _bad_grant(
                54005,
                "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use "
                "an existing refresh token.",
            )
        code.redeemed = True
    if code.grant.issued_at + CODE_SECONDS < time.time():
        raise _bad_grant(
            70008,
            "The provided authorization code or refresh token has expired due to inactivity. Send a new "
            "interactive authorization request for this user and resource.",
        )
    if code.redirect_uri != redirect_uri:
        raise _bad_grant(
            500112,
            f"The reply address '{redirect_uri}' does not match the reply address '{code.redirect_uri}' "
            "provided when requesting Authorization code.",
        )
    if not secrets.compare_digest(_s256(verifier), code.challenge.encode()):
        raise _bad_grant(
            501481,
            "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
        )
    return code


def issue_refresh_token(grant: Grant) -> str:
    """A refresh token without an end, until it is revoked."""
    name = f"1.{secrets.token_urlsafe(96)}"
    with state.lock:
        _refresh_tokens[name] = RefreshToken(grant)
    return name


def redeem_refresh_token(name: str, client_id: str) -> Grant:
    """What the token stands for. Raises SignInError when it is foreign, revoked, or used up."""
    with state.lock:
        token = _refresh_tokens.get(name)
        if token is None or token.grant.client_id != client_id:
            raise _bad_grant(70000, "The provided refresh token is malformed or was not issued to this app.")
        revoked_at = _revoked.get(token.grant.person.key, 0.0)
        if token.grant.issued_at < revoked_at:
            raise _grant_revoked(token.grant.issued_at, revoked_at)
        if token.used and state.settings.refresh_tokens_single_use:
            raise _bad_grant(70000, "The provided refresh token was used before.")
        token.used = True
    return token.grant


def revoke(person: Person) -> None:
    """From now on none of the person's earlier grants renews anything."""
    with state.lock:
        _revoked[person.key] = time.time()


def _s256(verifier: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=")


def _bad_grant(code: int, message: str) -> SignInError:
    return SignInError(code, "invalid_grant", message)


def _grant_revoked(issued_at: float, revoked_at: float) -> SignInError:
    issued, valid_from = (
        f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%S.%fZ}" for at in (issued_at, revoked_at)
    )
    return SignInError(
        50173,
        "invalid_grant",
        "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user "
        f"might have changed or reset their password. The grant was issued on '{issued}' and the "
        f"TokensValidFrom date (before which tokens are not valid) for this user is '{valid_from}'.",
        suberror="bad_token",
    )
