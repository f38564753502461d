"""Graph over HTTP: the bearer check, JSON in and out, batches, and the headers that each answer has."""

import json
import uuid
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse

from sandbox import record, tokens
from sandbox.graph import batch
from sandbox.graph.api import answer, uses_mailbox
from sandbox.graph.call import Answer
from sandbox.graph.concurrency import in_flight
from sandbox.graph.errors import GraphError, bad_query, throttled, unreadable

_DIAGNOSTIC = {
    "ServerInfo": {
        "DataCenter": "Sandbox",
        "Slice": "E",
        "Ring": "1",
        "ScaleUnit": "001",
        "RoleInstance": "A",
    }
}


def graph(request: HttpRequest, path: str) -> HttpResponse:
    """Answer one call below /v1.0. `path` is decoded; the target as it was sent is in `RAW_URI`."""
    raw_path = request.META["RAW_URI"].partition("?")[0][len("/v1.0") :]
    request_id = str(uuid.uuid4())
    try:
        claims = tokens.verify(request.headers.get("Authorization", ""))
        given = _answer(request, raw_path, claims)
    except tokens.Refused as refusal:
        headers = {"WWW-Authenticate": refusal.www_authenticate}
        given = Answer(401, GraphError(401, refusal.code, refusal.message).body(), headers)
    except GraphError as error:
        given = Answer(error.status, error.body(), error.headers)
    client_id = request.headers.get("client-request-id", request_id)
    return _written(given, request_id, client_id)


def _answer(request: HttpRequest, raw_path: str, claims: tokens.Claims) -> Answer:
    if raw_path.lower() == "/$batch":
        return _batch(request, claims)
    method = request.method or ""
    body = _json(request) if method in ("POST", "PATCH") else None

    def carried() -> Answer:
        return answer(
            claims.person, claims.scopes, method, raw_path, request.GET.dict(), request.headers, body
        )

    if not uses_mailbox(raw_path):
        return carried()
    with in_flight(claims.person.key) as granted:
        if not granted:
            raise throttled()
        return carried()


def _batch(request: HttpRequest, claims: tokens.Claims) -> Answer:
    if request.method != "POST":
        raise GraphError(405, "Request_BadRequest", "A batch is sent by POST.")
    parts = batch.read_parts(_json(request))
    host = {"Host": request.headers.get("Host", "")}
    struck: set[str] = set()

    def carry(part: batch.Part) -> Answer:
        if fault := record.strike(part.method, unquote(part.path)):
            struck.add(part.id)
            return Answer(fault.status or 503, fault.body, fault.headers)
        headers = {**part.headers, **host}
        return answer(claims.person, claims.scopes, part.method, part.path, part.query, headers, part.body)

    with in_flight(claims.person.key, sum(part.is_parallel for part in parts)) as granted:
        answers = batch.answer_parts(parts, granted, carry)
    record.keep_parts(
        [batch.as_recorded(part, answers[part.id].status, fault=part.id in struck) for part in parts]
    )
    # Any order is allowed, so clients must go by the ids: the last one comes first here.
    return Answer(
        200, {"responses": [_part_json(part_id, answers[part_id]) for part_id in reversed(answers)]}
    )


def _part_json(part_id: str, given: Answer) -> dict[str, Any]:
    request_id = str(uuid.uuid4())
    headers = {"Cache-Control": "private", **given.headers}
    body = _with_ids(given.body, request_id, request_id)
    part = {"id": part_id, "status": given.status, "headers": headers}
    if body is None:
        return part
    return {**part, "headers": {**headers, "Content-Type": "application/json"}, "body": body}


def _json(request: HttpRequest) -> Any:
    if not request.body:
        return None
    if request.content_type != "application/json":
        raise bad_query("Write requests need the header Content-Type: application/json.")
    try:
        return json.loads(request.body)
    except ValueError as error:
        raise unreadable(
            "Unable to read JSON request payload. Please ensure Content-Type header is set."
        ) from error


def _written(given: Answer, request_id: str, client_id: str) -> HttpResponse:
    body = _with_ids(given.body, request_id, client_id)
    text = "" if body is None else json.dumps(body, ensure_ascii=False)
    response = HttpResponse(text, status=given.status)
    if body is None:
        del response["Content-Type"]
    else:
        response["Content-Type"] = (
            "application/json;odata.metadata=minimal;odata.streaming=true;charset=utf-8"
        )
    response["Cache-Control"] = "private"
    response["Date"] = f"{datetime.now(UTC):%a, %d %b %Y %H:%M:%S} GMT"
    response["request-id"] = request_id
    response["client-request-id"] = client_id
    response["x-ms-ags-diagnostic"] = json.dumps(_DIAGNOSTIC)
    for name, value in given.headers.items():
        response[name] = value
    return response


def _with_ids(body: Any, request_id: str, client_id: str) -> Any:
    """An error's body with the ids of its request; anything else as it is."""
    if not isinstance(body, dict) or not isinstance(body.get("error"), dict) or "innerError" in body["error"]:
        return body
    inner = {
        "date": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}",
        "request-id": request_id,
        "client-request-id": client_id,
    }
    return {**body, "error": {**body["error"], "innerError": inner}}
