"""Cleans the text of an event, which is HTML from anybody who can send an invitation."""

from __future__ import annotations

import nh3
from django.utils.safestring import SafeString, mark_safe

from meetings.events import join_block

# No headings: the page has its own.
_TAGS = {
    *("a", "b", "blockquote", "br", "code", "div", "em", "hr", "i", "li", "ol", "p", "pre", "s", "span"),
    *("strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul"),
}
# How many tags are read at most: parsing nested elements takes time quadratic in their number.
_MOST_TAGS = 5000


def clean(html: str) -> SafeString:
    """`html` without its join block, scripts, styles, images and unsafe links; empty when no text is left."""
    cleaned = nh3.clean(
        shortened(html[: join_block.start(html)]),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    has_text = nh3.clean(cleaned, tags=set()).replace("&nbsp;", " ").strip()
    return mark_safe(cleaned if has_text else "")  # noqa: S308 - nh3 cleaned it


def shortened(html: str) -> str:
    """`html` up to the limit on tags, with an ellipsis in place of the rest."""
    pieces = html.split("<", _MOST_TAGS + 1)
    return html if len(pieces) <= _MOST_TAGS + 1 else "<".join(pieces[:-1]) + "…"
