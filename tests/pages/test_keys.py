"""Single keys: what each does, when none does anything, and that they can be switched off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from meetings.models import Preferences
from tests.support.agenda_page import expect_lobby, lobby_link
from tests.support.browser import SignedInPage
from tests.support.planting import AGENDA, ALEX, MEGAN, around_now, event, online
from tests.support.sandbox_process import Sandbox

PRESS = """
(how) => document.activeElement.dispatchEvent(
  new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...how }))
"""


@pytest.fixture
def board(signed_in_page: SignedInPage) -> Page:
    """Alex's board at a day on which nothing is planned."""
    page = signed_in_page(ALEX)
    page.goto(AGENDA)
    return page


def expect_days(page: Page, days: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(days)


def expect_nothing_happened(board: Page) -> None:
    """Neither the form for a new meeting nor another day came; a key that works is there to wait for."""
    board.keyboard.press("Escape")
    board.evaluate("document.activeElement.blur()")
    board.keyboard.press("?")
    expect(board.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    expect(board.get_by_role("dialog", name="New meeting")).to_be_hidden()
    expect_days(board, "8 March 2031")


def test_n_opens_the_form_and_escape_closes_it(board: Page) -> None:
    board.keyboard.press("n")
    dialog = board.get_by_role("dialog", name="New meeting")
    expect(dialog.get_by_label("Subject")).to_be_focused()
    board.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_arrows_go_from_day_to_day_and_t_comes_back_to_today(board: Page) -> None:
    today = board.request.get("/").text()
    for key, days in (
        ("ArrowRight", "9 March 2031"),
        ("ArrowLeft", "8 March 2031"),
        ("ArrowLeft", "7 March 2031"),
    ):
        board.keyboard.press(key)
        expect_days(board, days)
    board.keyboard.press("t")
    expect(board.get_by_role("link", name="Today", exact=True)).to_have_attribute("aria-current", "date")
    assert board.get_by_role("heading", level=1).inner_text() in today


def test_w_and_l_change_the_view(board: Page) -> None:
    views = board.get_by_role("navigation", name="View")
    for key, view in (("w", "Week"), ("l", "List")):
        board.keyboard.press(key)
        expect(views.get_by_role("link", name=view, exact=True)).to_have_attribute("aria-current", "true")


def test_slash_leads_to_the_search_where_letters_are_letters(board: Page) -> None:
    board.keyboard.press("/")
    field = board.get_by_role("searchbox", name="Search meetings")
    expect(field).to_be_focused()
    board.keyboard.type("nt/?")
    expect(field).to_have_value("nt/?")
    expect(board.get_by_text("No meetings")).to_be_visible()
    expect_nothing_happened(board)


def test_question_mark_shows_the_keys_and_hides_them(board: Page, axe: Callable[[Page], None]) -> None:
    overview = board.get_by_role("dialog", name="Keyboard shortcuts")
    board.keyboard.press("?")
    expect(overview).to_be_visible()
    said = overview.inner_text()
    for words in ("New meeting", "Meet now", "Search meetings", "Today", "Earlier days", "Later days"):
        assert words in said
    for theme in ("light", "dark"):
        board.emulate_media(color_scheme=theme, reduced_motion="reduce")
        axe(board)
    board.keyboard.press("?")
    expect(overview).to_be_hidden()


def test_the_overview_opens_from_the_menu_and_gives_the_focus_back(board: Page) -> None:
    board.get_by_role("button", name="Account of Alex Wilber").click()
    item = board.get_by_role("button", name="Keyboard shortcuts")
    item.focus()
    board.keyboard.press("Enter")
    overview = board.get_by_role("dialog", name="Keyboard shortcuts")
    expect(overview).to_be_visible()
    board.keyboard.press("Tab")
    board.keyboard.press("Escape")
    expect(overview).to_be_hidden()
    expect(item).to_be_focused()


def test_j_joins_the_running_meeting_in_a_new_tab(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    sandbox.plant(MEGAN, around_now("Design review", -5, **online(lobby_link(sandbox))))
    page = signed_in_page(MEGAN)
    sandbox.forget_requests()
    with page.expect_popup() as opened:
        page.keyboard.press("j")
    expect_lobby(opened.value, "Design review")
    assert sandbox.requests() == []


def test_j_asks_when_two_compete(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    for subject in ("Design review", "Price strategy"):
        sandbox.plant(MEGAN, around_now(subject, -5, **online(lobby_link(sandbox))))
    page = signed_in_page(MEGAN)
    with page.expect_popup() as opened:
        page.keyboard.press("j")
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Which meeting do you want to join?")
    expect(opened.value.get_by_role("link", name="Join Price strategy")).to_be_visible()


def test_m_meets_now(board: Page) -> None:
    with board.expect_popup() as opened:
        board.keyboard.press("m")
    expect(opened.value.locator("[data-lobby]")).to_be_visible()


@pytest.mark.parametrize(
    "combination",
    ["Control+Alt+n", "Alt+ArrowUp", "Meta+ArrowRight", "Control+ArrowRight", "Shift+ArrowRight", "Shift+N"],
)
def test_keys_with_others_are_left_alone(board: Page, combination: str) -> None:
    board.keyboard.press(combination)
    expect_nothing_happened(board)


def test_a_key_held_down_counts_once(board: Page) -> None:
    board.evaluate(PRESS, {"key": "ArrowRight", "repeat": True})
    board.evaluate(PRESS, {"key": "n", "isComposing": True})
    expect_nothing_happened(board)


def test_another_alphabet_on_the_keys_does_no_harm(board: Page) -> None:
    board.evaluate(PRESS, {"key": "т", "code": "KeyN"})
    expect(board.get_by_role("dialog", name="New meeting")).to_be_visible()


def test_no_key_while_a_menu_is_open(board: Page) -> None:
    board.get_by_role("button", name="Account of Alex Wilber").click()
    board.keyboard.press("n")
    board.keyboard.press("ArrowRight")
    expect_nothing_happened(board)


def test_no_key_behind_an_open_dialog(board: Page) -> None:
    board.keyboard.press("n")
    dialog = board.get_by_role("dialog", name="New meeting")
    dialog.get_by_role("button", name="Close").focus()
    board.keyboard.press("ArrowRight")
    board.keyboard.press("?")
    board.keyboard.press("/")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    expect_days(board, "8 March 2031")


def test_arrows_stay_with_what_scrolls_sideways(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    for members in (online(), online("https://meet.lync.com/contoso/alexw/1", "skypeForBusiness"), {}):
        sandbox.plant(ALEX, event("Design review", **members))
    page = signed_in_page(ALEX, width=320)
    page.goto(AGENDA)
    page.get_by_role("link", name="Online 2", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect_nothing_happened(page)


def test_single_keys_can_be_switched_off(board: Page) -> None:
    Preferences.objects.update_or_create(user=User.objects.get(), defaults={"keys": False})
    board.reload()
    for key in ("n", "?", "/", "ArrowRight"):
        board.keyboard.press(key)
    assert not board.locator("[aria-keyshortcuts], [data-key], header kbd").count()
    board.get_by_role("button", name="Account of Alex Wilber").click()
    board.get_by_role("button", name="Keyboard shortcuts").click()
    overview = board.get_by_role("dialog", name="Keyboard shortcuts")
    expect(overview).to_contain_text("Shortcuts of a single key are switched off.")
    expect_days(board, "8 March 2031")
    expect(board.get_by_role("dialog", name="New meeting")).to_be_hidden()


def test_elements_tell_their_key(board: Page) -> None:
    told = {
        one.inner_text().strip() or one.get_attribute("aria-label"): one.get_attribute("aria-keyshortcuts")
        for one in board.locator("a[aria-keyshortcuts], button[aria-keyshortcuts]").all()
    }
    assert (
        told.items()
        >= {
            "New meeting": "N",
            "Meet now": "M",
            "Join next": "J",
            "Today": "T",
            "Earlier days": "ArrowLeft",
            "Later days": "ArrowRight",
        }.items()
    )
    field = board.get_by_role("searchbox", name="Search meetings")
    expect(field).to_have_attribute("aria-keyshortcuts", "/")
