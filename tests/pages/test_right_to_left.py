"""In a language written from right to left every page is its own mirror image, and none scrolls sideways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import FloatRect, Locator

from tests.screenshots.gallery import ENGLISH, plant
from tests.support.browser import SignedInPage
from tests.support.pseudo_locale import in_pseudo_language
from tests.support.sandbox_process import PROJECT, Sandbox
from tests.support.states import GRID, ROW, SIGNED_IN, WEEK
from tests.support.steps import Visit, reached, sideways

STYLES = sorted((PROJECT / "static").glob("[!v]*/*.css"))
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b[\w-]*"
    r"|border-(?:top|bottom)-(?:left|right)-radius|(?:left|right)(?=\s*:)"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b)"
)
FOUR_SIDES = re.compile(r"(?<![\w-])((?:margin|padding|inset|border-radius)\s*:\s*[^;}]+)")
VALUE = re.compile(r"(?:[\w-]*\((?:[^()]|\([^()]*\))*\)|[^\s()])+")


@pytest.fixture
def visit(
    tmp_path: Path, sandbox: Sandbox, signed_in_page: SignedInPage, request: pytest.FixtureRequest
) -> Iterator[Visit]:
    """Alex at the gallery in the mirrored language, in a window of the width that the test names."""
    with in_pseudo_language(tmp_path):
        ids = plant(sandbox, ENGLISH)
        yield Visit(
            signed_in_page(ENGLISH.address, width=getattr(request, "param", 1440), worker=True), sandbox, ids
        )


@pytest.mark.parametrize("visit", [390], indirect=True)
def test_no_page_scrolls_sideways_on_a_phone(visit: Visit) -> None:
    """For the desk: tests/wording/test_translation_pages.py, which walks there in the same language."""
    wide = {}
    for state, steps in SIGNED_IN.items():
        with reached(visit, steps) as page:
            rest = sideways(page)
        if rest > 0:
            wide[state] = rest
    assert wide == {}


def test_row_runs_from_its_time_on_the_right_to_its_action_on_the_left(visit: Visit) -> None:
    visit.page.goto(WEEK)
    row = visit.page.locator(visit.told(ROW % "review"))
    parts = [row.locator(part) for part in (".row-start", ".row-bar", ".row-subject", "[data-join]")]
    expect_from_right_to_left(parts)


def test_header_and_board_are_mirrored(visit: Visit) -> None:
    page = visit.page
    page.goto(WEEK)
    expect_from_right_to_left(
        [page.locator(part) for part in (".brand", "a[href='/meetings/new/']", "[popovertarget=account]")]
    )
    expect_from_right_to_left([page.locator("[rel=prev]").first, page.locator("[rel=next]").first])


def test_week_begins_on_the_right(visit: Visit) -> None:
    visit.page.goto(GRID)
    heads = visit.page.locator(".week-head, [data-week-day]")
    expect_from_right_to_left(heads.all())


def test_arrows_point_the_other_way(visit: Visit) -> None:
    for address in (WEEK, GRID, visit.told("/meetings/{review/}/")):
        visit.page.goto(address)
        arrows = visit.page.locator("svg.icon:has(use[href*='#chevron-left'], use[href*='#chevron-right'])")
        assert arrows.count() > 0
        assert {arrow.evaluate("(one) => getComputedStyle(one).transform") for arrow in arrows.all()} == {
            "matrix(-1, 0, 0, 1, 0, 0)"
        }


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_name_no_side_but_start_and_end(path: Path) -> None:
    assert physical_sides(path.read_text()) == []


@pytest.mark.parametrize(
    "style",
    [
        "a { margin-left: 4px }",
        "a{right:0}",
        "a { text-align: left; }",
        "a { border-top-left-radius: 4px; }",
        "a { padding: 1px 2px 3px 4px; }",
        "a { inset: 0 auto 0 calc(100% - (4px + 1px)); }",
    ],
)
def test_physical_sides_are_noticed(style: str) -> None:
    assert physical_sides(style)


def physical_sides(style: str) -> list[str]:
    """The declarations of a style sheet that mean left or right."""
    rules = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    named = [match[0] for match in PHYSICAL.finditer(rules)]
    for match in FOUR_SIDES.finditer(rules):
        values = VALUE.findall(match[1].partition(":")[2])
        if len(values) == 4 and values[1] != values[3]:
            named.append(match[1].strip())
    return named


def expect_from_right_to_left(parts: list[Locator]) -> None:
    """Each part stands wholly to the left of the one before it."""
    boxes = [box_of(part) for part in parts]
    assert len(boxes) > 1
    for before, after in pairwise(boxes):
        assert after["x"] + after["width"] <= before["x"] + 1, boxes


def box_of(part: Locator) -> FloatRect:
    box = part.bounding_box()
    assert box, part
    return box
