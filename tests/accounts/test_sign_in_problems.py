"""Every way in which a sign-in can fail: a plain page, the right status, a way on, and nobody signed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from accounts.models import SignIn
from sandbox.people import PERSONAL_TENANT_ID, TENANT_ID
from tests.support.account_picker import choose_account
from tests.support.planting import ALEX, MEGAN
from tests.support.sandbox_process import Sandbox
from tests.support.signing_in import (
    browser,
    come_back,
    press_at_microsoft,
    press_sign_in,
    query_of,
    sign_in_as,
    text_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]


@pytest.fixture
def client() -> Client:
    return browser()


def assert_nobody(client: Client) -> None:
    assert "_auth_user_id" not in client.session
    assert not SignIn.objects.exists()


def refuse(client: Client, next_page: str = "/", **answer: str) -> Any:
    """Have the callback answered with an error, for an attempt that is under way."""
    state = query_of(press_sign_in(client, next_page))["state"]
    return client.get("/accounts/callback/", {"state": state, **answer})


def test_cancelled(client: Client) -> None:
    answer = come_back(client, press_at_microsoft(press_sign_in(client, "/join/"), {"cancel": "1"}))
    text = text_of(answer)
    assert answer.status_code == 400
    assert "You cancelled the sign-in" in text
    assert 'name="next" value="/join/"' in text
    assert text.index("<details") < text.index("AADSTS65004")
    assert_nobody(client)


def test_consent_missing(client: Client) -> None:
    answer = refuse(client, error="consent_required", error_description="AADSTS65001: No consent.")
    assert answer.status_code == 403
    assert "Your permission is missing" in text_of(answer)


def test_administrator_has_to_approve(client: Client, sandbox: Sandbox) -> None:
    sandbox.patch(consent="admin")
    location = press_at_microsoft(press_sign_in(client), {"account": ALEX}, {"cancel": "admin"})
    answer = come_back(client, location)
    assert answer.status_code == 403
    assert "administrator has to approve" in text_of(answer)
    assert f"{sandbox.url}/organizations/v2.0/adminconsent?client_id=" in text_of(answer)


def test_administrator_who_approved_is_thanked(client: Client) -> None:
    answer = client.get("/accounts/callback/", {"admin_consent": "True", "tenant": TENANT_ID})
    assert answer.status_code == 200
    assert "approved" in text_of(answer)


def test_flow_expired(client: Client) -> None:
    location = choose_account(press_sign_in(client), ALEX)
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=2)):
        answer = come_back(client, location)
    assert answer.status_code == 400
    assert "took too long" in text_of(answer)
    assert_nobody(client)


def test_code_expired(client: Client, sandbox: Sandbox) -> None:
    location = choose_account(press_sign_in(client), ALEX)
    refusal = {"error": "invalid_grant", "error_description": "AADSTS70008: The code has expired."}
    sandbox.faults({"method": "POST", "path": "token", "status": 400, "body": refusal})
    assert "took too long" in text_of(come_back(client, location))


def test_answer_used_twice(client: Client, sandbox: Sandbox) -> None:
    location = choose_account(press_sign_in(client), ALEX)
    come_back(client, location)
    again = come_back(client, location)
    assert again.status_code == 400
    assert "used already" in text_of(again)
    assert "Go to your meetings" in text_of(again)
    assert SignIn.objects.count() == 1
    assert len(sandbox.requests()) == 1


def test_code_used_twice(client: Client) -> None:
    location = choose_account(press_sign_in(client), ALEX)
    session = client.session
    flows = session["sign_in_flows"]
    come_back(client, location)
    session = client.session
    session["sign_in_flows"] = flows
    session.save()
    assert "AADSTS54005" in text_of(come_back(client, location))


def test_answer_in_another_browser(client: Client) -> None:
    location = choose_account(press_sign_in(client), ALEX)
    stranger = browser()
    assert come_back(stranger, location).status_code == 400
    assert_nobody(stranger)


@pytest.mark.parametrize("fault", ["nonce", "audience", "issuer", "signature", "expired"])
def test_id_token_does_not_check_out(client: Client, sandbox: Sandbox, fault: str) -> None:
    sandbox.patch(id_token_fault=fault)
    answer = sign_in_as(client, ALEX)
    assert answer.status_code == 400
    assert "could not verify" in text_of(answer)
    assert_nobody(client)


def test_tenant_not_allowed(client: Client, settings: Settings) -> None:
    settings.MICROSOFT_TENANTS = (PERSONAL_TENANT_ID,)
    answer = sign_in_as(client, ALEX)
    assert answer.status_code == 403
    assert "Your organization cannot use" in text_of(answer)
    assert_nobody(client)
    assert sign_in_as(client, MEGAN).status_code == 302


def test_wrong_client_secret(client: Client, settings: Settings) -> None:
    settings.MICROSOFT_CLIENT_SECRET = "mistyped"
    answer = sign_in_as(client, ALEX)
    assert answer.status_code == 502
    assert "AADSTS7000215" in text_of(answer)


def test_tenant_that_does_not_exist(client: Client, sandbox: Sandbox, settings: Settings) -> None:
    settings.MICROSOFT_AUTHORITY = f"{sandbox.tls_url}/nowhere"
    answer = client.post("/accounts/sign-in/")
    assert answer.status_code == 502
    assert "AADSTS90002" in text_of(answer)


def test_unreachable_at_the_start(client: Client, settings: Settings) -> None:
    settings.MICROSOFT_AUTHORITY = "https://localhost:1/common"
    answer = client.post("/accounts/sign-in/", {"next": "/join/"})
    assert answer.status_code == 503
    assert 'name="next" value="/join/"' in text_of(answer)


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 503, "body": "<h1>busy</h1>"},
        {"status": 429, "headers": {"Retry-After": "7"}},
        {"status": 200, "body": "<h1>a proxy</h1>"},
        {"status": 200, "body": [1]},
        {"drop": True},
    ],
)
def test_unreachable_at_the_answer(client: Client, sandbox: Sandbox, fault: dict[str, Any]) -> None:
    location = choose_account(press_sign_in(client), ALEX)
    sandbox.faults({"method": "POST", "path": "token", **fault})
    answer = come_back(client, location)
    assert answer.status_code == 503
    assert answer["Retry-After"] == ("7" if fault.get("status") == 429 else "5")
    assert "does not answer" in text_of(answer)


@pytest.mark.parametrize("reply", [{}, {"access_token": "x"}, {"id_token": "junk", "access_token": "x"}])
def test_reply_without_sense(client: Client, sandbox: Sandbox, reply: dict[str, str]) -> None:
    location = choose_account(press_sign_in(client), ALEX)
    sandbox.faults({"method": "POST", "path": "token", "status": 200, "body": reply})
    assert come_back(client, location).status_code == 400
    assert_nobody(client)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "code=x",
        "state=x",
        "state=x&code=y",
        "error=access_denied",
        "state=%00&error=%3Cscript%3E",
        "state=x&state=y",
    ],
)
def test_callback_with_junk(client: Client, query: str) -> None:
    assert client.get(f"/accounts/callback/?{query}").status_code == 400


def test_junk_client_info_does_no_harm(client: Client) -> None:
    location = choose_account(press_sign_in(client), ALEX)
    junk = location.replace("client_info=", "ignored=") + "&client_info=NQ"
    assert come_back(client, junk).status_code == 302


def test_what_microsoft_says_stays_text(client: Client) -> None:
    answer = refuse(client, error="<b>bold</b>", error_description="<script>alert(1)</script>")
    assert answer.status_code == 502
    assert b"<script>alert" not in answer.content
    assert b"<code>bboldb</code>" in answer.content
