"""The app registration: application, secret, redirect address, as far as Microsoft tells without a person.

Its error codes: https://learn.microsoft.com/entra/identity-platform/reference-error-codes. Microsoft may add
finer ones at any time, so an unknown one is told as it is and proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.urls import reverse

from accounts import microsoft
from accounts.errors import SignInError
from meetings.doctor import calls
from meetings.doctor.calls import Reply
from meetings.doctor.findings import Finding, State, failure, note, ok, skipped, warning
from meetings.doctor.mistakes import blocked
from meetings.environment import is_local

# Graph by its application ID, which is the same in every cloud.
_GRAPH = "00000003-0000-0000-c000-000000000000/.default"
_KNOWN = ok("client id", "Microsoft knows the application.")
_AUDIENCE = "Change who may sign in under Authentication in the app registration, or "
# Said of an application that is known, of an address that is not.
_UNREGISTERED = "AADSTS50011"
# The application proved who it is, and then lacks a permission of its own, which it does not need.
_HARMLESS = {"AADSTS65001", "AADSTS500011", "AADSTS501051"}
_REFUSALS = {
    "AADSTS700016": failure(
        "client id",
        "The tenant has no application with MICROSOFT_CLIENT_ID (AADSTS700016).",
        "Copy the Application (client) ID from the registration's overview page, and look whether "
        "MICROSOFT_AUTHORITY names the tenant that it is registered in.",
    ),
    "AADSTS7000229": warning(
        "client id",
        "The application is registered elsewhere and not yet present in this tenant (AADSTS7000229).",
        "The first consent brings it in: sign in once, as an administrator if yours asks for that.",
    ),
    "AADSTS7000112": failure(
        "client id",
        "An administrator has disabled the application (AADSTS7000112).",
        "Enable it again under Enterprise applications, Properties.",
    ),
    "AADSTS50194": failure(
        "client id",
        "The application is registered for one organization only (AADSTS50194).",
        f"{_AUDIENCE}end MICROSOFT_AUTHORITY with your Directory (tenant) ID.",
    ),
    "AADSTS9002331": failure(
        "client id",
        "The application is registered for personal accounts only (AADSTS9002331).",
        f"{_AUDIENCE}end MICROSOFT_AUTHORITY with /consumers.",
    ),
    "AADSTS7000215": failure(
        "client secret",
        "MICROSOFT_CLIENT_SECRET is not a secret of this application (AADSTS7000215).",
        "Make a new one under Certificates & secrets, and copy its Value at once; the Secret ID is none.",
    ),
    "AADSTS7000222": failure(
        "client secret",
        "MICROSOFT_CLIENT_SECRET has expired (AADSTS7000222).",
        "Make a new one under Certificates & secrets, set it, and restart; people stay signed in.",
    ),
}


def check(token_endpoint: str, site: str) -> Iterator[Finding]:
    """Ask both endpoints; `site` is the address of the installation, empty to guess it from ALLOWED_HOSTS."""
    callback = f"{site or _likely_site()}{reverse('callback')}"
    landing = _landing(callback)
    # The browser would be sent on to a registered address only.
    arrived = landing.location.partition("?")[0] == callback
    yield from _application(token_endpoint, is_known=arrived or landing.code == _UNREGISTERED)
    if arrived:
        yield ok("redirect address", f"{callback} is registered.")
    else:
        yield _redirect(callback, landing, is_guess=not site)


def _application(token_endpoint: str, is_known: bool) -> Iterator[Finding]:
    """What signing in as the application itself tells of its id and its secret."""
    if blocking := blocked("client secret", "MICROSOFT_CLIENT_SECRET"):
        yield _KNOWN if is_known else skipped("client id", "Only its secret would show whether it is known.")
        yield blocking
        return
    reply = _own_token(token_endpoint)
    refusal = _REFUSALS.get(reply.code)
    if refusal and refusal.obj == "client id":
        yield refusal
        yield skipped("client secret", "The application must be known first.")
    elif refusal or reply.code in _HARMLESS or "access_token" in reply.document:
        yield _KNOWN
        yield refusal or ok("client secret", "It is right, and has not expired.")
    else:
        yield _KNOWN if is_known else _unclear("client id", reply)
        yield _unclear("client secret", reply)


def _own_token(token_endpoint: str) -> Reply:
    """The answer to the client credentials grant. Nobody keeps the token in it."""
    form = {
        "grant_type": "client_credentials",
        "client_id": settings.MICROSOFT_CLIENT_ID,
        "client_secret": settings.MICROSOFT_CLIENT_SECRET,
        "scope": _GRAPH,
    }
    return calls.ask(token_endpoint, form)


def _landing(callback: str) -> Reply:
    """What Microsoft does with a sign-in of the product's that asks to show no page (prompt=none)."""
    try:
        parts = urlsplit(microsoft.begin(callback)["auth_uri"])
    except SignInError as error:
        return Reply(host=urlsplit(callback).netloc, problem=str(error))
    query = {**dict(parse_qsl(parts.query)), "prompt": "none"}
    return calls.ask(urlunsplit(parts._replace(query=urlencode(query))))


def _redirect(callback: str, landing: Reply, is_guess: bool) -> Finding:
    if landing.code == _UNREGISTERED:
        hint = " If people use another address, give it: --address https://..." if is_guess else ""
        return failure(
            "redirect address",
            f"{callback}: Not registered ({_UNREGISTERED}).",
            f"Add it, letter for letter, under Authentication, platform Web.{hint}",
        )
    refusal = _REFUSALS.get(landing.code)
    if refusal and refusal.state is State.FAILURE:
        return skipped("redirect address", "The application must be known first.")
    return _unclear("redirect address", landing)


def _unclear(check: str, reply: Reply) -> Finding:
    said = reply.problem or f"{reply.host} gives no clear answer ({reply.code or reply.status})."
    code = reply.code.removeprefix("AADSTS")
    where = f" See https://login.microsoftonline.com/error?code={code}" if code else ""
    return note(check, said, f"The first sign-in will tell.{where}")


def _likely_site() -> str:
    """The first host in ALLOWED_HOSTS that others can use; on this machine alone, that of `make serve`."""
    if settings.LOCAL:
        return "http://localhost:8000"
    names = (host for host in settings.ALLOWED_HOSTS if host[0] not in "*." and not is_local((host,)))
    return f"https://{next(names, 'localhost')}"
