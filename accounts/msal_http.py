"""Makes msal's HTTP calls, over our session, and keeps from msal any answer that it would fail on.

What msal asks of discovery is answered from memory.
"""

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
    """The parts of a response that msal reads."""

    status_code: int
    text: str
    headers: Mapping[str, str]

    def raise_for_status(self) -> None:
        """Does nothing, because server errors never become an Answer."""


class HttpClient:
    """The `http_client` of msal's applications."""

    def get(self, url: str, **_: Any) -> Answer:
        """The OpenID configuration; with instance discovery off, msal requests nothing else by GET."""
        return Answer(200, json.dumps(discovery.configuration()), {})

    def post(self, url: str, data: Any = None, headers: Mapping[str, str] | None = None, **_: Any) -> Answer:
        """The answer of the token endpoint. Raises Unreachable unless it is a JSON object.

        msal itself would raise any of half a dozen errors, and log an answer that it cannot read.
        """
        try:
            response = session().post(url, data=data, headers=headers, timeout=_TIMEOUT)
        except requests.RequestException as error:
            logger.warning("Token endpoint: %s", type(error).__name__)
            raise Unreachable from error
        if response.status_code in (408, 429) or response.status_code >= 500 or not _is_object(response):
            logger.warning("Token endpoint answered %s", response.status_code)
            raise Unreachable(retry_after(response.headers.get("Retry-After")))
        return Answer(response.status_code, response.text, response.headers)

    def close(self) -> None:
        """Does nothing, because the session outlives msal's client."""


def _is_object(response: requests.Response) -> bool:
    try:
        return isinstance(response.json(), dict)
    except ValueError:
        return False
