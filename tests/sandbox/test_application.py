"""The sandbox's client credentials grant: an application that signs in as itself, as msal has it do."""

from __future__ import annotations

from typing import Any

import msal
import pytest
import requests

from sandbox.people import CLIENT_ID, CLIENT_SECRET, TENANT_ID
from tests.support.planting import Json
from tests.support.sandbox_process import Sandbox

GRAPH_BY_NAME = "https://graph.microsoft.com/.default"
GRAPH_BY_ID = "00000003-0000-0000-c000-000000000000/.default"


def ask(http: requests.Session, sandbox: Sandbox, scope: str = GRAPH_BY_NAME, **registration: str) -> Json:
    """What msal gets for an application with this id and secret."""
    application: Any = msal.ConfidentialClientApplication(
        registration.get("id", CLIENT_ID),
        registration.get("secret", CLIENT_SECRET),
        f"{sandbox.tls_url}/{TENANT_ID}",
        instance_discovery=False,
        http_client=http,
    )
    answer: Json = application.acquire_token_for_client([scope])
    return answer


@pytest.mark.parametrize("scope", [GRAPH_BY_NAME, GRAPH_BY_ID])
def test_a_token_in_nobodys_name(sandbox: Sandbox, http: requests.Session, scope: str) -> None:
    answer = ask(http, sandbox, scope)
    assert (answer["token_type"], "refresh_token" in answer) == ("Bearer", False)
    me = http.get(f"{sandbox.graph_url}/me", headers={"Authorization": f"Bearer {answer['access_token']}"})
    assert me.status_code == 401


def test_a_wrong_secret(sandbox: Sandbox, http: requests.Session) -> None:
    assert ask(http, sandbox, secret="guessed")["error_codes"] == [7000215]


def test_an_unknown_application(sandbox: Sandbox, http: requests.Session) -> None:
    sandbox.patch(known_clients_only=True)
    assert ask(http, sandbox, id="3f2504e0-4f89-41d3-9a0c-0305e82c3301")["error_codes"] == [700016]


def test_an_expired_secret_is_told_from_a_wrong_one(sandbox: Sandbox, http: requests.Session) -> None:
    sandbox.patch(client_secret_expired=True)
    assert ask(http, sandbox)["error_codes"] == [7000222]
    assert ask(http, sandbox, secret="guessed")["error_codes"] == [7000215]


def test_no_permission_can_be_asked_for_by_name(sandbox: Sandbox, http: requests.Session) -> None:
    assert ask(http, sandbox, "https://graph.microsoft.com/User.Read")["error_codes"] == [1002012]
