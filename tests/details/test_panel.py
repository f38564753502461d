"""The panel with a meeting's details in a browser: opened, replaced, closed, copied from, and its focus."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.agenda_page import lobby_link, row_of
from tests.support.browser import SignedInPage
from tests.support.kinds_of_events import LONG
from tests.support.planting import ADELE, AGENDA, ALEX, Json, event, guests, online
from tests.support.sandbox_process import Sandbox

ZOOM = "https://northwind.zoom.us/j/95551230174?pwd=TGFrZQ"
BODY: Json = {"contentType": "html", "content": f"<p>Bring numbers. <a href='{ZOOM}'>Our room</a></p>"}
PHONE, TABLET, DESK = 390, 1024, 1440


@pytest.fixture
def page(signed_in_page: SignedInPage, sandbox: Sandbox) -> Page:
    """The agenda of a day with two meetings, on a wide screen."""
    return agenda(signed_in_page(ALEX), sandbox)


def test_a_click_opens_the_details_beside_the_list(page: Page) -> None:
    link = subject(page, "Design review")
    link.click()
    panel = opened(page, "Design review")
    expect(panel).to_contain_text("Bring numbers.")
    expect(panel.get_by_role("heading", name="Design review")).to_be_focused()
    expect(link).to_have_attribute("aria-current", "true")
    expect(row_of(page, "Price strategy")).to_be_visible()
    expect(page).to_have_url(re.compile(f"{re.escape(AGENDA)}$"))


@pytest.mark.parametrize("how", ["Escape", "Close"])
def test_closing_gives_the_focus_back(page: Page, how: str) -> None:
    link = subject(page, "Design review")
    link.focus()
    page.keyboard.press("Enter")
    panel = opened(page, "Design review")
    expect(panel).to_contain_text("Bring numbers.")
    if how == "Escape":
        page.keyboard.press("Escape")
    else:
        panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()
    expect(link).to_be_focused()
    expect(link).not_to_have_attribute("aria-current", "true")


def test_escape_leaves_the_focus_where_the_panel_lay_over_it(page: Page) -> None:
    subject(page, "Design review").click()
    panel = opened(page, "Design review")
    expect(panel).to_contain_text("Bring numbers.")
    today = page.get_by_role("link", name="Today", exact=True)
    today.focus()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(subject(page, "Design review")).not_to_have_attribute("aria-current", "true")
    expect(today).to_be_focused()


def test_another_row_takes_the_place_of_the_first(page: Page) -> None:
    subject(page, "Design review").click()
    expect(opened(page, "Design review")).to_contain_text("Bring numbers.")
    subject(page, "Price strategy").click()
    expect(opened(page, "Price strategy")).to_contain_text("Make “Price strategy” online")
    expect(page.locator("[aria-current=true][data-details]")).to_have_text("Price strategy")
    page.keyboard.press("Escape")
    expect(subject(page, "Price strategy")).to_be_focused()


def test_of_two_quick_clicks_the_last_wins(page: Page, sandbox: Sandbox) -> None:
    sandbox.patch(latency_ms=400)
    subject(page, "Design review").click()
    expect(opened(page, "Design review")).to_contain_text("Asking Microsoft…")
    subject(page, "Price strategy").click()
    panel = opened(page, "Price strategy")
    expect(panel).to_contain_text("Make “Price strategy” online")
    expect(panel).not_to_contain_text("Bring numbers.")


def test_a_double_click_asks_microsoft_once(page: Page, sandbox: Sandbox) -> None:
    sandbox.forget_requests()
    subject(page, "Design review").dblclick()
    expect(opened(page, "Design review")).to_contain_text("Bring numbers.")
    assert [call["path"] for call in sandbox.requests()] == ["/$batch"]


def test_closed_while_microsoft_thinks_it_stays_closed(page: Page, sandbox: Sandbox) -> None:
    sandbox.patch(latency_ms=400)
    subject(page, "Design review").click()
    panel = opened(page, "Design review")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    sandbox.patch(latency_ms=0)
    page.get_by_role("link", name="Later days").click()
    expect(row_of(page, "Design review")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_trouble_is_said_in_the_panel_and_tried_again(page: Page, sandbox: Sandbox) -> None:
    sandbox.faults({"method": "POST", "path": r"/\$batch", "times": 9, "status": 503, "body": {}})
    link = subject(page, "Design review")
    link.click()
    panel = opened(page, "Microsoft 365 is busy or out of reach.")
    sandbox.calm()
    panel.get_by_role("link", name="Try again").click()
    expect(opened(page, "Design review")).to_contain_text("Bring numbers.")
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_a_link_opened_with_a_modifier_is_a_page(page: Page) -> None:
    with page.context.expect_page() as tab:
        subject(page, "Design review").click(modifiers=["Control"])
    expect(tab.value.get_by_role("heading", level=1)).to_have_text("Design review")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_made_online_in_the_panel(page: Page, sandbox: Sandbox) -> None:
    subject(page, "Price strategy").click()
    panel = opened(page, "Price strategy")
    panel.get_by_role("button", name="Make online").click()
    expect(panel.get_by_role("link", name="Join in Microsoft Teams")).to_be_visible()
    expect(page.get_by_role("link", name="Join Price strategy")).to_be_visible()
    expect(page.get_by_role("status").first).to_contain_text("“Price strategy” is online now.")


def test_cancelled_from_the_panel(page: Page) -> None:
    subject(page, "Price strategy").click()
    opened(page, "Price strategy").get_by_role("link", name="Delete meeting").click()
    page.get_by_role("dialog", name="Delete meeting").get_by_role("button", name="Delete meeting").click()
    expect(row_of(page, "Price strategy")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_what_is_copied_is_on_the_clipboard(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    subject(page, "Design review").click()
    panel = opened(page, "Design review")
    link = panel.get_by_role("link", name="Join in Microsoft Teams").get_attribute("href")
    panel.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == link
    panel.get_by_role("button", name="Copy invitation").click()
    expect(page.get_by_text("Invitation copied")).to_be_visible()
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert (lines[0], lines[2]) == ("Design review", f"Join with Microsoft Teams: {link}")


def test_the_phone_gets_a_dialog_of_its_own(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    page = agenda(signed_in_page(ALEX, width=PHONE, height=844), sandbox)
    link = subject(page, "Design review")
    link.click()
    panel = opened(page, "Design review")
    assert panel.bounding_box() == {"x": 0, "y": 0, "width": PHONE, "height": 844}
    join = panel.get_by_role("link", name="Join in Microsoft Teams")
    expect(join).to_be_in_viewport()
    panel.get_by_role("link", name="Calendar file (.ics)").scroll_into_view_if_needed()
    expect(panel.get_by_role("button", name="Close")).to_be_in_viewport()
    assert page.evaluate("document.activeElement.closest('dialog:modal') !== null")
    panel.get_by_role("button", name="Copy link").click()
    expect(panel.get_by_text("Link copied")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(link).to_be_focused()


def test_without_script_the_subject_leads_to_the_page(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    page = agenda(signed_in_page(ALEX, javascript=False), sandbox)
    subject(page, "Design review").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Design review")
    expect(page.get_by_text("Bring numbers.")).to_be_visible()
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()


@pytest.mark.parametrize("width", [320, PHONE, TABLET, 1280, DESK])
def test_long_words_make_nothing_scroll_sideways(
    signed_in_page: SignedInPage, sandbox: Sandbox, width: int
) -> None:
    text = f"<p>{LONG}</p><p>{ZOOM}{LONG}</p><pre>{LONG}</pre><table><td>{LONG}"
    members: Json = {"location": {"displayName": LONG}, "body": {"contentType": "html", "content": text}}
    sandbox.plant(
        ALEX, event(LONG, **members, attendees=guests(LONG), attachments=[{"name": LONG}], **online())
    )
    page = signed_in_page(ALEX, width=width)
    page.goto(AGENDA)
    page.locator("a.row-subject").click()
    expect(page.locator("#panel .attachments")).to_contain_text(LONG)
    for where in ("document.documentElement", "document.getElementById('panel-dialog')"):
        assert page.evaluate(f"{where}.scrollWidth <= {where}.clientWidth"), where


@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_accessible(
    signed_in_page: SignedInPage,
    sandbox: Sandbox,
    axe: Callable[[Page], None],
    theme: Literal["light", "dark"],
    width: int,
) -> None:
    page = agenda(signed_in_page(ALEX, width=width), sandbox)
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    subject(page, "Design review").click()
    panel = opened(page, "Design review")
    panel.get_by_text("Join from your phone").click()
    expect(panel.get_by_role("img", name="QR code of the join link")).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    subject(page, "Price strategy").click()
    expect(opened(page, "Price strategy")).to_contain_text("Make “Price strategy” online")
    axe(page)


def agenda(page: Page, sandbox: Sandbox) -> Page:
    """The day of two meetings, one online and with all that one can have, the other in person."""
    people = [*guests(ADELE, "kim@contoso.com"), *guests("Room 7", kind="resource")]
    for guest, response in zip(people, ("accepted", "declined", "none"), strict=True):
        guest["status"]["response"] = response
    info = online(lobby_link(sandbox), conferenceId="291633251", tollNumber="+1 323-555-0166")
    attached = [{"name": "Agenda.docx", "size": 2048}]
    sandbox.plant(
        ALEX, event("Design review", "10:00", body=BODY, attendees=people, attachments=attached, **info)
    )
    sandbox.plant(ALEX, event("Price strategy", "14:00"))
    page.goto(AGENDA)
    return page


def subject(page: Page, name: str) -> Locator:
    """The subject in a row, which opens the details."""
    return page.locator("#agenda").get_by_role("link", name=name, exact=True)


def opened(page: Page, name: str) -> Locator:
    """The panel with the details of the meeting called so."""
    panel = page.get_by_role("dialog", name=name, exact=True)
    expect(panel).to_be_visible()
    return panel
