"""The sandbox's Graph over real sockets: headers, batches, throttling, faults and the record of calls."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from tests.support.graph_calls import DAY, TEAMS, Json, event
from tests.support.planting import ALEX
from tests.support.sandbox_process import Sandbox

CALENDARS = "/me/calendars"


class Graph:
    """Calls with Alex's token."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.url = sandbox.graph_url
        self.http = requests.Session()
        self.http.trust_env = False
        self.http.verify = str(sandbox.ca_file)
        self.http.headers["Authorization"] = f"Bearer {sandbox.token(ALEX)}"

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> requests.Response:
        return self.http.request(method, f"{self.url}{path}", json=body, headers=headers, timeout=20)

    def batch(self, *parts: Json) -> dict[str, Json]:
        """The answers of a batch by id; parts without one are numbered from 1."""
        numbered = [{"id": str(number), **part} for number, part in enumerate(parts, 1)]
        answer = self.call("POST", "/$batch", {"requests": numbered})
        assert answer.status_code == 200, answer.text
        return {row["id"]: row for row in answer.json()["responses"]}


@pytest.fixture
def graph(sandbox: Sandbox) -> Iterator[Graph]:
    calls = Graph(sandbox)
    sandbox.forget_requests()
    with calls.http:
        yield calls


def part(url: str, method: str = "GET", **members: Any) -> Json:
    return {"method": method, "url": url, **members}


def test_each_answer_names_its_request(graph: Graph) -> None:
    given = graph.call("GET", "/me", **{"client-request-id": "mine"})
    assert given.headers["request-id"] != given.headers["client-request-id"] == "mine"
    assert given.headers["Date"]
    refused = graph.call("GET", "/me/events/AAA")
    inner = refused.json()["error"]["innerError"]
    assert inner["request-id"] == inner["client-request-id"] == refused.headers["request-id"]


def test_without_a_token_there_is_only_a_challenge(graph: Graph) -> None:
    given = graph.call("GET", "/me", Authorization="")
    assert (given.status_code, given.json()["error"]["code"]) == (401, "InvalidAuthenticationToken")
    assert given.headers["WWW-Authenticate"].startswith("Bearer ")


def test_a_body_that_is_no_json_is_400(graph: Graph) -> None:
    headers = {"Content-Type": "application/json"}
    given = graph.http.post(f"{graph.url}/me/events", data="{", headers=headers, timeout=20)
    assert (given.status_code, given.json()["error"]["code"]) == (400, "RequestBodyRead")


def test_an_answer_without_a_body_is_empty(graph: Graph) -> None:
    made = graph.call("POST", "/me/events", event()).json()
    gone = graph.call("DELETE", f"/me/events/{made['id']}")
    assert (gone.status_code, gone.content) == (204, b"")


def test_next_links_are_tls_links_of_the_host_asked(graph: Graph) -> None:
    page = graph.call("GET", "/me/events?$top=1&$select=subject").json()
    assert page["@odata.nextLink"].startswith(f"{graph.url}/me/events?")
    assert graph.http.get(page["@odata.nextLink"], timeout=20).status_code == 200


def test_a_batch_answers_each_part_by_its_id(graph: Graph) -> None:
    window = f"startDateTime={DAY}T00:00:00Z&endDateTime={DAY}T12:00:00Z"
    answers = graph.batch(
        part("/me"),
        part(f"me/calendarView?{window}", headers={"Prefer": 'outlook.timezone="Nowhere"'}),
        part("/me/events", "POST", body=event(**TEAMS), headers={"Content-Type": "application/json"}),
        part("/me/events/AAA"),
    )
    assert {name: row["status"] for name, row in answers.items()} == {"1": 200, "2": 400, "3": 201, "4": 400}
    assert answers["3"]["body"]["onlineMeeting"]["joinUrl"]
    assert answers["2"]["body"]["error"]["innerError"]["request-id"]


def test_parts_wait_for_what_they_depend_on(graph: Graph) -> None:
    answers = graph.batch(
        part("/me/calendars", dependsOn=["2"]),
        part("/me/events/AAA"),
        part("/me", dependsOn=["4"]),
        part("/me/calendar"),
    )
    assert {name: row["status"] for name, row in answers.items()} == {"1": 424, "2": 400, "3": 200, "4": 200}


