"""Calls to Microsoft over the product's own session: the answer and its clock, or why there is none."""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import NameResolutionError

from accounts.claims import LEEWAY
from accounts.transport import session
from meetings.doctor.findings import Finding, failure, ok, skipped, warning

# Seconds to connect, seconds to wait for an answer. GET is tried three times when no connection is made.
_TIMEOUT = (2.0, 5.0)
# Seconds that the clock may be off before a warning, before a failure.
_NOTICED, _TOO_MUCH = 60, 300
_NETWORK = "Let this machine open TCP connections to {host}; README.md and docs/operators.md say to which."
_CERTIFICATE = (
    "If a proxy opens TLS on the way, put its certificate into a file and name that in MICROSOFT_CA_BUNDLE."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came of one call: an answer, or the `problem` in words with its `remedy`.

    `document` is the JSON object in the answer, `code` the first `AADSTS...` in it, as of a refusal, and
    `location` where it leads, each empty when there is none; without an answer, `status` is 0. `ahead` is by
    how many seconds our clock is ahead of the answer's `Date` header, None without one.
    """

    host: str = ""
    status: int = 0
    document: dict[str, Any] = field(default_factory=dict)
    code: str = ""
    location: str = ""
    ahead: float | None = None
    problem: str = ""
    remedy: str = ""

    @property
    def is_busy(self) -> bool:
        """Whether the host says that it cannot answer now."""
        return self.status == 429 or self.status >= 500


def ask(address: str, form: Mapping[str, str] | None = None) -> Reply:
    """The reply to a GET, or to the form when there is one."""
    host, begin = urlsplit(address).netloc, time.time()
    try:
        answer = session().request("POST" if form else "GET", address, data=form, timeout=_TIMEOUT)
    except OSError as error:  # as all errors of requests are
        problem, remedy = _explain(error, host)
        return Reply(host=host, problem=problem, remedy=remedy)
    return Reply(
        host=host,
        status=answer.status_code,
        document=_document(answer),
        code=next(iter(re.findall(r"AADSTS\d{1,9}", answer.text)), ""),
        location=answer.headers.get("Location", ""),
        ahead=_ahead(answer, (begin + time.time()) / 2),
    )


def check_clock(replies: list[Reply]) -> Iterator[Finding]:
    """How far this machine's clock is from Microsoft's, by the `Date` of its answers.

    Behind by more than the sign-in tolerates, every identity Microsoft sends looks as if not valid yet.
    """
    told = [(reply.ahead, reply.host) for reply in replies if reply.ahead is not None]
    if not told:
        yield skipped("clock", "No answer told the time.")
        return
    ahead, host = max(told, key=lambda one: abs(one[0]))
    off = f"{abs(ahead):.0f} s {'ahead of' if ahead > 0 else 'behind'} {host}"
    remedy = "Let NTP set this machine's clock (timedatectl set-ntp true)."
    if abs(ahead) > _TOO_MUCH or ahead < -LEEWAY:
        yield failure("clock", f"{off}: sign-ins and tokens fail.", remedy)
    elif abs(ahead) > _NOTICED:
        yield warning("clock", f"{off}.", remedy)
    else:
        yield ok("clock", f"Within {_NOTICED} s of Microsoft's.")


def _document(answer: requests.Response) -> dict[str, Any]:
    try:
        content = answer.json()
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _ahead(answer: requests.Response, now: float) -> float | None:
    try:
        return now - parsedate_to_datetime(answer.headers["Date"]).timestamp()
    except (KeyError, ValueError):
        return None


def _explain(error: OSError, host: str) -> tuple[str, str]:
    """The problem and its remedy. Of the error itself only what OpenSSL says of a certificate is repeated."""
    if not isinstance(error, requests.RequestException):
        return "MICROSOFT_CA_BUNDLE cannot be used.", "See the line about the CA bundle."
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
