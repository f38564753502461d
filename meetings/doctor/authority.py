"""The sign-in service: whether it answers, for which tenants, in which cloud, with which keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from accounts.discovery import MEMBERS
from meetings.doctor import calls
from meetings.doctor.calls import Reply
from meetings.doctor.findings import Finding, failure, note, ok, warning
from meetings.doctor.mistakes import blocked

# https://learn.microsoft.com/graph/deployments: the cloud, and the Graph hosts that take its tokens.
_CLOUDS = {
    "login.microsoftonline.com": ("Microsoft's global cloud", {"graph.microsoft.com"}),
    "login.microsoftonline.us": ("US Government", {"graph.microsoft.us", "dod-graph.microsoft.us"}),
    "login.chinacloudapi.cn": ("China, 21Vianet", {"microsoftgraph.chinacloudapi.cn"}),
    "login.partner.microsoftonline.cn": ("China, 21Vianet", {"microsoftgraph.chinacloudapi.cn"}),
}
_ADDRESS = "MICROSOFT_AUTHORITY is the host and the tenant alone: https://login.microsoftonline.com/<tenant>."
_ID = "End MICROSOFT_AUTHORITY with the Directory (tenant) ID from the registration's overview page."
_LIST = "Add it to MICROSOFT_TENANTS, or leave that empty: the authority has one tenant anyway."
_ONE_CLOUD = "Set MICROSOFT_AUTHORITY and GRAPH_URL to hosts of one cloud; docs/operators.md has the pairs."
_MANY = {
    "common": "People of any organization and personal accounts can sign in",
    "organizations": "People of any organization can sign in",
}
_LATER = "Try again in some minutes."
_PERSONAL = "Personal accounts alone can sign in; Microsoft 365 makes no Teams meetings for them."
_GUID = re.compile(r"[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}", re.IGNORECASE)


def ask() -> Reply:
    """The OpenID configuration of MICROSOFT_AUTHORITY; nobody is asked if that setting is wrong."""
    address = f"{settings.MICROSOFT_AUTHORITY}/v2.0/.well-known/openid-configuration"
    return Reply() if blocked("authority", "MICROSOFT_AUTHORITY") else calls.ask(address)


def is_usable(reply: Reply) -> bool:
    """Whether sign-in can begin with this configuration."""
    return reply.status == 200 and all(isinstance(reply.document.get(member), str) for member in MEMBERS)


def check(reply: Reply) -> Iterator[Finding]:
    """All that the configuration tells."""
    if reply.problem:
        yield failure("authority", reply.problem, reply.remedy)
    elif not is_usable(reply):
        yield _refused(reply)
    else:
        yield ok("authority", f"{settings.MICROSOFT_AUTHORITY} answers, its certificate is trusted.")
        yield blocked("tenant", "MICROSOFT_TENANTS") or _tenant(str(reply.document["issuer"]))
        yield blocked("cloud", "GRAPH_URL") or _cloud()
        yield _keys(str(reply.document["jwks_uri"]))


def _refused(reply: Reply) -> Finding:
    if reply.is_busy:
        return failure("authority", f"{reply.host} is busy ({reply.status}).", _LATER)
    if reply.code:
        unknown = f"{reply.host} does not know the tenant '{_tenant_name()}' ({reply.code})."
        return failure("tenant", unknown, _ID)
    odd = f"{reply.host} answers {reply.status}, without an OpenID configuration."
    return failure("authority", odd, _ADDRESS)


def _tenant(issuer: str) -> Finding:
    allowed = {tenant.lower() for tenant in settings.MICROSOFT_TENANTS}
    kind = _MANY.get(_tenant_name().lower())
    if kind and allowed:
        return ok("tenant", f"{kind}, of {len(allowed)} tenants alone (MICROSOFT_TENANTS).")
    if kind:
        return note("tenant", f"{kind}.", "MICROSOFT_TENANTS limits it to the tenants that it lists.")
    if _tenant_name().lower() == "consumers":
        return note("tenant", _PERSONAL)
    found = _GUID.search(issuer)
    if found and allowed and found[0].lower() not in allowed:
        foreign = f"Everybody comes from the tenant {found[0]}, which MICROSOFT_TENANTS does not list."
        return failure("tenant", foreign, _LIST)
    return ok("tenant", f"One tenant, {found[0] if found else issuer}.")


def _cloud() -> Finding:
    sign_in, graph = (urlsplit(url).netloc for url in (settings.MICROSOFT_AUTHORITY, settings.GRAPH_URL))
    name, expected = _CLOUDS.get(sign_in, ("", set()))
    all_known = {host for _, hosts in _CLOUDS.values() for host in hosts}
    if (name and graph not in expected) or (not name and graph in all_known):
        return warning("cloud", f"Tokens of {sign_in} are not known to be good for {graph}.", _ONE_CLOUD)
    return ok("cloud", f"{name or 'A cloud of its own'}: {sign_in} with {graph}.")


def _keys(address: str) -> Finding:
    reply = calls.ask(address)
    if reply.status == 200 and isinstance(keys := reply.document.get("keys"), list) and keys:
        return ok("signing keys", f"{reply.host} publishes {len(keys)}.")
    if reply.problem:
        return failure("signing keys", reply.problem, reply.remedy)
    return failure("signing keys", f"{reply.host} answers {reply.status}, without keys.", _LATER)


def _tenant_name() -> str:
    return urlsplit(settings.MICROSOFT_AUTHORITY).path.strip("/")
