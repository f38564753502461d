"""What a screen reader says: landmarks, headings, rows, the timeline, the month, the panel, refused forms."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.agenda_page import open_form, row_of
from tests.support.browser import SignedInPage
from tests.support.planting import ADELE, AGENDA, ALEX, event, guests, online
from tests.support.sandbox_process import Sandbox


@pytest.fixture
def page(signed_in_page: SignedInPage, sandbox: Sandbox) -> Page:
    """Alex's board on DAY with a meeting online and one in person."""
    room = {"location": {"displayName": "Room 1"}}
    sandbox.plant(ALEX, event("Design review", "10:00", 30, **online(), **room, attendees=guests(ADELE)))
    sandbox.plant(ALEX, event("Price strategy", "11:00", 60, **room))
    page = signed_in_page(ALEX)
    page.goto(AGENDA)
    return page


def test_landmarks_are_few_and_named(page: Page) -> None:
    page.goto("/?day=2031-03-10&days=7")
    roles = ("banner", "main", "complementary", "search", "navigation", "region")
    landmarks = {role: page.get_by_role(role).count() for role in roles}  # type: ignore[arg-type]
    assert landmarks == {
        "banner": 1, "main": 1, "complementary": 1, "search": 1, "navigation": 4, "region": 2
    }  # fmt: skip
    for name in ("Meetings", "Days", "View", "Filters"):
        expect(page.get_by_role("navigation", name=name, exact=True)).to_have_count(1)


def test_day_is_a_heading_with_its_rows_below(page: Page) -> None:
    expect(page.get_by_role("group", name="Saturday 8 March", exact=True)).to_match_aria_snapshot("""
        - heading "Saturday 8 March" [level=2]
        - paragraph: /2 meetings · 1 online/
        - group "The meetings of Saturday along the clock":
          - link "10:00 to 10:30, Design review, Microsoft Teams"
          - link "11:00 to 12:00, Price strategy, In person"
        - list:
          - listitem:
            - article "10:00 to 10:30, Design review, organized by you, Room 1, Microsoft Teams"
          - listitem:
            - article "11:00 to 12:00, Price strategy, organized by you, Room 1, In person"
    """)


def test_row_has_a_heading_and_its_facts_are_parted_by_commas(page: Page) -> None:
    expect(row_of(page, "Design review")).to_match_aria_snapshot("""
        - article:
          - paragraph:
            - time: 10:00
            - text: 30 min
          - heading "Design review" [level=3]:
            - link "Design review"
          - paragraph: You, Room 1, 0 of 1 accepted
          - paragraph: Teams
          - 'button "More: Design review"'
          - link "Join Design review"
    """)


def test_month_is_a_table_of_days_in_words(page: Page) -> None:
    month = page.get_by_role("table", name="March 2031")
    expect(month.get_by_role("columnheader", name="Sunday", exact=True)).to_have_count(1)
    today = month.get_by_role("link", name="Saturday 8 March 2031, 2 meetings", exact=True)
    expect(today).to_have_text("8")


def test_panel_is_a_dialog_named_by_the_meeting(page: Page) -> None:
    page.get_by_role("link", name="Design review", exact=True).click()
    panel = page.get_by_role("dialog", name="Design review")
    expect(panel.get_by_role("link", name="Join in Microsoft Teams")).to_be_visible()
    expect(panel).to_match_aria_snapshot("""
        - article:
          - button "Close"
          - heading "Design review" [level=2]
          - link "Join in Microsoft Teams"
          - term: Organizer
          - definition: You
    """)


def test_refused_field_says_why(page: Page) -> None:
    form = open_form(page)
    form.get_by_label("Attendees").fill("nobody")
    form.get_by_role("button", name="Create meeting").click()
    expect(form.get_by_role("alert")).to_have_text("Please look at the marked fields. Nothing was sent yet.")
    expect(form.get_by_label("Subject")).to_have_accessible_description("This field is required.")
    for wrong in ("Subject", "Attendees"):
        expect(form.get_by_label(wrong)).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_label("Location")).not_to_have_attribute("aria-invalid", "true")
