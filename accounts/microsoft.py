"""Signs people in at Microsoft and renews their tokens; the only module that imports msal.

Each call makes a new msal client, because msal remembers refusals in it: one used for long keeps refusing.
With the shared session and the remembered discovery document, a new one costs a quarter of a millisecond.
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
# Says that we answer claims challenges. Tokens then live for up to a day, but Graph refuses them at once when
# access is withdrawn.
# https://learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation
_CAPABILITIES = ["CP1"]

# What msal raises for an answer it cannot use, such as one with a wrong state or nonce or a broken id_token.
_MSAL_ERRORS = (ValueError, RuntimeError, LookupError, TypeError)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one sign-in.

    `expires_at` is when the access token expires, in seconds since 1970. `cache` is msal's token cache,
    serialized. `challenge` is the claims (JSON) that the tokens were requested with, after Graph had
    challenged earlier ones.
    """

    access_token: str
    expires_at: float
    cache: str
    challenge: str = ""


def begin(redirect_uri: str, login_hint: str = "", challenge: str = "") -> Flow:
    """A new attempt to sign in. Keep it until Microsoft answers, and send the browser to its `auth_uri`.

    With a `login_hint` (a mail address) Microsoft uses that account, else it asks which one to use.
    `challenge` is the claims (JSON) that Graph requires in the new token. Raises Unreachable, and
    SignInFailed for a tenant that does not exist.
    """
    application = _application(msal.SerializableTokenCache())
    with _warnings_lock, warnings.catch_warnings():
        # `query`, because the answer to `form_post` is a cross-site POST without the session cookie.
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
    """The identity and tokens for Microsoft's answer, the `query` that came to our redirect address.

    Raises SignInFailed and Unreachable.
    """
    # Without client_info, which is not signed, and which msal decodes without catching errors.
    answer = {name: query[name] for name in ("state", "code", "error", "error_description") if name in query}
    cache = msal.SerializableTokenCache()
    try:
        result = _application(cache).acquire_token_by_auth_code_flow(dict(flow), answer)
        if "error" in result:
            raise refusals.of_sign_in({**result, "error_subcode": query.get("error_subcode")})
        tokens = _tokens(result, cache, flow.get("claims_challenge") or "")
    except _MSAL_ERRORS as error:
        raise SignInFailed(Reason.UNVERIFIED, type(error).__name__) from error
    return claims.verify(str(result.get("id_token", ""))), tokens


def renew(serialized_cache: str, challenge: str = "") -> Tokens:
    """New tokens for the refresh token in the cache; always takes one call to the token endpoint.

    `challenge` is the claims (JSON) that Graph requires in the new access token. Raises SignInNeeded when
    Microsoft refuses (access was revoked or expired, or a second factor is due), and Unreachable.
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
    except (*_MSAL_ERRORS, SignInFailed) as error:
        logger.warning("Renewal failed: %s", type(error).__name__)
        raise Unreachable from error


def sign_out_url(return_to: str) -> str:
    """The address that ends the browser's session at Microsoft, then goes to `return_to`.

    Raises Unreachable and SignInFailed.
    """
    address = discovery.configuration().get("end_session_endpoint")
    if not isinstance(address, str):
        raise SignInFailed(Reason.REFUSED, "no_sign_out")
    return f"{address}?{urlencode({'post_logout_redirect_uri': return_to})}"


def admin_consent_url(redirect_uri: str) -> str:
    """The address at which an administrator approves the application for everybody in the organization.

    It is a page for browsers, so it is on the host of the sign-in page. Raises Unreachable and SignInFailed.
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


# catch_warnings changes the warning filters of the whole process, so only one thread may use it at a time.
_warnings_lock = threading.Lock()


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
