"""Tokens: encrypted at rest, handed out without the network while they last, renewed once for everybody."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.encryption import unseal
from accounts.errors import SignInError, SignInNeeded, Unreachable
from accounts.models import SignIn
from accounts.tokens import TokenSource, token_source
from tests.support.planting import ADELE, ALEX
from tests.support.sandbox_process import Sandbox
from tests.support.signed_in import request_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def alex(alex: Client, sandbox: Sandbox) -> Client:
    """Alex's browser; the record of calls starts after the sign-in."""
    sandbox.forget_requests()
    return alex


def expire() -> None:
    """Let the hour pass that an access token lasts."""
    SignIn.objects.update(renew_from=timezone.now() - timedelta(seconds=1))


def renewals(sandbox: Sandbox) -> list[str]:
    """The calls to the token endpoint since Alex signed in."""
    return [call["body"]["grant_type"] for call in sandbox.requests() if call["path"].endswith("/token")]


class Together(TokenSource):
    """One of several requests that have all looked at the tokens in the database before any goes on."""

    def __init__(self, request: HttpRequest, barrier: Barrier) -> None:
        super().__init__(request)
        self._barrier: Barrier | None = barrier

    def row(self) -> SignIn:
        row = super().row()
        if self._barrier:
            self._barrier.wait()
            self._barrier = None
        return row


def ask_in_parallel(client: Client, count: int = 20) -> list[str | SignInError]:
    """What `count` requests of one person get at the same moment, each in a thread of its own."""
    requests = [request_of(client) for _ in range(count)]
    barrier = Barrier(count)

    def ask(request: HttpRequest) -> str | SignInError:
        try:
            return Together(request, barrier).token()
        except SignInError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(ask, requests))


def test_token_without_any_call(alex: Client, sandbox: Sandbox) -> None:
    source = token_source(request_of(alex))
    assert source.token() == source.token() == token_source(request_of(alex)).token()
    assert sandbox.requests() == []


def test_renewed_when_it_ends_soon(alex: Client, sandbox: Sandbox) -> None:
    before = token_source(request_of(alex)).token()
    expire()
    after = token_source(request_of(alex)).token()
    assert after != before
    assert renewals(sandbox) == ["refresh_token"]
    assert token_source(request_of(alex)).token() == after


def test_short_lived_token_is_renewed_at_first_use(
    sign_in: Callable[[str], Client], sandbox: Sandbox
) -> None:
    sandbox.patch(access_token_seconds=120)
    client = sign_in(ALEX)
    sandbox.forget_requests()
    for _ in range(3):
        token_source(request_of(client)).token()
    assert renewals(sandbox) == ["refresh_token"]


def test_twenty_requests_make_one_renewal(alex: Client, sandbox: Sandbox) -> None:
    expire()
    sandbox.patch(latency_ms=200)
    tokens = ask_in_parallel(alex)
    assert len(set(tokens)) == 1
    assert isinstance(tokens[0], str)
    assert renewals(sandbox) == ["refresh_token"]


def test_twenty_pages_make_one_renewal(alex: Client, sandbox: Sandbox) -> None:
    expire()
    sandbox.patch(latency_ms=100, concurrency=0)  # Graph itself would take four at a time

    def open_agenda(_: int) -> int:
        browser = Client(SERVER_NAME="localhost")
        browser.cookies = alex.cookies
        try:
            return browser.get("/").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as threads:
        assert list(threads.map(open_agenda, range(20))) == [200] * 20
    assert renewals(sandbox) == ["refresh_token"]


def test_twenty_requests_share_one_refusal(alex: Client, sandbox: Sandbox) -> None:
    expire()
    sandbox.revoke(ALEX)
    sandbox.patch(latency_ms=200)
    answers = ask_in_parallel(alex)
    assert [type(answer) for answer in answers] == [SignInNeeded] * 20
    assert {str(answer) for answer in answers} == {"AADSTS50173"}
    assert renewals(sandbox) == ["refresh_token"]


