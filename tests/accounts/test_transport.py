"""The shared HTTP session: what it retries, what it refuses to keep, whom it trusts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from pytest_django import Settings
from requests.adapters import HTTPAdapter

from accounts import transport
from accounts.transport import retry_after, session
from meetings import __version__
from tests.support.sandbox_process import Sandbox
from tests.support.waits import waits


@pytest.fixture
def me(sandbox: Sandbox) -> str:
    """An address of Graph; without a token it answers 401 once nothing is in the way."""
    return f"{sandbox.graph_url}/me"


@pytest.fixture
def new_session() -> Iterator[None]:
    """The session is made anew in the test, and again after it."""
    transport.session.cache_clear()
    yield
    transport.session.cache_clear()


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 429, "headers": {"Retry-After": "0.128"}},
        {"status": 503},
        {"status": 504},
        {"drop": "before"},
        {"drop": "middle"},
        {"drop": "after"},
    ],
)
@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_repeats_what_may_be_repeated(sandbox: Sandbox, me: str, method: str, fault: dict[str, Any]) -> None:
    sandbox.faults({"path": "me", **fault})
    assert session().request(method, me).status_code == 401
    assert len(sandbox.requests()) == 2


def test_gives_up_after_two_repetitions(sandbox: Sandbox, me: str) -> None:
    sandbox.faults({"path": "me", "status": 503, "times": 9})
    assert session().get(me).status_code == 503
    assert len(sandbox.requests()) == 3


@pytest.mark.parametrize("wait", ["60", "3600.5", "Wed, 01 Jan 2098 00:00:00 GMT"])
def test_told_to_wait_long_it_does_not_wait_at_all(sandbox: Sandbox, me: str, wait: str) -> None:
    sandbox.faults({"path": "me", "status": 429, "headers": {"Retry-After": wait}})
    with waits() as slept:
        assert session().get(me).headers["Retry-After"] == wait
    assert slept == []
    assert len(sandbox.requests()) == 1


def test_post_is_never_repeated(sandbox: Sandbox, me: str) -> None:
    drops = ("before", "middle", "after")
    sandbox.faults({"path": "me", "status": 503}, *({"path": "me", "drop": drop} for drop in drops))
    assert session().post(me).status_code == 503
    for _ in drops:
        with pytest.raises(requests.ConnectionError):
            session().post(me)
    assert len(sandbox.requests()) == 1 + len(drops)


def test_gives_up_after_the_second_answer_in_part(sandbox: Sandbox, me: str) -> None:
    sandbox.faults({"path": "me", "drop": "middle", "times": 9})
    with pytest.raises(transport.BrokenOff):
        session().get(me)
    assert len(sandbox.requests()) == 2


@pytest.mark.parametrize(("method", "repetitions"), [("GET", 2), ("POST", 0)])
def test_connection_refused(
    new_session: None, settings: Settings, caplog: pytest.LogCaptureFixture, method: str, repetitions: int
) -> None:
    settings.MICROSOFT_CA_BUNDLE = ""  # the sandbox's has no certificate in it before the sandbox starts
    with pytest.raises(requests.ConnectionError):
        session().request(method, "https://localhost:1/")
    assert caplog.text.count("Retrying") == repetitions


def test_every_call_has_a_time_out(sandbox: Sandbox, me: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "TIMEOUT", (1.0, 0.1))
    sandbox.faults({"path": "me", "delay_ms": 500})
    with pytest.raises(requests.ReadTimeout):
        session().get(me)
    assert len(sandbox.requests()) == 1


def test_an_answer_has_a_largest_size(sandbox: Sandbox, me: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "LARGEST_ANSWER", 100_000)
    sandbox.faults({"path": "me", "status": 200, "body": "x" * 100_000})
    assert len(session().get(me).content) == 100_000
    sandbox.faults({"path": "me", "status": 200, "body": "x" * 200_000})
    with pytest.raises(transport.EndlessAnswer):
        session().get(me)


def test_an_answer_has_an_end(sandbox: Sandbox, me: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "LONGEST_ANSWER", 0.2)
    sandbox.faults({"path": "me", "endless": True})
    with pytest.raises(transport.EndlessAnswer):
        session().get(me)
    assert len(sandbox.requests()) == 1


def test_a_pause_in_an_answer_has_an_end(sandbox: Sandbox, me: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "TIMEOUT", (1.0, 0.02))  # the sandbox takes longer between two bytes
    sandbox.faults({"path": "me", "endless": True})
    with pytest.raises(requests.ReadTimeout):
        session().get(me)
    assert len(sandbox.requests()) == 1


@pytest.mark.usefixtures("new_session")
def test_connections_are_used_again(me: str) -> None:
    for _ in range(3):
        session().get(me)
    pools = session().get_adapter(me).poolmanager.pools  # type: ignore[attr-defined]
    assert [(pools[key].num_requests, pools[key].num_connections) for key in pools.keys()] == [(3, 1)]  # noqa: SIM118


def test_keeps_no_cookie(sandbox: Sandbox, me: str) -> None:
    sandbox.faults({"path": "me", "status": 200, "headers": {"Set-Cookie": "who=alex; Path=/"}})
    session().get(me)
    session().get(me)
    assert [call["headers"].get("Cookie") for call in sandbox.requests()] == [None, None]


def test_follows_no_redirect(sandbox: Sandbox, me: str) -> None:
    sandbox.faults({"path": "me", "status": 302, "headers": {"Location": f"{sandbox.graph_url}/me/calendar"}})
    assert session().get(me).status_code == 302
    assert len(sandbox.requests()) == 1


def test_says_who_it_is(sandbox: Sandbox, me: str) -> None:
    session().get(me)
    assert sandbox.requests()[0]["headers"]["User-Agent"] == f"Meetboard/{__version__}"


@pytest.mark.usefixtures("new_session")
def test_environment_has_no_say(me: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere.pem")
    monkeypatch.setenv("HTTPS_PROXY", "http://localhost:1")
    assert session().get(me).status_code == 401


@pytest.mark.usefixtures("new_session")
def test_bundle_is_trusted_beside_the_public_roots(me: str, settings: Settings) -> None:
    adapter = session().get_adapter(me)
    assert isinstance(adapter, HTTPAdapter)
    trusted = adapter.poolmanager.connection_pool_kw["ssl_context"].cert_store_stats()["x509_ca"]
    settings.MICROSOFT_CA_BUNDLE = ""
    transport.session.cache_clear()
    with pytest.raises(requests.exceptions.SSLError):
        session().get(me)
    assert trusted > 50


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("3", 3.0), ("2.128", 2.128), (" 1 ", 1.0), ("-5", 0.0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0)]
    + [(value, 3600.0) for value in ("3600.5", "9" * 300, "Wed, 01 Jan 2098 00:00:00 GMT")]
    + [(value, None) for value in ("", None, "soon", "nan", "inf", "Wed, 01 Jan 99999 00:00:00 GMT")],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value) == seconds
