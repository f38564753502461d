"""The HTTP client for Microsoft Graph: token, retries, paging and batches; it knows nothing of calendars."""

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

    `repeatable` allows a POST a second try, `at_once` is how many it counts for (a batch), `if_match` is the
    etag of the version that may be changed.
    """

    method: str
    url: str
    body: Json | None = None
    prefer: str = ""
    repeatable: bool = False
    at_once: int = 1
    if_match: str = ""


class Client:
    """Graph as one signed-in person.

    `token(fresh, challenge)` gives a bearer token, a new one when `fresh` is true, with the claims that Graph
    asked for if it did (meetings.graph.challenges). `owner` is the person's `account_id`, by which things are
    remembered. Every method raises GraphError when Graph does not do what was asked, and SignInNeeded when
    only a new sign-in helps.
    """

    def __init__(self, token: Callable[[bool, str], str], owner: str) -> None:
        self._token = token
        self.owner = owner

    def get(self, read: Read, prefer: str = "") -> Json:
        """The answer to one GET."""
        return self._request(_Call("GET", f"{settings.GRAPH_URL}{read.url}", prefer=prefer))

    def post(self, path: str, body: Json, prefer: str = "", repeatable: bool = False) -> Json:
        """POST, with a second try after a lost answer if `repeatable`: where that does nothing twice."""
        return self._request(_Call("POST", f"{settings.GRAPH_URL}{path}", body, prefer, repeatable))

    def patch(self, path: str, body: Json, prefer: str = "", if_match: str = "") -> Json:
        """PATCH with the members in `body`. Raises PreconditionFailed when `if_match` is an old etag."""
        return self._request(
            _Call("PATCH", f"{settings.GRAPH_URL}{path}", body, prefer=prefer, if_match=if_match)
        )

    def delete(self, path: str) -> None:
        """DELETE. After a lost answer the second try may find nothing there: NotFound."""
        self._request(_Call("DELETE", f"{settings.GRAPH_URL}{path}"))

    def rest_of(self, page: Json) -> Iterator[Json]:
        """The members of `value` of a list's first `page` and of all pages that follow it.

        A nextLink is followed as it stands, but only on the configured Graph, and never twice. Raises
        GraphError, too, when the answer is no list: an empty one would be a lie.
        """
        seen: set[str] = set()
        while True:
            items = page.get("value")
            if not isinstance(items, list):
                raise GraphError("no list")
            yield from (item for item in items if isinstance(item, dict))
            link = page.get("@odata.nextLink")
            if not link:
                return
            if not isinstance(link, str) or link in seen or not _is_graph(link):
                logger.error("Graph gave a nextLink that is not followed, to host %s", _host(link))
                raise GraphError("nextLink")
            seen.add(link)
            page = self._request(_Call("GET", link))

    def batch(self, reads: Sequence[Read]) -> list[Answer]:
        """The answers to several GETs in the order asked, four in one round trip; what failed is its error.

        Parts that were throttled are asked once more, and so are those that want another token.
        """
        answers: dict[int, Answer] = {}
        self._ask(reads, range(len(reads)), answers)
        if refused := batches.unauthorized(answers):
            self._bearer(fresh=True, challenge=max(refused.values(), key=len))
            self._ask(reads, list(refused), answers)
        waiting = [number for number, answer in answers.items() if isinstance(answer, TryLater)]
        delay = max((_delay(answers[number]) for number in waiting), default=0.0)
        if waiting and delay <= transport.LONGEST_WAIT:
            time.sleep(delay)
            self._ask(reads, waiting, answers)
        return [answers[number] for number in range(len(reads))]

    def _ask(self, reads: Sequence[Read], numbers: Sequence[int], answers: dict[int, Answer]) -> None:
        for start in range(0, len(numbers), batches.MOST):
            some = numbers[start : start + batches.MOST]
            body = batches.body(reads, some)
            call = _Call("POST", f"{settings.GRAPH_URL}/$batch", body, repeatable=True, at_once=len(some))
            try:
                whole = self._request(call)
            except NotAllowed as error:
                raise NotPermitted(error.code, error.request_id) from error
            answers.update(batches.answers(whole, some))
        for number in numbers:
            if isinstance(answers[number], Exception):
                logger.warning("Graph GET %s failed in a batch: %s", reads[number].path, answers[number])

    def _request(self, call: _Call) -> Json:
        """The JSON of one call, again if it is repeatable.

        Other retries are the session's (transport). After a slow call there is none: the person has waited.
        """
        try:
            return self._answered(call)
        except TryLater as error:
            if not call.repeatable or isinstance(error, TooSlow) or _delay(error) > transport.LONGEST_WAIT:
                raise
            time.sleep(_delay(error))
        return self._answered(call)

    def _answered(self, call: _Call) -> Json:
        """The JSON of one call; after a 401 it is made once more, with a fresh token."""
        answer = self._send(call, self._bearer())
        if answer.status_code == 401:
            challenge = challenges.read(answer.headers.get("WWW-Authenticate"))
            logger.info("Graph %s answered 401%s", _name(call), challenge and " with a claims challenge")
            answer = self._send(call, self._bearer(fresh=True, challenge=challenge))
        return _read(call, answer)

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
            with turns.turn(self.owner, call.at_once):
                return transport.session().request(
                    call.method, call.url, json=call.body, headers=headers, allow_redirects=False
                )
        except requests.RequestException as error:
            logger.warning("Graph %s failed: %s", _name(call), type(error).__name__)
            kind = TooSlow if isinstance(error, requests.Timeout) else TryLater
            raise kind(type(error).__name__) from error


def _read(call: _Call, answer: requests.Response) -> Json:
    try:
        body = answer.json()
    except requests.JSONDecodeError:
        body = None
    if 200 <= answer.status_code < 300 and isinstance(body, dict):
        return body
    if answer.status_code in (202, 204):
        return {}
    error = from_answer(answer.status_code, body, answer.headers)
    logger.warning("Graph %s answered %s: %s", _name(call), answer.status_code, error)
    raise error


def _name(call: _Call) -> str:
    """The call as the log may have it: without the query, which tells what a person looked at."""
    return f"{call.method} {urlsplit(call.url).path}"


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
