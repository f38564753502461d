"""In a language of brackets no page says a word without them but people's data, and none scrolls sideways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.screenshots.gallery import ENGLISH, plant
from tests.support.browser import OpenPage, SignedInPage
from tests.support.pseudo_locale import CLOSING, OPENING, in_pseudo_language
from tests.support.sandbox_process import Sandbox
from tests.support.states import SIGNED_IN, SIGNED_OUT
from tests.support.steps import Visit, reached, sideways

# Pieces of text in the order of the page, each with where it stands. A text in brackets may hold elements.
TEXTS = """
() => {
  const pieces = [];
  const data = "script, style, noscript, code, kbd, optgroup option, .text";
  const spoken = ["aria-label", "aria-description", "title", "placeholder", "alt", "label"];
  const leaves = (value) => (Object(value) === value ? Object.values(value).flatMap(leaves) : [`${value}`]);
  const sentences = (value) =>
    leaves(/^[[{]/.test(value) ? JSON.parse(value) : value).filter((words) => /\\s/.test(words.trim()));
  const read = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (node.nodeType === Node.TEXT_NODE && !parent?.closest(data))
        pieces.push([parent?.tagName ?? "", node.data]);
      for (const { name, value } of node.attributes ?? [])
        if (spoken.includes(name)) pieces.push([`${node.tagName} ${name}`, value]);
        else if (name.startsWith("data-"))
          for (const words of sentences(value)) pieces.push([`${node.tagName} ${name}`, words]);
      if (node.tagName === "TEMPLATE") read(node.content);
      if (node.tagName === "NOSCRIPT")
        read(new DOMParser().parseFromString(node.textContent, "text/html").body);
    }
  };
  read(document.documentElement);
  return pieces;
}
"""
SAME_EVERYWHERE = re.compile(
    r"""Meetboard
    | [A-Z]{1,5}                                  # initials, and the letters of time zones
    | [A-Z]\w+(/\w+)+ | (\w+\ )+Time | UTC | UTC[+-][\d:]+
    | (\w+\ )+Time\ \(UTC[+-][\d:]+             # zones with their distance
    | (\S+@\S+\ ?)+ | https?://\S+ | AADSTS.*    # addresses, and what Microsoft said
    """,
    re.VERBOSE,
)
OTHER_DATA = {"Calendar", "Product team", "Travel", "Zoom", "Budget 2031.xlsx", "nobody", "adele", "xyzzy"}
"""Names of calendars, of services and of files, and what the states type."""


@pytest.fixture
def _pseudo(tmp_path: Path) -> Iterator[None]:
    with in_pseudo_language(tmp_path):
        yield


@pytest.mark.usefixtures("_pseudo")
def test_pages_before_the_sign_in_say_nothing_past_the_catalog(open_page: OpenPage, sandbox: Sandbox) -> None:
    visit = Visit(open_page(worker=True), sandbox, {})
    assert walk(visit, SIGNED_OUT, set()) == {}


@pytest.mark.usefixtures("_pseudo")
def test_pages_say_nothing_past_the_catalog_and_stand_still(
    signed_in_page: SignedInPage, sandbox: Sandbox
) -> None:
    ids = plant(sandbox, ENGLISH)
    data = OTHER_DATA | set(strings_in(sandbox.events(ENGLISH.address)))
    visit = Visit(signed_in_page(ENGLISH.address, worker=True), sandbox, ids)
    assert walk(visit, SIGNED_IN, data) == {}


def test_words_past_the_catalog_are_noticed(page: Page) -> None:
    page.set_content(
        f"<p>{OPENING}You have {OPENING}3 <b>new</b> meetings{CLOSING}{CLOSING}</p><p>Bare</p>"
        "<button title='Bare title' data-copied='It was copied'>10:30</button>"
        "<template><i>Hidden</i></template>"
    )
    assert outside_brackets(page) == [
        "P: Bare",
        "BUTTON title: Bare title",
        "BUTTON data-copied: It was copied",
        "I: Hidden",
    ]


def walk(visit: Visit, states: dict[str, Any], data: set[str]) -> dict[str, list[str]]:
    """By state, what was said outside of brackets and is not in `data`, and whether it scrolls sideways."""
    found = {}
    for state, steps in states.items():
        with reached(visit, steps) as page:
            said = [text for text in outside_brackets(page) if text.partition(": ")[2] not in data]
            said += ["It scrolls sideways."] if sideways(page) > 0 else []
        if said:
            found[state] = said
    return found


def outside_brackets(page: Page) -> list[str]:
    """Every text of the page that holds words out of brackets, after the place where it stands."""
    depth, found = 0, []
    for place, text in page.evaluate(TEXTS):
        outside = ""
        for character in text:
            depth += (character == OPENING) - (character == CLOSING)
            is_outside = depth == 0 and character != CLOSING
            outside += character if is_outside else "\0"
        for part in re.split("[\0·]", outside):
            words = bare(part)
            if re.search(r"[^\W\d_]", words) and not SAME_EVERYWHERE.fullmatch(words):
                found.append(f"{place}: {words}")
    return found


def bare(text: str) -> str:
    """A text without the blanks and marks around it."""
    return " ".join(text.split()).strip(",.:–-() ")


def strings_in(value: Any) -> Iterator[str]:
    """Every string below a JSON value."""
    if isinstance(value, str):
        yield bare(value)
    elif isinstance(value, dict | list):
        for below in value.values() if isinstance(value, dict) else value:
            yield from strings_in(below)
