"""The HTTP client for Microsoft Graph: token, time-outs, retries, paging and batches, and nothing about
calendars."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import requests
from django.conf import settings

from accounts import transport
from accounts.errors import SignInNeeded as TokensGone
from accounts.errors import Unreachable
from meetings.graph.errors import GraphError, SignInNeeded, TryLater, from_answer

logger = logging.getLogger(__name__)

Json = dict[str, Any]

# Longest time a thread is held for a retry, in seconds. Beyond it the person is told to wait instead.
_PATIENCE = 3.0
# Outlook answers four requests of an app to one mailbox at a time (contract, section 11).
_LANES = 4
_BATCH_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Read:
    """One GET of a batch: a path below the Graph address and its query."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"{self.path}?{urlencode(self.query, quote_via=quote)}" if self.query else self.path


class Client:
    """Graph as one signed-in person.

    `token(fresh)` gives a bearer token, a new one when `fresh` is true.     `owner` names the person in
    caches. Every method raises GraphError and nothing else when Graph does not     do what was asked.
    """

    def __init__(self, token: Callable[[bool], str], owner: str) -> None:
        self._token = token
        self.owner = owner

    def get(self, read: Read, prefer: str = "") -> Json:
        """The answer to one GET."""
        return self._request("GET", f"{settings.GRAPH_URL}{read.url}", prefer=prefer)

    def post(self, path: str, body: Json, prefer: str = "", repeatable: bool = False) -> Json:
        """POST once; `repeatable` allows a second try after a lost answer (for bodies with a
        transactionId)."""
        url = f"{settings.GRAPH_URL}{path}"
        return self._request("POST", url, body=body, prefer=prefer, repeatable=repeatable)

    def patch(self, path: str, body: Json, prefer: str = "") -> Json:
        """PATCH with only the members in `body`."""
        return self._request("PATCH", f"{settings.GRAPH_URL}{path}", body=body, prefer=prefer)

    def rest_of(self, page: Json) -> Iterator[Json]:
        """The members of `value` of a list's first `page` and of all pages that follow it.

        A nextLink is followed as it stands, but only on the configured Graph, and never twice.
        """
        seen: set[str] = set()
        while True:
            yield from (item for item in page.get("value") or [] if isinstance(item, dict))
            link = page.get("@odata.nextLink")
            if not link:
                return
            if not isinstance(link, str) or link in seen or not _is_graph(link):
                logger.error("Graph gave a nextLink that is not followed, to host %s", _host(link))
                raise GraphError("nextLink")
            seen.add(link)
            page = self._request("GET", link)

    def batch(self, reads: Sequence[Read]) -> list[Json | GraphError]:
        """The answers to several GETs in one round trip, in the order asked; a part that failed is its error.

        Parts that were throttled, or depended on one that failed, are asked once more.
        """
        answers: dict[int, Json | GraphError] = {}
        for start in range(0, len(reads), _BATCH_LIMIT):
            self._ask(reads, range(start, min(start + _BATCH_LIMIT, len(reads))), answers)
        waiting = [number for number, answer in answers.items() if isinstance(answer, TryLater)]
        delay = max((_delay(answers[number]) for number in waiting), default=0.0)
        if waiting and delay <= _PATIENCE:
            time.sleep(delay)
            self._ask(reads, waiting[:_BATCH_LIMIT], answers)
        return [answers[number] for number in range(len(reads))]

    def _ask(
        self, reads: Sequence[Read], numbers: Sequence[int], answers: dict[int, Json | GraphError]
    ) -> None:
        parts = []
        for position, number in enumerate(numbers):
            part: Json = {"id": str(number), "method": "GET", "url": reads[number].url}
            if position >= _LANES:
                part["dependsOn"] = [str(numbers[position - _LANES])]
            parts.append(part)
        url = f"{settings.GRAPH_URL}/$batch"
        whole = self._request("POST", url, body={"requests": parts}, repeatable=True)
        answers.update({number: TryLater("missing from the batch") for number in numbers})
        for part in whole.get("responses") or []:
            answers[int(part["id"])] = _part(part)

    def _request(
        self, method: str, url: str, body: Json | None = None, prefer: str = "", repeatable: bool = False
    ) -> Json:
        """One call, with a fresh token after a 401 and a second try for a `repeatable` POST; other retries
        are the session's (transport)."""
        try:
            answer = self._send(method, url, body, prefer, fresh=False)
            if answer.status_code == 401:
                answer = self._send(method, url, body, prefer, fresh=True)
            return _read(method, url, answer)
        except TryLater as error:
            if not repeatable or _delay(error) > _PATIENCE:
                raise
            time.sleep(_delay(error))
        return _read(method, url, self._send(method, url, body, prefer, fresh=False))

    def _send(self, method: str, url: str, body: Json | None, prefer: str, fresh: bool) -> requests.Response:
        try:
            headers = {"Authorization": f"Bearer {self._token(fresh)}", "Accept": "application/json"}
        except TokensGone as error:
            raise SignInNeeded(str(error)) from error
        except Unreachable as error:
            raise TryLater("sign-in service", retry_after=error.retry_after) from error
        if prefer:
            headers["Prefer"] = prefer
        try:
            return transport.session().request(method, url, json=body, headers=headers, allow_redirects=False)
        except requests.RequestException as error:
            logger.warning("Graph %s %s failed: %s", method, urlsplit(url).path, type(error).__name__)
            raise TryLater(type(error).__name__) from error


def _read(method: str, url: str, answer: requests.Response) -> Json:
    try:
        body = answer.json() if answer.content else {}
    except requests.JSONDecodeError:
        body = None
    if answer.ok and isinstance(body, dict):
        return body
    if answer.status_code < 400:
        raise TryLater("not JSON", answer.headers.get("request-id", ""))
    error = from_answer(answer.status_code, body, answer.headers)
    logger.warning("Graph %s %s answered %s: %s", method, urlsplit(url).path, answer.status_code, error)
    raise error


def _part(part: Json) -> Json | GraphError:
    """The answer to one part of a batch; 424, one before it failed, says nothing about this one."""
    status, body = int(part.get("status") or 0), part.get("body")
    if 200 <= status < 300 and isinstance(body, dict):
        return body
    return TryLater("424") if status == 424 else from_answer(status, body, part.get("headers") or {})


def _delay(error: object) -> float:
    """Seconds to wait before a second try: Microsoft's own figure, else half a second."""
    named = error.retry_after if isinstance(error, GraphError) else None
    return 0.5 if named is None else named


def _is_graph(link: str) -> bool:
    return link.startswith(f"{settings.GRAPH_URL}/")


def _host(link: object) -> str:
    try:
        return urlsplit(str(link)).hostname or "none"
    except ValueError:
        return "unreadable"
