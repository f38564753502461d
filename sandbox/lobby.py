"""Where the sandbox's join links lead: a page that says which meeting you are in. It needs no sign-in."""

import re
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sandbox.graph import find_by_join_url
from sandbox.people import PEOPLE
from sandbox.state import state

_ESCAPE = re.compile(r"%[0-9A-F]{2}")
PROVIDERS = {
    "teamsForBusiness": "Microsoft Teams",
    "skypeForBusiness": "Skype for Business",
    "skypeForConsumer": "Skype",
}


def lobby(request: HttpRequest) -> HttpResponse:
    """The meeting behind this address, or 404.

    Some clients write the hex digits of a link anew (%3A for %3a); nothing else about it may change.
    """
    link = state.public_url + request.META["RAW_URI"]
    with state.lock:
        event = find_by_join_url(link) or find_by_join_url(_ESCAPE.sub(lambda hit: hit[0].lower(), link))
        context = _meeting(event) if event else None
    return render(request, "sandbox/lobby.html", context, status=200 if context else 404)


def home(request: HttpRequest) -> HttpResponse:
    """What runs here, for who opens the bare address."""
    return render(request, "sandbox/home.html", {"people": PEOPLE.values()})


def _meeting(event: dict[str, Any]) -> dict[str, Any]:
    provider = event.get("onlineMeetingProvider") or ""
    return {
        "found": True,
        "subject": event.get("subject") or "(no subject)",
        "organizer": ((event.get("organizer") or {}).get("emailAddress") or {}).get("name"),
        "provider": PROVIDERS.get(provider, provider),
        "start": _moment(event["start"]),
        "end": _moment(event["end"]),
    }


def _moment(time: dict[str, Any]) -> str:
    """Graph's wall time and zone in words; planted times may be odd, and are shown as they are."""
    wall, zone = str(time.get("dateTime", "")), time.get("timeZone", "")
    with suppress(ValueError):
        wall = f"{datetime.fromisoformat(wall):%a %d %b %Y, %H:%M}"
    return f"{wall} {zone}"