@pytest.mark.parametrize(
    "requests_",
    [
        [],
        [{"id": str(number), **part("/me")} for number in range(21)],
        [{"id": "a", **part("/me")}, {"id": "A", **part("/me")}],
        [{"id": "1", **part("/me", dependsOn=["2"])}],
        [{"id": "1", **part("/me/events", "POST", body={})}],
        [{"id": "1", **part("/$batch", "POST")}],
        [{"method": "GET", "url": "/me"}],
    ],
)
def test_a_malformed_batch_is_400_as_a_whole(graph: Graph, requests_: list[Json]) -> None:
    assert graph.call("POST", "/$batch", {"requests": requests_}).status_code == 400


def test_a_fifth_parallel_part_is_throttled_and_a_chained_one_is_not(graph: Graph) -> None:
    answers = graph.batch(
        *[part(CALENDARS)] * 4, part(CALENDARS), part("/me"), part(CALENDARS, dependsOn=["1"])
    )
    assert {name for name, row in answers.items() if row["status"] == 429} == {"5"}
    assert answers["5"]["headers"]["Retry-After"] == "1"
    assert answers["5"]["body"]["error"]["code"] == "ApplicationThrottled"


def test_a_fifth_call_at_once_is_throttled(graph: Graph, sandbox: Sandbox) -> None:
    sandbox.patch(latency_ms=300)
    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(lambda _: graph.call("GET", CALENDARS).status_code, range(6)))
    assert sorted(statuses) == [200] * 4 + [429] * 2
    assert graph.call("GET", CALENDARS).status_code == 200
    sandbox.patch(concurrency=0)
    with ThreadPoolExecutor(6) as pool:
        again = pool.map(lambda _: graph.call("GET", CALENDARS).status_code, range(6))
        assert set(again) == {200}


def test_a_fault_strikes_one_part_of_a_batch(graph: Graph, sandbox: Sandbox) -> None:
    sandbox.faults({"path": "calendars", "status": 503, "headers": {"Retry-After": "2.128"}})
    answers = graph.batch(part("/me"), part(CALENDARS))
    assert (answers["1"]["status"], answers["2"]["status"]) == (200, 503)
    assert answers["2"]["headers"]["Retry-After"] == "2.128"
    assert graph.batch(part(CALENDARS))["1"]["status"] == 200


@pytest.mark.parametrize("side", ["url", "tls_url"])
def test_a_dropped_call_ends_in_a_closed_connection(graph: Graph, sandbox: Sandbox, side: str) -> None:
    graph.url = f"{getattr(sandbox, side)}/v1.0"
    sandbox.faults({"path": "^/me$", "drop": "before"}, {"path": "/me/calendars$", "drop": "after"})
    with pytest.raises(requests.ConnectionError):
        graph.call("GET", "/me")
    with pytest.raises(requests.ConnectionError):
        graph.batch(part("/me"), part(CALENDARS))
    assert graph.call("GET", "/me").ok
    assert [call["status"] for call in sandbox.requests()] == [None, None, 200]


def test_a_lost_answer_has_made_its_event_once(graph: Graph, sandbox: Sandbox) -> None:
    sandbox.faults({"method": "POST", "path": "/me/events", "drop": "after"})
    body = event(transactionId="a lost answer")
    with pytest.raises(requests.ConnectionError):
        graph.call("POST", "/me/events", body)
    again = graph.call("POST", "/me/events", body)
    assert again.status_code == 201
    stored = [row["id"] for row in sandbox.events(ALEX) if row.get("transactionId") == "a lost answer"]
    assert stored == [again.json()["id"]]


def test_a_recorded_batch_lists_its_parts(graph: Graph, sandbox: Sandbox) -> None:
    graph.batch(part("/me?$select=id", headers={"X": "y"}), part("/me/events/AAA"))
    (call,) = sandbox.requests()
    assert (call["method"], call["path"], call["status"]) == ("POST", "/$batch", 200)
    assert [(row["path"], row["query"], row["status"]) for row in call["parts"]] == [
        ("/me", {"$select": "id"}, 200),
        ("/me/events/AAA", {}, 400),
    ]
