"""Faults that tests inject: calls answered wrongly, late, or never."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from typing import Any

from django.http import HttpResponse

from sandbox.state import state

_KINDS = {
    "path": str,
    "method": str | None,
    "times": int,
    "status": int | None,
    "headers": dict,
    "bytes": int,
    "delay_ms": int,
    "endless": bool,
}
_DROPS = ("before", "middle", "after")


@dataclass(slots=True)
class Fault:
    """Something that goes wrong the next `times` times a call matches `method` and `path` (`re.search`)."""

    path: str = ""
    method: str | None = None
    times: int = 1
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    bytes: int = 0
    """The answer of a fault with a status is filled up with blanks to this length."""
    delay_ms: int = 0
    drop: str | None = None
    """`before`: the connection closes and nothing is done; `after`: the call is carried out first;
    `middle`: and half of the answer arrives."""
    endless: bool = False
    """The call is carried out, and its answer is followed by a blank now and then until the client leaves."""

    @classmethod
    def from_json(cls, given: Any) -> Fault:
        """A fault as posted to the control address. Raises ValueError saying what is wrong with it."""
        if not isinstance(given, dict) or not given.keys() <= cls.__dataclass_fields__.keys():
            raise ValueError(f"A fault is an object with some of {', '.join(cls.__dataclass_fields__)}.")
        drop = "before" if given.get("drop") is True else given.get("drop") or None
        fault = cls(**{**given, "drop": drop})
        if not all(isinstance(getattr(fault, name), kind) for name, kind in _KINDS.items()):
            raise ValueError(
                "times, status, bytes and delay_ms are whole numbers, headers is an object, path a string, "
                "endless true or false."
            )
        if drop not in (None, *_DROPS):
            raise ValueError(f"drop is true, {', '.join(_DROPS[:-1])} or {_DROPS[-1]}.")
        if fault.status is not None and not 200 <= fault.status <= 599:
            raise ValueError("status is an HTTP status from 200 to 599.")
        if fault.bytes and fault.status is None:
            raise ValueError("bytes needs a status.")
        if fault.times < 1 or not (fault.status or drop or fault.endless or fault.delay_ms):
            raise ValueError("A fault strikes once or more, with a status, a delay_ms, a drop or endless.")
        try:
            re.compile(fault.path)
        except re.error as error:
            raise ValueError(f"path is not a regular expression: {error}") from error
        return fault

    def as_json(self) -> dict[str, Any]:
        """The fault as it would be posted; `times` counts what is left."""
        return asdict(self)

    def response(self) -> HttpResponse:
        """The answer that it gives in place of ours, if it has a status."""
        text = isinstance(self.body, str)
        body = self.body if text else "" if self.body is None else json.dumps(self.body)
        headers = {"Content-Type": "text/plain" if text else "application/json", **self.headers}
        return HttpResponse(body.ljust(self.bytes), status=self.status, headers=headers)

    def matches(self, method: str, path: str) -> bool:
        """Whether it strikes this call; `path` is below /v1.0 or below the tenant."""
        return (self.method or method).upper() == method and re.search(self.path, path) is not None


planned_faults: list[Fault] = state.until_reset([])
"""Those still to strike, in the order in which they were posted."""


def take(method: str, path: str) -> Fault | None:
    """The first fault in the list that matches, with one strike fewer left in it."""
    with state.lock:
        for fault in planned_faults:
            if fault.matches(method, path):
                fault.times -= 1
                if fault.times <= 0:
                    planned_faults.remove(fault)
                return fault
    return None
