"""All checks, in an order in which a cause comes before its effects."""

from __future__ import annotations

from collections.abc import Iterator

from meetings.doctor import authority, calls, checks, graph, mistakes, registration, stores
from meetings.doctor.findings import Finding, State, skipped
from meetings.doctor.mistakes import unless_blocked


def examine(site: str = "") -> Iterator[Finding]:
    """Every finding, as soon as it is there.

    `site` is the address of this installation, such as `https://meet.example.com`; it is guessed when empty.
    Nothing is changed but one short-lived entry in the cache, and no secret is in any finding.
    """
    yield from mistakes.check()
    yield from checks.check_variables()
    yield from unless_blocked("ca bundle", checks.check_bundle(), "MICROSOFT_CA_BUNDLE")
    yield from _microsoft(site)
    yield from _stores()
    yield from unless_blocked("secret key", checks.check_secret_key(), "SECRET_KEY")
    yield from unless_blocked("token keys", checks.check_token_keys(), "TOKEN_ENCRYPTION_KEYS")
    yield from unless_blocked("debug", checks.check_debug(), "DEBUG")
    hosts = ("ALLOWED_HOSTS", "TRUST_PROXY", "CSRF_TRUSTED_ORIGINS")
    yield from unless_blocked("hosts", checks.check_hosts(), *hosts)


def _microsoft(site: str) -> Iterator[Finding]:
    sign_in = authority.ask()
    yield from unless_blocked("authority", authority.check(sign_in), "MICROSOFT_AUTHORITY")
    if authority.is_usable(sign_in):
        application = registration.check(str(sign_in.document["token_endpoint"]), site)
        yield from unless_blocked("client id", application, "MICROSOFT_CLIENT_ID")
    else:
        for check in ("client id", "client secret", "redirect address"):
            yield skipped(check, "The sign-in service must answer first.")
    api = graph.ask()
    yield from unless_blocked("graph", graph.check(api), "GRAPH_URL")
    yield from calls.check_clock([sign_in, api])


def _stores() -> Iterator[Finding]:
    database = list(unless_blocked("database", stores.check_database(), "DATABASE_URL"))
    yield from database
    if all(finding.state is State.OK for finding in database):
        keys = ("SECRET_KEY", "TOKEN_ENCRYPTION_KEYS")
        yield from unless_blocked("permissions", graph.check_permissions(), *keys)
    else:
        yield skipped("permissions", "The database must be right first.")
    yield from unless_blocked("cache", stores.check_cache(), "CACHE_URL")
