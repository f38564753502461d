"""The app registration: application, secret, redirect address, as far as Microsoft tells without a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.urls import reverse

from accounts import microsoft
from accounts.errors import SignInError
from meetings.doctor import calls
from meetings.doctor.calls import Reply
from meetings.doctor.finding import Finding, State, note, ok, skipped
from meetings.doctor.mistakes import blocked
from meetings.doctor.refusals import HARMLESS, REFUSALS, look_up
from meetings.environment import is_local

# Graph by its application ID, which is the same in every cloud.
_GRAPH = "00000003-0000-0000-c000-000000000000/.default"
# Said of an application that is known, of an address that is not.
_UNREGISTERED = "AADSTS50011"
_KNOWN = ok("client id", "Microsoft knows the application.")


def check(token_endpoint: str, site: str) -> Iterator[Finding]:
    """Ask both endpoints; `site` is the address of the installation, empty to guess it from ALLOWED_HOSTS."""
    if blocking := blocked("client id", "MICROSOFT_CLIENT_ID"):
        yield blocking
        return
    callback = _callback(site)
    landing = _landing(callback)
    yield from _application(
        token_endpoint, is_known=_arrived(landing, callback) or landing.code == _UNREGISTERED
    )
    yield from _redirect(callback, landing, is_guess=not site)


def _application(token_endpoint: str, is_known: bool) -> Iterator[Finding]:
    """What signing in as the application itself tells of its id and its secret."""
    if blocking := blocked("client secret", "MICROSOFT_CLIENT_SECRET"):
        yield _KNOWN if is_known else skipped("client id", "Only its secret would show whether it is known.")
        yield blocking
        return
    reply = _own_token(token_endpoint)
    refusal = REFUSALS.get(reply.code)
    if refusal and refusal.check == "client id":
        yield refusal
        yield skipped("client secret", "The application must be known first.")
    elif refusal or reply.code in HARMLESS or "access_token" in reply.document:
        yield _KNOWN
        yield refusal or ok("client secret", "It is right, and has not expired.")
    else:
        unclear = _unclear("client secret", reply)
        yield _KNOWN if is_known else replace(unclear, check="client id")
        yield unclear


def _own_token(token_endpoint: str) -> Reply:
    """The answer to the client credentials grant. Nobody keeps the token in it."""
    form = {
        "grant_type": "client_credentials",
        "client_id": settings.MICROSOFT_CLIENT_ID,
        "client_secret": settings.MICROSOFT_CLIENT_SECRET,
        "scope": _GRAPH,
    }
    return calls.post(token_endpoint, form)


def _landing(callback: str) -> Reply:
    """What Microsoft does with a sign-in of the product's that asks to show no page (prompt=none)."""
    try:
        parts = urlsplit(microsoft.begin(callback)["auth_uri"])
    except SignInError as error:
        return Reply(urlsplit(callback).netloc, None, str(error))
    query = {**dict(parse_qsl(parts.query)), "prompt": "none"}
    return calls.get(urlunsplit(parts._replace(query=urlencode(query))))


def _arrived(landing: Reply, callback: str) -> bool:
    """Whether the browser would be sent on to the redirect address: only a registered one is."""
    location = landing.answer.headers.get("Location", "") if landing.answer is not None else ""
    return location.partition("?")[0] == callback


def _redirect(callback: str, landing: Reply, is_guess: bool) -> Iterator[Finding]:
    refusal = REFUSALS.get(landing.code)
    hint = " If people use another address, give it: --address https://..." if is_guess else ""
    if _arrived(landing, callback):
        yield ok("redirect address", f"{callback} is registered.")
    elif refusal and refusal.check == "redirect address":
        yield replace(refusal, finding=f"{callback}: {refusal.finding}", remedy=f"{refusal.remedy}{hint}")
    elif refusal and refusal.state is State.FAILURE:
        yield skipped("redirect address", "The application must be known first.")
    else:
        yield _unclear("redirect address", landing)


def _unclear(check: str, reply: Reply) -> Finding:
    said = reply.problem or f"{reply.host} gives no clear answer ({reply.code or reply.status})."
    return note(check, said, f"The first sign-in will tell. {look_up(reply.code)}".strip())


def _callback(site: str) -> str:
    return f"{site or _likely_site()}{reverse('callback')}"


def _likely_site() -> str:
    """The first host in ALLOWED_HOSTS that others can use; on this machine alone, that of `make serve`."""
    if settings.LOCAL:
        return "http://localhost:8000"
    names = (host for host in settings.ALLOWED_HOSTS if host[0] not in "*." and not is_local((host,)))
    return f"https://{next(names, 'localhost')}"
