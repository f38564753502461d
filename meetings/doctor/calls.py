"""Calls to Microsoft over the product's own session, and in plain words why one came to nothing."""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import NameResolutionError

from accounts.transport import session

# Seconds to connect, seconds to wait for an answer. GET is tried three times when no connection is made.
_TIMEOUT = (2.0, 5.0)
_NETWORK = "Let this machine open TCP connections to {host}; README.md and docs/operators.md say to which."
_CERTIFICATE = (
    "If a proxy opens TLS on the way, put its certificate into a file and name that in MICROSOFT_CA_BUNDLE."
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one call: an answer, or the `problem` in words with its `remedy`.

    `ahead` is by how many seconds our clock is ahead of the answer's `Date` header, None without one.
    """

    host: str
    answer: requests.Response | None = None
    problem: str = ""
    remedy: str = ""
    ahead: float | None = None

    @property
    def status(self) -> int:
        """The HTTP status; 0 when there was no answer."""
        return 0 if self.answer is None else self.answer.status_code

    @property
    def document(self) -> dict[str, Any]:
        """The JSON object in the answer; empty when there is none."""
        try:
            content = self.answer.json() if self.answer is not None else None
        except ValueError:
            content = None
        return content if isinstance(content, dict) else {}

    @property
    def code(self) -> str:
        """The first `AADSTS...` code in the answer, as of a refusal; else an empty string."""
        found = re.search(r"AADSTS\d{1,9}", self.answer.text) if self.answer is not None else None
        return found[0] if found else ""


def get(address: str) -> Reply:
    """The reply to a GET."""
    return _call("GET", address)


def post(address: str, form: Mapping[str, str]) -> Reply:
    """The reply to a form."""
    return _call("POST", address, form)


def _call(method: str, address: str, form: Mapping[str, str] | None = None) -> Reply:
    host = urlsplit(address).netloc
    begin = time.time()
    try:
        answer = session().request(method, address, data=form, timeout=_TIMEOUT)
    except requests.RequestException as error:
        return Reply(host, None, *_explain(error, host))
    except OSError:
        return Reply(host, None, "MICROSOFT_CA_BUNDLE cannot be used.", "See the line about the CA bundle.")
    return Reply(host, answer, ahead=_ahead(answer, (begin + time.time()) / 2))


def _ahead(answer: requests.Response, now: float) -> float | None:
    try:
        return now - parsedate_to_datetime(answer.headers["Date"]).timestamp()
    except (KeyError, ValueError):
        return None


def _explain(error: requests.RequestException, host: str) -> tuple[str, str]:
    """The problem and its remedy. Of the error itself only what OpenSSL says of a certificate is repeated."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"The certificate of {host} is not trusted: {cause.verify_message}.", _CERTIFICATE
    network = _NETWORK.format(host=host)
    if any(isinstance(cause, NameResolutionError) for cause in causes):
        return f"The name {host} is not known here.", f"Look at this machine's DNS. {network}"
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return f"{host} refuses connections.", network
    if isinstance(error, requests.Timeout):
        return f"{host} does not answer in time.", network
    if isinstance(error, requests.exceptions.SSLError):
        return f"{host} does not speak TLS as expected.", _CERTIFICATE
    return f"{host} cannot be reached ({type(error).__name__}).", network


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that it wraps: requests and urllib3 keep them as arguments, reasons and contexts."""
    yield error
    inner = [*error.args, getattr(error, "reason", None), error.__cause__ or error.__context__]
    for one in inner:
        if isinstance(one, BaseException):
            yield from _causes(one)
