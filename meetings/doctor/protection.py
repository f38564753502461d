"""Secrets and switches: whether they protect people as they should on an installation for others."""

from __future__ import annotations

import os
from collections.abc import Iterator

from django.conf import settings

from meetings.doctor.finding import Finding, failure, note, ok, warning
from meetings.doctor.mistakes import blocked

# The rule of Django's own check security.W009.
_LENGTH, _UNLIKE = 50, 5
_NEW_KEY = 'Make one: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'


def check() -> Iterator[Finding]:
    """One finding for each; on this machine alone, a weakness is a warning."""
    yield blocked("secret key", "SECRET_KEY") or _secret_key()
    yield blocked("token keys", "TOKEN_ENCRYPTION_KEYS") or _token_keys()
    yield blocked("debug", "DEBUG") or _debug()
    if blocking := blocked("hosts", "ALLOWED_HOSTS", "TRUST_PROXY", "CSRF_TRUSTED_ORIGINS"):
        yield blocking
    else:
        yield _hosts()
        yield from _proxy_headers()


def _weak(check: str, finding: str, remedy: str) -> Finding:
    return (warning if settings.LOCAL else failure)(check, finding, remedy)


def _secret_key() -> Finding:
    key = settings.SECRET_KEY
    if key.startswith(("<", "django-insecure-")):
        return failure("secret key", "SECRET_KEY is an example.", _NEW_KEY)
    if len(key) < _LENGTH or len(set(key)) < _UNLIKE:
        return _weak("secret key", f"SECRET_KEY is easy to guess: {len(key)} characters.", _NEW_KEY)
    return ok("secret key", f"SECRET_KEY has {len(key)} characters.")


def _token_keys() -> Finding:
    if os.environ.get("TOKEN_ENCRYPTION_KEYS", "").strip():
        return ok("token keys", f"TOKEN_ENCRYPTION_KEYS has {len(settings.TOKEN_ENCRYPTION_KEYS)}.")
    return note("token keys", "Made from SECRET_KEY: a new SECRET_KEY has everybody sign in again.")


def _debug() -> Finding:
    if settings.DEBUG:
        return _weak("debug", "DEBUG is on: error pages show settings and data.", "Set DEBUG=no.")
    return ok("debug", "DEBUG is off.")


def _hosts() -> Finding:
    if "*" in settings.ALLOWED_HOSTS:
        return warning(
            "hosts", "ALLOWED_HOSTS takes every name.", "List the names that people use, separated by commas."
        )
    if settings.LOCAL:
        return note(
            "hosts",
            "Only browsers on this machine can use it.",
            "For others, list its names in ALLOWED_HOSTS.",
        )
    return ok("hosts", f"ALLOWED_HOSTS: {', '.join(settings.ALLOWED_HOSTS)}; cookies need TLS.")


def _proxy_headers() -> Iterator[Finding]:
    if settings.TRUST_PROXY and settings.LOCAL:
        yield warning(
            "proxy headers",
            "TRUST_PROXY is on, but only this machine is served.",
            "Set TRUST_PROXY=no, unless a proxy on this machine sets X-Forwarded-Proto itself.",
        )
    elif not settings.TRUST_PROXY and not settings.LOCAL:
        yield warning(
            "proxy headers",
            "TRUST_PROXY is off: behind a proxy that speaks TLS, Meetboard takes its own address for http.",
            "Set TRUST_PROXY=yes once the proxy sets X-Forwarded-Proto itself on every request.",
        )
    plain = [origin for origin in settings.CSRF_TRUSTED_ORIGINS if origin.startswith("http://")]
    if plain and not settings.LOCAL:
        yield warning(
            "proxy headers",
            f"CSRF_TRUSTED_ORIGINS trusts plain http: {', '.join(plain)}.",
            "Name the https:// addresses that people use.",
        )
