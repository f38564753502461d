"""What the application learns of the person: the id_token and the client info that msal reads."""

import base64
import hashlib
import json
import time
import uuid
from typing import Any
from urllib.parse import urljoin

from sandbox import tokens
from sandbox.people import Person
from sandbox.signin.grants import Grant
from sandbox.state import state

ID_TOKEN_SECONDS = 3600


def id_token(grant: Grant, nonce: str, issued_by: str, *, adfs: bool) -> str:
    """Who signed in, for the application; `sub` differs from application to application."""
    person = grant.person
    now = int(time.time())
    pairwise = hashlib.sha256(f"{person.object_id} {grant.client_id}".encode()).digest()
    claims: dict[str, Any] = {
        "iss": issued_by,
        "aud": grant.client_id,
        "iat": now,
        "nbf": now,
        "exp": now + ID_TOKEN_SECONDS,
        "tid": person.tenant_id,
        "oid": person.object_id,
        "sub": base64.urlsafe_b64encode(pairwise).rstrip(b"=").decode(),
        "name": person.name,
        "preferred_username": person.address,
        "email": person.address,
        "uti": uuid.uuid4().hex,
        "ver": "2.0",
    }
    if nonce:
        claims["nonce"] = nonce
    if adfs:
        claims["upn"] = person.address
    return _signed_as_told(claims)


def client_info(person: Person) -> str:
    """The home account, in the encoding that msal reads."""
    text = json.dumps({"uid": person.object_id, "utid": person.tenant_id})
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _signed_as_told(claims: dict[str, Any]) -> str:
    """The token, with the one thing wrong that the settings ask for."""
    match state.settings.id_token_fault:
        case "nonce":
            claims["nonce"] = uuid.uuid4().hex
        case "audience":
            claims["aud"] = str(uuid.uuid4())
        case "issuer":
            claims["iss"] = urljoin(claims["iss"], f"/{uuid.uuid4()}/v2.0")
        case "expired":
            for name in ("iat", "nbf", "exp"):
                claims[name] -= 2 * ID_TOKEN_SECONDS
        case "signature":
            return tokens.sign(claims, tokens.new_key())
    return tokens.sign(claims)
