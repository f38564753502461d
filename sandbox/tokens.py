"""Access tokens: signed JWTs as Entra ID makes them for Graph, and the check Graph makes of each.

The answers to a refused token follow https://learn.microsoft.com/entra/identity-platform/claims-challenge.
"""

import base64
import functools
import hashlib
import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from sandbox.people import TENANT_ID, Person, find_by_object_id
from sandbox.state import state

GRAPH_ID = "00000003-0000-0000-c000-000000000000"
_CAPABLE = "cp1"
"""The capability of an application that can answer claims challenges."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Who calls, through which application, with which permissions (short names: `Calendars.ReadWrite`)."""

    person: Person
    scopes: frozenset[str]
    client_id: str


class Refused(Exception):
    """Graph's 401: `code` and `message` go into the error body, `www_authenticate` into the header."""

    def __init__(self, code: str, message: str, www_authenticate: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.www_authenticate = www_authenticate


def access_token(
    person: Person,
    client_id: str,
    scopes: frozenset[str],
    issuer: str,
    lifetime: int,
    capabilities: tuple[str, ...] = (),
) -> str:
    """A signed token for Graph, good for `lifetime` seconds. Its `iat` keeps fractions of a second.

    `capabilities` are those that the application declared; Graph finds them in the token (`xms_cc`).
    """
    return sign(
        {
            **_for_graph(client_id, issuer, lifetime),
            **({"xms_cc": capabilities} if capabilities else {}),
            "oid": person.object_id,
            "tid": person.tenant_id,
            "name": person.name,
            "upn": person.address,
            "scp": " ".join(sorted(scopes)),
        }
    )


def application_token(client_id: str, issuer: str, lifetime: int) -> str:
    """A signed token of the application itself; Graph knows nobody by it."""
    own_id = str(uuid.uuid5(uuid.NAMESPACE_OID, client_id))
    return sign({**_for_graph(client_id, issuer, lifetime), "oid": own_id, "tid": TENANT_ID, "idtyp": "app"})


def verify(bearer: str) -> Claims:
    """Read the `Authorization` header's value, with or without its scheme.

    Raises Refused for a token that is missing, malformed, foreign, expired, or older than a claims challenge.
    """
    scheme, _, rest = bearer.strip().partition(" ")
    token = rest.strip() if scheme.lower() == "bearer" else bearer.strip()
    if not token:
        raise _refused("Access token is empty.")
    try:
        claims = jwt.decode(
            token,
            signing_key().public_key(),
            algorithms=["RS256"],
            audience=GRAPH_ID,
            options={"require": ["exp"]},
        )
    except jwt.ExpiredSignatureError as error:
        raise _refused("Lifetime validation failed, the token is expired.") from error
    except jwt.InvalidAudienceError as error:
        raise _refused("Access token validation failure. Invalid audience.") from error
    except jwt.InvalidSignatureError as error:
        raise _refused("Access token validation failure. Invalid signature.") from error
    except jwt.InvalidTokenError as error:
        raise _refused("IDX14100: JWT is not well formed.") from error
    person = find_by_object_id(claims["oid"])
    if person is None:
        raise _refused("The identity of the calling user could not be established.")
    if claims["iat"] < state.settings.claims_challenge and _takes_challenges(claims):
        raise _challenge(state.settings.claims_challenge)
    return Claims(person, frozenset(claims["scp"].split()), claims["appid"])


def sign(claims: Mapping[str, Any], key: rsa.RSAPrivateKey | None = None) -> str:
    """A JWT over `claims`, by the sandbox's key or, under the name of that one, by another."""
    return jwt.encode(
        dict(claims), key or signing_key(), algorithm="RS256", headers={"kid": public_key()["kid"]}
    )


@functools.cache
def signing_key() -> rsa.RSAPrivateKey:
    """The key of this run; a reset keeps it."""
    return new_key()


def new_key() -> rsa.RSAPrivateKey:
    """A fresh RSA key, also for the signatures that must not verify."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@functools.cache
def public_key() -> dict[str, str]:
    """The signing key's public half as a JWK (RFC 7517).

    Its `kid` is its thumbprint (RFC 7638): a client that knows the key of an earlier run sees that this is
    another one, and fetches it.
    """
    key = RSAAlgorithm.to_jwk(signing_key().public_key(), as_dict=True)
    identity = {"e": key["e"], "kty": "RSA", "n": key["n"]}  # the members and the order that RFC 7638 wants
    digest = hashlib.sha256(json.dumps(identity, separators=(",", ":")).encode()).digest()
    kid = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return {**identity, "use": "sig", "kid": kid}


def _for_graph(client_id: str, issuer: str, lifetime: int) -> dict[str, Any]:
    now = time.time()
    return {
        "aud": GRAPH_ID,
        "iss": issuer,
        "iat": now,
        "nbf": int(now),
        "exp": int(now) + lifetime,
        "appid": client_id,
        "uti": uuid.uuid4().hex,
        "ver": "1.0",
    }


def _refused(message: str) -> Refused:
    return Refused("InvalidAuthenticationToken", message, _bearer())


def _takes_challenges(claims: Mapping[str, Any]) -> bool:
    """Whether the application declared that it can; the token of any other one serves until it expires."""
    return _CAPABLE in {capability.lower() for capability in claims.get("xms_cc", ())}


def _challenge(not_before: float) -> Refused:
    claims = {"access_token": {"nbf": {"essential": True, "value": str(int(not_before))}}}
    reason = "InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp"
    header = _bearer(
        error_description=f"Continuous access evaluation resulted in challenge with result: {reason}",
        error="insufficient_claims",
        claims=base64.b64encode(json.dumps(claims).encode()).decode(),
    )
    return Refused(
        "InvalidAuthenticationToken", f"Continuous access evaluation resulted in challenge: {reason}", header
    )


def _bearer(**more: str) -> str:
    sign_in = state.public_url.replace("http:", "https:", 1)
    values = {
        "realm": "",
        "authorization_uri": f"{sign_in}/common/oauth2/authorize",
        "client_id": GRAPH_ID,
        **more,
    }
    return "Bearer " + ", ".join(f'{name}="{value}"' for name, value in values.items())
