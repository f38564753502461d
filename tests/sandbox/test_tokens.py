"""The sandbox's tokens: what clients check of them, and how they end."""

from __future__ import annotations

import base64
import hashlib
import time
from typing import Any

import jwt
import pytest
import requests

from sandbox.people import CLIENT_ID, CLIENT_SECRET, TENANT_ID
from tests.support.msal_application import SCOPES, msal_app, sign_in
from tests.support.planting import ALEX
from tests.support.sandbox_process import Sandbox

pytestmark = pytest.mark.filterwarnings("ignore:response_mode='form_post' is recommended")


@pytest.mark.parametrize(
    ("fault", "refusal"),
    [
        ("audience", jwt.InvalidAudienceError),
        ("issuer", jwt.InvalidIssuerError),
        ("expired", jwt.ExpiredSignatureError),
        ("signature", jwt.InvalidSignatureError),
    ],
)
def test_an_id_token_can_be_wrong_in_one_way(
    sandbox: Sandbox, http: requests.Session, fault: str, refusal: type[Exception]
) -> None:
    keys = jwt.PyJWKSet.from_dict(http.get(f"{sandbox.authority}/discovery/v2.0/keys").json())

    def check(id_token: str) -> None:
        key = keys[jwt.get_unverified_header(id_token)["kid"]].key
        issuer = f"{sandbox.tls_url}/{TENANT_ID}/v2.0"
        jwt.decode(id_token, key, ["RS256"], audience=CLIENT_ID, issuer=issuer)

    app = msal_app(http, sandbox.authority)
    check(sign_in(app)["id_token"])
    sandbox.patch(id_token_fault=fault)
    id_token = sign_in(app)["id_token"]
    with pytest.raises(refusal):
        check(id_token)


def test_a_key_is_named_by_its_thumbprint(sandbox: Sandbox, http: requests.Session) -> None:
    (key,) = http.get(f"{sandbox.authority}/discovery/v2.0/keys").json()["keys"]
    hashed = f'{{"e":"{key["e"]}","kty":"{key["kty"]}","n":"{key["n"]}"}}'  # RFC 7638, section 3
    digest = hashlib.sha256(hashed.encode()).digest()
    assert key["kid"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    id_token = sign_in(msal_app(http, sandbox.authority))["id_token"]
    assert jwt.get_unverified_header(id_token)["kid"] == key["kid"]


def test_a_revoked_grant_renews_nothing(sandbox: Sandbox, http: requests.Session) -> None:
    app = msal_app(http, sandbox.authority)
    sign_in(app)
    (account,) = app.get_accounts()
    sandbox.revoke(ALEX)
    refused = app.acquire_token_silent_with_error(SCOPES, account, force_refresh=True)
    assert refused["error_codes"] == [50173]
    assert "access_token" in sign_in(app)


def capable(http: requests.Session, sandbox: Sandbox) -> Any:
    """An application that declares that it can answer claims challenges."""
    return msal_app(http, sandbox.authority, client_capabilities=["CP1"])


def me(http: requests.Session, sandbox: Sandbox, token: str) -> requests.Response:
    return http.get(f"{sandbox.graph_url}/me", headers={"Authorization": f"Bearer {token}"})


def test_a_claims_challenge_is_met_by_a_newer_token(sandbox: Sandbox, http: requests.Session) -> None:
    app = capable(http, sandbox)
    old = sign_in(app)["access_token"]
    sandbox.patch(claims_challenge=time.time())
    challenged = me(http, sandbox, old)
    assert challenged.status_code == 401
    header = challenged.headers["WWW-Authenticate"]
    assert 'error="insufficient_claims"' in header
    claims = base64.b64decode(header.partition('claims="')[2].partition('"')[0]).decode()

    (account,) = app.get_accounts()
    new = app.acquire_token_silent(SCOPES, account, claims_challenge=claims)["access_token"]
    assert me(http, sandbox, new).ok


def test_who_declares_nothing_meets_no_claims_challenge(sandbox: Sandbox, http: requests.Session) -> None:
    unaware, aware = (
        sign_in(app)["access_token"] for app in (msal_app(http, sandbox.authority), capable(http, sandbox))
    )
    sandbox.patch(claims_challenge=time.time())
    assert [me(http, sandbox, token).status_code for token in (unaware, aware)] == [200, 401]


def test_claims_may_need_a_sign_in(sandbox: Sandbox, http: requests.Session) -> None:
    claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}'
    app = capable(http, sandbox)
    sign_in(app)
    (account,) = app.get_accounts()
    sandbox.patch(claims_need_sign_in=True)
    refused = app.acquire_token_silent_with_error(SCOPES, account, claims_challenge=claims)
    assert (refused["error"], refused["error_codes"]) == ("interaction_required", [50076])
    assert "access_token" in app.acquire_token_silent_with_error(SCOPES, account, force_refresh=True)
    assert "access_token" in sign_in(app, claims_challenge=claims)


@pytest.mark.parametrize("claims", ["nbf", "[]", '"nbf"'])
def test_claims_that_are_no_object_are_refused(sandbox: Sandbox, http: requests.Session, claims: str) -> None:
    form = {
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "grant_type": "refresh_token",
        "claims": claims,
    }
    answer = http.post(f"{sandbox.authority}/oauth2/v2.0/token", form)
    assert (answer.status_code, answer.json()["error_codes"]) == (400, [90023])


def test_an_expired_token_is_told_from_a_missing_one(sandbox: Sandbox, http: requests.Session) -> None:
    sandbox.patch(access_token_seconds=0)
    for bearer, message in (
        (f"Bearer {sandbox.token(ALEX)}", "Lifetime validation failed, the token is expired."),
        ("", "Access token is empty."),
    ):
        answer = http.get(f"{sandbox.graph_url}/me", headers={"Authorization": bearer})
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == "InvalidAuthenticationToken"
        assert answer.json()["error"]["message"] == message
