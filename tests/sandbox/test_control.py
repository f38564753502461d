"""The sandbox's memory and switches, and the control address that reaches them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
import requests
from django.http import HttpRequest, HttpResponse

from sandbox.people import PEOPLE
from sandbox.signin import browser, clients, consents, grants
from sandbox.signin.errors import SignInError
from sandbox.start_over import start_over
from sandbox.state import state
from tests.support.planting import ALEX, event
from tests.support.sandbox_process import PROJECT, Sandbox

GRANT = grants.Grant(PEOPLE[ALEX.lower()], "an application", ("User.Read",))
CODE = "import sys, sandbox.state; print(*sorted(name for name in sys.modules if name.startswith('sandbox')))"


def test_the_state_loads_none_of_the_modules_that_use_it() -> None:
    loaded = subprocess.run([sys.executable, "-c", CODE], cwd=PROJECT, capture_output=True, check=True)
    assert loaded.stdout.split() == [b"sandbox", b"sandbox.state", b"sandbox.switches"]


def test_a_reset_starts_over(sandbox: Sandbox) -> None:
    settings = sandbox.patch()
    subjects = {row["subject"] for row in sandbox.events(ALEX)}
    sandbox.patch(latency_ms=1, redirect_uris=[])
    sandbox.faults({"status": 500})
    sandbox.plant(ALEX, event("Not seeded"))
    sandbox.reset()
    assert sandbox.patch() == settings
    assert {row["subject"] for row in sandbox.events(ALEX)} == subjects
    sandbox.token(ALEX)  # the fault would have struck
    assert [call["status"] for call in sandbox.requests()] == [200]


def test_a_reset_forgets_every_sign_in(fresh_tenant: None) -> None:
    request, response, client = HttpRequest(), HttpResponse(), GRANT.client_id
    browser.remember(response, GRANT.person)
    request.COOKIES[browser.COOKIE] = response.cookies[browser.COOKIE].value
    code, renewal = grants.issue_code(grants.Code(GRANT, "", "", "")), grants.issue_refresh_token(GRANT)
    clients.check_secret(client, "first")
    start_over()
    assert browser.person(request) is None
    clients.check_secret(client, "second")
    with pytest.raises(SignInError, match="AADSTS70000"):
        grants.redeem_code(code, client, "", "")
    with pytest.raises(SignInError, match="AADSTS70000"):
        grants.redeem_refresh_token(renewal, client)


@pytest.mark.parametrize(
    "agree", [consents.agree, lambda grant: consents.approve(grant.client_id, grant.scopes)]
)
def test_a_reset_forgets_who_agreed(fresh_tenant: None, agree: Callable[[grants.Grant], None]) -> None:
    agreed = []
    for act in (agree, lambda _: start_over()):
        act(GRANT)
        state.settings = state.settings.changed({"consent": "ask"})
        agreed.append(consents.is_agreed(GRANT))
    assert agreed == [True, False]


def test_a_reset_lets_revoked_grants_count_again(fresh_tenant: None) -> None:
    grants.revoke(GRANT.person)
    start_over()
    assert grants.redeem_refresh_token(grants.issue_refresh_token(GRANT), GRANT.client_id) == GRANT


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"latency": 5}, "no setting 'latency'"),
        ({"latency_ms": "5"}, "of type int"),
        ({"known_clients_only": 1}, "of type bool"),
        ({"redirect_uris": "http://localhost/"}, "a list of strings"),
        ({"consent": "perhaps"}, "one of 'none', 'ask', 'admin'"),
    ],
)
def test_a_switch_that_cannot_be_is_400(sandbox: Sandbox, change: dict[str, Any], complaint: str) -> None:
    answer = requests.patch(f"{sandbox.url}/_sandbox/settings", json=change, timeout=10)
    assert answer.status_code == 400
    assert complaint in answer.json()["error"]


def asked(http: requests.Session, sandbox: Sandbox) -> requests.Response:
    """The answer to a GET of Alex, read as it comes."""
    headers = {"Authorization": f"Bearer {sandbox.token(ALEX)}", "Accept-Encoding": "identity"}
    return http.get(f"{sandbox.graph_url}/me", headers=headers, stream=True, timeout=10)


def test_a_connection_cut_in_the_middle_of_the_answer(http: requests.Session, sandbox: Sandbox) -> None:
    sandbox.faults({"path": "me$", "drop": "middle"})
    answer = asked(http, sandbox)
    promised = int(answer.headers["Content-Length"])
    assert len(answer.raw.read(promised // 2)) == promised // 2
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        next(answer.iter_content(promised))
    assert asked(http, sandbox).json()["mail"] == ALEX


def test_an_answer_that_never_ends(http: requests.Session, sandbox: Sandbox) -> None:
    sandbox.faults({"path": "me$", "status": 200, "body": {}, "endless": True})
    with asked(http, sandbox) as answer:
        pieces = answer.iter_content(1)
        assert b"".join(next(pieces) for _ in range(5)) == b"{}   "


def test_a_large_answer(http: requests.Session, sandbox: Sandbox) -> None:
    sandbox.faults({"path": "me$", "status": 200, "body": {"mail": "x"}, "bytes": 5_000_000})
    answer = asked(http, sandbox)
    assert (len(answer.content), answer.json()) == (5_000_000, {"mail": "x"})


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        ({"drop": "sometimes"}, "drop is true, before, middle or after."),
        ({"endless": "yes"}, "endless true or false."),
        ({"status": 200, "bytes": "5"}, "whole numbers"),
        ({"drop": True, "bytes": 5}, "bytes needs a status."),
        ({"endless": False}, "with a status, a delay_ms, a drop or endless."),
        ({"status": 99}, "from 200 to 599"),
        ({"status": 500, "path": "("}, "not a regular expression"),
        ({"stauts": 500}, "A fault is an object"),
    ],
)
def test_a_fault_that_cannot_be_is_400(sandbox: Sandbox, fault: dict[str, Any], complaint: str) -> None:
    answer = requests.post(f"{sandbox.url}/_sandbox/faults", json=fault, timeout=10)
    assert answer.status_code == 400
    assert complaint in answer.json()["error"]
