"""The person behind a request: their Graph client, zone and clock."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone, translation
from django_htmx.middleware import HtmxDetails

from accounts.models import User
from accounts.tokens import token_source
from meetings import languages, zones
from meetings.calendar import Taste
from meetings.events import Mailbox
from meetings.graph import Client
from meetings.models import Preferences

# Set by the page's script to the browser's own IANA zone; used when the mailbox's zone means nothing.
ZONE_COOKIE = "meetboard_zone"


class AnyRequest(HttpRequest):
    """A request by whomever, as our middleware completes it."""

    htmx: HtmxDetails


class PersonRequest(AnyRequest):
    """A request by somebody who is signed in."""

    user: User


def graph(request: PersonRequest) -> Client:
    """Graph as the signed-in person."""
    # Not our own number of the person: a new database counts anew, while a cache may live on or be shared.
    return Client(token_source(request).token, owner=f"{request.user.tenant_id}.{request.user.object_id}")


def browser_zone(request: HttpRequest) -> str:
    """The IANA zone that the browser told, empty when it has not; anybody may have written it."""
    return unquote(request.COOKIES.get(ZONE_COOKIE, ""))[:64]


def other_zone(request: HttpRequest, shown: ZoneInfo) -> str:
    """The browser's zone, in words, where its clock is not that of the zone that times are `shown` in."""
    here = zones.lookup(browser_zone(request))
    return here.key.replace("_", " ") if here and not zones.go_alike(here, shown) else ""


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def chosen_by(request: HttpRequest) -> Preferences:
    """What whoever is behind a request chose; the defaults for strangers."""
    user = getattr(request, "user", None)  # missing where an error came before anybody asked who it is
    return Preferences.of(user) if isinstance(user, User) else Preferences()


def page_context(request: HttpRequest) -> dict[str, Preferences]:
    """What every template knows: the `preferences` of whom it is for."""
    return {"preferences": chosen_by(request)}


def preferences(request: PersonRequest) -> Preferences:
    """What the person chose; the defaults of a new, unsaved object while they chose nothing."""
    return Preferences.of(request.user)


def taste(request: PersonRequest) -> Taste:
    """How the person wants to read their calendar."""
    chosen = preferences(request)
    return Taste(chosen.zone, browser_zone(request), chosen.calendars)


def settle(request: PersonRequest, facts: Mailbox) -> tuple[ZoneInfo, str]:
    """Read times in the person's zone from here on and for the pages to come, and write in their language.

    Returns the zone and the name to send to Graph for it.
    """
    zone = taste(request).zone(facts)
    request.user.remember_mailbox(facts.zone_name, facts.locale)
    timezone.activate(zone)
    translation.activate(languages.of_person(preferences(request).language, facts.locale))
    name = facts.zone_name if zones.lookup(facts.zone_name) == zone else zones.graph_name(zone)
    return zone, name
