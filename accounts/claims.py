"""Verifies the id_token, which says who has signed in, because msal does not any more.

The rules: https://learn.microsoft.com/entra/identity-platform/id-tokens#validate-tokens and OpenID Connect
Core 3.1.3.7. The nonce, which ties the token to one browser's attempt, is checked by msal
(accounts.microsoft.redeem).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jwt
from django.conf import settings

from accounts import discovery
from accounts.errors import Reason, SignInFailed

# How many seconds our clock and Microsoft's may differ.
LEEWAY = 120
_REQUIRED = ["exp", "iat", "iss", "aud", "sub", "oid", "tid"]


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as the sign-in service knows them.

    `tenant_id` and `object_id` together identify the account and never change. `name` and `address` can
    change and identify nobody; either may be empty.
    """

    tenant_id: str
    object_id: str
    name: str
    address: str


def verify(id_token: str) -> Identity:
    """The identity in an id_token. Raises SignInFailed if anything in the token is wrong, and Unreachable."""
    try:
        claims, key = _decode(id_token)
    except jwt.PyJWTError as error:
        raise _unverified(type(error).__name__) from error
    tenant_id, object_id = claims["tid"], claims["oid"]
    if not (isinstance(tenant_id, str) and isinstance(object_id, str) and tenant_id and object_id):
        raise _unverified("identity")
    issuer = discovery.configuration()["issuer"]
    # A key that is only for one tenant, such as that of personal accounts, names its issuer.
    for template in (issuer, key.get("issuer", issuer)):
        if claims["iss"] != str(template).replace("{tenantid}", tenant_id):
            raise _unverified("issuer")
    if settings.MICROSOFT_TENANTS and tenant_id.lower() not in map(str.lower, settings.MICROSOFT_TENANTS):
        raise SignInFailed(Reason.TENANT, "tenant")
    address = _first_text(claims, "email", "preferred_username", "upn")
    return Identity(
        tenant_id, object_id, _first_text(claims, "name", "preferred_username") or address, address
    )


def _decode(id_token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The claims, and the published key that signed them; only issuer and tenant are left to check."""
    key_id = jwt.get_unverified_header(id_token).get("kid")
    key = discovery.signing_key(key_id) if isinstance(key_id, str) else None
    if key is None:
        raise _unverified("key")
    claims: dict[str, Any] = jwt.decode(
        id_token,
        jwt.PyJWK(key, algorithm="RS256"),
        algorithms=["RS256"],
        audience=settings.MICROSOFT_CLIENT_ID,
        leeway=LEEWAY,
        options={"require": _REQUIRED},
    )
    return claims, key


def _unverified(code: str) -> SignInFailed:
    return SignInFailed(Reason.UNVERIFIED, f"id_token_{code}")


def _first_text(claims: dict[str, Any], *names: str) -> str:
    return next((value for name in names if isinstance(value := claims.get(name), str) and value.strip()), "")
