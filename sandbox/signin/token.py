"""The token endpoint: codes and refresh tokens become tokens."""

import base64
import hashlib
import json
import time
import uuid
from typing import Any
from urllib.parse import urljoin

from django.http import HttpRequest, JsonResponse, QueryDict

from sandbox import tokens
from sandbox.people import Person
from sandbox.signin import clients, grants, scopes
from sandbox.signin.discovery import is_adfs, issuer
from sandbox.signin.errors import SignInError, missing, no_consent
from sandbox.signin.grants import Grant
from sandbox.state import state

ID_TOKEN_SECONDS = 3600


def token(request: HttpRequest, tenant: str) -> JsonResponse:
    """Redeem a grant. Everything that is wrong with it is JSON in the shape of Entra ID."""
    try:
        answer = _redeem(request, tenant)
        status = 200
    except SignInError as error:
        correlation_id = request.headers.get("client-request-id") or str(uuid.uuid4())
        answer = error.as_json(correlation_id)
        status = error.status
    return JsonResponse(answer, status=status, headers={"Cache-Control": "no-store", "Pragma": "no-cache"})


def _redeem(request: HttpRequest, tenant: str) -> dict[str, Any]:
    if request.method != "POST":
        raise SignInError(
            900561,
            "invalid_request",
            f"The endpoint only accepts POST requests. Received a {request.method} request.",
        )
    form = request.POST
    client_id = form.get("client_id", "")
    clients.check_client(client_id)
    clients.check_secret(client_id, form.get("client_secret", ""))
    grant, nonce = _grant(form, client_id)
    clients.admit(grant.person, tenant)
    _check_consent(grant)
    answer = _access(request, grant, form)
    if "offline_access" in grant.scopes:
        answer["refresh_token"] = grants.issue_refresh_token(grant)
    if "openid" in grant.scopes:
        answer["id_token"] = _id_token(
            grant, nonce, issuer(request, tenant, grant.person.tenant_id), is_adfs(tenant)
        )
    if form.get("client_info") == "1":
        answer["client_info"] = client_info(grant.person)
    return answer


def client_info(person: Person) -> str:
    """The home account, in the encoding that msal reads."""
    text = json.dumps({"uid": person.object_id, "utid": person.tenant_id})
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _grant(form: QueryDict, client_id: str) -> tuple[Grant, str]:
    """What is redeemed, and the nonce to repeat (none on renewal)."""
    match form.get("grant_type"):
        case "authorization_code":
            code, redirect_uri, verifier = _needed(form, "code", "redirect_uri", "code_verifier")
            redeemed = grants.redeem_code(code, client_id, redirect_uri, verifier)
            return redeemed.grant, redeemed.nonce
        case "refresh_token":
            (name,) = _needed(form, "refresh_token")
            grant = grants.redeem_refresh_token(name, client_id)
            asked = form.get("scope", "")
            return Grant(grant.person, client_id, scopes.parse(asked) if asked else grant.scopes), ""
        case None | "":
            raise missing("grant_type")
        case other:
            raise SignInError(
                70003, "unsupported_grant_type", f"The app requested an unsupported grant type '{other}'."
            )


def _needed(form: QueryDict, *names: str) -> list[str]:
    for name in names:
        if not form.get(name):
            raise missing(name)
    return [form.get(name, "") for name in names]


def _check_consent(grant: Grant) -> None:
    agreed = state.consents.get((grant.person.key, grant.client_id), frozenset())
    if state.settings.consent != "none" and not scopes.granted(grant.scopes) <= agreed:
        raise no_consent("invalid_grant", grant.client_id)


def _access(request: HttpRequest, grant: Grant, form: QueryDict) -> dict[str, Any]:
    seconds = state.settings.access_token_seconds
    permissions = scopes.granted(grant.scopes)
    issued_by = f"https://{request.get_host()}/{grant.person.tenant_id}/"
    return {
        "token_type": "Bearer",
        "scope": scopes.told_back(grant.scopes),
        "expires_in": seconds,
        "ext_expires_in": seconds,
        "access_token": tokens.access_token(grant.person, grant.client_id, permissions, issued_by, seconds),
    }


def _id_token(grant: Grant, nonce: str, issued_by: str, adfs: bool) -> str:
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
