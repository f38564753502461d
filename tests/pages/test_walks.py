"""Hurried and patient people on the board: double clicks, going back, two tabs, a slow Microsoft and none."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.agenda_page import named, open_form, row_of
from tests.support.browser import SignedInPage
from tests.support.planting import AGENDA, ALEX, Json, event, online
from tests.support.sandbox_process import Sandbox

DOWN: Json = {"path": ".*", "times": 99, "status": 503, "body": {}}
LINE = "Price talk 2031-03-08 15:00 45m"
SLOW = 1500
"""Milliseconds that Microsoft thinks in some tests."""


@pytest.fixture
def board(signed_in_page: SignedInPage, sandbox: Sandbox) -> Page:
    """Alex's board on DAY with an own meeting online and one in person."""
    sandbox.plant(ALEX, event("Design review", "10:00", **online()))
    sandbox.plant(ALEX, event("Price strategy", "14:00"))
    page = signed_in_page(ALEX)
    page.goto(AGENDA)
    return page


def more(page: Page, item: str) -> None:
    """Choose something in the menu of "Design review"."""
    page.get_by_role("button", name="More: Design review").click()
    page.locator("[popover]:popover-open").get_by_role("link", name=item).click()


def quick_add(page: Page) -> None:
    page.get_by_label(re.compile("^Quick add:")).fill(LINE)
    page.get_by_role("button", name="Quick add", exact=True).dblclick()


OPENED_BY: dict[str, tuple[str, Callable[[Page], object]]] = {
    "new": ("New meeting", open_form),
    "quick add": ("New meeting", quick_add),
    "edit": ("Edit meeting", lambda page: more(page, "Edit")),
    "again": ("New meeting", lambda page: more(page, "Again next week")),
    "cancel": ("Delete meeting", lambda page: more(page, "Delete meeting")),
    "details": (
        "Design review",
        lambda page: row_of(page, "Design review").get_by_role("link").first.click(),
    ),
    "keys": ("Keyboard shortcuts", lambda page: page.keyboard.press("?")),
}


def dialog(page: Page, name: str) -> Locator:
    return page.get_by_role("dialog", name=name)


def posts(sandbox: Sandbox) -> list[str]:
    """The paths of all calls that make or change events."""
    return [
        call["path"]
        for call in sandbox.requests()
        if call["method"] in ("POST", "PATCH") and "/events" in call["path"]
    ]


@pytest.mark.parametrize("how", ["quick add", "again"])
def test_double_clicks_make_one_meeting(board: Page, sandbox: Sandbox, how: str) -> None:
    name, open_dialog = OPENED_BY[how]
    open_dialog(board)
    button = dialog(board, name).get_by_role("button", name="Create meeting")
    sandbox.forget_requests()
    sandbox.patch(latency_ms=300)
    button.dblclick()
    expect(dialog(board, "Meeting created")).to_be_visible()
    assert len(posts(sandbox)) == 1


def test_double_click_makes_it_online_once(board: Page, sandbox: Sandbox) -> None:
    board.get_by_role("button", name="Make online Price strategy").click()
    sandbox.forget_requests()
    sandbox.patch(latency_ms=300)
    sheet = dialog(board, "Make this meeting online")
    sheet.get_by_role("button", name="Make online", exact=True).dblclick()
    expect(board.get_by_role("link", name="Join Price strategy")).to_be_visible()
    assert len(posts(sandbox)) == 1


@pytest.mark.parametrize("how", OPENED_BY)
def test_back_out_of_an_open_dialog(board: Page, how: str) -> None:
    board.get_by_role("link", name="Earlier days").click()
    expect(row_of(board, "Design review")).to_have_count(0)
    board.get_by_role("link", name="Later days").click()
    expect(row_of(board, "Design review")).to_be_visible()
    name, open_dialog = OPENED_BY[how]
    open_dialog(board)
    expect(dialog(board, name)).to_be_visible()
    board.go_back()
    expect(row_of(board, "Design review")).to_have_count(0)
    expect(board.get_by_role("dialog")).to_have_count(0)
    open_form(board)  # what came back is alive


def test_what_one_tab_changes_the_other_shows(board: Page) -> None:
    other = board.context.new_page()
    other.clock.install()
    other.goto(AGENDA)
    board.get_by_role("button", name="Make online Price strategy").click()
    dialog(board, "Make this meeting online").get_by_role("button", name="Make online", exact=True).click()
    expect(board.get_by_role("link", name="Join Price strategy")).to_be_visible()
    other.clock.fast_forward(70_000)
    expect(other.get_by_role("link", name="Join Price strategy")).to_be_visible()


def test_a_slow_microsoft_is_waited_for_in_sight(board: Page, sandbox: Sandbox) -> None:
    line = "getComputedStyle(document.querySelector('.header'), '::after').visibility"
    sandbox.patch(latency_ms=SLOW)
    board.get_by_role("link", name="Later days").click()
    assert board.evaluate(line) == "visible"
    expect(row_of(board, "Design review")).to_have_count(0)
    board.wait_for_function(f"{line} === 'hidden'")


def test_a_slow_microsoft_is_waited_for_in_the_dialog(board: Page, sandbox: Sandbox) -> None:
    quick_add(board)
    form = dialog(board, "New meeting")
    button = form.get_by_role("button", name="Create meeting")
    expect(button).to_be_enabled()
    expect(form.get_by_text("Asking Microsoft…")).to_be_hidden()
    sandbox.patch(latency_ms=SLOW)
    button.click()
    expect(form.get_by_text("Asking Microsoft…")).to_be_visible()
    expect(button).to_be_disabled()
    expect(dialog(board, "Meeting created")).to_be_visible()


def test_quick_add_without_microsoft_loses_nothing(board: Page, sandbox: Sandbox) -> None:
    quick_add(board)
    form = dialog(board, "New meeting")
    sandbox.faults(DOWN)
    form.get_by_role("button", name="Create meeting").click()
    expect(form.get_by_role("alert")).to_contain_text("Microsoft 365 is busy or out of reach.")
    expect(form.get_by_role("textbox", name="Subject")).to_have_value("Price talk")
    sandbox.calm()
    form.get_by_role("button", name="Create meeting").click()
    expect(dialog(board, "Meeting created")).to_be_visible()
    expect(board.get_by_label(re.compile("^Quick add:"))).to_have_value("")
    assert len(named(sandbox, ALEX, "Price talk")) == 1


def test_settings_are_kept_without_microsoft(board: Page, sandbox: Sandbox) -> None:
    sandbox.faults(DOWN)
    board.goto("/settings/")
    board.get_by_label("12 hours, like 3:30 PM").check()
    board.get_by_role("button", name="Save").dblclick()
    expect(board.get_by_role("status")).to_contain_text("Your settings are saved.")
    sandbox.calm()
    board.goto(AGENDA)
    expect(row_of(board, "Design review").locator("time").first).to_have_text("10:00 AM")
