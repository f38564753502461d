"""Decides which links may be offered to a person: join links as buttons, other links in texts.

Links cannot be trusted: Exchange copies them from invitations, which anybody may send.
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
# Characters that a browser reads differently than urlsplit does: it drops control characters and spaces, and
# takes a backslash for a slash.
_AMBIGUOUS = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
# Host names and addresses as they go over the wire. A browser would decode or map other characters first, and
# arrive at another host than the one checked here; a genuine name in other letters comes as punycode.
_PLAIN_HOST = re.compile(r"[a-z0-9._:-]+")
# What Outlook writes as the place of an online meeting, and how to recognize its join block and Teams' links
# in a text.
_ONLINE_PLACE = re.compile(r"microsoft teams|skype", re.IGNORECASE)
_ONLINE_TEXT = re.compile(
    r"me-email-(?:text|headline|link)|//teams\.[a-z.]+/(?:l/meetup-join|meet)/", re.IGNORECASE
)


def is_safe_join_link(url: str, provider: str, allows_local: bool = False) -> bool:
    """Whether `url` may be offered as the join link of a meeting; `provider` is Graph's value.

    It has to be https, with a plain host that does not imitate one of Microsoft's, and without a user name.
    Plain http is only for this machine, and only if `allows_local`: while Graph itself is on this machine.
    """
    if _AMBIGUOUS.search(url):
        return False
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        _ = parts.port  # raises ValueError if it is not a port
    except ValueError:
        return False
    if not _PLAIN_HOST.fullmatch(host) or "@" in parts.netloc:
        return False
    if parts.scheme == "http":
        return allows_local and host in LOCAL_HOSTS
    return parts.scheme == "https" and not _is_look_alike(host, provider)


def is_web_link(url: str) -> bool:
    """Whether `url` may be offered as an ordinary link, which `web_host` decides."""
    return bool(web_host(url))


def web_host(url: str) -> str:
    """The host of an https address, in lower case; empty for an address that must not be offered.

    That is an address without a host, or with a host that a browser may read differently, a user name, or an
    unusual port.
    """
    if _AMBIGUOUS.search(url):
        return ""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        is_plain = parts.scheme == "https" and parts.port in (None, 443) and "@" not in parts.netloc
    except ValueError:
        return ""
    return host if is_plain and _PLAIN_HOST.fullmatch(host) else ""


def mentions_meeting(place: str, html: str) -> bool:
    """Whether the place or the text of an event mentions a Teams or Skype meeting."""
    return bool(_ONLINE_PLACE.search(place) or _ONLINE_TEXT.search(html))


def _is_look_alike(host: str, provider: str) -> bool:
    if any(host == domain or host.endswith(f".{domain}") for domain in _MICROSOFT):
        return False
    has_other_letters = any(label.startswith("xn--") for label in host.split("."))
    imitates_microsoft = "microsoft" in host or any(f".{domain}." in f".{host}." for domain in _MICROSOFT)
    return imitates_microsoft or (has_other_letters and provider.startswith(("teams", "skype")))
