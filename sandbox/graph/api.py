"""The routes of the Graph subset: which handler answers, with which permission (docs/graph.md 4, 8)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from sandbox.graph import attachments, calendars, events, listing, profile, responses
from sandbox.graph.call import Answer, Call
from sandbox.graph.errors import GraphError, access_denied, bad_query, no_mailbox
from sandbox.graph.mailbox import mailboxes
from sandbox.people import PEOPLE, Person
from sandbox.state import state

_READ_PROFILE = frozenset({"User.Read", "User.ReadWrite", "User.Read.All"})
_READ_SETTINGS = frozenset({"MailboxSettings.Read", "MailboxSettings.ReadWrite"})
_WRITE = frozenset({"Calendars.ReadWrite", "Calendars.ReadWrite.Shared"})
_READ = _WRITE | {"Calendars.Read", "Calendars.Read.Shared"}
_LIST = _READ | {"Calendars.ReadBasic"}

_CALENDAR = "(?:calendar|calendars/(?P<calendar>[^/]+))"
_EVENT = f"(?:{_CALENDAR}/)?events/(?P<event>[^/]+)"
_ZONES = (
    r"outlook/supportedTimeZones"
    r"(?:\(TimeZoneStandard=microsoft\.graph\.timeZoneStandard'(?P<standard>\w+)'\))?"
)


@dataclass(frozen=True, slots=True)
class Route:
    """One operation below /me."""

    method: str
    pattern: re.Pattern[str]
    permissions: frozenset[str]
    handle: Callable[[Call], Answer]


def _route(method: str, pattern: str, permissions: frozenset[str], handle: Callable[[Call], Answer]) -> Route:
    return Route(method, re.compile(pattern, re.IGNORECASE), permissions, handle)


ROUTES = (
    _route("GET", "", _READ_PROFILE, profile.me),
    _route("GET", "mailboxSettings(?:/(?P<setting>[^/]+))?", _READ_SETTINGS, profile.mailbox_settings),
    _route("GET", _ZONES, _READ_PROFILE, profile.supported_zones),
    _route("GET", "calendars", _LIST, calendars.list_calendars),
    _route("GET", _CALENDAR, _READ, calendars.get_calendar),
    _route("GET", f"(?:{_CALENDAR}/)?calendarView", _READ, listing.calendar_view),
    _route("GET", f"(?:{_CALENDAR}/)?events", _READ, listing.list_events),
    _route("POST", f"(?:{_CALENDAR}/)?events", _WRITE, events.create),
    _route("GET", _EVENT, _READ, events.get),
    _route("PATCH", _EVENT, _WRITE, events.update),
    _route("DELETE", _EVENT, _WRITE, events.delete),
    _route("GET", f"{_EVENT}/calendar", _READ, calendars.calendar_of_event),
    _route("GET", f"{_EVENT}/attachments", _READ, attachments.list_attachments),
    _route("GET", f"{_EVENT}/instances", _READ, listing.instances),
    _route("POST", f"{_EVENT}/accept", _WRITE, responses.accept),
    _route("POST", f"{_EVENT}/decline", _WRITE, responses.decline),
    _route("POST", f"{_EVENT}/tentativelyAccept", _WRITE, responses.accept_tentatively),
    _route("POST", f"{_EVENT}/cancel", _WRITE, responses.cancel),
)


def answer(
    person: Person,
    scopes: frozenset[str],
    method: str,
    path: str,
    query: Mapping[str, str],
    headers: Mapping[str, str],
    body: Any = None,
) -> Answer:
    """Carry out one call and answer as Graph does, refusals included.

    `path` is below /v1.0 and still percent-encoded; each segment is decoded once. `scopes` are short names.
    `Host` in `headers` is the host that next links and contexts name. All happens under the state's lock.
    """
    plain = {name.lower(): value for name, value in headers.items()}
    with state.lock:
        try:
            return _dispatch(person, scopes, method, path, query, plain, body)
        except GraphError as error:
            return Answer(error.status, error.body(), error.headers)


def uses_mailbox(path: str) -> bool:
    """Whether a call counts against the mailbox's limit of concurrent requests; `path` is below /v1.0."""
    segments = [segment for segment in path.lower().split("/") if segment]
    return len(segments) > (1 if segments[:1] == ["me"] else 2)


def _dispatch(
    person: Person,
    scopes: frozenset[str],
    method: str,
    path: str,
    query: Mapping[str, str],
    headers: Mapping[str, str],
    body: Any,
) -> Answer:
    rest = _below_own(person, path)
    route, ids = _find_route(method, rest)
    if not route.permissions & scopes:
        raise access_denied() if rest else _profile_denied()
    mailbox = mailboxes.get(person.key)
    if rest and mailbox is None:
        raise no_mailbox()
    host = headers.get("host") or urlsplit(state.public_url).netloc
    return route.handle(
        Call(
            person=person,
            own_mailbox=mailbox,
            path=path,
            ids=ids,
            asked=query,
            query={_query_name(name): value for name, value in query.items()},
            headers=headers,
            body=body,
            root=f"https://{host}/v1.0",
        )
    )


def _find_route(method: str, rest: str) -> tuple[Route, dict[str, str]]:
    known = False
    for route in ROUTES:
        if match := route.pattern.fullmatch(rest):
            known = True
            if route.method == method.upper():
                return route, {name: unquote(value) for name, value in match.groupdict().items() if value}
    if known:
        raise GraphError(
            405, "Request_BadRequest", f"The HTTP method '{method}' isn't supported for this resource."
        )
    raise bad_query(f"Resource not found for the segment '{unquote(rest.split('/')[0])}'.")


def _below_own(person: Person, path: str) -> str:
    """What follows /me or one's own /users/{id}, with keys and the names of actions written plainly."""
    plain = (
        re.sub(r"\('([^']*)'\)", r"/\1", path.strip("/"))
        if "supportedTimeZones(" not in path
        else path.strip("/")
    )
    plain = re.sub(r"/microsoft\.graph\.(\w+)$", r"/\1", plain, flags=re.IGNORECASE)
    first, _, rest = plain.partition("/")
    if first.lower() == "me":
        return rest
    if first.lower() != "users":
        raise bad_query(f"Resource not found for the segment '{unquote(first)}'.")
    user, _, rest = rest.partition("/")
    named = unquote(user).lower()
    if named in (person.address.lower(), person.object_id.lower()):
        return rest
    raise _stranger(named, rest)


def _stranger(named: str, rest: str) -> GraphError:
    """Nobody's mailbox is shared here: 403 for a colleague's, 404 for somebody who does not exist."""
    if any(named in (other.address.lower(), other.object_id) for other in PEOPLE.values()):
        return access_denied() if rest else _profile_denied()
    if rest:
        return GraphError(404, "ErrorInvalidUser", f"The requested user '{named}' is invalid.")
    return GraphError(404, "Request_ResourceNotFound", f"Resource '{named}' does not exist.")


def _profile_denied() -> GraphError:
    return GraphError(
        403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."
    )


def _query_name(name: str) -> str:
    """Lower case, and with the dollar sign that may be left out."""
    plain = name.lower().lstrip("$")
    options = ("select", "orderby", "top", "skip", "filter", "count", "expand", "search", "apply", "compute")
    return f"${plain}" if plain in options else plain
