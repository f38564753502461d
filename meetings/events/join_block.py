"""Splits the HTML of a meeting's text into what the person wrote and the join block Outlook keeps below it.

Sending a body without its join block ends the online meeting (docs/graph.md 7.5). So an edit replaces only
what comes before the block; from there on, every byte stays as it came.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

# The block begins with a line of eighty underscores, or with the element of this class that Teams puts its
# text in. A shorter line is not part of it: Outlook draws 32 underscores above a quoted mail.
_RULE = re.compile(r"_{60,}")
_TEAMS_CLASS = "me-email-text"
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9:-]*)[^<>]*>", re.IGNORECASE)
_TAGS_ONLY = re.compile(r"(?:\s|&nbsp;|<[^<>]*>)*")
_TAGS_AND_RULE = re.compile(_TAGS_ONLY.pattern + _RULE.pattern)
_DOCUMENT = {"html", "head", "body"}
# How many elements around the line of underscores still belong to the block, at most.
_MAX_DEPTH = 4
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass(frozen=True, slots=True)
class Parts:
    """The HTML of a body: `frame` before the person's text, that text (`own`), and the `rest` after it.

    `opened` are the start tags in `own` whose elements are only closed in `rest`.
    """

    frame: str
    own: str
    opened: str
    rest: str
    has_block: bool

    def with_own(self, html: str) -> str:
        """The body with the person's text replaced by `html`."""
        return f"{self.frame}{html}{self.opened}{self.rest}"


def split(html: str) -> Parts:
    """The parts of a body; without a join block, `rest` is what closes the document."""
    own_end = start(html)
    has_block = own_end < len(html)
    if not has_block:
        closing = html.lower().rfind("</body")
        own_end = closing if closing >= 0 else own_end
    own_start = _frame_end(html[:own_end])
    own = html[own_start:own_end]
    return Parts(html[:own_start], own, _unclosed_tags(own), html[own_end:], has_block)


def start(html: str) -> int:
    """The index where the join block begins; the length of `html` when there is none.

    With Teams' element it begins there, or at a line of underscores right before it if the element does not
    begin with one. Without the element it begins at the first such line. Other lines are left to the person,
    because people draw them too.
    """
    element = _teams_element(html)
    rules = [rule.span() for rule in _RULE.finditer(html, 0, len(html) if element is None else element)]
    if element is None:
        return _first_tag(html, rules[0][0]) if rules else len(html)
    if (
        rules
        and not _TAGS_AND_RULE.match(html, element)
        and _TAGS_ONLY.fullmatch(html, rules[-1][1], element)
    ):
        return _first_tag(html, rules[-1][0])
    return element


def _teams_element(html: str) -> int | None:
    """The index of the first tag that names Teams' class."""
    index = html.find(_TEAMS_CLASS)
    while index >= 0:
        tag = html.rfind("<", 0, index)
        if tag > html.rfind(">", 0, index):
            return tag
        index = html.find(_TEAMS_CLASS, index + 1)
    return None


def _first_tag(html: str, at: int) -> int:
    """The index of the first start tag directly before the text at `at`, without the document's own tags."""
    for _ in range(_MAX_DEPTH):
        tag = _TAG.fullmatch(html, html.rfind("<", 0, at), len(html[:at].rstrip()))
        if tag is None or tag["end"] or tag["name"].lower() in _DOCUMENT | _VOID:
            break
        at = tag.start()
    return at


def _frame_end(html: str) -> int:
    """The index where the document's own tags end and its text begins."""
    ends = {tag["end"] + tag["name"].lower(): tag.end() for tag in _TAG.finditer(html)}
    return next((ends[name] for name in ("body", "/head", "html") if name in ends), 0)


def _unclosed_tags(html: str) -> str:
    """The start tags in `html` whose elements are not closed in it, unchanged."""
    stack: list[tuple[str, str]] = []
    names: Counter[str] = Counter()
    for tag in _TAG.finditer(html):
        name = tag["name"].lower()
        if not tag["end"] and name not in _VOID:
            stack.append((name, tag[0]))
            names[name] += 1
        while tag["end"] and names[name]:
            closed = stack.pop()[0]
            names[closed] -= 1
            if closed == name:
                break
    return "".join(text for _, text in stack)
