"""Microsoft's sign-in, and the only module that imports msal.

A client object lives for one call: msal remembers refusals in it (one used for long keeps refusing), and over
the shared session and the remembered discovery document a new one costs a quarter of a millisecond.
"""

from __future__ import annotations

import logging
import threading
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

import msal
from django.conf import settings

from accounts import claims, discovery, refusals
from accounts.claims import Identity
from accounts.errors import Reason, SignInFailed, SignInNeeded, Unreachable
from accounts.msal_http import HttpClient

logger = logging.getLogger(__name__)

Flow = dict[str, Any]

SCOPES = ["User.Read", "Calendars.ReadWrite", "MailboxSettings.Read"]
# That we answer claims challenges: Graph then ends a token at once when access is withdrawn, and lets it live
# for a day. https://learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation
_CAPABILITIES = ["CP1"]

# What msal raises when an answer makes no sense to it: a state or nonce that differs, an id_token in pieces.
_NONSENSE = (ValueError, RuntimeError, LookupError, TypeError)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What one person may call Graph with.

    `expires_at`: seconds since 1970; `cache`: msal's, serialized; `challenge`: the claims (JSON) they were
    asked for with, because Graph had challenged earlier ones.
    """

    access_token: str
    expires_at: float
    cache: str
    challenge: str = ""


def begin(redirect_uri: str, login_hint: str = "", challenge: str = "") -> Flow:
    """A new attempt to sign in, to be kept in the session until the answer comes. The way there: `auth_uri`.

    With a `login_hint` (an address) Microsoft goes straight to that account, else it asks which one to use.
    `challenge` is the claims (JSON) that Graph wants to see in the new token. Raises Unreachable, or
    SignInFailed for a tenant that does not exist.
    """
    application = _application(msal.SerializableTokenCache())
    with _one_warning_less, warnings.catch_warnings():
        # `query` is chosen: the answer to `form_post` is a cross-site POST, without the session cookie.
        warnings.filterwarnings("ignore", r"response_mode='form_post'", UserWarning)
        flow: Flow = application.initiate_auth_code_flow(
            SCOPES,
            redirect_uri=redirect_uri,
            login_hint=login_hint or None,
            prompt=None if login_hint else "select_account",
            response_mode="query",
            claims_challenge=challenge or None,
        )
    return flow


def redeem(flow: Flow, query: Mapping[str, str]) -> tuple[Identity, Tokens]:
    """Who signed in, and their tokens, from the answer that came to our redirect address.

    Raises SignInFailed with the reason, or Unreachable. Nothing is kept of an attempt that fails.
    """
    # Not client_info: nothing signs it, and msal takes it apart unguarded.
    answer = {name: query[name] for name in ("state", "code", "error", "error_description") if name in query}
    cache = msal.SerializableTokenCache()
    try:
        result = _application(cache).acquire_token_by_auth_code_flow(dict(flow), answer)
        if "error" in result:
            raise refusals.of_sign_in({**result, "error_subcode": query.get("error_subcode")})
        tokens = _tokens(result, cache, flow.get("claims_challenge") or "")
    except _NONSENSE as error:
        raise SignInFailed(Reason.UNVERIFIED, type(error).__name__) from error
    return claims.verify(str(result.get("id_token", ""))), tokens


def renew(serialized_cache: str, challenge: str = "") -> Tokens:
    """New tokens by the refresh token in the cache; always one call to the token endpoint.

    `challenge` is the claims (JSON) that Graph wants to see in the new access token. Raises SignInNeeded when
    Microsoft refuses (revoked, expired, a second factor is due), Unreachable when it cannot be asked.
    """
    cache = msal.SerializableTokenCache()
    cache.deserialize(serialized_cache)
    try:
        application = _application(cache)
        account = next(iter(application.get_accounts()), None)
        result = application.acquire_token_silent_with_error(
            SCOPES, account, force_refresh=True, claims_challenge=challenge or None
        )
        if not result:
            raise SignInNeeded("no_refresh_token")
        if "error" in result:
            raise refusals.of_renewal(result)
        return _tokens(result, cache, challenge)
    except (*_NONSENSE, SignInFailed) as error:
        logger.warning("Renewal failed: %s", type(error).__name__)
        raise Unreachable from error


def sign_out_url(return_to: str) -> str:
    """Where the browser ends its session at Microsoft, to come back. Raises Unreachable, SignInFailed."""
    address = discovery.configuration().get("end_session_endpoint")
    if not isinstance(address, str):
        raise SignInFailed(Reason.REFUSED, "no_sign_out")
    return f"{address}?{urlencode({'post_logout_redirect_uri': return_to})}"


def admin_consent_url(redirect_uri: str) -> str:
    """Where an administrator approves the application for everybody in the organization.

    A page for browsers, so on the host of the sign-in page. Raises Unreachable, SignInFailed.
    https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
    """
    parts = urlsplit(str(discovery.configuration()["authorization_endpoint"]))
    tenant = urlsplit(settings.MICROSOFT_AUTHORITY).path.strip("/")
    if tenant in ("common", "consumers"):
        tenant = "organizations"
    query = {
        "client_id": settings.MICROSOFT_CLIENT_ID,
        "scope": " ".join(SCOPES),
        "redirect_uri": redirect_uri,
    }
    return urlunsplit(
        (parts.scheme, parts.netloc, f"/{tenant}/v2.0/adminconsent", urlencode(query, quote_via=quote), "")
    )


# catch_warnings changes what the whole process does with warnings, so one thread at a time.
_one_warning_less = threading.Lock()


def _application(cache: msal.SerializableTokenCache) -> msal.ConfidentialClientApplication:
    return msal.ConfidentialClientApplication(
        settings.MICROSOFT_CLIENT_ID,
        client_credential=settings.MICROSOFT_CLIENT_SECRET,
        authority=settings.MICROSOFT_AUTHORITY,
        instance_discovery=False,
        http_client=HttpClient(),
        token_cache=cache,
        client_capabilities=_CAPABILITIES,
    )


def _tokens(result: dict[str, Any], cache: msal.SerializableTokenCache, challenge: str) -> Tokens:
    expires_at = time.time() + float(result["expires_in"])
    return Tokens(result["access_token"], expires_at, cache.serialize(), challenge)
