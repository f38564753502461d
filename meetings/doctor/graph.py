"""Microsoft Graph: whether it answers, and what people have permitted so far."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from accounts.encryption import unseal
from accounts.errors import SignInNeeded
from accounts.microsoft import SCOPES
from accounts.models import SignIn
from meetings.doctor import calls
from meetings.doctor.calls import Reply
from meetings.doctor.findings import Finding, failure, note, ok, warning
from meetings.doctor.mistakes import blocked

_ADDRESS = (
    "GRAPH_URL is the host and the version, such as https://graph.microsoft.com/v1.0. If it is, "
    "something on the way answers in Graph's place."
)
_NOBODY = "Nobody is signed in here; the first sign-in shows whether they are granted."
_GRANT = "Add them under API permissions as delegated ones of Microsoft Graph; then sign out and in again."
_UNREADABLE = "The tokens of the newest sign-in cannot be read with today's TOKEN_ENCRYPTION_KEYS."


def ask() -> Reply:
    """Graph's answer to somebody who brings no token; nobody is asked when GRAPH_URL is set aside."""
    return Reply() if blocked("graph", "GRAPH_URL") else calls.ask(f"{settings.GRAPH_URL}/me")


def check(reply: Reply) -> Iterator[Finding]:
    """Whether it is Graph that answers: it asks for a token (docs/graph.md 3)."""
    if reply.problem:
        yield failure("graph", reply.problem, reply.remedy)
    elif reply.status == 401:
        yield ok("graph", f"{settings.GRAPH_URL} answers and asks for a token, its certificate is trusted.")
    elif reply.is_busy:
        yield warning("graph", f"{reply.host} is busy ({reply.status}).", "Try again in some minutes.")
    else:
        other = f"{reply.host} answers {reply.status} where Graph would ask for a token (401)."
        yield failure("graph", other, _ADDRESS)


def check_permissions() -> Iterator[Finding]:
    """What the person who signed in last has permitted; nothing that tells who it is."""
    row = SignIn.objects.filter(ends__gt=timezone.now()).order_by("-created").first()
    if row is None:
        yield note("permissions", _NOBODY)
        return
    try:
        yield _permitted(_granted(unseal(row.sealed_tokens).cache))
    except SignInNeeded:
        remedy = "Add the former key at the end of the list, or let people sign in again."
        yield warning("permissions", _UNREADABLE, remedy)


def _permitted(granted: set[str]) -> Finding:
    lacking = [scope for scope in SCOPES if scope.lower() not in granted]
    if not lacking:
        return ok("permissions", f"Granted at the newest sign-in: {', '.join(SCOPES)}.")
    return failure("permissions", f"Not granted at the newest sign-in: {', '.join(lacking)}.", _GRANT)


def _granted(cache: str) -> set[str]:
    """The scopes of all access tokens in msal's cache, without Graph's address before them, in lower case."""
    tokens = json.loads(cache).get("AccessToken", {}).values()
    scopes = " ".join(token["target"] for token in tokens).lower().split()
    return {scope.rpartition("/")[2] for scope in scopes}
