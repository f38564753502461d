"""Faults of Microsoft's cloud: what each costs, in calls, and what the person reads.

`docs/faults.md` carries this list as a table for operators: `python -m tests.support.faults` prints it. The
numbers are calls to Graph for a fault that lasts: one call, and its repetitions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.support.planting import Json

BUSY = "Microsoft 365 is busy or out of reach."
SLOW = "Microsoft 365 takes too long to answer."


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault, `limits` of `accounts.transport` that make it quick to test, and what becomes of it.

    `agenda`, `create`, `convert`, `edit` and `cancel` are the calls made for the agenda's batch, the POST of
    a meeting, the PATCH that makes one online, that which changes one, and the POST that cancels one with
    guests; 0 where the fault does not come up.
    """

    name: str
    fault: Json
    agenda: int
    create: int
    convert: int
    edit: int
    cancel: int
    sees: str = BUSY
    status: int = 503
    limits: dict[str, Any] = field(default_factory=dict)

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer whose request-id can be shown."""
        return "status" in self.fault and not self.limits and "drop" not in self.fault


def _throttled(wait: str | None) -> Json:
    error = {"error": {"code": "ApplicationThrottled", "message": "Over its MailboxConcurrency limit."}}
    return {"status": 429, "body": error, "headers": {"Retry-After": wait} if wait else {}}


_GATEWAY = {"error": {"code": "serviceNotAvailable", "message": "Later."}}

TROUBLES = (
    Trouble("429, without `Retry-After`", _throttled(None), 2, 2, 3, 3, 2),
    Trouble("429, `Retry-After: 1`", _throttled("1"), 2, 2, 3, 3, 2),
    Trouble("429, `Retry-After: 0.128`", _throttled("0.128"), 2, 2, 3, 3, 2),
    Trouble("429, `Retry-After: 75` (more than 3 seconds)", _throttled("75"), 1, 1, 1, 1, 1),
    Trouble("429, `Retry-After: 99999999999`", _throttled("99999999999"), 1, 1, 1, 1, 1),
    Trouble("503 with JSON", {"status": 503, "body": _GATEWAY}, 2, 2, 3, 3, 2),
    Trouble("503 with HTML", {"status": 503, "body": "<html>Service Unavailable</html>"}, 2, 2, 3, 3, 2),
    Trouble("504 with an empty body", {"status": 504}, 2, 2, 3, 3, 2),
    Trouble("500", {"status": 500, "body": {"error": {"code": "InternalServerError"}}}, 2, 2, 1, 1, 2),
    Trouble("connection reset before the request is carried out", {"drop": "before"}, 2, 2, 3, 3, 2),
    Trouble("connection reset in the middle of the answer", {"drop": "middle"}, 2, 2, 2, 2, 0),
    Trouble("connection reset after that, before the answer", {"drop": "after"}, 2, 2, 3, 3, 2),
    Trouble("an answer that is not JSON", {"status": 200, "body": "<html>"}, 2, 2, 1, 1, 2),
    Trouble(
        "no answer within 20 seconds",
        {"status": 503, "delay_ms": 1000},
        *(1, 1, 1, 1, 1, SLOW),
        limits={"TIMEOUT": (3, 0.6)},
    ),
    Trouble(
        "an answer that has not ended after 30 seconds",
        {"endless": True},
        *(1, 1, 1, 1, 1, SLOW),
        limits={"LONGEST_ANSWER": 0.4},
    ),
    Trouble(
        "an answer of 50 MB (more than 20)",
        {"status": 200, "body": {}, "bytes": 500_000},
        *(1, 1, 1, 1, 1, SLOW),
        limits={"LARGEST_ANSWER": 200_000},
    ),
    Trouble("401 twice", {"status": 401}, 2, 2, 2, 2, 2, "sign in again", 401),
    Trouble(
        "412, changed in the meantime",
        {"status": 412, "body": {"error": {"code": "ErrorIrresolvableConflict"}}},
        *(0, 0, 2, 2, 1, "This meeting was changed by somebody else at the same moment.", 409),
    ),
    Trouble(
        "404, deleted in the meantime",
        {"status": 404, "body": {"error": {"code": "ErrorItemNotFound"}}},
        *(0, 0, 1, 0, 0, "This meeting is not in your calendar.", 404),
    ),
)


_JOBS = {
    "agenda": "agenda",
    "create": "new meeting",
    "convert": "make online",
    "edit": "change",
    "cancel": "cancel",
}


def table() -> str:
    """The list as a table in Markdown."""
    heads = ["what Microsoft does", "what the person reads", *_JOBS.values()]
    rows = [[one.name, one.sees, *(_calls(getattr(one, job)) for job in _JOBS)] for one in TROUBLES]
    return "\n".join(f"| {' | '.join(row)} |" for row in [heads, ["---"] * len(heads), *rows])


def _calls(number: int) -> str:
    return str(number or "-")


if __name__ == "__main__":
    print(table())
