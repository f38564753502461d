"""Middleware for all pages: the content policy, the person, the locale, caching, messages and errors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.decorators import is_polled
from accounts.errors import SignInNeeded
from accounts.models import User
from accounts.tokens import token_source
from meetings.events import Viewer, zones
from meetings.graph import Client, GraphError
from meetings.pages import errors
from meetings.pages.request import AnyRequest, PersonRequest, browser_zone, preferences_of
from meetings.wording import clock, languages

# Set by keep.js for the browser's session: the person's primary key, a dot and the encryption key.
LIST_KEY_COOKIE = "meetboard_list"
# A header of htmx requests: the primary key of the person for whom the page was made (base.html).
PERSON_OF_PAGE = "Meetboard-Person"

GetResponse = Callable[[AnyRequest], HttpResponse]


class ContentSecurityPolicyMiddleware:
    """Sets a content policy that allows only the site's own files and nothing inline.

    `form-action` also names the sign-in host, to which the sign-in form redirects. The host has no scheme, so
    that a page served over https allows only https. Browsers apply form-action to every redirect after a
    form, and Microsoft may redirect people to their organization's own sign-in page; a page that offers to
    sign in therefore allows any https address.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        login_host = urlsplit(settings.MICROSOFT_AUTHORITY).netloc
        self.policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
            "connect-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
            f"form-action 'self' {login_host}"
        )

    def __call__(self, request: AnyRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = f"{self.policy} https:" if _offers_sign_in(request, response) else self.policy
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"
        )
        return response


def _offers_sign_in(request: AnyRequest, response: HttpResponse) -> bool:
    """Whether the page may have the sign-in form, because the person is or must be signed out."""
    user = getattr(request, "user", None)  # missing for static files, which are served before authentication
    is_stranger = user is not None and not user.is_authenticated
    return is_stranger or response.status_code == 401 or request.path.startswith("/accounts/")


class PersonMiddleware:
    """Sets the request's `now` and `preferences`, and for a signed-in person `graph` and `viewer`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: AnyRequest) -> HttpResponse:
        request.now = datetime.now(UTC)
        request.preferences = preferences_of(request)
        if isinstance(request.user, User):
            complete_request(cast(PersonRequest, request))
        return self.get_response(request)


def complete_request(request: PersonRequest) -> None:
    """Set `graph` and `viewer` of a request by a signed-in person."""
    user, preferences = request.user, request.preferences
    request.graph = Client(token_source(request).token, owner=user.account_id)
    request.viewer = Viewer(preferences.zone, user.zone, browser_zone(request), preferences.calendars)


class LocaleMiddleware:
    """Activates the person's language, zone and 12- or 24-hour clock for the request.

    Each comes from the preferences, else from the mailbox as it was last read, else from the browser.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: AnyRequest) -> HttpResponse:
        preferences = request.preferences
        mailbox_zone, mailbox_locale = "", ""
        if isinstance(request.user, User):
            mailbox_zone, mailbox_locale = request.user.zone, request.user.language
        zone = zones.of_person(preferences.zone, mailbox_zone, browser_zone(request))
        language = languages.of_person(preferences.language, mailbox_locale)
        twelve_hours = preferences.twelve_hours
        with timezone.override(zone), translation.override(language), clock.override(twelve_hours):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or language)
            return response


class NoStoreMiddleware:
    """Keeps responses for signed-in people out of every cache, including the browser's."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: AnyRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class OfflineKeyMiddleware:
    """Deletes the key of the offline list (keep.js) unless its person is signed in and allows the list."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: AnyRequest) -> HttpResponse:
        response = self.get_response(request)
        owner = request.COOKIES.get(LIST_KEY_COOKIE, "").partition(".")[0]
        if owner and not (owner == str(request.user.pk) and request.preferences.offline):
            response.delete_cookie(LIST_KEY_COOKIE, samesite="Strict")
        return response


class SamePersonMiddleware:
    """Keeps fragments for one person out of a page made for another, after a new sign-in in the same browser.

    The old page is told to reload, polls get an empty response, and its forms are refused.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: AnyRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: AnyRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        made_for = request.headers.get(PERSON_OF_PAGE)
        if not made_for or not request.user.is_authenticated or made_for == str(request.user.pk):
            return None
        if is_polled(view):
            return HttpResponse(status=204)
        if request.method != "GET":
            return errors.page_not_valid(request)
        return HttpResponse(headers={"HX-Refresh": "true"})


class FragmentMessagesMiddleware:
    """Appends the pending messages to fragments, so that htmx shows them in the page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: AnyRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.htmx or not response.get("Content-Type", "").startswith("text/html"):
            return response
        moves_on = {"HX-Redirect", "HX-Location", "HX-Refresh"} & set(response.headers)
        has_text = response.status_code != 204 and not 300 <= response.status_code < 400
        if has_text and not moves_on and get_messages(request):
            response.write(render_to_string("pages/_messages.html", {"out_of_band": True}, request))
        return response


class GraphErrorMiddleware:
    """Turns a GraphError or SignInNeeded that no view handled into an error page, message or sign-in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: AnyRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: AnyRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, (GraphError, SignInNeeded)):
            return errors.graph_failed(request, exception)
        return None
