"""Everything by keyboard: the order of stops, what Enter and Escape do, and where the focus goes."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.agenda_page import named, open_form
from tests.browser import SignedInPage
from tests.planting import AGENDA, ALEX, event, online
from tests.sandbox_process import Sandbox


def test_along_the_agenda_each_stop_can_be_seen(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Design review", "10:00", **online()))
    sandbox.plant(ALEX, event("Price strategy", "11:00"))
    page = signed_in_page(ALEX)
    page.goto(AGENDA)
    stops = _tab_along(page, until="Make online Price strategy")
    assert stops == [
        "Skip to the content",
        "Meetboard",
        "Join next",
        "New meeting",
        "Account of Alex Wilber",
        "Earlier days",
        "Today",
        "Later days",
        "Go to day",
        "Go",
        "Design review",
        "More: Design review",
        "Join Design review",
        "Price strategy",
        "More: Price strategy",
        "Make online Price strategy",
    ]


def test_to_the_content_at_once(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(ALEX)
    page.goto(AGENDA)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Earlier days")).to_be_focused()


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
    for opener, item in (
        ("Account of Alex Wilber", "Sign out"),
        ("More: Design review", "Copy link"),
    ):
        button = page.get_by_role("button", name=opener)
        button.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=item, exact=True)).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name=item, exact=True)).to_be_hidden()
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
