"""msal's way to the network: our session, discovery from memory, and no answer that msal would trip over."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests

from accounts import discovery
from accounts.errors import Unreachable
from accounts.transport import retry_after, session

logger = logging.getLogger(__name__)

# Seconds to connect, seconds to wait for an answer.
_TIMEOUT = (3.0, 10.0)


@dataclass(frozen=True, slots=True)
class Answer:
    """What msal looks at in a response."""

    status_code: int
    text: str
    headers: Mapping[str, str]

    def raise_for_status(self) -> None:
        """Nothing to raise: server errors never become an Answer."""


class HttpClient:
    """The `http_client` of msal's applications."""

    def get(self, url: str, **_: Any) -> Answer:
        """The OpenID configuration: with instance discovery off, msal gets nothing else."""
        return Answer(200, json.dumps(discovery.configuration()), {})

    def post(self, url: str, data: Any = None, headers: Mapping[str, str] | None = None, **_: Any) -> Answer:
        """A call to the token endpoint. Raises Unreachable unless a JSON object answers.

        msal would raise half a dozen unlike errors instead, and write an unreadable answer into the log.
        """
        try:
            answer = session().post(url, data=data, headers=headers, timeout=_TIMEOUT)
        except requests.RequestException as error:
            logger.warning("Token endpoint: %s", type(error).__name__)
            raise Unreachable from error
        if answer.status_code in (408, 429) or answer.status_code >= 500 or not _is_object(answer):
            logger.warning("Token endpoint answered %s", answer.status_code)
            raise Unreachable(retry_after(answer.headers.get("Retry-After")))
        return Answer(answer.status_code, answer.text, answer.headers)

    def close(self) -> None:
        """Nothing to close: the session outlives msal's object."""


def _is_object(answer: requests.Response) -> bool:
    try:
        return isinstance(answer.json(), dict)
    except ValueError:
        return False
