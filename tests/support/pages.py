"""Reading pages in tests: elements found by short selectors, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.http import HttpResponseBase

_VOID = frozenset(("br", "hr", "img", "input", "link", "meta"))
_SIMPLE = re.compile(
    r"^(?P<tag>[\w-]*)(?:#(?P<id>[\w-]+))?(?:\.(?P<class>[\w-]+))?"
    r"(?:\[(?P<name>[\w-]+)(?:=(?P<value>[^\]]*))?\])?$"
)


class Element:
    """An element of a page: its tag, its attributes (character references resolved), and what is in it."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element | str] = []

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]

    def __contains__(self, attribute: str) -> bool:
        return attribute in self.attributes

    @property
    def text(self) -> str:
        """The words in it, each run of blanks as one space."""
        return " ".join("".join(self._strings()).split())

    def all(self, selector: str) -> list[Element]:
        """The elements below this one that match, in the order of the page.

        A selector is one `tag#id.class[name=value]`, each part optional, or several parted by spaces, each to
        be found below the one before it.
        """
        outer, _, inner = selector.rpartition(" ")
        test = _simple(inner)
        found = [
            element
            for root in (self.all(outer) if outer else [self])
            for element in root._below()
            if test(element)
        ]
        return list(dict.fromkeys(found))

    def one(self, selector: str) -> Element:
        """The only element below this one that matches."""
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} elements match {selector}"
        return found[0]

    def _below(self) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._below()

    def _strings(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._strings()


class Page(Element):
    """A whole answer, page or fragment."""

    def __init__(self, html: str) -> None:
        super().__init__("", {})
        self.html = html
        reader = _Reader(self)
        reader.feed(html)
        reader.close()


def read(answer: HttpResponseBase, status: int = 200) -> Page:
    """The page in an answer of the site, which must have this status."""
    html = getattr(answer, "content", b"").decode()
    assert answer.status_code == status, f"{answer.status_code}: {html[:2000]}"
    return Page(html)


class _Reader(HTMLParser):
    """Builds the tree. End tags that fit nothing are passed over, missing ones closed with what is around."""

    def __init__(self, root: Element) -> None:
        super().__init__(convert_charrefs=True)
        self._open = [root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


class _Test:
    """A simple selector as a question to an element."""

    def __init__(self, selector: str) -> None:
        match = _SIMPLE.match(selector)
        assert match, f"{selector} is no selector that tests/pages.py reads"
        self._part = match

    def __call__(self, element: Element) -> bool:
        part, given = self._part, element.attributes
        if part["name"] and (part["name"] not in given or part["value"] not in (None, given[part["name"]])):
            return False
        return (
            part["tag"] in ("", element.tag)
            and part["id"] in (None, given.get("id"))
            and (part["class"] is None or part["class"] in given.get("class", "").split())
        )


def _simple(selector: str) -> _Test:
    return _Test(selector)


def subjects(page: Element) -> list[str]:
    return [link.text for link in page.all("a.row-subject")]
