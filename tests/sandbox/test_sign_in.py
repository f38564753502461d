"""The sandbox's sign-in, driven as applications drive Entra ID: real msal, real sockets, real refusals."""

from __future__ import annotations

from urllib.parse import urlencode

import msal
import pytest
import requests

from sandbox.people import CLIENT_ID, CLIENT_SECRET, PERSONAL_TENANT_ID, TENANT_ID
from tests.support.account_picker import REDIRECT_URI, choose_account
from tests.support.msal_application import SCOPES, altered, begin, msal_app, sign_in
from tests.support.planting import ADELE, ALEX, MEGAN, Json
from tests.support.sandbox_process import Sandbox
from tests.support.signing_in import query_of

pytestmark = pytest.mark.filterwarnings("ignore:response_mode='form_post' is recommended")


def redeem(sandbox: Sandbox, http: requests.Session, **form: str) -> Json:
    known = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "redirect_uri": REDIRECT_URI}
    answer: Json = http.post(f"{sandbox.authority}/oauth2/v2.0/token", known | form, timeout=10).json()
    return answer


@pytest.mark.parametrize("tenant", [TENANT_ID, "common", "organizations", "adfs"])
def test_msal_signs_in_and_renews_silently(sandbox: Sandbox, http: requests.Session, tenant: str) -> None:
    app = msal_app(http, f"{sandbox.tls_url}/{tenant}")
    first = sign_in(app)
    assert first["id_token_claims"]["oid"] == "64339082-ed84-4b0b-b4ab-004ae54f3747"
    (account,) = app.get_accounts(ALEX)

    sandbox.forget_requests()
    assert app.acquire_token_silent(SCOPES, account)["access_token"] == first["access_token"]
    assert sandbox.requests() == []
    renewed = app.acquire_token_silent(SCOPES, account, force_refresh=True)
    assert renewed["access_token"] != first["access_token"]
    (call,) = sandbox.requests()
    assert (call["path"].rpartition("/")[2], call["body"]["grant_type"], call["status"]) == (
        "token", "refresh_token", 200,
    )  # fmt: skip

    me = http.get(f"{sandbox.graph_url}/me", headers={"Authorization": f"Bearer {renewed['access_token']}"})
    assert me.json()["displayName"] == "Alex Wilber"


@pytest.mark.parametrize("path", [f"{TENANT_ID}/v2.0", "adfs"])
def test_msal_signs_in_as_to_any_openid_provider(sandbox: Sandbox, http: requests.Session, path: str) -> None:
    issuer = f"{sandbox.tls_url}/{path}"
    app = msal.ConfidentialClientApplication(
        CLIENT_ID, CLIENT_SECRET, oidc_authority=issuer, http_client=http
    )
    assert sign_in(app)["id_token_claims"]["iss"] == issuer


def test_a_browser_session_signs_in_without_a_click_until_sign_out(
    sandbox: Sandbox, http: requests.Session
) -> None:
    app = msal_app(http, sandbox.authority)
    silent = begin(app, prompt="none")["auth_uri"]
    refused = query_of(http.get(silent, allow_redirects=False).headers["Location"])
    assert (refused["error"], refused["error_description"][:11]) == ("login_required", "AADSTS50058")

    picker = http.get(begin(app)["auth_uri"])
    http.post(picker.url, {"account": ALEX}, allow_redirects=False)
    assert "code" in query_of(http.get(silent, allow_redirects=False).headers["Location"])
    assert "Pick an account" in http.get(begin(app, prompt="select_account")["auth_uri"]).text
    assert "Pick an account" in http.get(begin(app, login_hint=ADELE)["auth_uri"]).text

    home = "http://localhost:8000/"
    leave = f"{sandbox.url}/common/oauth2/v2.0/logout?{urlencode({'post_logout_redirect_uri': home})}"
    assert http.get(leave, allow_redirects=False).headers["Location"] == home
    assert "error" in query_of(http.get(silent, allow_redirects=False).headers["Location"])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code_verifier": "x" * 43}, 501481),
        ({"client_secret": "guessed"}, 7000215),
        ({"client_secret": ""}, 7000218),
        ({"redirect_uri": "http://localhost/accounts/callback/"}, 500112),
        ({"code": "invented"}, 70000),
        ({"grant_type": "password"}, 70003),
    ],
)
def test_a_code_is_redeemed_only_by_who_asked_for_it(
    sandbox: Sandbox, http: requests.Session, change: dict[str, str], code: int
) -> None:
    flow = begin(msal_app(http, sandbox.authority))
    form = {
        "grant_type": "authorization_code",
        "code": query_of(choose_account(flow["auth_uri"], ALEX))["code"],
        "code_verifier": flow["code_verifier"],
    }
    answer = redeem(sandbox, http, **(form | change))
    assert answer["error_codes"] == [code]
    assert answer["error_description"].startswith(f"AADSTS{code}: ")


def test_a_code_works_once(sandbox: Sandbox, http: requests.Session) -> None:
    flow = begin(msal_app(http, sandbox.authority))
    form = {
        "grant_type": "authorization_code",
        "code": query_of(choose_account(flow["auth_uri"], ALEX))["code"],
        "code_verifier": flow["code_verifier"],
    }
    assert "access_token" in redeem(sandbox, http, **form)
    assert redeem(sandbox, http, **form)["error_codes"] == [54005]


@pytest.mark.parametrize(
    ("changes", "error", "code"),
    [
        ({"code_challenge": ""}, "invalid_request", "AADSTS9002325"),
        ({"code_challenge_method": "plain"}, "invalid_request", "AADSTS501491"),
        ({"scope": "openid Launch.Missiles"}, "invalid_scope", "AADSTS70011"),
        ({"response_type": "token"}, "unsupported_response_type", "AADSTS700051"),
    ],
)
def test_bad_requests_are_told_to_the_application(
    sandbox: Sandbox, http: requests.Session, changes: dict[str, str], error: str, code: str
) -> None:
    asked = altered(begin(msal_app(http, sandbox.authority))["auth_uri"], **changes)
    told = query_of(http.get(asked, allow_redirects=False).headers["Location"])
    assert (told["error"], told["error_description"].partition(":")[0]) == (error, code)


@pytest.mark.parametrize(
    "address",
    ["http://localhost/callback/", "http://localhost.example/callback", "https://localhost/callback", ""],
)
def test_nobody_is_sent_to_an_address_that_is_not_registered(
    sandbox: Sandbox, http: requests.Session, address: str
) -> None:
    asked = altered(begin(msal_app(http, sandbox.authority))["auth_uri"], redirect_uri=address)
    page = http.get(asked, allow_redirects=False)
    assert page.status_code == 400
    assert "AADSTS50011" in page.text


def test_a_personal_account_has_no_place_in_a_company(sandbox: Sandbox, http: requests.Session) -> None:
    asked = begin(msal_app(http, f"{sandbox.tls_url}/{TENANT_ID}"))["auth_uri"]
    page = http.post(asked, {"account": MEGAN}, allow_redirects=False)
    assert page.status_code == 200
    assert "AADSTS50020" in page.text
    assert sign_in(msal_app(http, sandbox.authority), MEGAN)["id_token_claims"]["tid"] == PERSONAL_TENANT_ID
