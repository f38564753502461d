"""The control address, `/_sandbox/`: JSON in and out, for tests and for checks from outside; no sign-in."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sandbox import transcript
from sandbox.faults import Fault, planned_faults
from sandbox.graph.mailbox import StoredMailbox, mailboxes
from sandbox.graph.planting import list_events, plant
from sandbox.people import Person, find
from sandbox.record import recorded_calls
from sandbox.signin import grants
from sandbox.start_over import start_over
from sandbox.state import state

View = Callable[[HttpRequest], HttpResponse]


def _tells_mistakes(view: View) -> View:
    """Answer a ValueError of the view as 400, with its sentence."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except ValueError as error:
            return JsonResponse({"error": str(error)}, status=400)

    return answer


@require_POST
def reset(request: HttpRequest) -> HttpResponse:
    """Start over: calendars, settings, sessions, faults, the record. The signing key and certificate stay."""
    start_over()
    return HttpResponse(status=204)


@require_http_methods(["GET", "DELETE"])
def requests(request: HttpRequest) -> HttpResponse:
    """The calls made since the reset (the last 5,000), in the order they arrived; `status` is null while one
    is under way and when its connection was cut. DELETE forgets them."""
    with state.lock:
        if request.method == "GET":
            return JsonResponse(list(recorded_calls), safe=False)
        recorded_calls.clear()
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST", "DELETE"])
@_tells_mistakes
def faults(request: HttpRequest) -> HttpResponse:
    """GET the faults still to strike; POST one or a list of them; DELETE all."""
    if request.method == "POST":
        given = _json(request)
        added = [Fault.from_json(one) for one in (given if isinstance(given, list) else [given])]
        with state.lock:
            planned_faults.extend(added)
            return JsonResponse([fault.as_json() for fault in planned_faults], safe=False, status=201)
    with state.lock:
        if request.method == "GET":
            return JsonResponse([fault.as_json() for fault in planned_faults], safe=False)
        planned_faults.clear()
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
@_tells_mistakes
def events(request: HttpRequest) -> HttpResponse:
    """GET every event of `?user=`; POST `{"user", "event", "calendar"?}` plants one and answers as stored."""
    if request.method == "GET":
        return JsonResponse(list_events(_mailbox(request.GET.get("user"))), safe=False)
    given = _json(request)
    if not isinstance(given, dict) or not isinstance(given.get("event"), dict):
        raise ValueError('Expected {"user": address, "event": {...}}.')
    event = plant(_mailbox(given.get("user")), given["event"], given.get("calendar"))
    transcript.note({"planted": given["event"], "stored": event})
    return JsonResponse(event, status=201)


@require_http_methods(["GET", "PATCH"])
@_tells_mistakes
def settings(request: HttpRequest) -> HttpResponse:
    """GET the settings; PATCH the named ones and get all."""
    if request.method == "PATCH":
        changes = _json(request)
        if not isinstance(changes, dict):
            raise ValueError("Expected an object with settings by name.")
        with state.lock:
            state.settings = state.settings.changed(changes)
    return JsonResponse(state.settings.as_json())


@require_POST
@_tells_mistakes
def revoke(request: HttpRequest) -> HttpResponse:
    """POST `{"user": address}`: the person's grants up to now renew nothing any more (AADSTS50173)."""
    given = _json(request)
    grants.revoke(_person(given.get("user") if isinstance(given, dict) else None))
    return HttpResponse(status=204)


@require_GET
def ca_pem(request: HttpRequest) -> HttpResponse:
    """The certificate to trust."""
    return HttpResponse(state.ca_pem, content_type="application/x-pem-file")


def _json(request: HttpRequest) -> Any:
    try:
        return json.loads(request.body)
    except ValueError as error:
        raise ValueError(f"The body is not JSON: {error}") from error


def _mailbox(address: Any) -> StoredMailbox:
    person = _person(address)
    if person.key not in mailboxes:
        raise ValueError(f"{person.name} has no mailbox.")
    return mailboxes[person.key]


def _person(address: Any) -> Person:
    person = find(address) if isinstance(address, str) else None
    if person is None:
        raise ValueError(f"Nobody has the address {address!r}.")
    return person
