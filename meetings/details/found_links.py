"""Finds the links of meeting services that people wrote into the location or the text of an event.

Anybody who can send an invitation may have written them, so nothing vouches for them. They are shown with
their service and host, and never in place of the official join link.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from meetings.details import meeting_services
from meetings.details.meeting_services import Service
from meetings.events import links

PLACE, TEXT = "place", "text"

# The most that is read of a text, in characters; the most addresses in it; the most rooms that are shown.
_LONGEST_TEXT = 400_000
_MOST_ADDRESSES = 2000
_MOST_ROOMS = 5
# No service makes longer addresses, and no mail filter wraps an address more often than this.
_LONGEST = 8000
_DEEPEST = 3

# An https address, or one without a scheme, as people write it. A quote or a letter of another script ends
# it, because text may follow without a space.
_ASCII = r"[!#-&(-;=?-\[\]_a-z~]+"
_ADDRESS = re.compile(
    rf"https://{_ASCII}|(?<![\w@./:-])(?:[a-z0-9-]++\.)++[a-z]{{2,}}/{_ASCII}", re.IGNORECASE | re.ASCII
)
_AFTER_AN_ADDRESS = ".,;:!?)]*"
# Hosts that redirect to the address in one of these query parameters; for Safe Links those of all clouds.
_WRAPPERS = (
    (".safelinks.protection.outlook.com", ("url",)),
    (".safelinks.protection.office365.us", ("url",)),
    (".safelinks.protection.partner.outlook.cn", ("url",)),
    ("statics.teams.cdn.office.net", ("url",)),
    ("www.google.com", ("q", "url")),
)


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link to a meeting room; `room` identifies the room at its service, `source` is PLACE or TEXT."""

    url: str
    service: Service
    room: str
    source: str

    @property
    def host(self) -> str:
        return links.web_host(self.url)


def find(place: str, body: str, official: str = "") -> tuple[FoundLink, ...]:
    """The rooms linked in `place` and in the HTML `body`, each once and the likeliest first.

    Rooms in the location come before those in the text, and longer links before shorter ones. Of several
    links to one room the longest is taken, as the most complete. The room of the `official` join link is left
    out.
    """
    official_room = meeting_services.room(official)
    rooms: dict[tuple[str, str], FoundLink] = {}
    for link in (*_links_in(place, PLACE), *_links_in(body, TEXT)):
        if link.url == official or (link.service, link.room) == official_room:
            continue
        first = rooms.setdefault((link.service.name, link.room), link)
        if len(link.url) > len(first.url):
            rooms[link.service.name, link.room] = replace(first, url=link.url)
    ranked = sorted(rooms.values(), key=lambda link: (link.source != PLACE, -len(link.url)))
    return tuple(ranked[:_MOST_ROOMS])


def unwrapped(url: str) -> str:
    """The target of a link that Outlook's Safe Links or Google wrapped; any other `url` unchanged.

    Empty when the link is wrapped too many times, or an address on the way is too long.
    """
    for _ in range(_DEEPEST + 1):
        if len(url) > _LONGEST:
            return ""
        inner = _wrapped_url(url)
        if not inner:
            return url
        url = inner
    return ""


def _links_in(text: str, source: str) -> Iterator[FoundLink]:
    """The rooms linked in a text or in HTML, both in what is visible and in the targets of links."""
    seen: set[str] = set()
    for match in _ADDRESS.finditer(html.unescape(text[:_LONGEST_TEXT])):
        address = match[0].rstrip(_AFTER_AN_ADDRESS)
        if address in seen:
            continue
        if len(seen) == _MOST_ADDRESSES:
            return
        seen.add(address)
        url = unwrapped(address if address[:8].lower() == "https://" else f"https://{address}")
        if room := meeting_services.room(url):
            yield FoundLink(url, *room, source)


def _wrapped_url(url: str) -> str:
    host = links.web_host(url)
    for wrapper, names in _WRAPPERS:
        if host == wrapper or (wrapper[0] == "." and host.endswith(wrapper)):
            parts = urlsplit(url)
            if wrapper == "www.google.com" and parts.path != "/url":
                return ""
            fields = dict(parse_qsl(parts.query[:_LONGEST], separator="&"))
            return next((fields[name] for name in names if fields.get(name)), "")
    return ""
