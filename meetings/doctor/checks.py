"""What can be told without the network: proxies, certificates to trust, secrets, switches.

`manage.py check --deploy --tag meetboard` tells what is wrong. Each `number` becomes an id such as
meetboard.E003, by which operators know it: it keeps its meaning, and new findings get new ones.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from django.conf import settings
from django.core.checks.security import base

from meetings.doctor.findings import Finding, failure, note, ok, warning

_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
_BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")
_UNTRUSTED = "TRUST_PROXY is off: behind a proxy that speaks TLS, Meetboard takes its own address for http."
_PEM = "Give the path of a PEM file (-----BEGIN CERTIFICATE-----) that this user may read, or none."
_NEW_KEY = 'Make one: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'


def check_all() -> Iterator[Finding]:
    """All checks of this module."""
    yield from check_variables()
    yield from check_bundle()
    yield from check_secret_key()
    yield from check_token_keys()
    yield from check_debug()
    yield from check_hosts()


def check_variables() -> Iterator[Finding]:
    """Whether the environment has settings for HTTP that the product does not follow."""
    given = [name for name in _PROXIES if os.environ.get(name) or os.environ.get(name.lower())]
    if given:
        remedy = "It needs direct connections to the sign-in host and to Graph."
        yield note("proxy", f"{', '.join(given)} set; Meetboard uses no proxy.", remedy)
    else:
        yield ok("proxy", "No proxy variables; Meetboard connects directly.")
    if bundles := [name for name in _BUNDLES if os.environ.get(name)]:
        remedy = "Name the file in MICROSOFT_CA_BUNDLE if its certificates are needed."
        yield note("ca bundle", f"{', '.join(bundles)} set; Meetboard does not follow that.", remedy)


def check_bundle() -> Iterator[Finding]:
    """Whether MICROSOFT_CA_BUNDLE holds certificates that are valid today."""
    if not settings.MICROSOFT_CA_BUNDLE:
        yield ok("ca bundle", "The usual certificates are trusted; MICROSOFT_CA_BUNDLE is not set.")
        return
    try:
        certificates = x509.load_pem_x509_certificates(Path(settings.MICROSOFT_CA_BUNDLE).read_bytes())
    except (OSError, ValueError):
        yield failure("ca bundle", "MICROSOFT_CA_BUNDLE has no readable certificate in it.", _PEM, number=1)
        return
    spans = [(one.not_valid_before_utc, one.not_valid_after_utc, one.subject) for one in certificates]
    old = [(begin, end, subject) for begin, end, subject in spans if not begin <= datetime.now(UTC) <= end]
    for begin, end, subject in old:
        span = f"Valid from {begin:%Y-%m-%d} to {end:%Y-%m-%d} only: {subject.rfc4514_string()}."
        yield warning("ca bundle", span, "Replace it in the file that MICROSOFT_CA_BUNDLE names.", number=2)
    if not old:
        yield ok("ca bundle", f"{len(certificates)} in MICROSOFT_CA_BUNDLE, valid today.")


def check_secret_key() -> Iterator[Finding]:
    """Whether SECRET_KEY is hard to guess, by the rule of Django's own security.W009."""
    key = settings.SECRET_KEY
    short = len(key) < base.SECRET_KEY_MIN_LENGTH
    if key.startswith(("<", base.SECRET_KEY_INSECURE_PREFIX)):
        yield failure("secret key", "SECRET_KEY is an example.", _NEW_KEY, number=3)
    elif short or len(set(key)) < base.SECRET_KEY_MIN_UNIQUE_CHARACTERS:
        easy = f"SECRET_KEY is easy to guess: {len(key)} characters."
        yield _weak("secret key", easy, _NEW_KEY, number=4)
    else:
        yield ok("secret key", f"SECRET_KEY has {len(key)} characters.")


def check_token_keys() -> Iterator[Finding]:
    """Where the keys come from that encrypt tokens at rest."""
    if os.environ.get("TOKEN_ENCRYPTION_KEYS", "").strip():
        yield ok("token keys", f"TOKEN_ENCRYPTION_KEYS has {len(settings.TOKEN_ENCRYPTION_KEYS)}.")
    else:
        yield note("token keys", "Made from SECRET_KEY: a new SECRET_KEY has everybody sign in again.")


def check_debug() -> Iterator[Finding]:
    """Whether error pages are for developers."""
    if settings.DEBUG:
        yield _weak("debug", "DEBUG is on: error pages show settings and data.", "Set DEBUG=no.", number=5)
    else:
        yield ok("debug", "DEBUG is off.")


def check_hosts() -> Iterator[Finding]:
    """For whom the installation is, and whether it trusts the right proxy headers and origins."""
    if "*" in settings.ALLOWED_HOSTS:
        remedy = "List the names that people use, separated by commas."
        yield warning("hosts", "ALLOWED_HOSTS takes every name.", remedy, number=6)
    elif settings.LOCAL:
        remedy = "For others, list its names in ALLOWED_HOSTS."
        yield note("hosts", "Only browsers on this machine can use it.", remedy)
    else:
        yield ok("hosts", f"ALLOWED_HOSTS: {', '.join(settings.ALLOWED_HOSTS)}; cookies need TLS.")
    yield from _proxy_headers()


def _proxy_headers() -> Iterator[Finding]:
    if settings.TRUST_PROXY and settings.LOCAL:
        found = "TRUST_PROXY is on, but only this machine is served."
        remedy = "Set TRUST_PROXY=no, unless a proxy on this machine sets X-Forwarded-Proto itself."
        yield warning("proxy headers", found, remedy, number=7)
    elif not settings.TRUST_PROXY and not settings.LOCAL:
        remedy = "Set TRUST_PROXY=yes once the proxy sets X-Forwarded-Proto itself on every request."
        yield warning("proxy headers", _UNTRUSTED, remedy, number=8)
    plain = [origin for origin in settings.CSRF_TRUSTED_ORIGINS if origin.startswith("http://")]
    if plain and not settings.LOCAL:
        found = f"CSRF_TRUSTED_ORIGINS trusts plain http: {', '.join(plain)}."
        yield warning("proxy headers", found, "Name the https:// addresses that people use.", number=9)


def _weak(check: str, found: str, remedy: str, number: int) -> Finding:
    """A finding about missing protection: a warning on a developer's machine, else a failure."""
    return (warning if settings.LOCAL else failure)(check, found, remedy, number)
