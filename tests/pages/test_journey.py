"""The whole way in a real browser: sign in, see, create, convert, join, sign out."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import SignIn
from tests.support.agenda_page import expect_lobby, join, lobby_link, named, open_form, row_of
from tests.support.browser import SignedInPage
from tests.support.planting import ADELE, AGENDA, ALEX, DAY, MEGAN, around_now, event, online
from tests.support.sandbox_process import Json, Sandbox


def test_alex_signs_in_creates_converts_and_joins(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="Meetboard")).to_be_visible()
    page.get_by_role("button", name="Sign in with Microsoft").click()
    page.get_by_role("button", name="Alex Wilber").click()
    page.wait_for_url("/")
    expect(row_of(page, "Prep for customer meeting")).to_have_attribute("data-online", "joinable")

    form = open_form(page)
    form.get_by_label("Subject").fill("Design review")
    form.get_by_label("Attendees").fill(f"Adele Vance <{ADELE}>")
    form.get_by_role("button", name="Create meeting").click()
    receipt = page.get_by_role("dialog", name="Meeting created")
    expect(receipt).to_contain_text("“Design review” is in your calendar. It is held with Microsoft Teams.")
    receipt.get_by_role("link", name="Done").click()
    expect(receipt).to_be_hidden()
    expect_lobby(join(row_of(page, "Design review"), "Design review"), "Design review")

    price = row_of(page, "Price strategy")
    expect(price).to_have_attribute("data-online", "offline")
    price.get_by_role("button", name="Make online Price strategy").click()
    sheet = page.get_by_role("dialog", name="Make this meeting online")
    expect(sheet).to_contain_text("1 guest gets an update by mail.")
    expect(sheet).to_contain_text("This cannot be undone")
    sheet.get_by_role("button", name="Make online", exact=True).click()
    expect(price).to_have_attribute("data-online", "joinable")
    expect(page.get_by_role("status")).to_contain_text("“Price strategy” is online now.")
    expect_lobby(join(price, "Price strategy"), "Price strategy")


def test_join_opens_the_link_as_it_is_and_tells_it_nothing(
    signed_in_page: SignedInPage, sandbox: Sandbox
) -> None:
    link = lobby_link(sandbox)
    sandbox.plant(ALEX, event("Design review", **online(link)))
    page = signed_in_page(ALEX)
    page.goto(AGENDA)
    row = row_of(page, "Design review")
    expect(row.get_by_role("link", name="Join Design review")).to_have_attribute("rel", "noopener noreferrer")
    lobby = join(row, "Design review")
    expect_lobby(lobby, "Design review")
    assert lobby.url == link
    assert lobby.evaluate("[document.referrer, window.opener]") == ["", None]
    assert page.url.endswith(AGENDA)


def test_adele_joins_from_her_own_copy(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    alex = signed_in_page(ALEX)
    form = open_form(alex)
    form.get_by_label("Subject").fill("Design review")
    form.get_by_label("Start").fill(f"{DAY}T10:00")
    form.get_by_label("Attendees").fill(ADELE)
    form.get_by_role("button", name="Create meeting").click()
    expect(alex.get_by_role("dialog", name="Meeting created")).to_be_visible()

    adele = signed_in_page(ADELE)
    adele.goto(AGENDA)
    row = row_of(adele, "Design review")
    expect(row).to_contain_text("Alex Wilber")
    expect(row).to_contain_text("needs answer")
    assert row.get_attribute("data-event") in named(sandbox, ADELE, "Design review")
    assert row.get_attribute("data-event") not in named(sandbox, ALEX, "Design review")
    expect_lobby(join(row, "Design review"), "Design review")


def test_late_link_turns_the_row_joinable_by_itself(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    sandbox.patch(link_delay_reads=2)
    page = signed_in_page(ALEX)
    page.goto(AGENDA)
    form = open_form(page)
    form.get_by_label("Subject").fill("Design review")
    form.get_by_label("Start").fill(f"{DAY}T10:00")
    form.get_by_role("button", name="Create meeting").click()
    expect(page.get_by_role("dialog", name="Meeting created")).to_contain_text("The link is on its way.")
    row = row_of(page, "Design review")
    expect(row).to_have_attribute("data-online", "pending")
    page.keyboard.press("Escape")
    expect(row).to_have_attribute("data-online", "joinable")
    expect_lobby(join(row, "Design review"), "Design review")


def test_join_next_goes_straight_to_the_meeting_that_runs(
    signed_in_page: SignedInPage, sandbox: Sandbox
) -> None:
    sandbox.plant(MEGAN, around_now("Design review", -5, **online(lobby_link(sandbox))))
    page = signed_in_page(MEGAN)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Join next").click()
    expect_lobby(opened.value, "Design review")


def test_copies_the_link(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    link = lobby_link(sandbox)
    sandbox.plant(ALEX, event("Design review", **online(link, conferenceId="291633251")))
    page = signed_in_page(ALEX)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(AGENDA)
    page.get_by_role("button", name="More: Design review").click()
    page.locator("[popover]:popover-open").get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status")).to_contain_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == link
    page.get_by_role("button", name="Conference ID 291 633 251#").click()
    expect(page.get_by_role("status")).to_contain_text("Conference ID copied")
    assert page.evaluate("navigator.clipboard.readText()") == "291633251"


def test_receipt_is_shown_once(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Design review"))
    page = signed_in_page(ALEX)
    page.goto(AGENDA)
    page.get_by_role("button", name="Make online Design review").click()
    page.get_by_role("dialog").get_by_role("button", name="Make online", exact=True).click()
    message = page.get_by_text("“Design review” is online now.")
    expect(message).to_be_visible()
    page.reload()
    expect(row_of(page, "Design review")).to_have_attribute("data-online", "joinable")
    expect(message).to_have_count(0)


def test_double_click_in_the_dialog_sends_once(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    page = signed_in_page(ALEX)
    open_form(page).get_by_label("Subject").fill("Design review")
    sandbox.patch(latency_ms=300)
    _click_twice(page.get_by_role("button", name="Create meeting"))
    expect(page.get_by_text("“Design review” is in your calendar.")).to_be_visible()
    assert len(_posts(sandbox)) == 1


def test_double_click_on_the_page_makes_one_meeting(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    page = signed_in_page(ALEX)
    page.goto("/meetings/new/")
    page.get_by_label("Subject").fill("Design review")
    sandbox.patch(latency_ms=300)
    _click_twice(page.get_by_role("button", name="Create meeting"))
    expect(page.get_by_text("“Design review” is in your calendar.").first).to_be_visible()
    # Chromium sometimes takes the first post back before it has left.
    assert len({post["body"]["transactionId"] for post in _posts(sandbox)}) == 1
    assert len(named(sandbox, ALEX, "Design review")) == 1


def test_back_and_forward_after_moving_days(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Design review"))
    page = signed_in_page(ALEX)
    page.goto("/?day=2031-03-01")
    expect(row_of(page, "Design review")).to_have_count(0)
    page.get_by_role("link", name="Later days").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^8 . 14 March 2031$"))
    page.wait_for_url(f"/?day={DAY}")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^1 . 7 March 2031$"))
    expect(page.get_by_role("banner")).to_have_count(1)
    page.go_forward()
    expect(row_of(page, "Design review")).to_be_visible()


def test_after_going_back_the_dialog_opens_and_closes(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(ALEX)
    today = page.get_by_role("navigation", name="Days").get_by_role("link", name="Today")
    page.get_by_role("link", name="Later days").click()
    expect(today).not_to_have_attribute("aria-current", "date")
    page.go_back()
    expect(today).to_have_attribute("aria-current", "date")
    form = open_form(page)
    expect(form.get_by_label("Subject")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#dialog")).to_be_hidden()
    expect(page.locator("#meeting-form")).to_have_count(0)


def test_sign_in_run_out_while_the_dialog_is_open_keeps_the_text(
    signed_in_page: SignedInPage, sandbox: Sandbox
) -> None:
    page = signed_in_page(ALEX)
    form = open_form(page)
    form.get_by_label("Subject").fill("Design review")
    form.get_by_label("Agenda").fill("First the draft.\nThen <b>questions</b>.")
    SignIn.objects.update(renew_from=timezone.now() - timedelta(seconds=1))
    sandbox.revoke(ALEX)
    form.get_by_role("button", name="Create meeting").click()
    page.get_by_role("button", name="Sign in again").click()
    page.locator(f"button[name=account][value='{ALEX}']").click()
    expect(page.get_by_label("Subject")).to_have_value("Design review")
    expect(page.get_by_label("Agenda")).to_have_value("First the draft.\nThen <b>questions</b>.")
    page.get_by_role("button", name="Create meeting").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Design review")
    assert len(named(sandbox, ALEX, "Design review")) == 1


def test_signed_out_nothing_of_the_calendar_is_left(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(ALEX)
    page.get_by_role("button", name="Account of Alex Wilber").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("button", name="Sign in with Microsoft")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Sign in with Microsoft")).to_be_visible()
    expect(page.locator("[data-event]")).to_have_count(0)


def _click_twice(button: Locator) -> None:
    """As a person does who double-clicks everything: the second click a tenth of a second after the first."""
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    for _ in range(2):
        button.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        button.page.wait_for_timeout(100)


def _posts(sandbox: Sandbox) -> list[Json]:
    """The calls that make events."""
    return [
        call for call in sandbox.requests() if call["method"] == "POST" and call["path"].endswith("/events")
    ]
