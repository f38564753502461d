"""The HTML of a text as plain text and back, for people to edit."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3
from django.utils.html import linebreaks

_LINES = {"div", "li", "tr", "ul", "ol", "table", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
_PARAGRAPHS = {"p", "blockquote", "pre"}
_READ = _LINES | _PARAGRAPHS | {"a", "br", "td", "th"}
_UNSEEN = {"title", "style", "script"}
# How many tags are read: elements inside each other take time by the square of their number.
_MOST_TAGS = 5000
_PLAIN = {"html", "head", "meta", "title", "body", "p", "br", "div"}
_TAG = re.compile(r"<(?P<name>[a-z][a-z0-9:-]*)(?P<attributes>[^<>]*)>", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
# Those that HTML shows nothing of: at the beginning of a line, and after another one.
_LOST_SPACES = re.compile(r"^ +|(?<= ) +", re.MULTILINE)


def to_html(text: str) -> str:
    """Paragraphs and line breaks for `text`, its spaces kept; nothing in it is taken for HTML."""
    kept = _LOST_SPACES.sub(lambda spaces: "\xa0" * len(spaces[0]), text)
    return linebreaks(kept, autoescape=True) if text else ""


def is_readable(html: str) -> bool:
    """Whether `html` is small enough for `from_html`."""
    return html.count("<") <= _MOST_TAGS


def from_html(html: str) -> str:
    """What `html` says, its lines separated by newlines; a link that is hidden behind words follows them."""
    reader = _Reader()
    attributes = {"a": {"href"}, "p": {"class"}}
    reader.feed(nh3.clean(html, tags=_READ, attributes=attributes, clean_content_tags=_UNSEEN, link_rel=None))
    reader.close()
    lines = (line.strip(" ").replace("\xa0", " ").rstrip() for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def is_formatted(html: str) -> bool:
    """Whether there is more to `html` than paragraphs and lines."""
    return any(
        tag["name"].lower() not in _PLAIN or "style=" in tag["attributes"].lower()
        for tag in _TAG.finditer(html)
    )


class _Reader(HTMLParser):
    """Collects what is seen; line ends are written when something follows them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._breaks = 0
        self._paragraph = 2
        self._verbatim = 0
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "p":  # Outlook writes one for each line; everybody else leaves a blank line between two
            self._paragraph = 1 if "MsoNormal" in (given.get("class") or "") else 2
        self._break_around(tag)
        self._verbatim += tag == "pre"
        if tag == "br":
            self._write("\n")
        elif tag == "li":
            self._write("- ")
        elif tag in ("td", "th"):
            self._write(" ")
        elif tag == "a":
            self._links.append((given.get("href") or "", len(self.parts)))

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
