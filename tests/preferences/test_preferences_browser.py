"""Settings in a browser: chosen on their page, seen at once everywhere; calendars ticked beside the board."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.agenda_page import row_of
from tests.support.browser import SignedInPage
from tests.support.outlook import calendar_id
from tests.support.planting import AGENDA, ALEX, event, online
from tests.support.sandbox_process import Sandbox


def to_settings(page: Page) -> None:
    """Open the settings by the menu of the account."""
    page.get_by_role("button", name="Account of Alex Wilber").click()
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Settings")


def ground(page: Page) -> str:
    """The colour behind everything."""
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


@pytest.mark.parametrize("javascript", [True, False])
def test_theme_language_and_clock(signed_in_page: SignedInPage, sandbox: Sandbox, javascript: bool) -> None:
    sandbox.plant(ALEX, event("Talk", "15:00", **online()))
    page = signed_in_page(ALEX, javascript=javascript)
    page.goto(AGENDA)
    to_settings(page)
    page.get_by_label("12 hours, like 3:30 PM").check()
    page.get_by_label("Dark").check()
    page.get_by_label("Language").select_option("简体中文")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    expect(page.get_by_role("status")).to_contain_text("你的设置已保存。")
    page.locator("a.back").click()
    expect(page).to_have_url(f"{page.url.partition('/?')[0]}{AGENDA}")
    expect(row_of(page, "Talk").locator("time").first).to_have_text("下午3:00")
    if javascript:
        assert ground(page) == "rgb(20, 20, 20)"


def test_a_tick_beside_the_board_hides_at_once_and_keeps_the_focus(
    signed_in_page: SignedInPage, sandbox: Sandbox
) -> None:
    sandbox.plant(ALEX, event("Sprint"), calendar_id(sandbox, ALEX, "Product team"))
    sandbox.plant(ALEX, event("Talk"))
    page = signed_in_page(ALEX)
    page.goto(AGENDA)
    tick = page.get_by_role("group", name="Calendars").get_by_role("checkbox", name="Product team")
    tick.press("Space")
    expect(row_of(page, "Sprint")).to_have_count(0)
    expect(row_of(page, "Talk")).to_be_visible()
    expect(tick).not_to_be_checked()
    expect(tick).to_be_focused()
    tick.press("Space")
    expect(row_of(page, "Sprint")).to_be_visible()


def test_quick_ticks_are_all_kept(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    for name in ("Calendar", "Product team", "Travel"):
        sandbox.plant(ALEX, event(f"In {name}"), calendar_id(sandbox, ALEX, name))
    page = signed_in_page(ALEX)
    page.goto(AGENDA)
    sandbox.patch(latency_ms=400)
    for name in ("Calendar", "Product team", "Travel"):
        page.get_by_role("checkbox", name=name).click()
    expect(page.get_by_text("None of your calendars is shown.")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Calendar")).not_to_be_checked()
    expect(page.locator("[data-event]")).to_have_count(0)


@pytest.mark.parametrize(("dark", "width"), [(False, 1440), (True, 390), (False, 320)])
def test_the_page_of_settings_is_accessible(
    signed_in_page: SignedInPage, axe: Callable[[Page], None], dark: bool, width: int
) -> None:
    page = signed_in_page(ALEX, dark=dark, width=width)
    page.goto("/settings/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.get_by_role("switch", name="Online from the start")).to_be_checked()
    expect(page.get_by_role("combobox", name="Reminder")).to_have_accessible_description(
        "Outlook and Teams remind you, everywhere."
    )
