"""Filters and search as they are used: pressed, typed, gone back from, with and without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.agenda_page import row_of
from tests.support.browser import SignedInPage
from tests.support.planting import ADELE, AGENDA, ALEX, event, online, organized_by
from tests.support.sandbox_process import Sandbox


@pytest.fixture(autouse=True)
def _day(sandbox: Sandbox) -> None:
    """A day of three meetings, two of which compete."""
    sandbox.plant(ALEX, event("Design review", "09:00", **online()))
    sandbox.plant(ALEX, event("Price strategy", "09:30"))
    sandbox.plant(ALEX, event("Sync", "14:00", **organized_by(ADELE, "Adele Vance", "notResponded")))


@pytest.fixture
def agenda_page(signed_in_page: SignedInPage) -> Page:
    page = signed_in_page(ALEX)
    page.goto(AGENDA)
    return page


def expect_rows(page: Page, *subjects: str) -> None:
    expect(page.locator("a.row-subject")).to_have_text(list(subjects))


def chip(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation", name="Filters").get_by_role("link", name=name, exact=True)


def test_a_filter_is_pressed_and_pressed_again(agenda_page: Page, sandbox: Sandbox) -> None:
    sandbox.forget_requests()
    chip(agenda_page, "Online 1").focus()
    agenda_page.keyboard.press("Enter")
    expect_rows(agenda_page, "Design review")
    expect(chip(agenda_page, "Online 1")).to_be_focused()
    expect(chip(agenda_page, "Online 1")).to_have_attribute("aria-current", "true")
    agenda_page.keyboard.press("Enter")
    expect_rows(agenda_page, "Design review", "Price strategy", "Sync")
    assert sandbox.requests() == []
    agenda_page.go_back()
    expect_rows(agenda_page, "Design review")


def test_clear_leaves_the_focus_with_the_filters(agenda_page: Page) -> None:
    chip(agenda_page, "Needs my answer 1").click()
    expect_rows(agenda_page, "Sync")
    chip(agenda_page, "Clear").click()
    expect_rows(agenda_page, "Design review", "Price strategy", "Sync")
    expect(chip(agenda_page, "Online 1")).to_be_focused()


def test_typing_finds_without_losing_the_caret(agenda_page: Page, sandbox: Sandbox) -> None:
    sandbox.forget_requests()
    field = agenda_page.get_by_role("searchbox", name="Search meetings")
    field.press_sequentially("revie")
    expect_rows(agenda_page, "Design review")
    expect(row_of(agenda_page, "Design review").locator("mark")).to_have_text("revie")
    field.press("ArrowLeft")
    field.press_sequentially("x")
    expect(agenda_page.get_by_text("No meeting here has “revixe” in it.")).to_be_visible()
    expect(field).to_be_focused()
    assert field.evaluate("(one) => one.selectionStart") == 5
    assert agenda_page.url.endswith("&q=revixe")
    assert sandbox.requests() == []


def test_going_back_from_a_search_empties_the_field(agenda_page: Page) -> None:
    field = agenda_page.get_by_role("searchbox", name="Search meetings")
    for words, found in (("sync", "Sync"), ("price", "Price strategy")):
        field.fill(words)
        expect_rows(agenda_page, found)
    agenda_page.go_back()
    expect_rows(agenda_page, "Design review", "Price strategy", "Sync")
    expect(field).to_have_value("")


def test_escape_empties_the_field_and_shows_all(agenda_page: Page) -> None:
    field = agenda_page.get_by_role("searchbox", name="Search meetings")
    field.fill("price")
    expect_rows(agenda_page, "Price strategy")
    field.press("Escape")
    expect(field).to_have_value("")
    expect_rows(agenda_page, "Design review", "Price strategy", "Sync")
    expect(field).to_be_focused()


def test_the_words_are_taken_away_with_their_chip(agenda_page: Page) -> None:
    field = agenda_page.get_by_role("searchbox", name="Search meetings")
    field.fill("price")
    chip(agenda_page, "Stop searching for “price”").click()
    expect_rows(agenda_page, "Design review", "Price strategy", "Sync")
    expect(field).to_have_value("")


def test_the_number_found_is_announced(agenda_page: Page) -> None:
    agenda_page.get_by_role("searchbox", name="Search meetings").fill("s")
    expect(agenda_page.locator("#announcer")).to_have_text("3 meetings found, 8 March 2031")


def test_search_from_another_page_leads_to_the_board(agenda_page: Page) -> None:
    agenda_page.goto("/meetings/new/")
    field = agenda_page.get_by_role("searchbox", name="Search meetings")
    field.fill("nothing like it")
    field.press("Enter")
    expect(agenda_page.get_by_text("No meeting here has “nothing like it” in it.")).to_be_visible()


def test_without_script_nothing_new_is_asked_but_by_a_reload(
    signed_in_page: SignedInPage, sandbox: Sandbox
) -> None:
    page = signed_in_page(ALEX, javascript=False)
    page.goto(AGENDA)
    sandbox.forget_requests()
    chip(page, "Online 1").click()
    page.get_by_role("searchbox", name="Search meetings").fill("design")
    page.keyboard.press("Enter")
    expect_rows(page, "Design review")
    expect(chip(page, "Online 1")).to_have_attribute("aria-current", "true")
    assert sandbox.requests() == []
    page.reload()
    assert len(sandbox.requests()) == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_no_violation_and_no_sideways_scrolling(
    signed_in_page: SignedInPage, axe: Callable[[Page], None], theme: Literal["light", "dark"], width: int
) -> None:
    page = signed_in_page(ALEX, dark=theme == "dark", width=width)
    for address in (
        f"{AGENDA}&q=re&show=online&show=conflicts",
        f"{AGENDA}&q=zzz&show=unanswered",
        "/?view=week&day=2031-03-08&days=7&q=re&show=mine",
    ):
        page.goto(address)
        axe(page)
        wide, seen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= seen
        header = page.get_by_role("button", name="Account of Alex Wilber").bounding_box()
        assert header
        assert header["x"] + header["width"] <= width
