"""Who is signed in to the sandbox in this browser, so that the next sign-in needs no click; and sign-out."""

import secrets
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from sandbox.people import Person, find
from sandbox.signin import clients
from sandbox.state import state

COOKIE = "contoso_sandbox"
_sessions: dict[str, str] = state.until_reset({})
"""Cookie value of a browser -> the address of who signed in there."""


def person(request: HttpRequest) -> Person | None:
    """The person who signed in last in this browser."""
    address = _sessions.get(request.COOKIES.get(COOKIE, ""))
    return find(address) if address else None


def remember(response: HttpResponse, person: Person) -> None:
    """Start a session for the person."""
    name = secrets.token_urlsafe()
    with state.lock:
        _sessions[name] = person.address
    response.set_cookie(COOKIE, name, httponly=True, samesite="Lax")


def logout(request: HttpRequest, tenant: str) -> HttpResponse:
    """End the browser's session; go back to an application's site, or say that it is done."""
    given = request.POST if request.method == "POST" else request.GET
    with state.lock:
        _sessions.pop(request.COOKIES.get(COOKIE, ""), None)
    uri = given.get("post_logout_redirect_uri", "")
    response: HttpResponse
    if clients.is_same_site(uri):
        passed_on = {"state": given["state"]} if "state" in given else {}
        mark = "&" if "?" in uri else "?"
        response = HttpResponseRedirect(uri + (mark + urlencode(passed_on) if passed_on else ""))
    else:
        response = render(request, "sandbox/signed_out.html")
    response.delete_cookie(COOKIE, samesite="Lax")
    return response
