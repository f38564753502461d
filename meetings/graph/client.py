"""The HTTP client for Microsoft Graph, with tokens, retries, paging and batches; it knows no calendars."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests
from django.conf import settings

from accounts import transport
from accounts.errors import SignInNeeded, Unreachable
from meetings.graph import batches, challenges, turns
from meetings.graph.batches import Answer, Json, Read
from meetings.graph.errors import (
    GraphError,
    NotAllowed,
    NotPermitted,
    TooSlow,
    TryLater,
    from_answer,
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Call:
    """One request.

    `prefer` and `if_match` (the etag of the version to change) are values of headers. `repeatable` allows a
    second try of a POST. `parts` is how many requests it counts for, more than one for a batch.
    """

    method: str
    url: str
    body: Json | None = None
    prefer: str = ""
    repeatable: bool = False
    parts: int = 1
    if_match: str = ""


class Client:
    """Calls Graph as one signed-in person.

    `token(fresh, challenge)` returns an access token: a new one if `fresh`, with the claims of a `challenge`
    that Graph made (meetings.graph.challenges). `owner` is the person's `account_id`, the key to what is
    stored of theirs. Every method raises GraphError when Graph does not do what was asked, and SignInNeeded
    when only a new sign-in helps.
    """

    def __init__(self, token: Callable[[bool, str], str], owner: str) -> None:
        self._token = token
        self.owner = owner

    def get(self, read: Read, prefer: str = "") -> Json:
        """GET; returns the JSON."""
        return self._request(_Call("GET", f"{settings.GRAPH_URL}{read.url}", prefer=prefer))

    def post(self, path: str, body: Json, prefer: str = "", repeatable: bool = False) -> Json:
        """POST; `repeatable` allows a second try after a lost answer, where that cannot act twice."""
        return self._request(_Call("POST", f"{settings.GRAPH_URL}{path}", body, prefer, repeatable))

    def patch(self, path: str, body: Json, prefer: str = "", if_match: str = "") -> Json:
        """PATCH the members in `body`. Raises PreconditionFailed if `if_match` is an old version's etag."""
        return self._request(
            _Call("PATCH", f"{settings.GRAPH_URL}{path}", body, prefer=prefer, if_match=if_match)
        )

    def delete(self, path: str) -> None:
        """DELETE. After a lost answer the second try can find it deleted and raise NotFound."""
        self._request(_Call("DELETE", f"{settings.GRAPH_URL}{path}"))

    def rest_of(self, page: Json) -> Iterator[Json]:
        """The objects in a list, given its first `page`; the pages that follow are read as needed.

        A nextLink is followed unchanged, but only to the configured Graph, and never twice. Raises GraphError
        also if a page is not a list, because an empty list would be wrong.
        """
        followed: set[str] = set()
        while True:
            items = page.get("value")
            if not isinstance(items, list):
                raise GraphError("no list")
            yield from (item for item in items if isinstance(item, dict))
            link = page.get("@odata.nextLink")
            if not link:
                return
            if not isinstance(link, str) or link in followed or not _is_graph(link):
                logger.error("Graph gave a nextLink that is not followed, to host %s", _host(link))
                raise GraphError("nextLink")
            followed.add(link)
            page = self._request(_Call("GET", link))

    def batch(self, reads: Sequence[Read]) -> list[Answer]:
        """The answers to several GETs in the same order, four per round trip; a failed one is its error.

        Reads that were throttled are repeated once, and so are those that need another token.
        """
        answers: dict[int, Answer] = {}
        self._read(reads, range(len(reads)), answers)
        if unauthorized := batches.unauthorized(answers):
            self._bearer(fresh=True, challenge=max(unauthorized.values(), key=len))
            self._read(reads, list(unauthorized), answers)
        throttled = [number for number, answer in answers.items() if isinstance(answer, TryLater)]
        delay = max((_delay(answers[number]) for number in throttled), default=0.0)
        if throttled and delay <= transport.LONGEST_WAIT:
            time.sleep(delay)
            self._read(reads, throttled, answers)
        return [answers[number] for number in range(len(reads))]

    def _read(self, reads: Sequence[Read], numbers: Sequence[int], answers: dict[int, Answer]) -> None:
        """Put the answers to the reads at the indexes `numbers` into `answers`."""
        for start in range(0, len(numbers), batches.MAX_READS):
            batch = numbers[start : start + batches.MAX_READS]
            body = batches.body(reads, batch)
            call = _Call("POST", f"{settings.GRAPH_URL}/$batch", body, repeatable=True, parts=len(batch))
            try:
                batch_answer = self._request(call)
            except NotAllowed as error:
                raise NotPermitted(error.code, error.request_id) from error
            answers.update(batches.answers(batch_answer, batch))
        for number in numbers:
            if isinstance(answers[number], Exception):
                logger.warning("Graph GET %s failed in a batch: %s", reads[number].path, answers[number])

    def _request(self, call: _Call) -> Json:
        """The JSON answer to a call, which is tried twice if it is a repeatable POST.

        The session retries the other methods (accounts.transport). A call that was too slow is not repeated:
        the person has waited long enough.
        """
        try:
            return self._authorized_request(call)
        except TryLater as error:
            if not call.repeatable or isinstance(error, TooSlow) or _delay(error) > transport.LONGEST_WAIT:
                raise
            time.sleep(_delay(error))
        return self._authorized_request(call)

    def _authorized_request(self, call: _Call) -> Json:
        """The JSON answer to a call; after a 401 it is sent once more, with a fresh token."""
        response = self._send(call, self._bearer())
        if response.status_code == 401:
            challenge = challenges.read(response.headers.get("WWW-Authenticate"))
            logger.info("Graph %s answered 401%s", _name(call), challenge and " with a claims challenge")
            response = self._send(call, self._bearer(fresh=True, challenge=challenge))
        return _json(call, response)

    def _bearer(self, fresh: bool = False, challenge: str = "") -> str:
        try:
            return f"Bearer {self._token(fresh, challenge)}"
        except SignInNeeded as error:
            raise SignInNeeded(error.code, challenge) from error
        except Unreachable as error:
            raise TryLater("sign-in service", retry_after=error.retry_after) from error

    def _send(self, call: _Call, bearer: str) -> requests.Response:
        headers = {"Authorization": bearer, "Accept": "application/json"}
        if call.prefer:
            headers["Prefer"] = call.prefer
        if call.if_match:
            headers["If-Match"] = call.if_match
        try:
            with turns.turn(self.owner, call.parts):
                return transport.session().request(
                    call.method, call.url, json=call.body, headers=headers, allow_redirects=False
                )
        except requests.RequestException as error:
            logger.warning("Graph %s failed: %s", _name(call), type(error).__name__)
            error_class = TooSlow if isinstance(error, requests.Timeout) else TryLater
            raise error_class(type(error).__name__) from error


def _json(call: _Call, response: requests.Response) -> Json:
    """The JSON in a response, {} if it has none. Raises the GraphError or SignInNeeded that it means."""
    try:
        body = response.json()
    except requests.JSONDecodeError:
        body = None
    if 200 <= response.status_code < 300 and isinstance(body, dict):
        return body
    if response.status_code in (202, 204):
        return {}
    error = from_answer(response.status_code, body, response.headers)
    logger.warning("Graph %s answered %s: %s", _name(call), response.status_code, error)
    raise error


def _name(call: _Call) -> str:
    """The call for the log, without its query, which would reveal what a person looked at."""
    return f"{call.method} {urlsplit(call.url).path}"


def _delay(error: object) -> float:
    """Seconds to wait before a second try: as many as Microsoft asked for, else half a second."""
    retry_after = error.retry_after if isinstance(error, GraphError) else None
    return 0.5 if retry_after is None else retry_after


def _is_graph(link: str) -> bool:
    return link.startswith(f"{settings.GRAPH_URL}/")


def _host(link: object) -> str:
    try:
        return urlsplit(str(link)).hostname or "none"
    except ValueError:
        return "unreadable"
