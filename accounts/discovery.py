"""What the sign-in service publishes about itself: its OpenID configuration and its signing keys.

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
# Seconds between two look-ups caused by keys we do not know: an invented key must not make us ask each time.
_KEYS_PAUSE = 60.0
# What we and msal take from the configuration.
_MEMBERS = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


def configuration() -> dict[str, Any]:
    """The OpenID configuration of MICROSOFT_AUTHORITY, kept for a day.

    Raises Unreachable, or SignInFailed when the service does not know the tenant.
    """
    return _read(f"{settings.MICROSOFT_AUTHORITY}/v2.0/.well-known/openid-configuration", _MEMBERS).document


def signing_key(key_id: str) -> dict[str, Any] | None:
    """The published key (RFC 7517) with this id, None when there is none. Raises Unreachable, SignInFailed.

    An unknown id can mean that keys were rolled over: they are fetched again, at most once a minute.
    """
    address: str = configuration()["jwks_uri"]
    page = _read(address, ("keys",))
    key = _find(page, key_id)
    if key is None and time.monotonic() - page.fetched > _KEYS_PAUSE:
        key = _find(_read(address, ("keys",), newer_than=page), key_id)
    return key


def forget() -> None:
    """Drop everything remembered."""
    with _lock:
        _pages.clear()


@dataclass(frozen=True, slots=True)
class _Page:
    document: dict[str, Any]
    fetched: float


_pages: dict[str, _Page] = {}
_lock = threading.Lock()


def _read(address: str, members: tuple[str, ...], newer_than: _Page | None = None) -> _Page:
    page = _pages.get(address)
    if page is None or page is newer_than or time.monotonic() - page.fetched > _DAY:
        page = _Page(_fetch(address, members), time.monotonic())
        with _lock:
            _pages[address] = page
    return page


def _fetch(address: str, members: tuple[str, ...]) -> dict[str, Any]:
    try:
        answer = session().get(address, timeout=_TIMEOUT)
    except requests.RequestException as error:
        logger.warning("Discovery failed: %s", type(error).__name__)
        raise Unreachable from error
    if 400 <= answer.status_code < 500 and answer.status_code != 429:
        code = re.search(r"AADSTS\d{1,9}", answer.text)
        logger.error("Discovery answered %s %s", answer.status_code, code[0] if code else "")
        raise SignInFailed(Reason.REFUSED, code[0] if code else f"discovery_{answer.status_code}")
    document = _document(answer)
    if answer.status_code != 200 or not all(document.get(member) for member in members):
        logger.warning("Discovery answered %s, without the members needed", answer.status_code)
        raise Unreachable(retry_after(answer.headers.get("Retry-After")))
    return document


def _document(answer: requests.Response) -> dict[str, Any]:
    try:
        document = answer.json()
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _find(page: _Page, key_id: str) -> dict[str, Any] | None:
    keys = page.document["keys"]
    return next((key for key in keys if isinstance(key, dict) and key.get("kid") == key_id), None)
