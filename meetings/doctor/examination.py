"""All checks, in the order in which their causes come."""

from __future__ import annotations

from collections.abc import Iterator

from meetings.doctor import authority, graph, mistakes, protection, registration, stores, surroundings
from meetings.doctor.finding import Finding, State, skipped


def examine(site: str = "") -> Iterator[Finding]:
    """Every finding, as soon as it is there.

    `site` is the address of this installation, such as `https://meet.example.com`; it is guessed when empty.
    Nothing is changed but one short-lived entry in the cache, and no secret is in any finding.
    """
    yield from mistakes.check()
    yield from surroundings.check_variables()
    yield from surroundings.check_bundle()
    sign_in = authority.ask()
    yield from authority.check(sign_in)
    if authority.is_usable(sign_in):
        yield from registration.check(str(sign_in.document["token_endpoint"]), site)
    else:
        yield from authority.not_asked("client id", "client secret", "redirect address")
    api = graph.ask()
    yield from graph.check(api)
    yield from surroundings.check_clock([sign_in, api])
    database = list(stores.check_database())
    yield from database
    if all(finding.state is State.OK for finding in database):
        yield from graph.check_permissions()
    else:
        yield skipped("permissions", "The database must be right first.")
    yield from stores.check_cache()
    yield from protection.check()
