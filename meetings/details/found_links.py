"""Meeting links that people wrote into the place or the text of an event, whatever service they lead to.

They are no more than found: anybody who can send an invitation wrote them. So they are shown by service and
host, and never in the place of the official link.
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

# How much of a text is read, in characters; how many addresses in it; how many rooms are shown.
_LONGEST_TEXT = 400_000
_MOST_ADDRESSES = 2000
_MOST_ROOMS = 5
# Longer addresses are none that a service makes; wrapped more often than this, none that a mail filter makes.
_LONGEST = 8000
_DEEPEST = 3

# An https address, or one that begins with its host as people write it. A quote or a letter of another script
# ends it: text may follow without a blank.
_ASCII = r"[!#-&(-;=?-\[\]_a-z~]+"
_ADDRESS = re.compile(
    rf"https://{_ASCII}|(?<![\w@./:-])(?:[a-z0-9-]++\.)++[a-z]{{2,}}/{_ASCII}", re.IGNORECASE | re.ASCII
)
_AFTER_AN_ADDRESS = ".,;:!?)]*"
# Hosts that lead on to the address in a field of their own, in all of Microsoft's clouds.
_WRAPPERS = (
    (".safelinks.protection.outlook.com", ("url",)),
    (".safelinks.protection.office365.us", ("url",)),
    (".safelinks.protection.partner.outlook.cn", ("url",)),
    ("statics.teams.cdn.office.net", ("url",)),
    ("www.google.com", ("q", "url")),
)


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A room of a service; `source` is where it was found, PLACE or TEXT, `room` tells it from others."""

    url: str
    service: Service
    room: str
    source: str

    @property
    def host(self) -> str:
        return links.web_host(self.url)


def find(place: str, body: str, official: str = "") -> tuple[FoundLink, ...]:
    """The rooms named in `place` and in the HTML `body`, the likeliest first, each once.

    What stands in the place goes before what stands in the text; of several links the longest is the most
    complete one. The room that the `official` link leads to is left out.
    """
    official_room = meeting_services.room(official)
    rooms: dict[tuple[str, str], FoundLink] = {}
    for found in (*_in_text(place, PLACE), *_in_text(body, TEXT)):
        if found.url == official or (found.service, found.room) == official_room:
            continue
        known = rooms.setdefault((found.service.name, found.room), found)
        if len(found.url) > len(known.url):
            rooms[found.service.name, found.room] = replace(known, url=found.url)
    ranked = sorted(rooms.values(), key=lambda found: (found.source != PLACE, -len(found.url)))
    return tuple(ranked[:_MOST_ROOMS])


def unwrapped(url: str) -> str:
    """The address that a link of Outlook's link protection or of Google's mail leads to; others unchanged.

    Empty when it is wrapped too often, or in an address that is too long.
    """
    for _ in range(_DEEPEST + 1):
        if len(url) > _LONGEST:
            return ""
        inner = _inside(url)
        if not inner:
            return url
        url = inner
    return ""


def _in_text(text: str, source: str) -> Iterator[FoundLink]:
    """The rooms that a text or its HTML names: what is visible in it and the targets of its links alike."""
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


def _inside(url: str) -> str:
    host = links.web_host(url)
    for own, names in _WRAPPERS:
        if host == own or (own[0] == "." and host.endswith(own)):
            parts = urlsplit(url)
            if own == "www.google.com" and parts.path != "/url":
                return ""
            fields = dict(parse_qsl(parts.query[:_LONGEST], separator="&"))
            return next((fields[name] for name in names if fields.get(name)), "")
    return ""
