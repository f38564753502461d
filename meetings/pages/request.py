"""A request as our middleware completes it, and what a browser tells of the person behind it."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User
from meetings.events import Viewer, zones
from meetings.graph import Client
from meetings.models import Preferences

# Set by the page's script to the browser's own IANA zone; used when the mailbox's zone means nothing.
ZONE_COOKIE = "meetboard_zone"


class AnyRequest(HttpRequest):
    """A request by whomever: `now` is the moment at which it came, in UTC."""

    htmx: HtmxDetails
    now: datetime
    preferences: Preferences


class PersonRequest(AnyRequest):
    """A request by somebody who is signed in: Graph as that person, and how they read their calendar."""

    user: User
    graph: Client
    viewer: Viewer


def browser_zone(request: HttpRequest) -> str:
    """The IANA zone that the browser told, empty when it has not; anybody may have written it."""
    return unquote(request.COOKIES.get(ZONE_COOKIE, ""))[:64]


def other_zone(request: AnyRequest, shown: ZoneInfo) -> str:
    """The browser's zone, in words, where its clock is not that of the zone that times are `shown` in."""
    here = zones.lookup(browser_zone(request))
    return here.key.replace("_", " ") if here and not zones.show_same_time(here, shown, request.now) else ""


def preferences_of(request: HttpRequest) -> Preferences:
    """What whoever is behind a request chose; the defaults for strangers."""
    user = getattr(request, "user", None)  # missing where an error came before anybody asked who it is
    return Preferences.of(user) if isinstance(user, User) else Preferences()


def page_context(request: HttpRequest) -> dict[str, Preferences]:
    """What every template knows: the `preferences` of whom it is for."""
    return {"preferences": preferences_of(request)}
