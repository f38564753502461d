"""The sandbox's sign-in, driven as applications drive Entra ID: real msal, real sockets, real refusals."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
import msal
import pytest
import requests

from sandbox.people import CLIENT_ID, CLIENT_SECRET, PERSONAL_TENANT_ID, TENANT_ID
from tests.account_picker import GRAPH_SCOPES, REDIRECT_URI, Form, choose_account
from tests.sandbox_process import Sandbox

Json: TypeAlias = dict[str, Any]

ALEX, ADELE, MEGAN = (
    "AlexW@contoso.OnMicrosoft.com",
    "AdeleV@contoso.OnMicrosoft.com",
    "megan.bowen@outlook.com",
)
SCOPES = GRAPH_SCOPES.split()

pytestmark = pytest.mark.filterwarnings("ignore:response_mode='form_post' is recommended")


@pytest.fixture
def http(sandbox: Sandbox) -> Iterator[requests.Session]:
    """A connection that trusts the sandbox's certificate and follows no redirects by itself."""
    with requests.Session() as session:
        session.trust_env = False
        session.verify = str(sandbox.ca_file)
        yield session


def msal_app(http: requests.Session, authority: str, **options: Any) -> Any:
    return msal.ConfidentialClientApplication(
        CLIENT_ID, CLIENT_SECRET, authority, instance_discovery=False, http_client=http, **options
    )


def begin(app: Any, **options: Any) -> Json:
    flow: Json = app.initiate_auth_code_flow(SCOPES, redirect_uri=REDIRECT_URI, **options)
    return flow


def parameters(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def sign_in(app: Any, address: str = ALEX) -> Json:
    flow = begin(app)
    answer: Json = app.acquire_token_by_auth_code_flow(
        flow, parameters(choose_account(flow["auth_uri"], address))
    )
    return answer


def altered(address: str, **changes: str) -> str:
    """The address with query parameters replaced, or left out where the change is empty."""
    query = {name: value for name, value in (parameters(address) | changes).items() if value}
    return f"{address.partition('?')[0]}?{urlencode(query)}"


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
    refused = parameters(http.get(silent, allow_redirects=False).headers["Location"])
    assert (refused["error"], refused["error_description"][:11]) == ("login_required", "AADSTS50058")

    picker = http.get(begin(app)["auth_uri"])
    http.post(picker.url, {"account": ALEX}, allow_redirects=False)
    assert "code" in parameters(http.get(silent, allow_redirects=False).headers["Location"])
    assert "Pick an account" in http.get(begin(app, prompt="select_account")["auth_uri"]).text
    assert "Pick an account" in http.get(begin(app, login_hint=ADELE)["auth_uri"]).text

    home = "http://localhost:8000/"
    leave = f"{sandbox.url}/common/oauth2/v2.0/logout?{urlencode({'post_logout_redirect_uri': home})}"
    assert http.get(leave, allow_redirects=False).headers["Location"] == home
    assert "error" in parameters(http.get(silent, allow_redirects=False).headers["Location"])


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
        "code": parameters(choose_account(flow["auth_uri"], ALEX))["code"],
        "code_verifier": flow["code_verifier"],
    }
    answer = redeem(sandbox, http, **(form | change))
    assert answer["error_codes"] == [code]
    assert answer["error_description"].startswith(f"AADSTS{code}: ")


