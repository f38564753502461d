"""The text of an event, cleaned: it is HTML from anybody who can send an invitation."""

from __future__ import annotations

import re

import nh3
from django.utils.safestring import SafeString, mark_safe

# No headings: the page has its own.
_TAGS = {
    *("a", "b", "blockquote", "br", "code", "div", "em", "hr", "i", "li", "ol", "p", "pre", "s", "span"),
    *("strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul"),
}
# The join block begins with a line of eighty underscores, or with the element that Teams puts its text in
# (contract 7.5). Fewer are somebody's own: Outlook draws 32 of them over a mail that is quoted.
_JOIN_BLOCK = re.compile(
    r'<div[^<>]*>\s*(?:<span[^<>]*>\s*)?_{60,}|<div[^<>]*class="me-email-text"', re.IGNORECASE
)
# How many tags are read: reading elements inside each other takes time by the square of their number.
_MOST_TAGS = 5000


def clean(html: str) -> SafeString:
    """`html` without its join block, scripts, styles, images and odd links, safe to show.

    Empty when nothing is left.
    """
    block = _JOIN_BLOCK.search(html)
    text = html[: block.start()] if block else html
    pieces = text.split("<", _MOST_TAGS + 1)
    if len(pieces) > _MOST_TAGS + 1:
        text = "<".join(pieces[:-1]) + "…"
    cleaned = nh3.clean(
        text,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    has_text = nh3.clean(cleaned, tags=set()).replace("&nbsp;", " ").strip()
    return mark_safe(cleaned if has_text else "")  # noqa: S308 - nh3 cleaned it
