"""The token endpoint: codes and refresh tokens become tokens, and an application signs in as itself."""

import uuid
from typing import Any

from django.http import HttpRequest, JsonResponse, QueryDict

from sandbox import tokens
from sandbox.people import TENANT_ID
from sandbox.signin import clients, consents, grants, scopes, tenants
from sandbox.signin.claims_request import ClaimsRequest
from sandbox.signin.discovery import issuer
from sandbox.signin.errors import SignInError, interaction_required, missing, no_consent
from sandbox.signin.grants import Grant
from sandbox.signin.identity import client_info, id_token
from sandbox.state import state


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
    tenants.check(tenant)
    clients.check_client(client_id)
    clients.check_secret(client_id, form.get("client_secret", ""))
    if form.get("grant_type") == "client_credentials":
        return _own_access(request, client_id, form)
    asked = ClaimsRequest.read(form.get("claims", ""))
    grant, nonce = _grant(form, client_id, asked)
    tenants.admit(grant.person, tenant)
    if not consents.is_agreed(grant):
        raise no_consent("invalid_grant", client_id)
    answer = _access(request, grant, asked)
    if "offline_access" in grant.scopes:
        answer["refresh_token"] = grants.issue_refresh_token(grant)
    if "openid" in grant.scopes:
        issued_by = issuer(request, tenant, grant.person.tenant_id)
        answer["id_token"] = id_token(grant, nonce, issued_by, adfs=tenants.is_adfs(tenant))
    if form.get("client_info") == "1":
        answer["client_info"] = client_info(grant.person)
    return answer


def _grant(form: QueryDict, client_id: str, asked: ClaimsRequest) -> tuple[Grant, str]:
    """What is redeemed, and the nonce to repeat (none on renewal)."""
    match form.get("grant_type"):
        case "authorization_code":
            code, redirect_uri, verifier = _needed(form, "code", "redirect_uri", "code_verifier")
            redeemed = grants.redeem_code(code, client_id, redirect_uri, verifier)
            return redeemed.grant, redeemed.nonce
        case "refresh_token":
            (name,) = _needed(form, "refresh_token")
            grant = grants.redeem_refresh_token(name, client_id)
            if asked.claims and state.settings.claims_need_sign_in:
                raise interaction_required()
            scope = form.get("scope", "")
            return Grant(grant.person, client_id, scopes.parse(scope) if scope else grant.scopes), ""
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


def _access(request: HttpRequest, grant: Grant, asked: ClaimsRequest) -> dict[str, Any]:
    seconds = state.settings.access_token_seconds
    permissions = scopes.granted(grant.scopes)
    issued_by = f"https://{request.get_host()}/{grant.person.tenant_id}/"
    return {
        "token_type": "Bearer",
        "scope": scopes.told_back(grant.scopes),
        "expires_in": seconds,
        "ext_expires_in": seconds,
        "access_token": tokens.access_token(
            grant.person, grant.client_id, permissions, issued_by, seconds, asked.capabilities
        ),
    }


def _own_access(request: HttpRequest, client_id: str, form: QueryDict) -> dict[str, Any]:
    """A token for the application itself, without a person. It has no permissions, as none are registered.

    Without a tenant in the address it is for the company's, as Entra ID takes the application's own.
    https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
    """
    (scope,) = _needed(form, "scope")
    scopes.check_default(scope)
    seconds = state.settings.access_token_seconds
    issued_by = f"https://{request.get_host()}/{TENANT_ID}/"
    return {
        "token_type": "Bearer",
        "expires_in": seconds,
        "ext_expires_in": seconds,
        "access_token": tokens.application_token(client_id, issued_by, seconds),
    }