def test_a_code_works_once(sandbox: Sandbox, http: requests.Session) -> None:
    flow = begin(msal_app(http, sandbox.authority))
    form = {
        "grant_type": "authorization_code",
        "code": parameters(choose_account(flow["auth_uri"], ALEX))["code"],
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
    told = parameters(http.get(asked, allow_redirects=False).headers["Location"])
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


@pytest.mark.parametrize(
    ("consent", "buttons", "code"),
    [
        ("none", [{"cancel": "sign-in"}], "AADSTS65004"),
        ("ask", [{"account": ALEX}, {"cancel": "consent"}], "AADSTS65004"),
        ("admin", [{"account": ALEX}, {"cancel": "admin"}], "AADSTS90094"),
    ],
)
def test_the_person_may_refuse(
    sandbox: Sandbox, http: requests.Session, consent: str, buttons: list[dict[str, str]], code: str
) -> None:
    sandbox.patch(consent=consent)
    page = http.get(begin(msal_app(http, sandbox.authority))["auth_uri"])
    for button in buttons:
        assert page.status_code == 200
        page = http.post(Form(page).action, button, allow_redirects=False)
    told = parameters(page.headers["Location"])
    assert (told["error"], told["error_description"].partition(":")[0]) == ("access_denied", code)


def test_consent_is_asked_once(sandbox: Sandbox, http: requests.Session) -> None:
    sandbox.patch(consent="ask")
    asked = begin(msal_app(http, sandbox.authority))["auth_uri"]
    consent_page = http.post(http.get(asked).url, {"account": ALEX})
    assert "Calendars.ReadWrite" in consent_page.text
    agreed = http.post(consent_page.url, {"consent": "accept"}, allow_redirects=False)
    assert "code" in parameters(agreed.headers["Location"])
    assert "code" in parameters(choose_account(asked, ALEX))


def test_a_personal_account_has_no_place_in_a_company(sandbox: Sandbox, http: requests.Session) -> None:
    asked = begin(msal_app(http, f"{sandbox.tls_url}/{TENANT_ID}"))["auth_uri"]
    page = http.post(asked, {"account": MEGAN}, allow_redirects=False)
    assert page.status_code == 200
    assert "AADSTS50020" in page.text
    assert sign_in(msal_app(http, sandbox.authority), MEGAN)["id_token_claims"]["tid"] == PERSONAL_TENANT_ID


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


def test_a_revoked_grant_renews_nothing(sandbox: Sandbox, http: requests.Session) -> None:
    app = msal_app(http, sandbox.authority)
    sign_in(app)
    (account,) = app.get_accounts()
    sandbox.revoke(ALEX)
    refused = app.acquire_token_silent_with_error(SCOPES, account, force_refresh=True)
    assert refused["error_codes"] == [50173]
    assert "access_token" in sign_in(app)


def test_a_claims_challenge_is_met_by_a_newer_token(sandbox: Sandbox, http: requests.Session) -> None:
    app = msal_app(http, sandbox.authority)
    old = sign_in(app)["access_token"]
    sandbox.patch(claims_challenge=time.time())
    challenged = http.get(f"{sandbox.graph_url}/me", headers={"Authorization": f"Bearer {old}"})
    assert challenged.status_code == 401
    header = challenged.headers["WWW-Authenticate"]
    assert 'error="insufficient_claims"' in header
    claims = base64.b64decode(header.partition('claims="')[2].partition('"')[0]).decode()

    (account,) = app.get_accounts()
    new = app.acquire_token_silent(SCOPES, account, claims_challenge=claims)["access_token"]
    assert http.get(f"{sandbox.graph_url}/me", headers={"Authorization": f"Bearer {new}"}).ok


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


@pytest.mark.parametrize("side", ["url", "tls_url"])
def test_a_dropped_call_ends_in_a_closed_connection(
    sandbox: Sandbox, http: requests.Session, side: str
) -> None:
    http.headers["Authorization"] = f"Bearer {sandbox.token(ALEX)}"
    root = f"{getattr(sandbox, side)}/v1.0"
    parts = [{"id": "1", "method": "GET", "url": "/me"}, {"id": "2", "method": "GET", "url": "/me/calendars"}]
    sandbox.forget_requests()
    sandbox.faults({"path": "^/me$", "drop": "before"}, {"path": "/me/calendars$", "drop": "after"})
    with pytest.raises(requests.ConnectionError):
        http.get(f"{root}/me", timeout=5)
    with pytest.raises(requests.ConnectionError):
        http.post(f"{root}/$batch", json={"requests": parts}, timeout=5)
    assert http.get(f"{root}/me", timeout=5).ok
    assert [call["status"] for call in sandbox.requests()] == [None, None, 200]