def test_twenty_requests_share_one_outage(alex: Client, sandbox: Sandbox) -> None:
    expire()
    sandbox.faults({"path": "token", "status": 503, "headers": {"Retry-After": "2.5"}, "delay_ms": 200})
    answers = ask_in_parallel(alex)
    assert [answer.retry_after for answer in answers if isinstance(answer, Unreachable)] == [2.5] * 20
    assert renewals(sandbox) == ["refresh_token"]
    assert isinstance(token_source(request_of(alex)).token(), str)


def test_renewer_that_died_is_replaced(alex: Client, sandbox: Sandbox) -> None:
    expire()
    SignIn.objects.update(renewing_until=timezone.now() + timedelta(seconds=0.3))
    token_source(request_of(alex)).token()
    assert renewals(sandbox) == ["refresh_token"]


def test_fresh_token_is_another_one(alex: Client, sandbox: Sandbox) -> None:
    source = token_source(request_of(alex))
    assert source.token() != source.token(fresh=True)
    assert renewals(sandbox) == ["refresh_token"]


def test_fresh_takes_what_somebody_else_renewed(alex: Client, sandbox: Sandbox) -> None:
    one, other = token_source(request_of(alex)), token_source(request_of(alex))
    one.token()
    other.token()
    assert one.token(fresh=True) == other.token(fresh=True)
    assert renewals(sandbox) == ["refresh_token"]


@pytest.mark.parametrize(
    "fault", [{"drop": True}, {"status": 500, "body": ""}, {"status": 200, "body": "<p>"}]
)
def test_unreachable(alex: Client, sandbox: Sandbox, fault: dict[str, Any]) -> None:
    expire()
    sandbox.faults({"path": "token", **fault})
    with pytest.raises(Unreachable):
        token_source(request_of(alex)).token()


def test_reply_without_sense_is_an_outage(alex: Client, sandbox: Sandbox) -> None:
    expire()
    sandbox.faults({"path": "token", "status": 200, "body": {"token_type": "Bearer"}})
    with pytest.raises(Unreachable):
        token_source(request_of(alex)).token()


def test_no_tokens_in_the_session(alex: Client) -> None:
    SignIn.objects.all().delete()
    with pytest.raises(SignInNeeded):
        token_source(request_of(alex)).token()


def test_tokens_of_somebody_else_are_not_given(alex: Client, sign_in: Callable[[str], Client]) -> None:
    adele = sign_in(ADELE)
    session = adele.session
    session["sign_in"] = alex.session["sign_in"]
    session.save()
    with pytest.raises(SignInNeeded):
        token_source(request_of(adele)).token()


def test_encrypted_at_rest(alex: Client) -> None:
    sealed = bytes(SignIn.objects.get().sealed_tokens)
    token = token_source(request_of(alex)).token()
    assert token.encode() not in sealed
    assert b"refresh" not in sealed.lower()
    assert token not in str(alex.session.items())


def test_old_key_reads_and_new_key_writes(alex: Client, settings: Settings) -> None:
    old, new = settings.TOKEN_ENCRYPTION_KEYS[0], Fernet.generate_key().decode()
    settings.TOKEN_ENCRYPTION_KEYS = (new, old)
    source = token_source(request_of(alex))
    source.token()
    source.token(fresh=True)
    settings.TOKEN_ENCRYPTION_KEYS = (new,)
    assert unseal(SignIn.objects.get().sealed_tokens).access_token == token_source(request_of(alex)).token()


def test_key_rotated_away_asks_for_a_sign_in(alex: Client, settings: Settings) -> None:
    settings.TOKEN_ENCRYPTION_KEYS = (Fernet.generate_key().decode(),)
    with pytest.raises(SignInNeeded):
        token_source(request_of(alex)).token()
    assert alex.get("/accounts/sign-in/").status_code == 200


def test_rows_of_ended_sessions_go(alex: Client, sign_in: Callable[[str], Client]) -> None:
    SignIn.objects.update(ends=timezone.now() - timedelta(seconds=1))
    sign_in(ADELE)
    assert [row.user.name for row in SignIn.objects.all()] == ["Adele Vance"]
