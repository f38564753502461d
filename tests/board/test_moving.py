"""Moving between days, weeks and their two views in a browser: address, title, focus, back and forward."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.support.agenda_page import open_form
from tests.support.browser import SignedInPage
from tests.support.planting import ADELE, ALEX, DAY, event, online, organized_by
from tests.support.sandbox_process import Sandbox

WEEK = f"/?view=week&day={DAY}"
DASH = "\N{EN DASH}"
THIS_WEEK, NEXT_WEEK = f"2 {DASH} 8 March 2031", f"9 {DASH} 15 March 2031"


@pytest.fixture
def page(signed_in_page: SignedInPage, sandbox: Sandbox) -> Page:
    """Alex's week with a meeting in it and one in the week after."""
    sandbox.plant(ALEX, event("Design review", "10:00", **online()))
    sandbox.plant(ALEX, event("Price strategy", "14:00") | later("2031-03-12"))
    page = signed_in_page(ALEX)
    page.goto(WEEK)
    return page


def later(day: str) -> dict[str, dict[str, str]]:
    """The times of an event at two on another day."""
    bounds = {"start": "14:00", "end": "15:00"}
    return {
        name: {"dateTime": f"{day}T{at}:00", "timeZone": "Pacific Standard Time"}
        for name, at in bounds.items()
    }


def expect_days(page: Page, days: str, query: str) -> None:
    """These days are shown, and named by heading, title and address alike."""
    expect(page.get_by_role("heading", level=1)).to_have_text(days)
    expect(page).to_have_title(re.compile(f"{days} . Meetboard$"))
    expect(page).to_have_url(re.compile(f"{re.escape(query)}$"))


def meeting(page: Page, subject: str) -> Locator:
    return page.get_by_role("article", name=subject).get_by_role("link", name=subject, exact=True)


def places(page: Page) -> list[FloatRect]:
    """Where the two meetings stand."""
    boxes = [meeting(page, subject).bounding_box() for subject in ("Design review", "Price strategy")]
    return [box for box in boxes if box]


def test_to_the_next_week_and_back(page: Page) -> None:
    expect_days(page, THIS_WEEK, WEEK)
    page.get_by_role("link", name="Next week").click()
    expect_days(page, NEXT_WEEK, "/?view=week&day=2031-03-09")
    expect(meeting(page, "Price strategy")).to_be_visible()
    page.get_by_role("link", name="Previous week").click()
    expect_days(page, THIS_WEEK, "/?view=week&day=2031-03-02")
    expect(meeting(page, "Design review")).to_be_visible()


def test_today_is_one_press_away(page: Page) -> None:
    page.get_by_role("navigation", name="Days").get_by_role("link", name="Today").click()
    expect(page).to_have_url(re.compile(r"/\?view=week$"))
    expect(page.locator("h2[aria-current=date]")).to_be_visible()


def test_back_and_forward_show_what_was_there(page: Page) -> None:
    page.get_by_role("link", name="Next week").click()
    expect_days(page, NEXT_WEEK, "day=2031-03-09")
    page.get_by_role("link", name="List").click()
    expect(page).to_have_url(re.compile(r"/\?day=2031-03-09$"))
    page.go_back()
    expect_days(page, NEXT_WEEK, "/?view=week&day=2031-03-09")
    expect(meeting(page, "Price strategy")).to_be_visible()
    page.go_back()
    expect_days(page, THIS_WEEK, WEEK)
    expect(meeting(page, "Design review")).to_be_visible()
    page.go_forward()
    expect_days(page, NEXT_WEEK, "/?view=week&day=2031-03-09")


def test_back_works_after_a_dialog_too(page: Page) -> None:
    page.get_by_role("link", name="Next week").click()
    expect_days(page, NEXT_WEEK, "day=2031-03-09")
    open_form(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="New meeting")).to_be_hidden()
    page.go_back()
    expect_days(page, THIS_WEEK, WEEK)
    expect(page.get_by_role("dialog", name="New meeting")).to_be_hidden()
    open_form(page)  # what came back is alive
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Next week").click()
    expect_days(page, NEXT_WEEK, "day=2031-03-09")


def test_each_step_is_one_request(page: Page) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.get_by_role("link", name="Next week").click()
    expect_days(page, NEXT_WEEK, "day=2031-03-09")
    assert [url for url in requests if "/static/" not in url and "/renew/" not in url] == [page.url]


@pytest.mark.parametrize("name", ["Next week", "Previous week", "5 days", "List"])
def test_the_focus_stays_where_it_was_used(page: Page, name: str) -> None:
    before = page.get_by_role("heading", level=1).text_content() or ""
    control = page.get_by_role("link", name=name, exact=True)
    control.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(before)
    expect(control).to_be_focused()


