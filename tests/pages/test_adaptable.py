"""The pages as people change them: forced colours, large zoom, spaced text; and tips that can be put away."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.pages.test_layout import expect_no_sideways_scrolling
from tests.support.agenda_page import open_form
from tests.support.browser import SignedInPage
from tests.support.planting import ADELE, AGENDA, ALEX, event, online, organized_by
from tests.support.sandbox_process import Sandbox

# What WCAG 1.4.12 lets people set.
SPACED = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}
"""
SUBJECT = "Quarterly review of the roadmap with everybody"


@pytest.fixture
def board(signed_in_page: SignedInPage, sandbox: Sandbox) -> Page:
    """A board on DAY, with a tip, in a window as narrow as 400 % zoom makes it."""
    sandbox.plant(ALEX, event(SUBJECT, "10:00", **online()))
    sandbox.plant(ALEX, event("Sign-off", "13:00", **organized_by(ADELE, "Adele Vance")))
    page = signed_in_page(ALEX, width=320)
    page.goto(AGENDA)
    return page


def test_forced_colours_leave_what_is_on_and_what_is_current(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(ALEX)
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.goto("/settings/")
    switch = page.get_by_role("switch", name="Online from the start")
    on = switch.screenshot()
    switch.uncheck()
    page.get_by_role("heading", level=1).click()
    assert on != switch.screenshot()
    page.goto(AGENDA)
    colours = [
        page.get_by_role("link", name=name, exact=True).evaluate(
            "(one) => getComputedStyle(one).backgroundColor"
        )
        for name in ("List", "Week")
    ]
    assert colours[0] != colours[1]


def test_narrowest_row_cuts_nothing(board: Page) -> None:
    subject = board.get_by_role("link", name=SUBJECT, exact=True)
    assert subject.evaluate("(one) => one.scrollHeight <= one.clientHeight + 1")
    facts = board.locator(".row-what > .quiet").all()
    assert [one for one in facts if one.evaluate("(one) => one.scrollWidth > one.clientWidth")] == []


def test_spaced_text_fits(board: Page) -> None:
    for address in (AGENDA, "/meetings/new/", "/settings/", f"{AGENDA}&view=week"):
        board.goto(address)
        board.evaluate(SPACED)
        expect_no_sideways_scrolling(board)


def test_tip_goes_with_escape_and_comes_back(board: Page) -> None:
    why = board.get_by_role("button", name="Why not online?")
    tip = board.get_by_role("tooltip", name="Only the organizer can make it online.")
    why.focus()
    expect(tip).to_be_visible()
    board.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(why).to_be_focused()
    board.keyboard.press("Tab")
    board.keyboard.press("Shift+Tab")
    expect(tip).to_be_visible()


def test_focus_is_not_behind_the_foot_of_the_dialog(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(ALEX, height=600)
    form = open_form(page)
    form.get_by_label("Agenda").focus()
    page.keyboard.press("Tab")
    focused = form.get_by_role("checkbox", name="Guests may propose another time")
    expect(focused).to_be_focused()
    box, foot = focused.bounding_box(), form.get_by_role("button", name="Create meeting").bounding_box()
    assert box
    assert foot
    assert box["y"] + box["height"] <= foot["y"]
