"""Fetches and remembers what the sign-in service publishes: its OpenID configuration and its signing keys.

https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc and docs/graph.md 1.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from dataclasses import dataclass
from typing import Any

import requests
from django.conf import settings

from accounts.errors import Reason, SignInFailed, Unreachable
from accounts.transport import retry_after, session

logger = logging.getLogger(__name__)

_DAY = 24 * 3600.0
_TIMEOUT = (3.0, 10.0)
# Seconds between two fetches caused by unknown keys, because anybody can invent an unknown key.
_KEYS_PAUSE = 60.0
# The members of the configuration that we and msal need.
MEMBERS = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


def configuration() -> dict[str, Any]:
    """The OpenID configuration of MICROSOFT_AUTHORITY, remembered for a day.

    Raises Unreachable, and SignInFailed when the service does not know the tenant.
    """
    return _read(f"{settings.MICROSOFT_AUTHORITY}/v2.0/.well-known/openid-configuration", MEMBERS).document


def signing_key(key_id: str) -> dict[str, Any] | None:
    """The published key (RFC 7517) with this id, or None. Raises Unreachable and SignInFailed.

    An unknown id can mean that Microsoft replaced its keys, so they are fetched again, at most once a minute.
    """
    address: str = configuration()["jwks_uri"]
    page = _read(address, ("keys",))
    key = _find(page, key_id)
    if key is None and time.monotonic() - page.fetched > _KEYS_PAUSE:
        key = _find(_read(address, ("keys",), newer_than=page), key_id)
    return key


def forget() -> None:
    """Forget everything that was fetched."""
    with _lock:
        _pages.clear()


@dataclass(frozen=True, slots=True)
class _Page:
    """A JSON document, and when it was fetched in seconds of time.monotonic()."""

    document: dict[str, Any]
    fetched: float


_pages: dict[str, _Page] = {}
_lock = threading.Lock()


def _read(address: str, members: tuple[str, ...], newer_than: _Page | None = None) -> _Page:
    """The page at `address`, fetched if it is not remembered, a day old, or the same as `newer_than`."""
    page = _pages.get(address)
    if page is None or page is newer_than or time.monotonic() - page.fetched > _DAY:
        page = _Page(_fetch(address, members), time.monotonic())
        with _lock:
            _pages[address] = page
    return page


def _fetch(address: str, members: tuple[str, ...]) -> dict[str, Any]:
    """The JSON object at `address`. Raises Unreachable unless it has all `members`, and SignInFailed."""
    try:
        response = session().get(address, timeout=_TIMEOUT)
    except requests.RequestException as error:
        logger.warning("Discovery failed: %s", type(error).__name__)
        raise Unreachable from error
    if 400 <= response.status_code < 500 and response.status_code != 429:
        code = re.search(r"AADSTS\d{1,9}", response.text)
        logger.error("Discovery answered %s %s", response.status_code, code[0] if code else "")
        raise SignInFailed(Reason.REFUSED, code[0] if code else f"discovery_{response.status_code}")
    document = _document(response)
    if response.status_code != 200 or not all(document.get(member) for member in members):
        logger.warning("Discovery answered %s, without the members needed", response.status_code)
        raise Unreachable(retry_after(response.headers.get("Retry-After")))
    return document


def _document(response: requests.Response) -> dict[str, Any]:
    try:
        document = response.json()
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _find(page: _Page, key_id: str) -> dict[str, Any] | None:
    keys = page.document["keys"]
    return next((key for key in keys if isinstance(key, dict) and key.get("kid") == key_id), None)
