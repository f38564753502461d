"""Where the sandbox's join links lead: a page that says which meeting you are in. It needs no sign-in."""

import re
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sandbox.graph import times
from sandbox.graph.members import address_of
from sandbox.graph.planting import find_by_join_url
from sandbox.people import PEOPLE, find
from sandbox.state import state

_ESCAPE = re.compile(r"%[0-9A-F]{2}")
PROVIDERS = {
    "teamsForBusiness": "Microsoft Teams",
    "skypeForBusiness": "Skype for Business",
    "skypeForConsumer": "Skype",
}


def lobby(request: HttpRequest) -> HttpResponse:
    """The meeting behind this address, or 404.

    Some clients change the hex digits of a link (%3A for %3a); nothing else about it may change.
    """
    link = state.public_url + request.META["RAW_URI"]
    with state.lock:
        event = find_by_join_url(link) or find_by_join_url(_ESCAPE.sub(lambda hit: hit[0].lower(), link))
        meeting = _meeting(event) if event else None
    return render(request, "sandbox/lobby.html", {"meeting": meeting}, status=200 if meeting else 404)


def home(request: HttpRequest) -> HttpResponse:
    """What runs here, for people who open the address without a path."""
    return render(request, "sandbox/home.html", {"people": PEOPLE.values()})


def _meeting(event: dict[str, Any]) -> dict[str, Any]:
    provider = event.get("onlineMeetingProvider") or ""
    return {
        "subject": event.get("subject") or "(no subject)",
        "organizer": ((event.get("organizer") or {}).get("emailAddress") or {}).get("name"),
        "provider": PROVIDERS.get(provider, provider),
        **(_days(event) if event.get("isAllDay") else _times(event)),
    }


def _days(event: dict[str, Any]) -> dict[str, str]:
    """The first and the last day of an all-day event, which ends with the midnight after it."""
    first, after = (times.lenient_instant(event[name], floating=True) for name in ("start", "end"))
    last = after and after - timedelta(days=1)
    return {"start": f"{first:%a %d %b %Y}" if first else "", "end": f"{last:%a %d %b %Y}" if last else ""}


def _times(event: dict[str, Any]) -> dict[str, str]:
    """Start and end on the organizer's clock, with the zone's name; empty where planted ones have no time."""
    organizer = find(address_of(event.get("organizer")))
    name = organizer.zone if organizer else str(event.get("originalStartTimeZone"))
    zone = times.find_zone(name)
    if zone is None:  # `tzone://Microsoft/Custom` and the like
        name, zone = "UTC", times.zone("UTC")
    moments = {bound: times.lenient_instant(event[bound]) for bound in ("start", "end")}
    return {
        bound: f"{moment.astimezone(zone):%a %d %b %Y, %H:%M} {name}" if moment else ""
        for bound, moment in moments.items()
    }
