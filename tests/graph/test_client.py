"""The Graph client: errors, tokens, pages and batches, and what it leaves in the log."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest

from accounts import transport
from meetings.graph import (
    Client,
    GraphError,
    NoMailbox,
    NotAllowed,
    NotFound,
    PreconditionFailed,
    Read,
    Refused,
    SignInNeeded,
    TryLater,
)
from meetings.graph.errors import TooSlow, from_answer
from tests.support.planting import ALEX, Json, event
from tests.support.sandbox_process import Sandbox
from tests.support.waits import waits

ME = Read("/me")


class Tokens:
    """Hands out one token after the other; notes each time whether a fresh one was asked for."""

    def __init__(self, *tokens: str) -> None:
        self.left = list(tokens)
        self.asked: list[bool] = []

    def __call__(self, fresh: bool, challenge: str) -> str:
        self.asked.append(fresh)
        return self.left.pop(0) if len(self.left) > 1 else self.left[0]


@pytest.fixture
def tokens(sandbox: Sandbox) -> Tokens:
    tokens = Tokens(sandbox.token(ALEX))
    sandbox.forget_requests()
    return tokens


@pytest.fixture
def client(tokens: Tokens) -> Client:
    return Client(tokens, owner="alex")


@pytest.fixture
def failing(client: Client, sandbox: Sandbox) -> Callable[..., GraphError]:
    """The error that a GET ends in which meets such a fault."""

    def get(**fault: Any) -> GraphError:
        sandbox.faults({"path": "/me$", "times": 3, **fault})
        with pytest.raises(GraphError) as error:
            client.get(ME)
        return error.value

    return get


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "ErrorInvalidRequest", Refused),
        (400, "ErrorInvalidIdMalformed", NotFound),
        (400, "errorinvalididmalformed", NotFound),
        (400, "", Refused),
        (401, "InvalidAuthenticationToken", SignInNeeded),
        (403, "ErrorAccessDenied", NotAllowed),
        (403, "Authorization_RequestDenied", NotAllowed),
        (404, "ErrorItemNotFound", NotFound),
        (404, "MailboxNotEnabledForRESTAPI", NoMailbox),
        (404, "MailboxNotSupportedForRESTAPI", NoMailbox),
        (409, "", Refused),
        (410, "SyncStateNotFound", Refused),
        (412, "ErrorIrresolvableConflict", PreconditionFailed),
        (429, "ApplicationThrottled", TryLater),
        (500, "InternalServerError", TryLater),
        (503, "serviceNotAvailable", TryLater),
        (504, "UnknownError", TryLater),
        (507, "quotaLimitReached", TryLater),
    ],
)
def test_error_by_status_and_code(status: int, code: str, kind: type[GraphError]) -> None:
    error = from_answer(status, {"error": {"code": code, "message": "never read"}}, {})
    assert type(error) is kind
    assert error.code == (code or str(status))


@pytest.mark.parametrize(
    "body",
    [
        *(None, [], "text", {}, {"error": None}, {"error": "invalid_grant"}, {"error": {"code": None}}),
        *({"error": {"code": 7, "innerError": "x"}}, {"error": {"innererror": [1]}}),
    ],
)
def test_error_from_whatever_is_said(body: Any) -> None:
    error = from_answer(403, body, {})
    assert isinstance(error, GraphError)
    assert (type(error), error.code, error.request_id) == (NotAllowed, "403", "")


@pytest.mark.parametrize("name", ["innerError", "innererror"])
def test_request_id_from_the_header_or_the_body(name: str) -> None:
    body = {"error": {"code": "x", name: {"request-id": "in-the-body"}}}
    for headers, told in (({"REQUEST-ID": "in-the-header"}, "in-the-header"), ({}, "in-the-body")):
        error = from_answer(500, body, headers)
        assert isinstance(error, GraphError)
        assert error.request_id == told


@pytest.mark.parametrize(
    ("value", "seconds"), [("2.128", 2.128), ("75", 75.0), ("-1", 0.0), ("soon", None), ("1e999", None)]
)
def test_seconds_to_wait(value: str, seconds: float | None) -> None:
    error = from_answer(429, None, {"Retry-After": value})
    assert isinstance(error, GraphError)
    assert error.retry_after == seconds


def test_error_of_a_call(failing: Callable[..., GraphError]) -> None:
    body = {"error": {"code": "ErrorAccessDenied", "message": "x"}}
    error = failing(status=403, body=body, headers={"request-id": "4711"})
    assert (type(error), error.code, error.request_id) == (NotAllowed, "ErrorAccessDenied", "4711")


@pytest.mark.parametrize("body", ["", "<html>busy</html>", "[]", "null", '"text"'])
@pytest.mark.parametrize("status", [200, 302, 503])
def test_answer_that_is_no_json_object(failing: Callable[..., GraphError], status: int, body: str) -> None:
    assert type(failing(status=status, body=body)) is TryLater


def test_graph_out_of_reach(failing: Callable[..., GraphError]) -> None:
    assert type(failing(drop="before")) is TryLater


def test_told_to_wait_long_it_hands_the_figure_on(failing: Callable[..., GraphError]) -> None:
    with waits() as slept:
        assert failing(status=429, headers={"Retry-After": "75.5"}).retry_after == 75.5
    assert slept == []


@pytest.mark.parametrize(
    ("limit", "fault"),
    [
        ({"TIMEOUT": (1.0, 0.1)}, {"delay_ms": 300}),
        ({"LONGEST_ANSWER": 0.2}, {"endless": True}),
        ({"LARGEST_ANSWER": 99_999}, {"status": 200, "body": {}, "bytes": 100_000}),
    ],
)
def test_what_took_too_long_is_not_asked_again(
    client: Client, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, limit: Json, fault: Json
) -> None:
    for name, value in limit.items():
        monkeypatch.setattr(transport, name, value)
    sandbox.faults({"path": "/me/events", "times": 2, **fault})
    with pytest.raises(TooSlow):
        client.post("/me/events", {"transactionId": "7"}, repeatable=True)
    assert len(sandbox.requests()) == 1


def test_what_is_sent(client: Client, tokens: Tokens, sandbox: Sandbox) -> None:
    assert client.get(Read("/me", {"$select": "id,mail"}), prefer='outlook.timezone="UTC"')["mail"] == ALEX
    (call,) = sandbox.requests()
    assert (call["path"], call["query"]) == ("/me", {"$select": "id,mail"})
    assert call["headers"]["Authorization"] == f"Bearer {tokens.left[0]}"
    assert call["headers"]["Prefer"] == 'outlook.timezone="UTC"'
    assert "Cookie" not in call["headers"]


def test_token_refused_once_is_renewed_once(client: Client, tokens: Tokens, sandbox: Sandbox) -> None:
    sandbox.faults({"path": "/me$", "status": 401})
    assert client.get(ME)["mail"] == ALEX
    assert tokens.asked == [False, True]


def test_token_refused_twice_asks_for_a_sign_in(client: Client, tokens: Tokens, sandbox: Sandbox) -> None:
    sandbox.faults({"path": "/me$", "times": 3, "status": 401})
    with pytest.raises(SignInNeeded):
        client.get(ME)
    assert tokens.asked == [False, True]
    assert len(sandbox.requests()) == 2


def test_expired_token_is_replaced(sandbox: Sandbox) -> None:
    tokens = Tokens("eyJ.expired.token", sandbox.token(ALEX))
    assert Client(tokens, owner="alex").get(ME)["mail"] == ALEX
    assert tokens.asked == [False, True]


def test_every_page_is_followed(client: Client, sandbox: Sandbox) -> None:
    for number in range(25):
        sandbox.plant(ALEX, event(f"Page {number:02}"))
    sandbox.forget_requests()
    first = client.get(
        Read("/me/events", {"$filter": "startsWith(subject,'Page')", "$select": "subject", "$top": "10"})
    )
    assert len({item["subject"] for item in client.rest_of(first)}) == 25
    assert [call["query"].get("$skip") for call in sandbox.requests()] == [None, "10", "20"]


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/v1.0/me/events?$skip=10",
        "{}.evil.example/me/events",
        "{}@evil.example/me/events",
        "{}evil/me/events",
        "http://localhost/v1.0/me/events",
        "//evil.example/",
        "/me/events?$skip=10",
        "javascript:alert(1)",
        "https://[evil",
        7,
        ["https://evil.example/"],
    ],
)
def test_link_to_another_host_is_refused_and_logged(
    client: Client, sandbox: Sandbox, caplog: pytest.LogCaptureFixture, link: Any
) -> None:
    link = link.format(sandbox.graph_url) if isinstance(link, str) else link
    items = client.rest_of({"value": [{"id": "a"}], "@odata.nextLink": link})
    assert next(items) == {"id": "a"}
    with pytest.raises(GraphError, match="nextLink"):
        next(items)
    assert sandbox.requests() == []
    assert "a nextLink that is not followed" in caplog.text


def test_pages_that_go_in_a_circle_end(client: Client, sandbox: Sandbox) -> None:
    here = f"{sandbox.graph_url}/me/events?$skip=10"
    page = {"value": [{"id": "a"}], "@odata.nextLink": here}
    sandbox.faults({"path": "/me/events", "status": 200, "body": page, "times": 9})
    with pytest.raises(GraphError, match="nextLink"):
        list(client.rest_of(page))
    assert len(sandbox.requests()) == 1


@pytest.mark.parametrize("page", [{}, {"value": None}, {"value": {}}, {"value": 7}, {"value": "text"}])
def test_answer_that_is_no_list_is_not_taken_for_an_empty_one(client: Client, page: Json) -> None:
    with pytest.raises(GraphError):
        list(client.rest_of(page))


def test_members_that_are_no_objects_are_left_out(client: Client) -> None:
    assert list(client.rest_of({"value": [None, {"id": "a"}, 7, []]})) == [{"id": "a"}]


def test_log_has_the_request_id_and_nothing_of_the_person(
    client: Client, tokens: Tokens, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    body = {"error": {"code": "ErrorInvalidRecipients", "message": f"{ALEX} is wrong"}}
    headers = {"request-id": "4711"}
    sandbox.faults({"path": "/me/events", "status": 400, "body": body, "headers": headers})
    with pytest.raises(Refused):
        client.post(
            "/me/events", {"subject": "Our secret plan", "attendees": [{"emailAddress": {"address": ALEX}}]}
        )
    sandbox.faults({"path": "/me/events", "status": 403, "body": body, "headers": headers})
    client.batch([Read("/me/events", {"$filter": "subject eq 'Our secret plan'"})])
    assert caplog.text.count("ErrorInvalidRecipients (request-id 4711)") == 2
    for secret in (tokens.left[0], "Our secret plan", ALEX, "secret"):
        assert secret not in caplog.text
