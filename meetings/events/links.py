"""Which join links are worth a button.

A link is data from outside: Exchange takes it over from invitations that anybody may send.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}
# Where Microsoft's own meetings live, in all its clouds (docs/graph.md 7).
_MICROSOFT = (
    "microsoft.com",
    "microsoft.us",
    "cloud.microsoft",
    "microsoftonline.cn",
    "microsoft365.com",
    "live.com",
    "skype.com",
    "lync.com",
)
# A browser reads these otherwise than we do: it drops control characters and blanks, and turns a backslash.
_ODD = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
# Host names and addresses as they go over the wire. A browser would decode or map other characters first, and
# arrive at a host that is not the one we looked at; a genuine name in other letters comes as punycode.
_PLAIN_HOST = re.compile(r"[a-z0-9._:-]+")


# What Outlook writes for a place, and what its join block and Teams' links are known by in a text.
_ONLINE_PLACE = re.compile(r"microsoft teams|skype", re.IGNORECASE)
_ONLINE_TEXT = re.compile(
    r"me-email-(?:text|headline|link)|//teams\.[a-z.]+/(?:l/meetup-join|meet)/", re.IGNORECASE
)


def is_safe_join_link(url: str, provider: str, allows_local: bool = False) -> bool:
    """Whether a person may be sent to `url` as the official link of a meeting.

    `provider` is Graph's value for who holds it. The link must be https with a plain host and no user name
    in it; plain http only on this machine, and only if `allows_local`: while Graph itself is on this machine.
    A host that dresses up as Microsoft's is refused.
    """
    if _ODD.search(url):
        return False
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        _ = parts.port
    except ValueError:
        return False
    if not _PLAIN_HOST.fullmatch(host) or "@" in parts.netloc:
        return False
    if parts.scheme == "http":
        return allows_local and host in LOCAL_HOSTS
    return parts.scheme == "https" and not _is_look_alike(host, provider)


def is_web_link(url: str) -> bool:
    """Whether `url` may stand in a plain link of ours: `web_host` knows its host."""
    return bool(web_host(url))


def web_host(url: str) -> str:
    """The host of an https address, in small letters; empty for an address that is not to be offered.

    Such a one has no host, one that a browser may read otherwise, a user name, or an unusual port.
    """
    if _ODD.search(url):
        return ""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        is_plain = parts.scheme == "https" and parts.port in (None, 443) and "@" not in parts.netloc
    except ValueError:
        return ""
    return host if is_plain and _PLAIN_HOST.fullmatch(host) else ""


def speak_of_meeting(place: str, html: str) -> bool:
    """Whether the place or the text of an event names a meeting of Teams or Skype."""
    return bool(_ONLINE_PLACE.search(place) or _ONLINE_TEXT.search(html))


def _is_look_alike(host: str, provider: str) -> bool:
    if any(host == domain or host.endswith(f".{domain}") for domain in _MICROSOFT):
        return False
    foreign_letters = any(label.startswith("xn--") for label in host.split("."))
    dressed_up = "microsoft" in host or any(f".{domain}." in f".{host}." for domain in _MICROSOFT)
    return dressed_up or (foreign_letters and provider.startswith(("teams", "skype")))
