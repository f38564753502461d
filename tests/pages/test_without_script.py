"""The five jobs in a browser that runs no script: forms, links, popovers and the waiting page do them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.agenda_page import expect_lobby, join, lobby_link, named, row_of
from tests.support.browser import OpenPage, SignedInPage
from tests.support.planting import ADELE, AGENDA, ALEX, DAY, around_now, event, guests, online
from tests.support.sandbox_process import Sandbox


@pytest.fixture
def plain_page(signed_in_page: SignedInPage) -> Page:
    """Alex's browser, scripts off."""
    return signed_in_page(ALEX, javascript=False)


def test_signs_in_and_goes_where_the_person_was_going(open_page: OpenPage) -> None:
    page = open_page(javascript=False)
    page.goto("/meetings/new/")
    page.get_by_role("button", name="Sign in with Microsoft").click()
    page.get_by_role("button", name="Alex Wilber").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("New meeting")


def test_sees_the_meetings_and_moves_through_the_days(plain_page: Page, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Design review", **online()))
    expect(row_of(plain_page, "Prep for customer meeting")).to_be_visible()
    plain_page.get_by_label("Go to day").fill("2031-03-01")
    plain_page.get_by_role("button", name="Go", exact=True).click()
    expect(plain_page.get_by_role("heading", level=1)).to_contain_text("7 March 2031")
    plain_page.get_by_role("link", name="Later days").click()
    expect(row_of(plain_page, "Design review")).to_have_attribute("data-online", "joinable")
    plain_page.get_by_role("link", name="Today").click()
    expect(row_of(plain_page, "Prep for customer meeting")).to_be_visible()


def test_creates_a_meeting(plain_page: Page, sandbox: Sandbox) -> None:
    plain_page.get_by_role("link", name="New meeting").click()
    plain_page.get_by_label("Subject").fill("Design review")
    plain_page.get_by_label("Start").fill(f"{DAY}T10:00")
    plain_page.get_by_label("End", exact=True).fill(f"{DAY}T11:00")
    plain_page.get_by_label("Attendees").fill(ADELE)
    plain_page.get_by_role("button", name="Create meeting").click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Design review")
    expect(plain_page.get_by_role("status")).to_contain_text(
        "It is held with Microsoft Teams. 1 guest is invited."
    )
    expect(plain_page.get_by_role("link", name="Join in Microsoft Teams")).to_be_visible()
    assert len(named(sandbox, ALEX, "Design review")) == len(named(sandbox, ADELE, "Design review")) == 1


def test_enter_creates_and_what_is_wrong_is_said_at_the_field(plain_page: Page, sandbox: Sandbox) -> None:
    plain_page.goto("/meetings/new/")
    plain_page.get_by_label("Location").fill("Room 1")
    plain_page.get_by_label("Subject").press("Enter")
    expect(plain_page.get_by_label("Subject")).to_have_accessible_description("This field is required.")
    expect(plain_page.get_by_label("Location")).to_have_value("Room 1")
    plain_page.get_by_label("Subject").fill("Design review")
    plain_page.get_by_label("Subject").press("Enter")
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Design review")
    assert len(named(sandbox, ALEX, "Design review")) == 1


def test_another_calendar_shows_its_providers_at_a_button(plain_page: Page) -> None:
    plain_page.goto("/meetings/new/")
    plain_page.get_by_label("Subject").fill("Design review")
    expect(plain_page.get_by_role("radio", name="Skype for Business")).to_be_enabled()
    plain_page.get_by_role("combobox", name="Calendar").select_option("Product team")
    plain_page.get_by_role("button", name="Show the calendar's providers").click()
    expect(plain_page.get_by_role("radio", name="Skype for Business")).to_be_disabled()
    expect(plain_page.get_by_role("radio", name="Microsoft Teams")).to_be_checked()
    expect(plain_page.get_by_label("Subject")).to_have_value("Design review")
    plain_page.get_by_role("button", name="Create meeting").click()
    expect(plain_page.locator(".facts")).to_contain_text("Product team")


def test_makes_a_meeting_online_after_the_confirmation(plain_page: Page, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Price strategy", attendees=guests(ADELE)))
    plain_page.goto(AGENDA)
    row = row_of(plain_page, "Price strategy")
    row.get_by_role("button", name="Make online Price strategy").click()
    sheet = plain_page.get_by_role("dialog", name="Make this meeting online")
    expect(sheet).to_contain_text("1 guest gets an update by mail.")
    expect(sheet).to_contain_text("This cannot be undone")
    sheet.get_by_role("button", name="Cancel").click()
    expect(sheet).to_be_hidden()
    row.get_by_role("button", name="Make online Price strategy").click()
    sheet.get_by_role("button", name="Make online", exact=True).click()
    expect(plain_page).to_have_url(re.compile(f"day={DAY}#"))
    expect(row).to_have_attribute("data-online", "joinable")
    expect(plain_page.get_by_role("status")).to_contain_text("“Price strategy” is online now.")


def test_makes_a_meeting_online_on_its_page(plain_page: Page, sandbox: Sandbox) -> None:
    planted = sandbox.plant(ALEX, event("Price strategy"))
    plain_page.goto(f"/meetings/{planted['id']}/")
    plain_page.get_by_role("button", name="Make online", exact=True).click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Price strategy")
    expect(plain_page.get_by_role("link", name="Join in Microsoft Teams")).to_be_visible()


def test_joins_and_reads_the_link_to_copy(plain_page: Page, sandbox: Sandbox) -> None:
    link = lobby_link(sandbox)
    sandbox.plant(ALEX, event("Design review", **online(link, conferenceId="291633251")))
    plain_page.goto(AGENDA)
    expect_lobby(join(row_of(plain_page, "Design review"), "Design review"), "Design review")
    plain_page.get_by_role("button", name="More: Design review").click()
    expect(plain_page.get_by_role("textbox", name="Link")).to_have_value(link)
    expect(plain_page.get_by_text("291 633 251#")).to_be_visible()


def test_waits_for_a_late_link_and_arrives_in_the_meeting(plain_page: Page, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Price strategy"))
    sandbox.patch(link_delay_reads=2)
    plain_page.goto(AGENDA)
    plain_page.get_by_role("button", name="Make online Price strategy").click()
    plain_page.get_by_role("dialog").get_by_role("button", name="Make online", exact=True).click()
    row = row_of(plain_page, "Price strategy")
    expect(row).to_have_attribute("data-online", "pending")
    row.get_by_role("link", name="Check Price strategy").click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("The link is on its way")
    expect_lobby(plain_page, "Price strategy")


def test_join_next_offers_the_choice_between_several(plain_page: Page, sandbox: Sandbox) -> None:
    for subject in ("Design review", "Price strategy"):
        sandbox.plant(ALEX, around_now(subject, -5, **online(lobby_link(sandbox))))
    with plain_page.context.expect_page() as opened:
        plain_page.get_by_role("link", name="Join next").click()
    choice = opened.value
    expect(choice.get_by_role("heading", level=1)).to_have_text("Which meeting do you want to join?")
    expect_lobby(join(row_of(choice, "Price strategy"), "Price strategy"), "Price strategy")


def test_signs_out(plain_page: Page) -> None:
    plain_page.get_by_role("button", name="Account of Alex Wilber").click()
    plain_page.get_by_role("button", name="Sign out", exact=True).click()
    expect(plain_page.get_by_role("button", name="Sign in with Microsoft")).to_be_visible()
    plain_page.goto("/meetings/new/")
    expect(plain_page.get_by_role("button", name="Sign in with Microsoft")).to_be_visible()
