"""What stands between this machine and Microsoft: proxy variables, certificates to trust, the clock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from django.conf import settings

from accounts.claims import LEEWAY
from meetings.doctor.calls import Reply
from meetings.doctor.finding import Finding, failure, note, ok, skipped, warning
from meetings.doctor.mistakes import blocked

_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
_BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")
# Seconds that the clock may be off before a warning, before a failure.
_NOTICED, _TOO_MUCH = 60, 300


def check_variables() -> Iterator[Finding]:
    """Whether the environment has settings for HTTP that the product does not follow."""
    given = [name for name in _PROXIES if os.environ.get(name) or os.environ.get(name.lower())]
    if given:
        yield note(
            "proxy",
            f"{', '.join(given)} set; Meetboard uses no proxy.",
            "It needs direct connections to the sign-in host and to Graph.",
        )
    else:
        yield ok("proxy", "No proxy variables; Meetboard connects directly.")
    if bundles := [name for name in _BUNDLES if os.environ.get(name)]:
        yield note(
            "ca bundle",
            f"{', '.join(bundles)} set; Meetboard does not follow that.",
            "Name the file in MICROSOFT_CA_BUNDLE if its certificates are needed.",
        )


def check_bundle() -> Iterator[Finding]:
    """Whether MICROSOFT_CA_BUNDLE holds certificates that are valid today."""
    if blocking := blocked("ca bundle", "MICROSOFT_CA_BUNDLE"):
        yield blocking
        return
    if not settings.MICROSOFT_CA_BUNDLE:
        yield ok("ca bundle", "The usual certificates are trusted; MICROSOFT_CA_BUNDLE is not set.")
        return
    try:
        certificates = x509.load_pem_x509_certificates(Path(settings.MICROSOFT_CA_BUNDLE).read_bytes())
    except (OSError, ValueError):
        yield failure(
            "ca bundle",
            "MICROSOFT_CA_BUNDLE has no readable certificate in it.",
            "Give the path of a PEM file (-----BEGIN CERTIFICATE-----) that this user may read, or none.",
        )
        return
    old = [certificate for certificate in certificates if not _is_valid(certificate)]
    for certificate in old:
        begin, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        yield warning(
            "ca bundle",
            f"Valid from {begin:%Y-%m-%d} to {end:%Y-%m-%d} only: {certificate.subject.rfc4514_string()}.",
            "Replace it in the file that MICROSOFT_CA_BUNDLE names.",
        )
    if not old:
        yield ok("ca bundle", f"{len(certificates)} in MICROSOFT_CA_BUNDLE, valid today.")


def check_clock(replies: list[Reply]) -> Iterator[Finding]:
    """How far this machine's clock is from Microsoft's, by the `Date` of its answers.

    Behind by more than the sign-in tolerates, every identity Microsoft sends looks as if not valid yet.
    """
    told = [reply for reply in replies if reply.ahead is not None]
    if not told:
        yield skipped("clock", "No answer told the time.")
        return
    worst = max(told, key=lambda reply: abs(reply.ahead or 0.0))
    ahead = worst.ahead or 0.0
    off = f"{abs(ahead):.0f} s {'ahead of' if ahead > 0 else 'behind'} {worst.host}"
    remedy = "Let NTP set this machine's clock (timedatectl set-ntp true)."
    if abs(ahead) > _TOO_MUCH or ahead < -LEEWAY:
        yield failure("clock", f"{off}: sign-ins and tokens fail.", remedy)
    elif abs(ahead) > _NOTICED:
        yield warning("clock", f"{off}.", remedy)
    else:
        yield ok("clock", f"Within {_NOTICED} s of Microsoft's.")


def _is_valid(certificate: x509.Certificate) -> bool:
    return certificate.not_valid_before_utc <= datetime.now(UTC) <= certificate.not_valid_after_utc
