"""The sign-in service: whether it answers, for which tenants, in which cloud, with which keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from meetings.doctor import calls
from meetings.doctor.calls import Reply
from meetings.doctor.finding import Finding, failure, note, ok, skipped, warning
from meetings.doctor.mistakes import blocked

# https://learn.microsoft.com/graph/deployments: the cloud, and the Graph hosts that take its tokens.
_CLOUDS = {
    "login.microsoftonline.com": ("Microsoft's global cloud", {"graph.microsoft.com"}),
    "login.microsoftonline.us": ("US Government", {"graph.microsoft.us", "dod-graph.microsoft.us"}),
    "login.chinacloudapi.cn": ("China, 21Vianet", {"microsoftgraph.chinacloudapi.cn"}),
    "login.partner.microsoftonline.cn": ("China, 21Vianet", {"microsoftgraph.chinacloudapi.cn"}),
}
_MANY = {
    "common": "People of any organization and personal accounts can sign in",
    "organizations": "People of any organization can sign in",
}
# What the product takes from the configuration.
_MEMBERS = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
_GUID = re.compile(r"[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}", re.IGNORECASE)


def ask() -> Reply:
    """The OpenID configuration of MICROSOFT_AUTHORITY; nobody is asked when that is set aside."""
    if blocked("authority", "MICROSOFT_AUTHORITY"):
        return Reply("")
    return calls.get(f"{settings.MICROSOFT_AUTHORITY}/v2.0/.well-known/openid-configuration")


def is_usable(reply: Reply) -> bool:
    """Whether sign-in can begin with this configuration."""
    return reply.status == 200 and all(isinstance(reply.document.get(member), str) for member in _MEMBERS)


def check(reply: Reply) -> Iterator[Finding]:
    """All that the configuration tells."""
    if blocking := blocked("authority", "MICROSOFT_AUTHORITY"):
        yield blocking
    elif reply.problem:
        yield failure("authority", reply.problem, reply.remedy)
    elif not is_usable(reply):
        yield _refused(reply)
    else:
        yield ok("authority", f"{settings.MICROSOFT_AUTHORITY} answers, its certificate is trusted.")
        yield blocked("tenant", "MICROSOFT_TENANTS") or _tenant(str(reply.document["issuer"]))
        yield from _cloud()
        yield _keys(str(reply.document["jwks_uri"]))


def _refused(reply: Reply) -> Finding:
    if reply.status == 429 or reply.status >= 500:
        return failure("authority", f"{reply.host} is busy ({reply.status}).", "Try again in some minutes.")
    if reply.code:
        return failure(
            "tenant",
            f"{reply.host} does not know the tenant '{_tenant_name()}' ({reply.code}).",
            "End MICROSOFT_AUTHORITY with the Directory (tenant) ID from the registration's overview page.",
        )
    return failure(
        "authority",
        f"{reply.host} answers {reply.status}, without an OpenID configuration.",
        "MICROSOFT_AUTHORITY is the host and the tenant alone: https://login.microsoftonline.com/<tenant>.",
    )


def _tenant(issuer: str) -> Finding:
    allowed = {tenant.lower() for tenant in settings.MICROSOFT_TENANTS}
    kind = _MANY.get(_tenant_name().lower())
    if kind:
        if allowed:
            return ok("tenant", f"{kind}, of {len(allowed)} tenants alone (MICROSOFT_TENANTS).")
        return note("tenant", f"{kind}.", "MICROSOFT_TENANTS limits it to the tenants that it lists.")
    if _tenant_name().lower() == "consumers":
        return note(
            "tenant", "Personal accounts alone can sign in; Microsoft 365 makes no Teams meetings for them."
        )
    found = _GUID.search(issuer)
    if found and allowed and found[0].lower() not in allowed:
        return failure(
            "tenant",
            f"Everybody comes from the tenant {found[0]}, which MICROSOFT_TENANTS does not list.",
            "Add it to MICROSOFT_TENANTS, or leave that empty: the authority has one tenant anyway.",
        )
    return ok("tenant", f"One tenant, {found[0] if found else issuer}.")


def _cloud() -> Iterator[Finding]:
    if blocking := blocked("cloud", "GRAPH_URL"):
        yield blocking
        return
    sign_in, graph = (urlsplit(url).netloc for url in (settings.MICROSOFT_AUTHORITY, settings.GRAPH_URL))
    name, expected = _CLOUDS.get(sign_in, ("", set()))
    all_known = {host for _, hosts in _CLOUDS.values() for host in hosts}
    if (name and graph not in expected) or (not name and graph in all_known):
        yield warning(
            "cloud",
            f"Tokens of {sign_in} are not known to be good for {graph}.",
            "Set MICROSOFT_AUTHORITY and GRAPH_URL to hosts of one cloud; docs/operators.md has the pairs.",
        )
    else:
        yield ok("cloud", f"{name or 'A cloud of its own'}: {sign_in} with {graph}.")


def _keys(address: str) -> Finding:
    reply = calls.get(address)
    if reply.status == 200 and isinstance(keys := reply.document.get("keys"), list) and keys:
        return ok("signing keys", f"{reply.host} publishes {len(keys)}.")
    if reply.problem:
        return failure("signing keys", reply.problem, reply.remedy)
    return failure(
        "signing keys", f"{reply.host} answers {reply.status}, without keys.", "Try again in some minutes."
    )


def _tenant_name() -> str:
    return urlsplit(settings.MICROSOFT_AUTHORITY).path.strip("/")


def not_asked(*checks: str) -> Iterator[Finding]:
    """Checks that need a usable configuration."""
    return (skipped(check, "The sign-in service must answer first.") for check in checks)
