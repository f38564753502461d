"""Several GETs in one round trip: how a batch is written and its answers are read (docs/graph.md 11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import quote, urlencode

from accounts.errors import SignInNeeded
from meetings.graph.errors import GraphError, TryLater, from_answer
from meetings.graph.turns import AT_ONCE

Json = dict[str, Any]
Answer: TypeAlias = Json | GraphError | SignInNeeded
"""What came of one read: the JSON, or why there is none."""

# How many parts we put into a batch. Graph would take 20, but serves only four for one mailbox at a time, and
# refuses a batch in which some parts wait for others and some do not ("either fully sequential or fully
# parallel", https://github.com/microsoftgraph/microsoft-graph-docs/issues/16280).
MOST = AT_ONCE


@dataclass(frozen=True, slots=True)
class Read:
    """One GET of a batch: a path below the Graph address and its query."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"{self.path}?{urlencode(self.query, quote_via=quote)}" if self.query else self.path


def body(reads: Sequence[Read], numbers: Sequence[int]) -> Json:
    """The body of POST $batch for those of `reads` whose `numbers` are given, MOST of them at most."""
    return {
        "requests": [{"id": str(number), "method": "GET", "url": reads[number].url} for number in numbers]
    }


def answers(whole: Json, numbers: Sequence[int]) -> dict[int, Answer]:
    """The answers by number, in whatever order they came; a part that failed or is missing is its error."""
    found: dict[int, Answer] = {number: TryLater("missing in the batch") for number in numbers}
    responses = whole.get("responses")
    for part in responses if isinstance(responses, list) else []:
        if isinstance(part, dict) and str(part.get("id")).isdecimal() and int(part["id"]) in found:
            found[int(part["id"])] = _answer(part)
    return found


def unauthorized(answers: Mapping[int, Answer]) -> dict[int, str]:
    """The parts answered 401, by number, each with its claims challenge or an empty one.

    A mailbox can refuse a token that Graph itself took.
    """
    return {
        number: answer.challenge for number, answer in answers.items() if isinstance(answer, SignInNeeded)
    }


def _answer(part: Json) -> Answer:
    status, headers = part.get("status"), part.get("headers")
    if not isinstance(status, int):
        return TryLater(str(status))
    content = part.get("body")
    if 200 <= status < 300 and isinstance(content, dict):
        return content
    return from_answer(status, content, headers if isinstance(headers, dict) else {})
