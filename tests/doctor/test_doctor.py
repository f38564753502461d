"""`manage.py doctor` at Microsoft's side: one fault at a time, and what it says to each."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest
from pytest_django import Settings

from accounts import transport
from meetings.doctor import authority
from sandbox.people import PERSONAL_TENANT_ID, TENANT_ID
from tests.support.doctor import examination
from tests.support.sandbox_process import Json, Sandbox
from tests.support.waits import waits

pytestmark = pytest.mark.django_db

STRANGER = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"


@pytest.fixture
def new_session() -> Iterator[None]:
    """The product's HTTP session is made anew in the test, and again after it."""
    transport.session.cache_clear()
    yield
    transport.session.cache_clear()


@pytest.mark.usefixtures("sandbox")
def test_a_healthy_installation() -> None:
    healthy = examination()
    assert healthy.status == 0
    assert healthy.in_state("failure") == healthy.in_state("warning") == healthy.in_state("skipped") == []
    good = {
        *("settings", "ca bundle", "authority", "cloud", "signing keys", "client id", "client secret"),
        *("redirect address", "graph", "clock", "database", "migrations", "secret key", "debug"),
    }
    assert good <= set(healthy.in_state("ok"))


def test_a_healthy_installation_is_told_from_few_calls(sandbox: Sandbox) -> None:
    examination()
    calls = [(call["method"], call["path"], call["status"]) for call in sandbox.requests()]
    assert calls == [("POST", "/oauth2/v2.0/token", 200), ("GET", "/me", 401)]


@pytest.mark.usefixtures("sandbox")
def test_a_wrong_secret(settings: Settings) -> None:
    settings.MICROSOFT_CLIENT_SECRET = "guessed"
    ill = examination()
    assert (ill.status, ill.in_state("failure")) == (1, ["client secret"])
    assert "AADSTS7000215" in ill.line("client secret")["finding"]
    assert "copy its Value" in ill.line("client secret")["remedy"]
    assert ill.states("client id") == ["ok"]


def test_an_expired_secret(sandbox: Sandbox) -> None:
    sandbox.patch(client_secret_expired=True)
    ill = examination()
    assert ill.in_state("failure") == ["client secret"]
    assert "has expired" in ill.line("client secret")["finding"]


def test_an_unknown_application(sandbox: Sandbox, settings: Settings) -> None:
    sandbox.patch(known_clients_only=True)
    settings.MICROSOFT_CLIENT_ID = STRANGER
    ill = examination()
    assert (ill.status, ill.in_state("failure")) == (1, ["client id"])
    assert "Application (client) ID" in ill.line("client id")["remedy"]
    assert {"client secret", "redirect address"} <= set(ill.in_state("skipped"))


def test_an_application_of_one_organization_below_common(sandbox: Sandbox) -> None:
    body = {"error": "unauthorized_client", "error_description": "AADSTS50194: It is not multi-tenant."}
    sandbox.faults({"path": "token", "status": 400, "body": body})
    ill = examination()
    assert ill.in_state("failure") == ["client id"]
    assert "Directory (tenant) ID" in ill.line("client id")["remedy"]


@pytest.mark.parametrize("code", ["AADSTS65001", "AADSTS500011"])
def test_a_complaint_about_permissions_means_that_the_secret_is_right(sandbox: Sandbox, code: str) -> None:
    body = {"error": "invalid_grant", "error_description": f"{code}: Something is missing."}
    sandbox.faults({"path": "token", "status": 400, "body": body})
    assert examination().states("client secret") == ["ok"]


@pytest.mark.parametrize(
    "fault", [{"status": 500}, {"drop": True}, {"status": 400, "body": "AADSTS50059: No tenant."}]
)
def test_an_unclear_answer_proves_nothing(sandbox: Sandbox, fault: Json) -> None:
    sandbox.faults({"path": "token", **fault})
    unclear = examination()
    assert unclear.status == 0
    assert unclear.states("client id") == ["ok"]  # the sign-in page knew it
    assert unclear.states("client secret") == ["note"]
    assert "The first sign-in will tell." in unclear.line("client secret")["remedy"]


def test_a_redirect_address_that_is_not_registered(sandbox: Sandbox) -> None:
    sandbox.patch(redirect_uris=["https://meet.example.com/accounts/callback/"])
    ill = examination()
    assert (ill.status, ill.in_state("failure")) == (1, ["redirect address"])
    assert "http://localhost:8000/accounts/callback/" in ill.line("redirect address")["finding"]
    assert "--address" in ill.line("redirect address")["remedy"]
    assert examination("https://meet.example.com/").states("redirect address") == ["ok"]
    assert examination("https://meet.example.com:8443").states("redirect address") == ["failure"]


def test_the_redirect_address_is_guessed_from_the_hosts(sandbox: Sandbox, settings: Settings) -> None:
    sandbox.patch(redirect_uris=["https://meet.example.com/accounts/callback/"])
    settings.LOCAL = False
    settings.ALLOWED_HOSTS = ["localhost", ".example.com", "meet.example.com", "meet.example.org"]
    assert examination().states("redirect address") == ["ok"]


def test_an_address_is_refused_in_the_name_of_a_known_application(sandbox: Sandbox) -> None:
    sandbox.patch(redirect_uris=["https://meet.example.com/accounts/callback/"])
    sandbox.faults({"path": "token", "status": 500})
    ill = examination()
    assert ill.in_state("failure") == ["redirect address"]
    assert ill.states("client id") == ["ok"]


