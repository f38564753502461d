"""The head of the board in a browser: it counts by itself, and what is put aside leaves it at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.agenda_page import expect_lobby, join, lobby_link, row_of
from tests.support.browser import SignedInPage
from tests.support.outlook import clear
from tests.support.planting import ADELE, MEGAN, Json, around_now, online, organized_by
from tests.support.sandbox_process import Sandbox

XIA = "XiaW@contoso.OnMicrosoft.com"
PRIMARY = re.compile("button-primary")
AXE = Callable[[Page], None]


@pytest.fixture
def plant(sandbox: Sandbox) -> Callable[..., Json]:
    """Plants a meeting around now in Megan's calendar, which holds nothing else."""
    clear(sandbox, MEGAN)

    def plant_one(subject: str, start: float, minutes: float = 30, **members: Any) -> Json:
        return sandbox.plant(MEGAN, around_now(subject, start, minutes, **members))

    return plant_one


def item(page: Page, subject: str) -> Locator:
    """The part of the head that tells of one meeting."""
    return page.get_by_role("region", name="Up next").get_by_role("article", name=subject, exact=True)


def open_stopped(page: Page, ahead: timedelta = timedelta(0)) -> None:
    """Open the board with the browser's clock in our hand, so much ahead of the server's."""
    page.clock.install(time=datetime.now(UTC) + ahead)
    page.goto("/")


def test_it_counts_down_to_the_start_and_on(
    plant: Callable[..., Json], signed_in_page: SignedInPage, sandbox: Sandbox
) -> None:
    plant("Talk", 12.5, 30, **online())
    page = signed_in_page(MEGAN)
    open_stopped(page)
    talk = item(page, "Talk")
    button = talk.get_by_role("link", name="Join Talk")
    expect(talk.get_by_text("Starts in 13 min")).to_be_visible()
    expect(button).not_to_have_class(PRIMARY)
    page.route("**/renew/**", lambda route: route.abort())  # what it says from here on it knows by itself
    sandbox.forget_requests()
    for minutes, words, title in (
        (1, "Starts in 12 min", "12 min · Talk · Meetboard"),
        (2, "Starts in 10 min", "10 min · Talk · Meetboard"),
        (10, "Starts now", "now · Talk · Meetboard"),
        (3, "Started 3 min ago", "now · Talk · Meetboard"),
        (10, "Now, until", "now · Talk · Meetboard"),
        (15, "Ends in 2 min", "now · Talk · Meetboard"),
    ):
        page.clock.run_for(minutes * 60_000)
        expect(talk.get_by_text(words)).to_be_visible()
        expect(page).to_have_title(title)
        if minutes != 1:
            expect(button).to_have_class(PRIMARY)
    assert sandbox.requests() == []


def test_only_a_new_phase_is_announced(plant: Callable[..., Json], signed_in_page: SignedInPage) -> None:
    plant("Talk", 12.5, 30, **online())
    page = signed_in_page(MEGAN)
    open_stopped(page)
    page.route("**/renew/**", lambda route: route.abort())
    news = page.locator("#announcer")
    expect(news).to_be_empty()
    expect(news).to_have_attribute("aria-live", "polite")
    page.clock.run_for(120_000)
    expect(news).to_be_empty()
    page.clock.run_for(60_000)
    expect(news).to_have_text("Talk starts in 10 minutes.")
    page.clock.run_for(540_000)
    expect(news).to_have_text("Talk starts in 10 minutes.")
    page.clock.run_for(60_000)
    expect(news).to_have_text("Talk starts now.")


@pytest.mark.parametrize("hours", [-3, 5])
def test_a_clock_that_is_wrong_does_not_matter(
    plant: Callable[..., Json], signed_in_page: SignedInPage, hours: int
) -> None:
    plant("Talk", 12.5, 30, **online())
    page = signed_in_page(MEGAN)
    open_stopped(page, timedelta(hours=hours))
    expect(item(page, "Talk").get_by_text("Starts in 13 min")).to_be_visible()
    page.clock.run_for(60_000)
    expect(item(page, "Talk").get_by_text("Starts in 12 min")).to_be_visible()


