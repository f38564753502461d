"""Somebody who uses the running site over HTTP, not by Django's test client: what benchmarks measure with."""

from __future__ import annotations

import gzip
import time
from collections.abc import Mapping
from dataclasses import dataclass

from requests import Session

from tests.support.account_picker import Form, choose_account


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as a browser gets it."""

    seconds: float
    """From the request to the last byte."""
    text: str
    sent: int
    """Bytes of the body on the wire, compressed where the site compresses it."""
    headers: Mapping[str, str]

    @property
    def size(self) -> int:
        """Bytes of the body as the browser reads it."""
        return len(self.text.encode())


class Visitor:
    """A person signed in at `site`, such as http://localhost:8000, with one kept-alive connection."""

    def __init__(self, site: str, address: str) -> None:
        self.site = site
        self._http = Session()
        self._http.trust_env = False
        self._http.headers["Accept-Encoding"] = "gzip"
        form = Form(self._http.get(f"{site}/accounts/sign-in/", timeout=10))
        start = self._http.post(form.action, form.fields, allow_redirects=False, timeout=10)
        self._http.get(choose_account(start.headers["Location"], address), timeout=10).raise_for_status()

    def get(self, path: str) -> Page:
        """Fetch a page or a file of the site. Raises requests.HTTPError when it is refused."""
        begin = time.perf_counter()
        answer = self._http.get(f"{self.site}{path}", stream=True, timeout=60, allow_redirects=False)
        sent = answer.raw.read(decode_content=False)
        seconds = time.perf_counter() - begin
        answer.raise_for_status()
        body = gzip.decompress(sent) if answer.headers.get("Content-Encoding") == "gzip" else sent
        return Page(seconds, body.decode(), len(sent), answer.headers)

    def post(self, path: str, fields: dict[str, str]) -> None:
        """Send a form of the site. Raises requests.HTTPError when it is refused."""
        token = {"csrfmiddlewaretoken": self._http.cookies["meetboard_csrf"]}
        answer = self._http.post(f"{self.site}{path}", fields | token, timeout=60, allow_redirects=False)
        answer.raise_for_status()

    @property
    def cookies(self) -> dict[str, str]:
        """What a browser needs to go on as this person."""
        return dict(self._http.cookies)

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()