@pytest.mark.usefixtures("sandbox")
def test_an_authority_out_of_reach(settings: Settings) -> None:
    settings.MICROSOFT_AUTHORITY = "https://localhost:1/common"
    with waits() as slept:
        ill = examination()
    assert sum(slept) < 5
    assert (ill.status, ill.in_state("failure")) == (1, ["authority"])
    assert ill.line("authority")["finding"] == "localhost:1 refuses connections."
    assert {"client id", "client secret", "redirect address"} <= set(ill.in_state("skipped"))


@pytest.mark.usefixtures("sandbox")
def test_a_host_without_an_address(settings: Settings) -> None:
    settings.GRAPH_URL = "https://graph.invalid/v1.0"
    ill = examination()
    assert ill.in_state("failure") == ["graph"]
    assert "DNS" in ill.line("graph")["remedy"]


def test_an_unknown_tenant(sandbox: Sandbox, settings: Settings) -> None:
    settings.MICROSOFT_AUTHORITY = f"{sandbox.tls_url}/{STRANGER}"
    ill = examination()
    assert ill.in_state("failure") == ["tenant"]
    assert "AADSTS90002" in ill.line("tenant")["finding"]


def test_something_else_at_the_authoritys_address(sandbox: Sandbox, settings: Settings) -> None:
    settings.MICROSOFT_AUTHORITY = f"{sandbox.tls_url}/l/meetup-join"
    ill = examination()
    assert ill.in_state("failure") == ["authority"]
    assert "without an OpenID configuration" in ill.line("authority")["finding"]


@pytest.mark.parametrize(
    ("tenant", "allowed", "state", "words"),
    [
        ("common", (), "note", "People of any organization and personal accounts can sign in."),
        ("common", (TENANT_ID,), "ok", "of 1 tenants alone"),
        ("organizations", (), "note", "People of any organization can sign in."),
        ("consumers", (), "note", "Personal accounts alone can sign in"),
        (TENANT_ID, (), "ok", f"One tenant, {TENANT_ID}."),
        ("contoso.onmicrosoft.com", (TENANT_ID.upper(),), "ok", f"One tenant, {TENANT_ID}."),
        (TENANT_ID, (PERSONAL_TENANT_ID,), "failure", "which MICROSOFT_TENANTS does not list"),
    ],
)
def test_who_can_sign_in(
    sandbox: Sandbox, settings: Settings, tenant: str, allowed: tuple[str, ...], state: str, words: str
) -> None:
    settings.MICROSOFT_AUTHORITY, settings.MICROSOFT_TENANTS = f"{sandbox.tls_url}/{tenant}", allowed
    line = examination().line("tenant")
    assert line["state"] == state
    assert words in line["finding"]


@pytest.mark.usefixtures("sandbox")
def test_hosts_of_two_clouds(settings: Settings) -> None:
    settings.GRAPH_URL = "https://graph.microsoft.us/v1.0"
    (cloud,) = [finding for finding in authority.check(authority.ask()) if finding.obj == "cloud"]
    assert (cloud.state, "graph.microsoft.us" in cloud.msg) == ("warning", True)


@pytest.mark.usefixtures("sandbox", "new_session")
def test_a_certificate_that_nothing_vouches_for(settings: Settings) -> None:
    settings.MICROSOFT_CA_BUNDLE = ""
    ill = examination()
    assert (ill.status, ill.in_state("failure")) == (1, ["authority", "graph"])
    assert "is not trusted" in ill.line("authority")["finding"]
    assert "MICROSOFT_CA_BUNDLE" in ill.line("authority")["remedy"]


@pytest.mark.usefixtures("new_session")
def test_a_bundle_that_cannot_be_used(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "empty.pem"
    file.write_text("no certificate")
    settings.MICROSOFT_CA_BUNDLE = str(file)
    ill = examination()
    assert (ill.status, ill.in_state("failure")) == (1, ["ca bundle", "authority", "graph"])
    assert ill.line("authority")["finding"] == "MICROSOFT_CA_BUNDLE cannot be used."


@pytest.mark.parametrize(("status", "state"), [(404, "failure"), (200, "failure"), (503, "warning")])
def test_something_else_in_graphs_place(sandbox: Sandbox, status: int, state: str) -> None:
    sandbox.faults({"path": "^/me$", "status": status, "times": 3})
    line = examination().line("graph")
    assert line["state"] == state
    assert str(status) in line["finding"]


@pytest.mark.parametrize(
    ("ahead", "state"),
    [
        *((30, "ok"), (-30, "ok"), (90, "warning"), (-90, "warning"), (200, "warning")),
        *((-200, "failure"), (400, "failure")),
    ],
)
def test_a_clock_that_is_wrong(sandbox: Sandbox, ahead: int, state: str) -> None:
    date = formatdate(time.time() - ahead, usegmt=True)
    sandbox.faults({"path": "^/me$", "status": 401, "headers": {"Date": date}})
    line = examination().line("clock")
    assert line["state"] == state
    if state != "ok":
        told = re.match(r"(\d+) s (ahead of|behind) ", line["finding"])
        assert told
        assert abs(int(told[1]) - abs(ahead)) <= 2
        assert (told[2] == "ahead of") is (ahead > 0)
