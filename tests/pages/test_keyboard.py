"""Everything by keyboard: the order of stops, what Enter and Escape do, and where the focus goes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.agenda_page import named, open_form
from tests.support.browser import SignedInPage
from tests.support.outlook import clear
from tests.support.planting import AGENDA, ALEX, MEGAN, around_now, event, online
from tests.support.sandbox_process import Sandbox


@pytest.fixture
def megan_page(signed_in_page: SignedInPage, sandbox: Sandbox) -> Page:
    """Megan's board on DAY with two meetings and a third up next, which are all she has."""
    clear(sandbox, MEGAN)
    sandbox.plant(MEGAN, around_now("Talk", 5, **online()))
    sandbox.plant(MEGAN, event("Design review", "10:00", **online()))
    sandbox.plant(MEGAN, event("Price strategy", "11:00"))
    page = signed_in_page(MEGAN)
    page.goto(AGENDA)
    return page


def test_along_the_board_each_stop_can_be_seen(megan_page: Page) -> None:
    stops = _tab_along(megan_page, until="Next month")
    assert stops == [
        # the header
        "Skip to the content",
        "Meetboard",
        "Search meetings",
        "Join next",
        "Meet now",
        "New meeting",
        "Account of Megan Bowen",
        # up next
        "Talk",
        "Copy link",
        "Join Talk",
        "Not this one: Talk",
        # quick add
        "Quick add: a meeting in one line",
        "Quick add",
        # the toolbar
        "Earlier days",
        "Today",
        "Later days",
        "List",
        "Week",
        "Go to day",
        "Go",
        # the filters
        "Online 1",
        "Not online 1",
        "Organized by me 2",
        "Teams 1",
        # the days
        "Change the time zone",
        "Design review",
        "More: Design review",
        "Join Design review",
        "Price strategy",
        "More: Price strategy",
        "Why not online?",
        # the side column
        "Previous month",
        "Next month",
    ]
    megan_page.locator("section.month a").last.focus()
    megan_page.keyboard.press("Tab")
    expect(megan_page.get_by_role("group", name="Calendars").get_by_role("checkbox").first).to_be_focused()


def test_to_the_content_at_once(megan_page: Page) -> None:
    megan_page.keyboard.press("Tab")
    megan_page.keyboard.press("Enter")
    megan_page.keyboard.press("Tab")
    talk = megan_page.get_by_role("region", name="Up next").get_by_role("link", name="Talk", exact=True)
    expect(talk).to_be_focused()


def test_into_the_dialog_and_back(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(ALEX)
    opener = page.get_by_role("link", name="New meeting")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="New meeting")
    expect(dialog.get_by_label("Subject")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_meeting_is_created(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    page = signed_in_page(ALEX)
    opener = page.get_by_role("link", name="New meeting")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Subject")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("This field is required.")
    expect(page.get_by_label("Subject")).to_be_focused()
    page.keyboard.type("Design review")
    page.keyboard.press("Enter")
    receipt = page.get_by_role("dialog", name="Meeting created")
    expect(receipt.get_by_role("heading")).to_be_focused()
    page.keyboard.press("Escape")
    expect(receipt).to_be_hidden()
    expect(opener).to_be_focused()
    assert len(named(sandbox, ALEX, "Design review")) == 1


def test_another_calendar_is_chosen(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(ALEX)
    form = open_form(page)
    page.keyboard.type("Design review")
    calendar = form.get_by_role("combobox", name="Calendar")
    calendar.focus()
    page.keyboard.press("ArrowDown")
    expect(form.get_by_role("radio", name="Skype for Business")).to_be_disabled()
    expect(form.get_by_role("radio", name="Microsoft Teams")).to_be_checked()
    expect(form.get_by_label("Subject")).to_have_value("Design review")
    expect(calendar.locator("option:checked")).to_have_text("Product team")
    expect(calendar).to_be_focused()


def test_a_meeting_is_made_online(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Price strategy"))
    page = signed_in_page(ALEX)
    page.goto(AGENDA)
    opener = page.get_by_role("button", name="Make online Price strategy")
    sheet = page.get_by_role("dialog", name="Make this meeting online")
    opener.focus()
    page.keyboard.press("Enter")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    _tab_along(page, until="Make online")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Join Price strategy")).to_be_focused()


def test_a_menu_opens_and_closes(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Design review", **online()))
    page = signed_in_page(ALEX)
    page.goto(AGENDA)
    menu = page.locator("[popover]:popover-open")
    for opener, first in (
        ("Account of Alex Wilber", menu.get_by_role("link", name="Settings")),
        ("More: Design review", menu.get_by_role("button", name="Copy link")),
    ):
        button = page.get_by_role("button", name=opener)
        button.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(first).to_be_focused()
        page.keyboard.press("Escape")
        expect(menu).to_have_count(0)
        expect(button).to_be_focused()


def _tab_along(page: Page, until: str) -> list[str]:
    """Press Tab up to the element with this name; returns the names of all stops, each seen to stand out."""
    stops: list[str] = []
    while until not in stops:
        assert len(stops) < 50, stops
        page.keyboard.press("Tab")
        stop = page.locator(":focus-within").last
        name = _name_of(stop)
        if not stops or stops[-1] != name:  # a date field has a stop for each of its parts
            stops.append(name)
            outline = stop.evaluate("(one) => getComputedStyle(one).outline")
            assert re.search("solid 2px$", outline), f"{name} has the outline {outline}"
    return stops


def _name_of(element: Locator) -> str:
    """Its accessible name, out of an aria snapshot: `- button "Go"`, `- textbox "Go to day": 2031-03-08`."""
    snapshot = element.aria_snapshot()
    name = re.search(r'"(.*?)"', snapshot)
    assert name, snapshot
    return name[1]
