"""`POST /$batch`: up to twenty calls in one, some waiting for others (docs/graph.md 11)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

from sandbox.graph.api import uses_mailbox
from sandbox.graph.call import Answer
from sandbox.graph.errors import GraphError, bad_query, throttled

MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class Part:
    """One call of a batch; `path` is percent-encoded and begins with a slash."""

    id: str
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any
    depends_on: tuple[str, ...]

    @property
    def is_parallel(self) -> bool:
        """Whether it reaches the mailbox beside other parts: it does, and waits for none."""
        return uses_mailbox(self.path) and not self.depends_on


Carry = Callable[[Part], Answer]


def read_parts(sent: Any) -> list[Part]:
    """The parts of a batch as sent, in an order in which none comes before what it depends on.

    Raises 400 for a batch that is malformed anywhere: then nothing of it is carried out.
    """
    requests = sent.get("requests") if isinstance(sent, Mapping) else None
    if not isinstance(requests, list) or not requests:
        raise bad_query("Invalid batch payload format.")
    if len(requests) > MOST_PARTS:
        raise bad_query(f"Number of batch request steps exceeds the maximum value of {MOST_PARTS}.")
    parts = [_part(request) for request in requests]
    if len({part.id.lower() for part in parts}) < len(parts):
        raise bad_query("Batch request ids need to be unique.")
    return _in_order(parts)


def answer_parts(parts: list[Part], granted: int, carry: Carry) -> dict[str, Answer]:
    """Carry the parts out, one after the other, and give their answers by id.

    Those that reach the mailbox at the same time are throttled beyond the `granted` number. What depends on a
    failed part fails with 424.
    """
    answers: dict[str, Answer] = {}
    parallel = 0
    for part in parts:
        parallel += part.is_parallel
        if any(answers[name].status >= 400 for name in part.depends_on):
            answers[part.id] = _refused(
                GraphError(424, "FailedDependency", "The request depends on another one that failed.")
            )
        elif part.is_parallel and parallel > granted:
            answers[part.id] = _refused(throttled())
        else:
            answers[part.id] = carry(part)
    return answers


def as_recorded(part: Part, status: int, *, fault: bool) -> dict[str, Any]:
    """A part as it is listed in the record of calls; `fault` when an injected one answered it."""
    return {
        "id": part.id,
        "method": part.method,
        "path": unquote(part.path),
        "query": part.query,
        "headers": part.headers,
        "body": part.body,
        "status": status,
        "fault": fault,
    }


def _refused(error: GraphError) -> Answer:
    return Answer(error.status, error.body(), error.headers)


def _part(sent: Any) -> Part:
    if not isinstance(sent, Mapping):
        raise bad_query("Invalid batch payload format.")
    part_id, method, url = (sent.get(name) for name in ("id", "method", "url"))
    if not isinstance(part_id, str) or not part_id:
        raise bad_query("A batch request needs an id, a string.")
    if not isinstance(method, str) or not isinstance(url, str) or "://" in url:
        raise bad_query(f"Request id {part_id}: a method and a relative url are needed.")
    path, _, query = url.partition("?")
    path = "/" + path.strip("/")
    if path.lower() == "/$batch":
        raise bad_query("Batches cannot be nested.")
    headers = {str(name): str(value) for name, value in (sent.get("headers") or {}).items()}
    if "body" in sent and "content-type" not in {name.lower() for name in headers}:
        raise bad_query(f"Write request id : {part_id} does not contain Content-Type header or body.")
    depends_on = sent.get("dependsOn") or []
    if not isinstance(depends_on, list) or not all(isinstance(name, str) for name in depends_on):
        raise bad_query(f"Request id {part_id}: dependsOn is not a list of ids.")
    pairs = dict(parse_qsl(query, keep_blank_values=True))
    return Part(part_id, method.upper(), path, pairs, headers, sent.get("body"), tuple(depends_on))


def _in_order(parts: list[Part]) -> list[Part]:
    waiting, ordered, done = list(parts), [], set[str]()
    while waiting:
        ready = [part for part in waiting if done.issuperset(part.depends_on)]
        if not ready:
            raise bad_query("The batch has a dependsOn that names no other request, or a circle of them.")
        ordered += ready
        done |= {part.id for part in ready}
        waiting = [part for part in waiting if part not in ready]
    return ordered
