"""A meeting's text in Graph's HTML: what the person wrote, and the join block that Outlook keeps below it.

A body that comes back without its block ends the online meeting (docs/graph.md 7.5). So an edit replaces
nothing but what stands before the block; from the block on, every byte stays as it came.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

# The block begins with a line of eighty underscores, or with the element that Teams puts its text in. Fewer
# are somebody's own: Outlook draws 32 of them over a mail that is quoted.
_RULE = re.compile(r"_{60,}")
_MARK = "me-email-text"
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9:-]*)[^<>]*>", re.IGNORECASE)
_TAGS_ONLY = re.compile(r"(?:\s|&nbsp;|<[^<>]*>)*")
_RULED = re.compile(_TAGS_ONLY.pattern + _RULE.pattern)
_DOCUMENT = {"html", "head", "body"}
# How many elements the line of underscores may lie in that still belong to the block.
_DEEPEST = 4
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass(frozen=True, slots=True)
class Parts:
    """A body in three parts: the frame before the person's text, that text's HTML, and all that follows.

    `opened` are the start tags in `own` that lie open where `rest` begins.
    """

    frame: str
    own: str
    opened: str
    rest: str
    has_block: bool

    def with_own(self, html: str) -> str:
        """The body with `html` for the person's text."""
        return f"{self.frame}{html}{self.opened}{self.rest}"


def part(html: str) -> Parts:
    """The parts of a body; without a block `rest` is what closes the document."""
    cut = start(html)
    has_block = cut < len(html)
    if not has_block:
        closing = html.lower().rfind("</body")
        cut = closing if closing >= 0 else cut
    begin = _frame_end(html[:cut])
    own = html[begin:cut]
    return Parts(html[:begin], own, _opened(own), html[cut:], has_block)


def start(html: str) -> int:
    """Where the join block begins; the length of `html` when there is none.

    Of several rules the one right before the marked element counts, unless that has one of its own: people
    draw lines as well.
    """
    mark = _marked_element(html)
    rules = [rule.span() for rule in _RULE.finditer(html, 0, len(html) if mark is None else mark)]
    if mark is None:
        return _first_tag(html, rules[0][0]) if rules else len(html)
    if rules and not _RULED.match(html, mark) and _TAGS_ONLY.fullmatch(html, rules[-1][1], mark):
        return _first_tag(html, rules[-1][0])
    return mark


def _marked_element(html: str) -> int | None:
    """Where the first tag begins that names Teams' class."""
    found = html.find(_MARK)
    while found >= 0:
        tag = html.rfind("<", 0, found)
        if tag > html.rfind(">", 0, found):
            return tag
        found = html.find(_MARK, found + 1)
    return None


def _first_tag(html: str, at: int) -> int:
    """Where the few start tags begin that lead up to the text at `at`; the document's own are left out."""
    for _ in range(_DEEPEST):
        tag = _TAG.fullmatch(html, html.rfind("<", 0, at), len(html[:at].rstrip()))
        if tag is None or tag["end"] or tag["name"].lower() in _DOCUMENT | _VOID:
            break
        at = tag.start()
    return at


def _frame_end(html: str) -> int:
    """Where the document's own tags end and its text begins."""
    ends = {tag["end"] + tag["name"].lower(): tag.end() for tag in _TAG.finditer(html)}
    return next((ends[name] for name in ("body", "/head", "html") if name in ends), 0)


def _opened(html: str) -> str:
    """The start tags in `html` whose elements are not closed in it, as they stand."""
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
