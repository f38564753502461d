"""The types of a request as middleware completes it, and the person's zone and preferences in it."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi
from django_htmx.middleware import HtmxDetails

from accounts.models import User
from meetings.events import Viewer, zones
from meetings.graph import Client
from meetings.models import Preferences

# The page's script sets it to the browser's IANA zone, which is used if the mailbox's zone is unknown.
ZONE_COOKIE = "meetboard_zone"


class AnyRequest(HttpRequest):
    """A request by anybody; `now` is when it arrived, in UTC."""

    htmx: HtmxDetails
    now: datetime
    preferences: Preferences


class PersonRequest(AnyRequest):
    """A request by a signed-in person: `graph` acts as that person, `viewer` has their zone and calendars."""

    user: User
    graph: Client
    viewer: Viewer


def browser_zone(request: HttpRequest) -> str:
    """The IANA zone in the browser's cookie, empty without one. It is not validated: anybody can set it."""
    return unquote(request.COOKIES.get(ZONE_COOKIE, ""))[:64]


def other_zone(request: AnyRequest, page_zone: ZoneInfo) -> str:
    """The name of the browser's zone if its clock differs from that of `page_zone`; else empty."""
    zone = zones.lookup(browser_zone(request))
    if zone is None or zones.show_same_time(zone, page_zone, request.now):
        return ""
    return zone.key.replace("_", " ")


def preferences_of(request: HttpRequest) -> Preferences:
    """The preferences of the signed-in person; the defaults for anybody else."""
    user = getattr(request, "user", None)  # missing if an error came before the authentication middleware
    return Preferences.of(user) if isinstance(user, User) else Preferences()


def page_context(request: HttpRequest) -> dict[str, object]:
    """The context processor of every template: the person and their preferences, messages, the language."""
    return {
        "preferences": preferences_of(request),
        "user": getattr(request, "user", AnonymousUser()),
        "messages": get_messages(request),
        "language": get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
    }
