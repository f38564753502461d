"""Deviations from Microsoft's description are found in both directions; tests' own mischief is told apart."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from sandbox import transcript
from tests.support import conformance, conformance_hook, environment, openapi
from tests.support.conformance import Report
from tests.support.samples import WHOLE

Json = dict[str, Any]

pytestmark = pytest.mark.skipif(
    not openapi.FILE.exists(), reason="Microsoft's description is not here: ../shared/graph/openapi.json"
)

WINDOW = {"startDateTime": "2031-03-08T00:00:00Z", "endDateTime": "2031-03-09T00:00:00Z"}
TIMES = {name: {"dateTime": "2031-03-08T09:00:00", "timeZone": "UTC"} for name in ("start", "end")}


def call(method: str = "GET", path: str = "/me/events/AAMk%3D", answer: Any = None, **members: Any) -> Json:
    """A call of the product as the sandbox writes it down."""
    return {
        "method": method,
        "path": path,
        "query": {},
        "headers": {"User-Agent": "Meetboard/1"},
        "body": None,
        "status": 200,
        "fault": False,
        "answer": json.dumps(WHOLE if answer is None else answer),
        **members,
    }


def judged(*lines: Json) -> Report:
    return conformance.judge(map(json.dumps, lines))


def creating(**members: Any) -> Json:
    return call("POST", "/me/events", body={"subject": "Planning", **TIMES, **members}, status=201)


def listing(*events: Json, **members: Any) -> Json:
    return call(**{"path": "/me/calendarView", "query": WINDOW, "answer": {"value": events}, **members})


@pytest.mark.parametrize(
    "line",
    [
        call(),
        call(path="/ME/Events/AAMk%3D"),
        call(query={"$select": "id,subject,onlineMeeting", "$expand": "calendar"}),
        call(answer={**WHOLE, "occurrenceId": "OID.1", "@odata.etag": 'W/"1"'}),
        call(answer={**WHOLE, "recurrence": None, "location": None, "onlineMeeting": None}),
        call(answer={**WHOLE, "createdDateTime": "0001-01-01T00:00:00Z"}),
        call(status=404, answer={"error": {"code": "ErrorItemNotFound", "message": "Not found."}}),
        call(status=None),
        listing(WHOLE, {**WHOLE, "bodyPreview": None}),
        creating(body={"contentType": "html", "content": ""}, transactionId="1"),
        call("DELETE", status=204, answer="") | {"answer": ""},
        call("POST", "/me/events/1/accept", body={"Comment": "", "sendResponse": True}, status=202)
        | {"answer": ""},
    ],
)
def test_what_microsoft_describes_is_no_deviation(line: Json) -> None:
    report = judged(line)
    assert report.deviations == {}
    assert (report.requests, report.answers, report.outside) == (1, int(line["status"] is not None), {})


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (creating(isOnlineMeting=True), "isOnlineMeting"),
        (creating(isOnlineMeeting="yes"), "/isOnlineMeeting"),
        (creating(onlineMeetingProvider="teams"), "/onlineMeetingProvider"),
        (creating(attendees=[{"emailAddress": {"mail": "a@b"}}]), "mail"),
        (creating(body={"contentType": "HTML"}), "/body/contentType"),
        (call("POST", "/me/events", status=201), "has no body"),
        (call("POST", "/me/events/1/accept", body={"Answer": ""}, status=202, answer={}), "answer"),
        (call(body={"subject": ""}), "has a body"),
        (call(query={"$select": "id,joinUrl"}), "joinUrl"),
        (call(query={"$selekt": "id"}), "?$selekt"),
        (call(path="/me/calendarView", query={"startDateTime": "2031-03-08"}), "?enddatetime is missing"),
        (listing(query={**WINDOW, "$top": "all"}), "?$top"),
    ],
)
def test_a_deviation_in_a_request_is_found(line: Json, place: str) -> None:
    found = [sentence for sentence in judged(line).deviations if sentence.startswith("request")]
    assert len(found) == 1
    assert place in found[0]
    another = {**line, "headers": {"User-Agent": "python-requests/2"}}
    assert not any(sentence.startswith("request") for sentence in judged(another).deviations)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (call(answer={**WHOLE, "type": "meeting"}), "/type"),
        (call(answer={**WHOLE, "start": "2031-03-08"}), "/start"),
        (call(answer={**WHOLE, "attendees": None}), "/attendees"),
        (call(answer={**WHOLE, "attendees": [None]}), "/attendees/*"),
        (call(answer={**WHOLE, "createdDateTime": "yesterday"}), "/createdDateTime"),
        (call(answer={**WHOLE, "onlineMeeting": {"joinUrl": 7}}), "/onlineMeeting/joinUrl"),
        (listing(WHOLE, {**WHOLE, "isAllDay": "no"}), "/value/*/isAllDay"),
        (call(answer="") | {"answer": ""}, "has no body"),
        (call("DELETE", status=204), "has a body"),
        (call(status=404, answer={"code": "ErrorItemNotFound"}), "error"),
    ],
)
def test_a_deviation_in_an_answer_is_found_whoever_asked(line: Json, place: str) -> None:
    for agent in ("Meetboard/1", "python-requests/2"):
        (sentence,) = judged({**line, "headers": {"User-Agent": agent}}).deviations
        assert sentence.startswith(f"answer {line['status']} to {line['method']} ")
        assert place in sentence


def batch(*parts: Json, **members: Any) -> Json:
    """A batch of calls, each with an id."""
    numbered = [{**part, "id": str(number), "headers": {}} for number, part in enumerate(parts)]
    requests = [{"id": part["id"], "method": part["method"], "url": part["path"]} for part in numbered]
    responses = [
        {"id": part["id"], "status": part["status"], "body": json.loads(part["answer"])} for part in numbered
    ]
    answer = {"responses": responses[::-1]}
    line = call("POST", "/$batch", answer, body={"requests": requests}, parts=numbered)
    return {**line, **members}


def test_the_parts_of_a_batch_are_judged_one_by_one() -> None:
    report = judged(batch(call(), call(query={"$top": "1"}), call(answer={**WHOLE, "type": "meeting"})))
    assert (report.requests, report.answers, report.outside) == (3, 3, {"POST /$batch": 1})
    assert sorted(sentence.partition(":")[0] for sentence in report.deviations) == [
        "answer 200 to GET /me/events/{event-id}",
        "request GET /me/events/{event-id}",
    ]
    assert "1 POST /$batch" in report.summary


def test_the_answer_of_a_fault_is_nobodys_doing() -> None:
    nonsense = call(fault=True, status=503, answer={"value": 7})
    report = judged(nonsense, batch(nonsense, call()), batch(call()) | {"fault": True, "answer": "<html>"})
    assert report.deviations == {}
    assert (report.requests, report.answers) == (3, 1)


def test_a_request_for_the_link_that_a_fault_gave_is_its_doing() -> None:
    link = "https://localhost:1/v1.0/me/calendarView?page=2"
    asked = call(path="/me/calendarView", query={"page": "2"}, answer={"value": []})
    assert judged(asked).deviations
    lure = call(fault=True, answer={"value": [], "@odata.nextLink": link})
    for fault in (lure, batch(lure), batch(lure) | {"fault": True}):
        assert not judged(fault, asked).deviations
        assert judged(fault, {"reset": True}, asked).deviations


def test_only_members_planted_odd_may_stay_odd() -> None:
    planted: Json = {"planted": {"type": "meeting", "subject": "Odd"}, "stored": {"id": WHOLE["id"]}}
    odd = {**WHOLE, "type": "meeting"}
    for answer in (call(answer=odd), listing(odd), batch(call(answer=odd))):
        assert not judged(planted, answer).deviations
        assert judged(planted, {"reset": True}, answer).deviations
    occurrence = {**odd, "id": "other", "seriesMasterId": WHOLE["id"]}
    assert not judged(planted, call(answer=occurrence)).deviations
    assert judged(planted, call(answer={**WHOLE, "subject": 7})).deviations
    assert judged(planted, call(answer={**odd, "id": "other"})).deviations


def test_calls_outside_the_description_are_named() -> None:
    report = judged({"method": "POST", "path": "/oauth2/v2.0/token", "status": 200, "fault": False})
    assert "outside it: 1 POST /oauth2/v2.0/token" in report.summary
    assert not report.deviations


def test_a_transcript_that_was_cut_off_is_no_proof() -> None:
    assert judged(call(), {"full": True}).deviations


@pytest.mark.parametrize(
    ("worker", "line", "status"),
    [
        ("", call(), pytest.ExitCode.OK),
        ("", creating(attendees={}), pytest.ExitCode.TESTS_FAILED),
        ("gw1", creating(attendees={}), pytest.ExitCode.OK),  # not its to judge
    ],
)
@pytest.mark.parametrize("place", [".", "gw1"])
def test_a_deviation_in_any_process_fails_the_run(
    worker: str,
    line: Json,
    status: pytest.ExitCode,
    place: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = tmp_path / place / "transcript.jsonl"
    said.parent.mkdir(exist_ok=True)
    said.write_text(json.dumps(line))
    monkeypatch.setattr(environment, "FOLDER", tmp_path)
    monkeypatch.setattr(environment, "WORKER", worker)
    monkeypatch.setattr(transcript, "end", lambda: None)  # this run goes on
    session = SimpleNamespace(config=SimpleNamespace(stash=pytest.Stash()), exitstatus=pytest.ExitCode.OK)
    conformance_hook.pytest_sessionfinish(cast(pytest.Session, session))
    assert session.exitstatus == status
