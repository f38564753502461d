"""Converts the HTML of an event's text to plain text that people can edit, and back."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3
from django.utils.html import linebreaks

_LINES = {"div", "li", "tr", "ul", "ol", "table", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
_PARAGRAPHS = {"p", "blockquote", "pre"}
_TAGS_READ = _LINES | _PARAGRAPHS | {"a", "br", "td", "th"}
_INVISIBLE = {"title", "style", "script"}
# How many tags are read at most, because nested elements take time by the square of their number.
_MAX_TAGS = 5000
_PLAIN = {"html", "head", "meta", "title", "body", "p", "br", "div"}
_TAG = re.compile(r"<(?P<name>[a-z][a-z0-9:-]*)(?P<attributes>[^<>]*)>", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
# Spaces that HTML does not show: at the beginning of a line, and after another space.
_LOST_SPACES = re.compile(r"^ +|(?<= ) +", re.MULTILINE)


def to_html(text: str) -> str:
    """`text` as HTML paragraphs and line breaks, with all its spaces; HTML in it is escaped."""
    with_all_spaces = _LOST_SPACES.sub(lambda spaces: "\xa0" * len(spaces[0]), text)
    return linebreaks(with_all_spaces, autoescape=True) if text else ""


def is_readable(html: str) -> bool:
    """Whether `html` is small enough for `from_html`."""
    return html.count("<") <= _MAX_TAGS


def from_html(html: str) -> str:
    """The visible text of `html`, with newlines between its lines.

    The address of a link follows its words in angle brackets, unless the words show it already.
    """
    reader = _Reader()
    attributes = {"a": {"href"}, "p": {"class"}}
    reader.feed(
        nh3.clean(html, tags=_TAGS_READ, attributes=attributes, clean_content_tags=_INVISIBLE, link_rel=None)
    )
    reader.close()
    lines = (line.strip(" ").replace("\xa0", " ").rstrip() for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def is_formatted(html: str) -> bool:
    """Whether `html` has formatting beyond paragraphs and line breaks."""
    return any(
        tag["name"].lower() not in _PLAIN or "style=" in tag["attributes"].lower()
        for tag in _TAG.finditer(html)
    )


class _Reader(HTMLParser):
    """Collects the visible text in `parts`. Line breaks are held back until some text follows them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._breaks = 0
        self._paragraph = 2
        self._verbatim = 0
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "p":  # Outlook's are lines; everybody else's are paragraphs with a blank line between them
            self._paragraph = 1 if "MsoNormal" in (attributes.get("class") or "") else 2
        self._break_around(tag)
        self._verbatim += tag == "pre"
        if tag == "br":
            self._write("\n")
        elif tag == "li":
            self._write("- ")
        elif tag in ("td", "th"):
            self._write(" ")
        elif tag == "a":
            self._links.append((attributes.get("href") or "", len(self.parts)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._links:
            address, first = self._links.pop()
            words = "".join(self.parts[first:]).strip()
            if words and address.startswith(("http", "mailto:")) and words not in address:
                self._write(f" <{address}>")
        self._break_around(tag)
        self._verbatim = max(0, self._verbatim - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        text = data.replace("\r\n", "\n").replace(" ", "\xa0") if self._verbatim else _BLANKS.sub(" ", data)
        if self._verbatim or text != " " or not self._breaks:
            self._write(text)

    def _break_around(self, tag: str) -> None:
        if tag in _LINES:
            self._breaks = max(self._breaks, 1)
        elif tag in _PARAGRAPHS:
            self._breaks = max(self._breaks, self._paragraph if tag == "p" else 2)

    def _write(self, text: str) -> None:
        if self.parts:
            self.parts.append("\n" * self._breaks)
        self._breaks = 0
        self.parts.append(text)
