"""What was said between the product and the sandbox, judged by Microsoft's own description of Graph.

Every request of the product, known by its User-Agent, and every answer of the sandbox, whoever asked. Passed
over are:

- what tests and other clients send, for they try wrong things on purpose;
- an answer that an injected fault gave in place of the sandbox's own, and a request for the next link in it;
- in answers, the members of a planted event that deviated when a test planted them, for they stay as given;
  all other members of that event are judged.

Calls that the description does not have, such as $batch itself, are counted and named.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.support import openapi
from tests.support.openapi import Deviation, Json

PRODUCT = "Meetboard/"
_EVENT = "microsoft.graph.event"
_EVENT_ID = re.compile(r"(?<=/events/).+(?=/)")
_NEXT_LINK = re.compile(r'"@odata\.nextLink": "([^"]*)"')


@dataclass
class Report:
    """What was judged, and what is wrong."""

    requests: int = 0
    answers: int = 0
    outside: Counter[str] = field(default_factory=Counter)
    """Calls that the description does not have."""
    deviations: Counter[str] = field(default_factory=Counter)
    """A sentence for each -> how often it was met."""

    @property
    def summary(self) -> str:
        """What was judged, in one line."""
        others = ", ".join(f"{count} {name}" for name, count in sorted(self.outside.items()))
        return (
            f"{self.requests} requests of the product and {self.answers} answers of the sandbox judged by "
            f"Microsoft's OpenAPI description; outside it: {others or 'none'}"
        )


@dataclass
class Mischief:
    """What tests did since the last reset and nobody else answers for."""

    odd: dict[str, set[str]] = field(default_factory=dict)
    """Id of a planted event -> its members that deviated as they were planted."""
    links: set[str] = field(default_factory=set)
    """Next links in the answers of faults."""


def judge(transcript: Iterable[str]) -> Report:
    """Read a transcript of the sandbox, line by line (`sandbox.transcript` says what is in it)."""
    report, mischief = Report(), Mischief()
    for line in map(json.loads, transcript):
        if "reset" in line:
            mischief = Mischief()
        elif "planted" in line:
            mischief.odd[str(line["stored"].get("id"))] = odd_members(line["planted"])
        elif "full" in line:
            report.deviations["The transcript is full: what came after was not judged."] += 1
        else:
            for call in calls(line):
                _judge_call(call, mischief, report)
    return report


def odd_members(event: Json) -> set[str]:
    """The members of an event that deviate from Microsoft's description."""
    return {where.split("/")[1] for where, _ in openapi.deviations_of(_EVENT, event) if where}


def calls(line: Json) -> Iterator[Json]:
    """The call of a line and, when it is a batch, those inside it; `answer` is JSON, None for nothing."""
    yield {**line, "answer": _json(line.get("answer", ""))}
    if "parts" not in line or line["fault"] or line["status"] is None:
        return
    sent = {part["id"]: part["url"] for part in line["body"]["requests"]}
    answers = {part["id"]: part.get("body") for part in json.loads(line["answer"])["responses"]}
    for part in line["parts"]:
        path = "/" + sent[part["id"]].partition("?")[0].strip("/")  # as sent: an id may have a slash in it
        yield {**part, "path": path, "headers": line["headers"], "answer": answers[part["id"]]}


def _judge_call(call: Json, mischief: Mischief, report: Report) -> None:
    if call["fault"]:
        mischief.links.update(_NEXT_LINK.findall(json.dumps(call["answer"])))
    operation = openapi.find(call["method"], call["path"])
    if operation is None:
        report.outside[f"{call['method']} {_EVENT_ID.sub('{id}', call['path'])}"] += 1
        return
    name = f"{call['method']} {operation.path}"
    if call["headers"].get("User-Agent", "").startswith(PRODUCT) and not _is_lured(call, mischief):
        report.requests += 1
        _note(report, f"request {name}", operation.deviations_of_query(call["query"]))
        _note(report, f"request {name}", operation.deviations_of_request(call["body"]))
    status = call["status"]
    if status is not None and not call["fault"]:
        report.answers += 1
        answer = _without_odd(call["answer"], mischief.odd)
        _note(report, f"answer {status} to {name}", operation.deviations_of_answer(status, answer))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None  # nothing, or the text of a fault


def _is_lured(call: Json, mischief: Mischief) -> bool:
    """Whether a fault told the product to ask for this."""
    links = map(urlsplit, mischief.links)
    return any(
        link.path.endswith(call["path"]) and dict(parse_qsl(link.query)) == call["query"] for link in links
    )


def _without_odd(answer: Any, odd: dict[str, set[str]]) -> Any:
    """An answer without what tests planted odd in its events."""
    if not odd or not isinstance(answer, dict):
        return answer
    if isinstance(answer.get("value"), list):
        return {**answer, "value": [_without_odd(item, odd) for item in answer["value"]]}
    names = odd.get(str(answer.get("id"))) or odd.get(str(answer.get("seriesMasterId"))) or ()
    return {name: value for name, value in answer.items() if name not in names}


def _note(report: Report, what: str, deviations: Iterable[Deviation]) -> None:
    for where, problem in deviations:
        place = "/".join("*" if part.isdecimal() else part for part in where.split("/"))
        report.deviations[f"{what}: {place or 'body'} {problem}"] += 1
