"""Changing a meeting and calling it off in a real browser, with script and without."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support import outlook
from tests.support.agenda_page import expect_lobby, join, named, row_of
from tests.support.browser import SignedInPage
from tests.support.editing import ONLINE, plant_series
from tests.support.planting import ADELE, AGENDA, ALEX, DAY, event, guests
from tests.support.sandbox_process import Json, Sandbox

SUBJECT = "Design review"
Check = Callable[[Page], None]


@pytest.fixture
def planned(sandbox: Sandbox) -> Json:
    """A meeting of Alex with Adele, online, as Microsoft makes it."""
    text = {"contentType": "html", "content": "<p>First thoughts</p>"}
    return outlook.create(sandbox, ALEX, event(SUBJECT, attendees=guests(ADELE), body=text, **ONLINE))


def choose(page: Page, subject: str, item: str) -> Locator:
    """Choose something in the menu of a row; returns the dialog."""
    page.get_by_role("button", name=f"More: {subject}").click()
    page.locator("[popover]:popover-open").get_by_role("link", name=item).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("#meeting-form")).to_be_visible()
    return dialog


@pytest.mark.parametrize("width", [390, 1440])
def test_alex_changes_the_text_and_joins_then_calls_it_off(
    signed_in_page: SignedInPage, sandbox: Sandbox, planned: Json, axe: Check, width: int
) -> None:
    page = signed_in_page(ALEX, width=width, dark=width == 390)
    page.goto(AGENDA)
    dialog = choose(page, SUBJECT, "Edit")
    expect(dialog.get_by_label("Subject")).to_be_focused()
    expect(dialog).to_contain_text("Any change is mailed to")
    axe(page)
    dialog.get_by_label("Subject").fill("Design review II")
    dialog.get_by_label("Start").fill(f"{DAY}T09:30")
    expect(dialog.get_by_label("End", exact=True)).to_have_value(f"{DAY}T10:30")
    dialog.get_by_label("Agenda").fill("Second thoughts")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("status")).to_contain_text(
        "“Design review II” is changed. 1 guest gets the update."
    )
    row = row_of(page, "Design review II")
    expect(row).to_contain_text("09:30")
    expect(page.get_by_role("button", name="More: Design review II")).to_be_focused()
    after = outlook.find(sandbox, ALEX, planned["id"])
    assert after["onlineMeeting"] == planned["onlineMeeting"]
    expect_lobby(join(row, "Design review II"), "Design review II")

    dialog = choose(page, "Design review II", "Cancel meeting")
    expect(dialog).to_contain_text("This cannot be undone")
    axe(page)
    dialog.get_by_label("Message to the guests").fill("Sorry!")
    dialog.get_by_role("button", name="Cancel meeting").click()
    expect(dialog).to_be_hidden()
    expect(row).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("“Design review II” is cancelled. 1 guest is told.")
    assert named(sandbox, ALEX, "Design review II") == []


def test_from_the_page_of_the_meeting(signed_in_page: SignedInPage, planned: Json, axe: Check) -> None:
    page = signed_in_page(ALEX)
    page.goto(f"/meetings/{planned['id']}/")
    axe(page)
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Subject").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("This field is required.")).to_be_visible()
    expect(page.get_by_label("Subject")).to_be_focused()
    axe(page)
    page.get_by_label("Subject").fill("Review")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Review")
    expect(page.get_by_role("status")).to_contain_text("“Review” is changed.")
    page.get_by_role("link", name="Cancel meeting").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel meeting").click()
    page.wait_for_url(re.compile(f"day={DAY}"))
    expect(page.get_by_role("status")).to_contain_text("“Review” is cancelled.")


def test_somebody_else_was_faster(
    signed_in_page: SignedInPage, sandbox: Sandbox, planned: Json, axe: Check
) -> None:
    page = signed_in_page(ALEX)
    page.goto(AGENDA)
    dialog = choose(page, SUBJECT, "Edit")
    dialog.get_by_label("Subject").fill("Mine")
    outlook.change(sandbox, ALEX, planned["id"], subject="Theirs")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_contain_text("Now in the calendar: Theirs")
    expect(dialog.get_by_label("Subject")).to_have_value("Mine")
    axe(page)
    dialog.get_by_role("link", name="Drop what I typed").click()
    expect(dialog.get_by_label("Subject")).to_have_value("Theirs")
    dialog.get_by_label("Subject").fill("Mine")
    outlook.change(sandbox, ALEX, planned["id"], subject="Theirs again")
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_role("button", name="Save over it").click()
    expect(row_of(page, "Mine")).to_be_visible()


def test_changing_over_to_the_series_by_keyboard(
    signed_in_page: SignedInPage, sandbox: Sandbox, axe: Check
) -> None:
    _, ids = plant_series(sandbox)
    page = signed_in_page(ALEX)
    page.goto(f"/meetings/{ids[2]}/")
    page.get_by_role("link", name="Edit").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Subject").fill("Review")
    dialog.get_by_role("radio", name="Only this meeting").focus()
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_label("Start")).to_have_value(f"{DAY}T15:00")
    expect(dialog.get_by_label("Subject")).to_have_value("Review")
    expect(dialog.get_by_role("radio", name="Every meeting of the series")).to_be_focused()
    axe(page)
    dialog.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile("day=2031-03-10"))
    expect(row_of(page, "Review").first).to_be_visible()
    assert len(named(sandbox, ALEX, "Review")) >= 1


def test_without_script(signed_in_page: SignedInPage, sandbox: Sandbox, planned: Json) -> None:
    page = signed_in_page(ALEX, javascript=False)
    page.goto(AGENDA)
    page.get_by_role("button", name=f"More: {SUBJECT}").click()
    page.get_by_role("link", name="Edit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Edit meeting")
    page.get_by_label("Agenda").fill("Second thoughts")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main .text")).to_have_text("Second thoughts")
    expect(page.get_by_role("link", name="Join in Microsoft Teams")).to_be_visible()
    page.get_by_role("link", name="Cancel meeting").click()
    page.get_by_label("Message to the guests").fill("Sorry!")
    page.get_by_role("button", name="Cancel meeting").click()
    expect(page).to_have_url(re.compile(f"day={DAY}$"))
    expect(page.get_by_role("status")).to_contain_text("is cancelled. 1 guest is told.")
    assert named(sandbox, ALEX, SUBJECT) == []


def test_series_without_script(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    _, ids = plant_series(sandbox)
    page = signed_in_page(ALEX, javascript=False)
    page.goto(f"/meetings/{ids[1]}/edit/")
    page.get_by_label("Subject").fill("Review")
    page.get_by_role("radio", name="Every meeting of the series").check()
    page.get_by_role("button", name="Show what it holds").click()
    expect(page.get_by_label("Start")).to_have_value(f"{DAY}T15:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Every meeting of the series “Review” is changed.")
