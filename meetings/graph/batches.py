"""Writes batches, which are several GETs in one round trip, and reads their answers (docs/graph.md 11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import quote, urlencode

from accounts.errors import SignInNeeded
from meetings.graph.errors import GraphError, TryLater, from_answer
from meetings.graph.turns import MAX_AT_ONCE

Json = dict[str, Any]
Answer: TypeAlias = Json | GraphError | SignInNeeded
"""The answer to one read: its JSON, or the error in place of it."""

# How many reads to put into a batch, at most. Graph takes 20, but serves only four at a time for one mailbox,
# and refuses a batch in which some parts wait for others and some do not ("either fully sequential or fully
# parallel", https://github.com/microsoftgraph/microsoft-graph-docs/issues/16280).
MAX_READS = MAX_AT_ONCE


@dataclass(frozen=True, slots=True)
class Read:
    """A GET: its path below Graph's address, and its query."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"{self.path}?{urlencode(self.query, quote_via=quote)}" if self.query else self.path


def body(reads: Sequence[Read], numbers: Sequence[int]) -> Json:
    """The body of POST $batch for the reads at these indexes (`numbers`) of `reads`, at most MAX_READS."""
    return {
        "requests": [{"id": str(number), "method": "GET", "url": reads[number].url} for number in numbers]
    }


def answers(batch_answer: Json, numbers: Sequence[int]) -> dict[int, Answer]:
    """The answers in a batch's answer, by number; a part that failed or is missing is an error.

    Parts can come in any order.
    """
    by_number: dict[int, Answer] = {number: TryLater("missing in the batch") for number in numbers}
    responses = batch_answer.get("responses")
    for part in responses if isinstance(responses, list) else []:
        if isinstance(part, dict) and str(part.get("id")).isdecimal() and int(part["id"]) in by_number:
            by_number[int(part["id"])] = _answer(part)
    return by_number


def unauthorized(answers: Mapping[int, Answer]) -> dict[int, str]:
    """The numbers of the parts answered 401, each with its claims challenge, or "" without one.

    A mailbox can refuse a token that Graph itself accepted.
    """
    return {
        number: answer.challenge for number, answer in answers.items() if isinstance(answer, SignInNeeded)
    }


def _answer(part: Json) -> Answer:
    status, headers = part.get("status"), part.get("headers")
    if not isinstance(status, int):
        return TryLater(str(status))
    data = part.get("body")
    if 200 <= status < 300 and isinstance(data, dict):
        return data
    return from_answer(status, data, headers if isinstance(headers, dict) else {})
