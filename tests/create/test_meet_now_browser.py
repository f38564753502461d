"""One click in a browser: the lobby in a new tab, the link on the clipboard, one meeting, the board anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.agenda_page import expect_lobby, named, row_of
from tests.support.browser import SignedInPage
from tests.support.planting import ALEX, MEGAN
from tests.support.sandbox_process import Sandbox

SUBJECT = "Meeting of Alex Wilber"


def meet_now(page: Page) -> Page:
    """Click; returns the tab that opened."""
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Meet now").click()
    return opened.value


def messages(page: Page) -> Locator:
    """The messages at the foot of the page."""
    return page.locator("#messages")


def link_of(sandbox: Sandbox) -> str:
    (made,) = [event for event in sandbox.events(ALEX) if event["subject"] == SUBJECT]
    return str(made["onlineMeeting"]["joinUrl"])


def test_one_click_leads_to_the_lobby_and_leaves_the_link(alex_page: Page, sandbox: Sandbox) -> None:
    alex_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lobby = meet_now(alex_page)
    expect_lobby(lobby, SUBJECT)
    assert lobby.url == link_of(sandbox)
    assert lobby.evaluate("[document.referrer, window.opener]") == ["", None]
    alex_page.bring_to_front()
    expect(messages(alex_page)).to_contain_text("Meeting started, link copied.")
    assert alex_page.evaluate("navigator.clipboard.readText()") == link_of(sandbox)
    expect(row_of(alex_page, SUBJECT)).to_be_visible()


def test_without_the_clipboard_the_link_is_offered(alex_page: Page, sandbox: Sandbox) -> None:
    alex_page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('refused')); }")
    meet_now(alex_page)
    said = messages(alex_page)
    expect(said).to_contain_text("Meeting started.")
    expect(said.get_by_role("button", name="Copy link")).to_have_attribute("data-copy", link_of(sandbox))
    expect(said).not_to_contain_text("link copied")


def test_double_click_opens_one_tab_and_makes_one_meeting(alex_page: Page, sandbox: Sandbox) -> None:
    alex_page.get_by_role("button", name="Meet now").dblclick()
    expect(messages(alex_page)).to_contain_text("Meeting started")
    assert len(alex_page.context.pages) == 2
    assert len(named(sandbox, ALEX, SUBJECT)) == 1


def test_next_click_makes_another_meeting(alex_page: Page, sandbox: Sandbox) -> None:
    for count in (1, 2):
        expect_lobby(meet_now(alex_page), SUBJECT)
        expect(messages(alex_page)).to_contain_text("Meeting started")
        messages(alex_page).get_by_role("button", name="Close").click()
        assert len(named(sandbox, ALEX, SUBJECT)) == count


def test_key_meets_now(alex_page: Page) -> None:
    with alex_page.context.expect_page() as opened:
        alex_page.keyboard.press("m")
    expect_lobby(opened.value, SUBJECT)


def test_late_link_is_waited_for_in_the_tab(alex_page: Page, sandbox: Sandbox) -> None:
    sandbox.patch(link_delay_reads=1)
    lobby = meet_now(alex_page)
    expect(messages(alex_page)).to_contain_text("Meeting started, its link is on its way.")
    expect_lobby(lobby, SUBJECT)


def test_refusal_is_told_in_the_tab(alex_page: Page, sandbox: Sandbox) -> None:
    sandbox.faults(
        {"method": "POST", "path": "/me/events", "times": 9, "status": 503, "headers": {}, "body": ""}
    )
    tab = meet_now(alex_page)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Microsoft 365 is busy or out of reach.")
    sandbox.calm()
    tab.get_by_role("link", name="Try again").click()
    tab.get_by_role("button", name="Start the meeting").click()
    expect_lobby(tab, SUBJECT)
    assert len(named(sandbox, ALEX, SUBJECT)) == 1


def test_without_script(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(ALEX, javascript=False)
    expect_lobby(meet_now(page), SUBJECT)


def test_reason_why_not_is_told(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(MEGAN)
    button = page.get_by_role("button", name="Meet now")
    expect(button).to_have_accessible_description("None of your calendars allows online meetings.")
    button.focus()
    expect(page.get_by_role("tooltip").filter(has_text="None of your calendars")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_pages_of_it_are_accessible(
    signed_in_page: SignedInPage, axe: Callable[[Page], None], sandbox: Sandbox, dark: bool
) -> None:
    page = signed_in_page(ALEX, dark=dark)
    page.goto("/meetings/now/")
    axe(page)
    sandbox.patch(link_delay_reads=9)
    meet_now(page)
    expect(messages(page)).to_contain_text("Meeting started")
    axe(page)
    axe(signed_in_page(MEGAN, dark=dark))
