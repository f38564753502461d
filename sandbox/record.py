"""What Graph and token calls were made, and where the faults that tests inject strike.

A middleware around `/v1.0/...` and the token endpoints: it waits as long as the settings say, lets a matching
fault strike, and keeps each call for `GET /_sandbox/requests` as it arrived, in memory only.
"""

from __future__ import annotations

import json
import re
import time
from collections import deque
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

from sandbox import faults, transcript
from sandbox.faults import Fault
from sandbox.state import state

CALLS_KEPT = 5_000
recorded_calls: deque[dict[str, Any]] = state.until_reset(deque(maxlen=CALLS_KEPT))

CUT = "sandbox.cut"
"""Set in `request.META` to what goes wrong with the answer: the `drop` of a fault, or ENDLESS."""
ENDLESS = "endless"
_PARTS = "sandbox.parts"
"""Where in `request.META` a batch leaves what its entry lists of it."""

_COVERED = re.compile(r"/(?:v1\.0(?P<graph>/.*)|[^/]+(?P<token>/oauth2/(?:v2\.0/)?token))", re.IGNORECASE)
_call: ContextVar[HttpRequest | None] = ContextVar("call", default=None)


class RecordMiddleware:
    """Latency, faults and the record of calls; everything else passes untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the call, or what the fault says instead."""
        covered = _COVERED.fullmatch(request.path_info)
        if covered is None:
            return self.get_response(request)
        path = covered["graph"] or covered["token"]
        entry = _entry(request, path)
        with state.lock:
            recorded_calls.append(entry)
        token = _call.set(request)
        try:
            time.sleep(state.settings.latency_ms / 1000)
            fault = strike(request.method or "", path)
            response = fault.response() if fault else self.get_response(request)
        finally:
            _call.reset(token)
        with state.lock:
            entry["status"] = None if request.META.get(CUT) else response.status_code
            entry["fault"] = fault is not None
            if parts := request.META.get(_PARTS):
                entry["parts"] = parts
        transcript.note_call(entry, response.content.decode(), sign_in=covered["token"] is not None)
        return response


def strike(method: str, path: str) -> Fault | None:
    """Let the first matching fault strike the call (or batch part) that this thread is answering.

    Sleeps for its `delay_ms`. Returns it when it answers instead of us (`status`, `headers`, `body`).
    A `drop` closes the whole connection once the view returns, `endless` holds it open. For `before` what is
    returned has status 503, which nobody will see: carry nothing out.
    """
    fault = faults.take(method, path)
    if fault is None:
        return None
    time.sleep(fault.delay_ms / 1000)
    request = _call.get()
    wrong = fault.drop or (ENDLESS if fault.endless else None)
    if wrong and request is not None:
        request.META[CUT] = wrong
    if fault.drop == "before":
        return Fault(status=503)
    return fault if fault.status is not None and fault.drop != "after" else None


def keep_parts(parts: list[dict[str, Any]]) -> None:
    """List the parts of the batch that this thread is answering in its recorded entry.

    Each part: id, method, path, query, headers, body, status, and whether a fault answered it.
    """
    request = _call.get()
    if request is not None:
        request.META[_PARTS] = parts


def _entry(request: HttpRequest, path: str) -> dict[str, Any]:
    return {
        "method": request.method,
        "path": path,
        "query": request.GET.dict(),
        "headers": dict(request.headers),
        "body": _body(request),
        "status": None,
        "fault": False,
    }


def _body(request: HttpRequest) -> Any:
    """The JSON or form that was sent; as text when it is neither, None when there is nothing."""
    if not request.body:
        return None
    if request.content_type == "application/x-www-form-urlencoded":
        return request.POST.dict()
    text = request.body.decode(errors="replace")
    try:
        return json.loads(text)
    except ValueError:
        return text
