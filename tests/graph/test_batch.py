"""Several reads in one round trip: their order, parts that fail, and Outlook's limits."""

from __future__ import annotations

from typing import Any

import pytest

from meetings.graph import Client, GraphError, NotAllowed, NotFound, Read, TryLater
from tests.support.planting import ALEX, Json
from tests.support.sandbox_process import Sandbox
from tests.support.waits import waits

ME, CALENDAR, ZONE, NOWHERE = (
    Read(path) for path in ("/me", "/me/calendar", "/me/mailboxSettings/timeZone", "/me/events/AAMkAD=")
)


@pytest.fixture
def client(sandbox: Sandbox) -> Client:
    token = sandbox.token(ALEX)
    sandbox.forget_requests()
    return Client(lambda fresh, challenge: token, owner="alex")


def batches(sandbox: Sandbox) -> list[list[Json]]:
    """The parts of each batch that was sent."""
    return [call["body"]["requests"] for call in sandbox.requests()]


def kinds(answers: list[Any]) -> list[type]:
    return [type(answer) for answer in answers]


def test_one_round_trip_and_the_order_asked(client: Client, sandbox: Sandbox) -> None:
    me, zone, calendar = client.batch([ME, ZONE, CALENDAR])
    assert (me["mail"], zone["value"], calendar["name"]) == (ALEX, "Pacific Standard Time", "Calendar")  # type: ignore[index]
    assert [call["path"] for call in sandbox.requests()] == ["/$batch"]


def test_order_asked_whatever_the_order_of_the_answers(client: Client, sandbox: Sandbox) -> None:
    parts = [{"id": str(number), "status": 200, "body": {"number": number}} for number in (2, 0, 1)]
    sandbox.faults({"path": "batch", "status": 200, "body": {"responses": parts}})
    assert client.batch([ME, ZONE, CALENDAR]) == [{"number": 0}, {"number": 1}, {"number": 2}]


def test_part_that_fails_is_its_error(client: Client, sandbox: Sandbox) -> None:
    sandbox.faults({"path": "mailboxSettings", "status": 403})
    assert kinds(client.batch([ME, ZONE, NOWHERE])) == [dict, NotAllowed, NotFound]
    assert len(sandbox.requests()) == 1


def test_query_and_odd_characters_of_a_part(client: Client, sandbox: Sandbox) -> None:
    client.batch([Read("/me/events/AAMk%2FA%3D", {"$select": "id,subject", "$expand": "a b&c+d"})])
    (part,) = sandbox.requests()[0]["parts"]
    assert part["path"] == "/me/events/AAMk/A="
    assert part["query"] == {"$select": "id,subject", "$expand": "a b&c+d"}


def test_never_more_than_four_at_once(client: Client, sandbox: Sandbox) -> None:
    answers = client.batch([CALENDAR] * 11)
    assert kinds(answers) == [dict] * 11
    assert [len(parts) for parts in batches(sandbox)] == [4, 4, 3]
    assert [part["status"] for call in sandbox.requests() for part in call["parts"]] == [200] * 11


def test_no_part_waits_for_another(client: Client, sandbox: Sandbox) -> None:
    """Graph refuses batches in which some parts depend on others and some do not."""
    client.batch([CALENDAR] * 11)
    assert not any("dependsOn" in part for parts in batches(sandbox) for part in parts)


@pytest.mark.parametrize("fault", [{"status": 429, "headers": {"Retry-After": "0.128"}}, {"status": 503}])
def test_throttled_part_is_asked_for_once_more(client: Client, sandbox: Sandbox, fault: Json) -> None:
    sandbox.faults({"path": "mailboxSettings", **fault})
    assert kinds(client.batch([ME, ZONE, CALENDAR])) == [dict] * 3
    assert [len(parts) for parts in batches(sandbox)] == [3, 1]


def test_not_more_than_once(client: Client, sandbox: Sandbox) -> None:
    sandbox.faults({"path": "mailboxSettings", "status": 503, "times": 9})
    assert kinds(client.batch([ME, ZONE])) == [dict, TryLater]
    assert len(sandbox.requests()) == 2


def test_told_to_wait_long_it_does_not(client: Client, sandbox: Sandbox) -> None:
    sandbox.faults({"path": "mailboxSettings", "status": 429, "headers": {"Retry-After": "75"}})
    with waits() as slept:
        answer = client.batch([ME, ZONE])[1]
    assert isinstance(answer, TryLater)
    assert (answer.retry_after, slept) == (75, [])


def test_one_that_failed_spoils_no_other(client: Client, sandbox: Sandbox) -> None:
    answers = client.batch([NOWHERE, *[CALENDAR] * 8])
    assert kinds(answers) == [NotFound, *[dict] * 8]
    assert [len(parts) for parts in batches(sandbox)] == [4, 4, 1]


def test_all_that_were_throttled_are_asked_for_once_more(client: Client, sandbox: Sandbox) -> None:
    sandbox.faults({"path": "/me/calendar", "status": 429, "headers": {"Retry-After": "0"}, "times": 8})
    assert kinds(client.batch([CALENDAR] * 45)) == [dict] * 45
    assert sum(len(parts) for parts in batches(sandbox)) == 45 + 8


@pytest.mark.parametrize(
    "fault", [{"status": 503}, {"status": 429}, {"drop": "before"}, {"status": 200, "body": "<p>"}]
)
def test_whole_batch_is_sent_once_more(client: Client, sandbox: Sandbox, fault: Json) -> None:
    sandbox.faults({"path": "batch", **fault})
    assert kinds(client.batch([ME])) == [dict]
    assert len(sandbox.requests()) == 2


def test_whole_batch_that_fails_is_one_error(client: Client, sandbox: Sandbox) -> None:
    sandbox.faults({"path": "batch", "status": 403})
    with pytest.raises(NotAllowed):
        client.batch([ME])


@pytest.mark.parametrize(
    "responses",
    [
        *(None, {}, "text", [None], [{}], [{"id": "x"}], [{"id": "99", "status": 200, "body": {}}]),
        [{"id": "0"}],
        [{"id": "0", "status": "200", "body": {}}],
        [{"id": "0", "status": 500, "headers": []}],
    ],
)
def test_answers_without_sense_are_an_error_of_the_part(
    client: Client, sandbox: Sandbox, responses: Any
) -> None:
    sandbox.faults({"path": "batch", "status": 200, "body": {"responses": responses}, "times": 2})
    (answer,) = client.batch([ME])
    assert isinstance(answer, GraphError)