def test_the_days_are_said_when_they_change(page: Page) -> None:
    page.get_by_role("link", name="Next week").click()
    expect(page.locator("#announcer")).to_have_text(NEXT_WEEK)


def test_the_page_does_not_jump(page: Page) -> None:
    page.evaluate("scrollTo(0, 120)")
    page.get_by_role("link", name="Next week").click()
    expect_days(page, NEXT_WEEK, "day=2031-03-09")
    assert page.evaluate("scrollY") == 120


def test_five_days_are_monday_to_friday(page: Page) -> None:
    page.get_by_role("link", name="Next week").click()
    expect_days(page, NEXT_WEEK, "day=2031-03-09")
    page.get_by_role("link", name="5 days").click()
    expect_days(page, f"10 {DASH} 14 March 2031", "days=5")
    expect(page.get_by_role("heading", level=2, name="March 2031")).to_have_count(5)


def test_a_day_is_picked(page: Page) -> None:
    page.get_by_label("Go to day").fill("2031-05-07")
    page.get_by_role("button", name="Go", exact=True).click()
    expect_days(page, f"4 {DASH} 10 May 2031", "day=2031-05-07&view=week")


def test_the_month_leads_to_its_days(page: Page) -> None:
    month = page.get_by_role("region", name="March 2031")
    month.get_by_role("link", name="Next month").click()
    expect(page.get_by_role("region", name="April 2031")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(THIS_WEEK)
    page.get_by_role("link", name="Thursday 10 April 2031").click()
    expect_days(page, f"6 {DASH} 12 April 2031", "day=2031-04-10")


def test_a_day_of_the_week_leads_to_its_list(page: Page) -> None:
    page.get_by_role("link", name="Saturday 8 March 2031").and_(page.locator("h2 a")).click()
    expect(page).to_have_url(re.compile(f"/\\?day={DAY}$"))
    expect(page.get_by_role("heading", name="Saturday 8 March")).to_be_visible()


def test_without_script_the_same_ways_lead_there(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    page = signed_in_page(ALEX, javascript=False)
    page.goto(WEEK)
    page.get_by_role("link", name="Next week").click()
    expect_days(page, NEXT_WEEK, "/?view=week&day=2031-03-09")
    page.get_by_role("link", name="Next month").click()
    expect(page.get_by_role("region", name="April 2031")).to_be_visible()
    page.get_by_label("Go to day").fill("2031-05-07")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"4 {DASH} 10 May 2031")


def test_side_by_side_on_a_desk_and_a_list_on_a_phone(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    for subject in ("Design review", "Price strategy"):
        sandbox.plant(ALEX, event(subject, "10:00", **online()))
    page = signed_in_page(ALEX)
    page.goto(WEEK)
    tops = places(page)
    assert tops[0]["y"] == tops[1]["y"]
    page.set_viewport_size({"width": 390, "height": 844})
    tops = places(page)
    assert tops[0]["x"] == tops[1]["x"]
    for subject in ("Design review", "Price strategy"):
        expect(page.get_by_role("link", name=f"Join {subject}")).to_be_visible()


@pytest.mark.parametrize(("width", "address"), [(320, WEEK), (390, WEEK), (720, WEEK), (320, f"/?day={DAY}")])
def test_nothing_scrolls_sideways(
    signed_in_page: SignedInPage, sandbox: Sandbox, width: int, address: str
) -> None:
    """720 pixels are what 200 % leave of a window of 1440."""
    for number in range(4):
        sandbox.plant(
            ALEX, event("A very long subject without an end in sight " * 3, f"10:{number}0", **online())
        )
    page = signed_in_page(ALEX, width=width)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= seen


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_the_week_has_no_violation(
    signed_in_page: SignedInPage, sandbox: Sandbox, axe: Callable[[Page], None], width: int
) -> None:
    sandbox.plant(ALEX, event("Design review", "10:00", **online()))
    sandbox.plant(ALEX, event("Overlapping", "10:30", 20, **online()))
    sandbox.plant(ALEX, event("Off", "12:00", isCancelled=True))
    sandbox.plant(ALEX, event("Declined", "13:00", **organized_by(ADELE, response="declined"), **online()))
    sandbox.plant(ALEX, event("Asked", "14:00", **organized_by(ADELE, response="notResponded")))
    page = signed_in_page(ALEX, width=width)
    for address in (WEEK, "/?view=week"):
        page.goto(address)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            axe(page)
