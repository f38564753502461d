"""The one HTTP session of this process, for msal and for Microsoft Graph alike.

Shared by all people who are signed in, so it keeps nothing: no cookies, no `.netrc`, no proxy or certificate
settings of the machine. Every call has a time-out, and no answer makes a thread sleep for long.
"""

from __future__ import annotations

import ssl
import time
from email.utils import mktime_tz, parsedate_tz
from functools import cache
from http.cookiejar import DefaultCookiePolicy
from types import TracebackType
from typing import Any, Self

import certifi
import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3 import BaseHTTPResponse
from urllib3.connectionpool import ConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    MaxRetryError,
    ProtocolError,
    ReadTimeoutError,
    ResponseError,
)
from urllib3.util import Retry

# Seconds to connect, seconds to wait for an answer; a call may give its own.
TIMEOUT = (3.0, 20.0)
# Seconds that a thread sleeps before a retry, at most. Told to wait longer, the caller gets the answer.
LONGEST_WAIT = 3.0
# Seconds that a `Retry-After` is taken for, at most.
LONGEST_TOLD = 3600.0
# Bytes of an answer, unpacked, at most; a thousand events with all their guests are a tenth of it.
LARGEST_ANSWER = 20_000_000
# Seconds from the first byte of an answer to its last, at most.
LONGEST_ANSWER = 30.0

_POOL = 64
_PIECE = 65_536
_REPEATABLE = frozenset({"GET", "PATCH", "DELETE"})
_BUSY = frozenset({429, 503, 504})
_DISCONNECTED = (ConnectTimeoutError, ProtocolError)


@cache
def session() -> requests.Session:
    """The session, made on first use. Raises OSError when MICROSOFT_CA_BUNDLE cannot be read."""
    made = _Session()
    made.trust_env = False
    made.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    made.headers["User-Agent"] = settings.USER_AGENT
    adapter = _Adapter(
        pool_maxsize=_POOL,
        max_retries=_Retry(
            total=2,
            allowed_methods=_REPEATABLE,
            status_forcelist=_BUSY,
            backoff_factor=0.2,
            raise_on_status=False,
            retry_after_max=int(LONGEST_WAIT),
        ),
    )
    made.mount("https://", adapter)
    made.mount("http://", adapter)
    return made


def retry_after(value: str | None) -> float | None:
    """Seconds in a `Retry-After` header: whole or decimal (`2.128`), or until a date; else None.

    An hour at most: pages that try again by themselves should be back on the same day as Microsoft.
    """
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = _until(value)
    return min(max(seconds, 0.0), LONGEST_TOLD) if seconds < float("inf") else None


class EndlessAnswer(requests.Timeout):
    """An answer that is larger or takes longer than any that makes sense."""


class BrokenOff(requests.ConnectionError):
    """An answer that ended before its end."""


class _Session(requests.Session):
    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """The answer, whole. One that broke off is asked for once more where that does nothing twice."""
        try:
            return self._answer(request, **kwargs)
        except BrokenOff:
            if request.method not in _REPEATABLE:
                raise
        return self._answer(request, **kwargs)

    def _answer(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """The answer, read to its end within bounds: a time-out alone only limits the pauses in it."""
        answer = super().send(request, **{**kwargs, "stream": True})
        try:
            answer._content = _whole(answer)
            # Else close() would cut the connection instead of leaving it for the next call.
            answer._content_consumed = True  # type: ignore[attr-defined]
        except ReadTimeoutError as error:
            raise requests.ReadTimeout(error, request=request) from error
        except HTTPError as error:
            raise BrokenOff(error, request=request) from error
        finally:
            answer.close()
        return answer

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Follow no redirect: neither Graph nor the sign-in has one, and bearer tokens do not travel."""
        return None


def _until(date: str) -> float:
    """Seconds from now to an HTTP date, infinite when it is none."""
    parsed = parsedate_tz(date)
    try:
        return mktime_tz(parsed) - time.time() if parsed else float("inf")
    except (ValueError, OverflowError):
        return float("inf")


def _whole(answer: requests.Response) -> bytes:
    """The body. Raises EndlessAnswer, or urllib3's HTTPError when it breaks off."""
    until = time.monotonic() + LONGEST_ANSWER
    body = bytearray()
    while piece := answer.raw.read1(_PIECE, decode_content=True):
        body += piece
        if len(body) > LARGEST_ANSWER or time.monotonic() > until:
            raise EndlessAnswer(request=answer.request)
    return bytes(body)


class _Adapter(HTTPAdapter):
    """Adds the time-out that a call left out, and trusts through a TLS context built once (47 ms of CPU)."""

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any
    ) -> None:
        context = ssl.create_default_context(cafile=certifi.where())
        if settings.MICROSOFT_CA_BUNDLE:
            context.load_verify_locations(cafile=settings.MICROSOFT_CA_BUNDLE)
        super().init_poolmanager(connections, maxsize, block, ssl_context=context, **pool_kwargs)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Leave the context as it is. The original loads the roots into it again for every new connection."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        if kwargs.get("timeout") is None:
            kwargs["timeout"] = TIMEOUT
        return super().send(request, *args, **kwargs)


class _Retry(Retry):
    """Retries what may be repeated, and only when the wait is short."""

    def parse_retry_after(self, retry_after_header: str) -> float:
        return retry_after(retry_after_header) or 0.0

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: BaseHTTPResponse | None = None,
        error: Exception | None = None,
        _pool: ConnectionPool | None = None,
        _stacktrace: TracebackType | None = None,
    ) -> Self:
        """The retries left; raises when there is to be none, and then an answer is handed on as it is."""
        if isinstance(error, ReadTimeoutError):
            raise error  # the person has waited long enough
        if error is not None and not (method in _REPEATABLE and isinstance(error, _DISCONNECTED)):
            raise MaxRetryError(_pool, url, error) from error  # type: ignore[arg-type]
        if response is not None and (self.get_retry_after(response) or 0.0) > LONGEST_WAIT:
            raise MaxRetryError(_pool, url, ResponseError("told to wait"))  # type: ignore[arg-type]
        return super().increment(method, url, response, error, _pool, _stacktrace)
