"""Reading pages in tests: elements found by CSS selectors, and what they say."""

from __future__ import annotations

import re

from django.http import HttpResponseBase
from selectolax.lexbor import LexborHTMLParser, LexborNode

_BARE_VALUE = re.compile(r"=([^\]]*)\]")


class Element:
    """An element of a page as a browser builds it."""

    def __init__(self, node: LexborNode | LexborHTMLParser) -> None:
        self._node = node
        self._id = node.mem_id if isinstance(node, LexborNode) else 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Element) and other._id == self._id

    def __hash__(self) -> int:
        return hash(self._id)

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]

    def __contains__(self, attribute: str) -> bool:
        return attribute in self.attributes

    @property
    def tag(self) -> str:
        return getattr(self._node, "tag", "")

    @property
    def attributes(self) -> dict[str, str]:
        """Character references are resolved; an attribute without a value has an empty one."""
        given = self._node.attributes if isinstance(self._node, LexborNode) else {}
        return {name: value or "" for name, value in given.items()}

    @property
    def text(self) -> str:
        """The words in it, each run of blanks as one space."""
        return " ".join(self.raw_text.split())

    @property
    def raw_text(self) -> str:
        """The words in it, with every blank."""
        return self._node.text()

    def all(self, selector: str) -> list[Element]:
        """The elements below this one that match, in the order of the page.

        Values need no quotes: `[data-event=A/b=]`. No part of a selector matches outside of this element.
        """
        outer, _, inner = selector.rpartition(" ")
        query = _BARE_VALUE.sub(r'="\1"]', inner)
        roots = self.all(outer) if outer else [self]
        return list(dict.fromkeys(found for root in roots for found in root._below(query)))

    def one(self, selector: str) -> Element:
        """The only element below this one that matches."""
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} elements match {selector}"
        return found[0]

    def _below(self, query: str) -> list[Element]:
        return [found for found in map(Element, self._node.css(query)) if found != self]


class Page(Element):
    """A whole answer, page or fragment."""

    def __init__(self, html: str) -> None:
        super().__init__(LexborHTMLParser(html, is_fragment="<html" not in html))
        self.html = html


def read(answer: HttpResponseBase, status: int = 200) -> Page:
    """The page in an answer of the site, which must have this status."""
    html = getattr(answer, "content", b"").decode()
    assert answer.status_code == status, f"{answer.status_code}: {html[:2000]}"
    return Page(html)


def subjects(page: Element) -> list[str]:
    return [link.text for link in page.all("a.row-subject")]
