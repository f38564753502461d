"""Several GETs in one round trip: how a batch is written and its answers are read (contract, section 11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from meetings.graph.errors import GraphError, TryLater, from_answer
from meetings.graph.turns import AT_ONCE

Json = dict[str, Any]

# How many parts a batch may have.
MOST = 20


@dataclass(frozen=True, slots=True)
class Read:
    """One GET of a batch: a path below the Graph address and its query."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"{self.path}?{urlencode(self.query, quote_via=quote)}" if self.query else self.path


def body(reads: Sequence[Read], numbers: Sequence[int]) -> Json:
    """The body of POST $batch for those of `reads` whose `numbers` are given.

    Each part beyond the mailbox's limit waits for one before it, so that never more are served at once.
    """
    parts: list[Json] = []
    for position, number in enumerate(numbers):
        part: Json = {"id": str(number), "method": "GET", "url": reads[number].url}
        if position >= AT_ONCE:
            part["dependsOn"] = [str(numbers[position - AT_ONCE])]
        parts.append(part)
    return {"requests": parts}


def answers(whole: Json, numbers: Sequence[int]) -> dict[int, Json | GraphError]:
    """The answers by number, in whatever order they came; a part that failed or is missing is its error."""
    found: dict[int, Json | GraphError] = {number: TryLater("missing in the batch") for number in numbers}
    responses = whole.get("responses")
    for part in responses if isinstance(responses, list) else []:
        if isinstance(part, dict) and str(part.get("id")).isdecimal() and int(part["id"]) in found:
            found[int(part["id"])] = _answer(part)
    return found


def _answer(part: Json) -> Json | GraphError:
    status, headers = part.get("status"), part.get("headers")
    if not isinstance(status, int) or status == 424:
        return TryLater(str(status))  # 424: one before it failed, which says nothing about this one
    content = part.get("body")
    if 200 <= status < 300 and isinstance(content, dict):
        return content
    return from_answer(status, content, headers if isinstance(headers, dict) else {})
