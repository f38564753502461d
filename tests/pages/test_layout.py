"""Nothing sticks out at the side, nothing moves by itself, and nothing is too small to hit."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.support import slow_line
from tests.support.agenda_page import lobby_link, open_form, row_of
from tests.support.browser import SignedInPage
from tests.support.kinds_of_events import LONG, long_words
from tests.support.planting import ADELE, AGENDA, ALEX, around_now, event, online, organized_by
from tests.support.sandbox_process import Sandbox

WIDTHS = [320, 390, 768, 1440]
SMALLEST = 24
"""Pixels that a target measures at least, either way (WCAG 2.2, success criterion 2.5.8)."""

SHIFTED = """
() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const shift of list.getEntries()) sum += shift.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 300);
})
"""

SMALL_TARGETS = """
(smallest) => [
  ...document.querySelectorAll(".button, button, summary, .segment, .menu-item, select, textarea"),
]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .map((one) => [one.outerHTML.slice(0, 200), one.getBoundingClientRect()])
  .filter(([, { width, height }]) => Math.min(width, height) < smallest)
  .map(([html, { width, height }]) => `${html}: ${width} x ${height}`)
"""


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_of_the_seed_scrolls_sideways(signed_in_page: SignedInPage, width: int) -> None:
    page = signed_in_page(ALEX, width=width)
    for address in ("/?days=21", AGENDA, "/meetings/new/", "/nowhere/", "/join/"):
        page.goto(address)
        expect_no_sideways_scrolling(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_sign_in_page_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for address in ("/", "/accounts/sign-in/", "/accounts/callback/?error=server_error&state=gone"):
        page.goto(address)
        expect_no_sideways_scrolling(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_agenda_of_long_words_scrolls_sideways(
    signed_in_page: SignedInPage, sandbox: Sandbox, width: int
) -> None:
    for members in long_words():
        sandbox.plant(ALEX, event(LONG, **members))
    sandbox.plant(ALEX, event(LONG, "00:00", 3 * 24 * 60, isAllDay=True))
    page = signed_in_page(ALEX, width=width)
    page.goto("/?day=2031-03-08&days=3")
    expect(page.locator("[data-event]")).to_have_count(len(long_words()) + 1 + 1)  # and Monday's stand-up
    expect_no_sideways_scrolling(page)
    for opener in ("More", "Make online"):
        page.get_by_role("button", name=opener).first.click()
        expect_inside(page, page.locator("[popover]:popover-open"))
        page.keyboard.press("Escape")


@pytest.mark.parametrize("width", WIDTHS)
def test_no_other_page_of_long_words_scrolls_sideways(
    signed_in_page: SignedInPage, sandbox: Sandbox, width: int
) -> None:
    page = signed_in_page(ALEX, width=width)
    for members in long_words():
        planted = sandbox.plant(ALEX, event(LONG, **members))
        page.goto(f"/meetings/{planted['id']}/")
        expect_no_sideways_scrolling(page)
    late = sandbox.plant(ALEX, event(LONG, **online("")))
    page.goto(f"/meetings/{late['id']}/join/?asked=6")  # it asks again a minute later
    expect_no_sideways_scrolling(page)
    for _ in range(2):
        sandbox.plant(ALEX, around_now(LONG, -5, **online(lobby_link(sandbox))))
    page.goto("/join/")
    expect(row_of(page, LONG)).to_have_count(2)
    expect_no_sideways_scrolling(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_dialog_message_and_receipt_with_long_words_fit(
    signed_in_page: SignedInPage, sandbox: Sandbox, width: int
) -> None:
    page = signed_in_page(ALEX, width=width)
    form = open_form(page)
    form.get_by_label("Subject").fill(LONG[:200])
    form.get_by_label("Attendees").fill(LONG)
    form.get_by_role("button", name="Create meeting").click()
    expect(form.get_by_label("Attendees")).to_have_attribute("aria-invalid", "true")
    expect_inside(page, page.get_by_role("dialog"))
    form.get_by_label("Attendees").fill("")
    form.get_by_role("button", name="Create meeting").click()
    expect(page.get_by_role("dialog", name="Meeting created")).to_be_visible()
    expect_inside(page, page.get_by_role("dialog"))


@pytest.mark.parametrize("width", [390, 1440])
def test_agenda_does_not_move_while_it_loads(
    signed_in_page: SignedInPage, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    sandbox.plant(ALEX, around_now("Design review", 5, **online("")))
    page = signed_in_page(ALEX, width=width)
    slow_line.lay(monkeypatch)
    page.goto("/", wait_until="networkidle")
    assert page.evaluate(SHIFTED) == 0


def test_shifts_are_noticed(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(ALEX)
    page.goto("/", wait_until="networkidle")
    page.wait_for_timeout(600)  # the browser forgives what moves within half a second of a click
    page.evaluate("document.querySelector('main').prepend(document.createElement('textarea'))")
    assert page.evaluate(SHIFTED) > 0


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves_when_a_late_link_arrives(
    signed_in_page: SignedInPage, sandbox: Sandbox, width: int
) -> None:
    for subject, clock in (("Design review", "10:00"), ("Price strategy", "11:00"), ("Stand-up", "12:00")):
        sandbox.plant(ALEX, event(subject, clock))
    page = signed_in_page(ALEX, width=width)
    page.goto(AGENDA)
    sandbox.patch(link_delay_reads=1)
    page.get_by_role("button", name="Make online Price strategy").click()
    page.get_by_role("dialog").get_by_role("button", name="Make online", exact=True).click()
    row = row_of(page, "Price strategy")
    expect(row).to_have_attribute("data-online", "pending")
    before = places(page)
    expect(row).to_have_attribute("data-online", "joinable")
    assert places(page) == before


@pytest.mark.parametrize("width", [320, 1440])
def test_targets_are_large_enough(signed_in_page: SignedInPage, sandbox: Sandbox, width: int) -> None:
    sandbox.plant(ALEX, event("Design review", "10:00", **online(conferenceId="291633251")))
    sandbox.plant(ALEX, event("Price strategy", "11:00"))
    sandbox.plant(ALEX, event("Late", "12:00", **online("")))
    sandbox.plant(ALEX, event("Sign-off", "13:00", **organized_by(ADELE, "Adele Vance")))
    page = signed_in_page(ALEX, width=width)
    page.goto(AGENDA)
    expect_large_targets(page)
    for opener in ("Account of Alex Wilber", "More: Design review", "Make online Price strategy"):
        page.get_by_role("button", name=opener).click()
        expect_large_targets(page)
        page.keyboard.press("Escape")
    open_form(page)
    expect_large_targets(page)
    page.goto("/?days=21")
    expect_large_targets(page)


def expect_no_sideways_scrolling(page: Page) -> None:
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= seen, f"{page.url} is {wide} pixels wide in a window of {seen}"


def expect_inside(page: Page, element: Locator) -> None:
    """The element is wholly in the window from left to right, and does not scroll sideways itself."""
    expect_no_sideways_scrolling(page)
    box = element.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= page.evaluate("innerWidth")
    assert element.evaluate("(one) => one.scrollWidth <= one.clientWidth")


def places(page: Page) -> list[FloatRect]:
    """Where rows, their subjects and their states stand."""
    parts = page.locator(".row, .row-subject, .row-bar, .row-state, .day-head")
    return [box for part in parts.all() if (box := part.bounding_box())]


def expect_large_targets(page: Page) -> None:
    """Each button and each field measures enough; smaller links in a text have room around them (axe)."""
    small = page.evaluate(SMALL_TARGETS, SMALLEST)
    assert not small, small
    results = Axe().run(page, options={"runOnly": {"type": "rule", "values": ["target-size"]}})
    assert results.violations_count == 0, results.generate_report()