def test_after_a_sleep_it_is_right_at_once(plant: Callable[..., Json], signed_in_page: SignedInPage) -> None:
    plant("Talk", 40.5, 30, **online())
    page = signed_in_page(MEGAN)
    open_stopped(page)
    expect(item(page, "Talk").get_by_text("Starts in 41 min")).to_be_visible()
    page.route("**/renew/**", lambda route: route.abort())
    page.clock.fast_forward(1_200_000)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(item(page, "Talk").get_by_text("Starts in 21 min")).to_be_visible()


def test_what_is_over_leaves_and_the_next_one_follows(
    plant: Callable[..., Json], signed_in_page: SignedInPage
) -> None:
    plant("Talk", -20, 20.1, **online())
    plant("Call", 60, **online())
    page = signed_in_page(MEGAN)
    expect(item(page, "Call")).to_be_visible(timeout=20_000)  # Talk goes on for six seconds
    expect(item(page, "Talk")).to_be_hidden()


def test_it_counts_in_the_language_of_the_page(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    sandbox.plant(XIA, around_now("Talk", 7.5, 30, **online()))
    page = signed_in_page(XIA)
    open_stopped(page)
    counted = page.locator("[data-up-next]").filter(has_text="Talk").locator("[data-count]")
    expect(counted).to_have_text(re.compile(r"^8 分钟"))
    page.clock.run_for(60_000)
    expect(counted).to_have_text(re.compile(r"^7 分钟"))


def test_joins_from_the_head(
    plant: Callable[..., Json], signed_in_page: SignedInPage, sandbox: Sandbox
) -> None:
    plant("Talk", -5, 30, **online(lobby_link(sandbox)))
    page = signed_in_page(MEGAN)
    expect_lobby(join(item(page, "Talk"), "Talk"), "Talk")


def test_two_that_overlap_both_have_their_join(
    plant: Callable[..., Json], signed_in_page: SignedInPage
) -> None:
    plant("Talk", -10, 30, **online())
    plant("Call", 5, 30, **online())
    page = signed_in_page(MEGAN)
    for subject in ("Talk", "Call"):
        expect(item(page, subject).get_by_role("link", name=f"Join {subject}")).to_have_class(PRIMARY)


@pytest.mark.parametrize("javascript", [True, False])
def test_what_is_put_aside_leaves_the_head_and_can_be_brought_back(
    plant: Callable[..., Json], signed_in_page: SignedInPage, javascript: bool
) -> None:
    plant("Talk", -10, 60, **online())
    plant("Call", -5, 60, **online())
    page = signed_in_page(MEGAN, javascript=javascript)
    item(page, "Talk").get_by_role("button", name="Not this one: Talk").click()
    expect(item(page, "Talk")).to_have_count(0)
    expect(item(page, "Call")).to_be_visible()
    expect(row_of(page, "Talk")).to_be_visible()
    if javascript:
        expect(page.get_by_role("region", name="Up next")).to_be_focused()
    page.reload()
    expect(item(page, "Talk")).to_have_count(0)
    page.get_by_role("button", name="Show here again what was put aside").click()
    expect(item(page, "Talk")).to_be_visible()


def test_a_block_of_the_strip_leads_to_its_row(
    plant: Callable[..., Json], signed_in_page: SignedInPage
) -> None:
    plant("Talk", -0.2, 0.1, **online())
    plant("Call", 5, 60, **online())
    page = signed_in_page(MEGAN)
    strip = page.get_by_role("group", name="along the clock")
    expect(strip.get_by_role("link")).to_have_count(2)
    strip.get_by_role("link", name="Talk").click()
    expect(row_of(page, "Talk")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 1440])
def test_no_rule_of_accessibility_is_broken(
    plant: Callable[..., Json], signed_in_page: SignedInPage, axe: AXE, width: int
) -> None:
    page = signed_in_page(MEGAN, width=width)
    axe(page)
    plant("Talk", -10, 60, **online(conferenceId="291633251", tollNumber="+1 323-555-0166"))
    plant("Lunch", -10, 60, location={"displayName": "Room 1"})
    plant("Call", 5, 60, **online(""))
    plant("Sign-off", 5, 60, **organized_by(ADELE, "Adele Vance", "notResponded"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto("/")
        expect(item(page, "Call")).to_be_visible()
        axe(page)
        wide, seen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= seen
