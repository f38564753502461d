"""The one HTTP session of this process, for all calls to Microsoft.

All people who are signed in share it, so it keeps no cookies. It ignores `.netrc` and the machine's proxy and
certificate settings. Every call has a time-out, and no answer makes a thread sleep for long.
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

# Seconds to connect, and seconds to wait for an answer; a call can pass its own.
TIMEOUT = (3.0, 20.0)
# How many seconds a thread sleeps before a retry, at most. If Microsoft asks for more, there is no retry, and
# the caller gets the answer.
LONGEST_WAIT = 3.0
# The longest `Retry-After`, in seconds; a longer one counts as this.
LONGEST_RETRY_AFTER = 3600.0
# The largest answer, in bytes after decompression: ten times a thousand events with all their guests.
LARGEST_ANSWER = 20_000_000
# How many seconds an answer may take from its first byte to its last.
LONGEST_ANSWER = 30.0

_POOL_SIZE = 64
_CHUNK_SIZE = 65_536
_REPEATABLE = frozenset({"GET", "PATCH", "DELETE"})
_BUSY = frozenset({429, 503, 504})
_DISCONNECTED = (ConnectTimeoutError, ProtocolError)


@cache
def session() -> requests.Session:
    """The session, created on first use. Raises OSError if MICROSOFT_CA_BUNDLE cannot be read."""
    session = _Session()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers["User-Agent"] = settings.USER_AGENT
    adapter = _Adapter(
        pool_maxsize=_POOL_SIZE,
        max_retries=_Retry(
            total=2,
            allowed_methods=_REPEATABLE,
            status_forcelist=_BUSY,
            backoff_factor=0.2,
            raise_on_status=False,
            retry_after_max=int(LONGEST_WAIT),
        ),
    )
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def retry_after(value: str | None) -> float | None:
    """The seconds to wait by a `Retry-After` header: a number, also decimal (`2.128`), or a date; else None.

    An hour at most, so that pages which try again by themselves do so on the day when Microsoft is back.
    """
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = _seconds_until(value)
    return min(max(seconds, 0.0), LONGEST_RETRY_AFTER) if seconds < float("inf") else None


class EndlessAnswer(requests.Timeout):
    """An answer is larger than LARGEST_ANSWER, or takes longer than LONGEST_ANSWER."""


class BrokenOff(requests.ConnectionError):
    """The connection broke before the end of an answer."""


class _Session(requests.Session):
    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """The complete answer. If it breaks off, a repeatable request is sent once more."""
        try:
            return self._send_once(request, **kwargs)
        except BrokenOff:
            if request.method not in _REPEATABLE:
                raise
        return self._send_once(request, **kwargs)

    def _send_once(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """The complete answer, of limited size and duration: a time-out only limits the pauses in it."""
        response = super().send(request, **{**kwargs, "stream": True})
        try:
            response._content = _body(response)
            # Otherwise close() would close the connection instead of keeping it for the next call.
            response._content_consumed = True  # type: ignore[attr-defined]
        except ReadTimeoutError as error:
            raise requests.ReadTimeout(error, request=request) from error
        except HTTPError as error:
            raise BrokenOff(error, request=request) from error
        finally:
            response.close()
        return response

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """None: redirects are not followed. Microsoft sends none here, and none should get a bearer token."""
        return None


def _seconds_until(date: str) -> float:
    """Seconds from now to an HTTP date; infinite if it cannot be read."""
    parsed = parsedate_tz(date)
    try:
        return mktime_tz(parsed) - time.time() if parsed else float("inf")
    except (ValueError, OverflowError):
        return float("inf")


def _body(response: requests.Response) -> bytes:
    """The body, read to its end. Raises EndlessAnswer, and urllib3's HTTPError when it breaks off."""
    deadline = time.monotonic() + LONGEST_ANSWER
    body = bytearray()
    while chunk := response.raw.read1(_CHUNK_SIZE, decode_content=True):
        body += chunk
        if len(body) > LARGEST_ANSWER or time.monotonic() > deadline:
            raise EndlessAnswer(request=response.request)
    return bytes(body)


class _Adapter(HTTPAdapter):
    """Adds the usual time-out to calls without one, and builds the TLS context once (47 ms of CPU)."""

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any
    ) -> None:
        context = ssl.create_default_context(cafile=certifi.where())
        if settings.MICROSOFT_CA_BUNDLE:
            context.load_verify_locations(cafile=settings.MICROSOFT_CA_BUNDLE)
        super().init_poolmanager(connections, maxsize, block, ssl_context=context, **pool_kwargs)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Does nothing. The original would load the root certificates again for every new connection."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        if kwargs.get("timeout") is None:
            kwargs["timeout"] = TIMEOUT
        return super().send(request, *args, **kwargs)


class _Retry(Retry):
    """Retries only repeatable requests, and only after short waits."""

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
        """The retries left. Raises if there must be none; the caller then gets the answer, if any."""
        if isinstance(error, ReadTimeoutError):
            raise error  # the person has waited long enough
        if error is not None and not (method in _REPEATABLE and isinstance(error, _DISCONNECTED)):
            raise MaxRetryError(_pool, url, error) from error  # type: ignore[arg-type]
        if response is not None and (self.get_retry_after(response) or 0.0) > LONGEST_WAIT:
            raise MaxRetryError(_pool, url, ResponseError("told to wait"))  # type: ignore[arg-type]
        return super().increment(method, url, response, error, _pool, _stacktrace)
