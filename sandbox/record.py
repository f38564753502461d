"""What Graph and token calls were made, and the faults that tests inject into them.

A middleware around `/v1.0/...` and the token endpoints: it waits as long as the settings say, lets a matching
fault strike, and keeps each call for `GET /_sandbox/requests` as it arrived, in memory only.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse

from sandbox.state import state

CUT = "sandbox.cut"
"""Set in `request.META` to make the server close the connection without an answer."""

_COVERED = re.compile(r"/(?:v1\.0(?P<graph>/.*)|[^/]+(?P<token>/oauth2/(?:v2\.0/)?token))", re.IGNORECASE)
_KINDS = {
    "path": str,
    "method": str | None,
    "times": int,
    "status": int | None,
    "headers": dict,
    "delay_ms": int,
}
_call: ContextVar[HttpRequest | None] = ContextVar("call", default=None)


@dataclass(slots=True)
class Fault:
    """Something that goes wrong the next `times` times a call matches `method` and `path` (`re.search`)."""

    path: str = ""
    method: str | None = None
    times: int = 1
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    delay_ms: int = 0
    drop: str | None = None
    """`before`: the connection closes and nothing is done; `after`: the call is carried out first."""

    @classmethod
    def from_json(cls, given: Any) -> Fault:
        """A fault as posted to the control address. Raises ValueError saying what is wrong with it."""
        if not isinstance(given, dict) or not given.keys() <= cls.__dataclass_fields__.keys():
            raise ValueError(f"A fault is an object with some of {', '.join(cls.__dataclass_fields__)}.")
        drop = "before" if given.get("drop") is True else given.get("drop") or None
        fault = cls(**{**given, "drop": drop})
        if not all(isinstance(getattr(fault, name), kind) for name, kind in _KINDS.items()):
            raise ValueError(
                "times, status and delay_ms are whole numbers, headers is an object, path a string."
            )
        if drop not in (None, "before", "after"):
            raise ValueError("drop is true, before or after.")
        if fault.times < 1 or (fault.status is None and not drop and not fault.delay_ms):
            raise ValueError("A fault strikes once or more, with a status, a delay_ms or a drop.")
        try:
            re.compile(fault.path)
        except re.error as error:
            raise ValueError(f"path is not a regular expression: {error}") from error
        return fault

    def as_json(self) -> dict[str, Any]:
        """The fault as it would be posted; `times` counts what is left."""
        return asdict(self)

    def matches(self, method: str, path: str) -> bool:
        """Whether it strikes this call; `path` is below /v1.0 or below the tenant."""
        return (self.method or method).upper() == method and re.search(self.path, path) is not None


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
            state.requests.append(entry)
        token = _call.set(request)
        try:
            time.sleep(state.settings.latency_ms / 1000)
            fault = strike(request.method or "", path)
            response = fault_response(fault) if fault else self.get_response(request)
        finally:
            _call.reset(token)
        with state.lock:
            entry["status"] = None if request.META.get(CUT) else response.status_code
            if parts := request.META.get("sandbox.parts"):
                entry["parts"] = parts
        return response


def strike(method: str, path: str) -> Fault | None:
    """Let the first matching fault strike the call (or batch part) that this thread is answering.

    Sleeps for its `delay_ms`. Returns it when it answers instead of us (`status`, `headers`, `body`).
    A `drop` closes the whole connection once the view returns; for `before` the fault returned has status
    503, which nobody will see: carry nothing out.
    """
    fault = _take(method, path)
    if fault is None:
        return None
    time.sleep(fault.delay_ms / 1000)
    request = _call.get()
    if fault.drop and request is not None:
        request.META[CUT] = True
    if fault.drop == "before":
        return Fault(status=503)
    return fault if fault.status is not None and not fault.drop else None


def keep_parts(parts: list[dict[str, Any]]) -> None:
    """List the parts of the batch that this thread is answering in its recorded entry.

    Each part: method, path, query, headers, body, status.
    """
    request = _call.get()
    if request is not None:
        request.META["sandbox.parts"] = parts


def fault_response(fault: Fault) -> HttpResponse:
    """The answer that a fault with a status gives."""
    text = isinstance(fault.body, str)
    body = fault.body if text else "" if fault.body is None else json.dumps(fault.body)
    headers = {"Content-Type": "text/plain" if text else "application/json", **fault.headers}
    return HttpResponse(body, status=fault.status, headers=headers)


def _take(method: str, path: str) -> Fault | None:
    with state.lock:
        for fault in state.faults:
            if fault.matches(method, path):
                fault.times -= 1
                if fault.times <= 0:
                    state.faults.remove(fault)
                return fault
    return None


def _entry(request: HttpRequest, path: str) -> dict[str, Any]:
    return {
        "method": request.method,
        "path": path,
        "query": request.GET.dict(),
        "headers": dict(request.headers),
        "body": _body(request),
        "status": None,
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
