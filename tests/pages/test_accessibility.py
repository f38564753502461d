"""Every page, in both themes and narrow or wide, without a violation that axe finds; rows as sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.agenda_page import join, lobby_link, open_form, row_of
from tests.support.browser import Check as AxeCheck
from tests.support.browser import SignedInPage
from tests.support.kinds_of_events import every_kind
from tests.support.planting import ADELE, AGENDA, ALEX, MEGAN, around_now, event, guests, online, organized_by
from tests.support.sandbox_process import Json, Sandbox

Check = Callable[[Page], None]

COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe for which the theme makes a difference."""
PHONE, TABLET, DESK = 390, 768, 1440


@pytest.fixture
def check(axe: AxeCheck) -> Check:
    """Has axe look at a page in the light theme, and once more at the colours in the dark one."""

    def in_both_themes(page: Page) -> None:
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        axe(page)
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        axe(page, only=COLOURS)

    return in_both_themes


def test_sign_in_pages(page: Page, check: Check) -> None:
    page.goto("/")
    check(page)
    page.goto("/accounts/sign-in/")
    page.get_by_text("What Meetboard asks Microsoft for").click()
    check(page)
    page.goto("/accounts/callback/?error=server_error&state=gone")
    page.get_by_text("Details for support").click()
    check(page)


def test_sign_in_again(alex_page: Page, sandbox: Sandbox, check: Check) -> None:
    sandbox.revoke(ALEX)
    sandbox.faults({"method": "POST", "path": ".*", "times": 1, "status": 401, "body": {}})
    alex_page.goto("/")
    expect(alex_page.get_by_role("button", name="Sign in again")).to_be_visible()
    check(alex_page)


def test_account_picker_and_lobby(page: Page, sandbox: Sandbox, check: Check) -> None:
    link = lobby_link(sandbox)
    sandbox.plant(ALEX, event("Design review", **online(link)))
    page.goto("/")
    page.get_by_role("button", name="Sign in with Microsoft").click()
    check(page)
    page.get_by_role("button", name="Use another account").click()
    check(page)
    page.goto(link)
    check(page)
    page.goto(f"{link}x")
    check(page)


@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
def test_agenda_with_every_kind_of_event(
    signed_in_page: SignedInPage, sandbox: Sandbox, check: Check, width: int
) -> None:
    for members in every_kind():
        sandbox.plant(ALEX, members)
    page = signed_in_page(ALEX, width=width)
    for past in page.get_by_text("earlier today").all():
        past.click()
    check(page)
    page.goto("/?day=2031-03-03&days=14")
    check(page)


def test_later_weeks_of_the_seed(alex_page: Page, check: Check) -> None:
    alex_page.goto("/?days=21")
    check(alex_page)


def test_empty_agenda(alex_page: Page, check: Check) -> None:
    alex_page.goto(AGENDA)
    expect(alex_page.locator("[data-event]")).to_have_count(0)
    check(alex_page)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_dialog_from_the_form_to_the_receipt(signed_in_page: SignedInPage, check: Check, width: int) -> None:
    page = signed_in_page(ALEX, width=width)
    form = open_form(page)
    check(page)
    form.get_by_label("End", exact=True).fill("2020-01-01T10:00")
    form.get_by_label("Attendees").fill("nobody")
    form.get_by_role("button", name="Create meeting").click()
    expect(form.get_by_text("This field is required.")).to_be_visible()
    check(page)
    form.get_by_label("Subject").fill("Design review")
    form.get_by_label("End", exact=True).fill("2099-01-01T10:00")
    form.get_by_label("Attendees").fill(ADELE)
    form.get_by_role("button", name="Create meeting").click()
    expect(page.get_by_role("dialog", name="Meeting created")).to_be_visible()
    check(page)


def test_form_on_a_page_of_its_own(alex_page: Page, sandbox: Sandbox, check: Check) -> None:
    alex_page.goto("/meetings/new/")
    check(alex_page)
    alex_page.get_by_role("button", name="Create meeting").click()
    expect(alex_page.get_by_text("This field is required.")).to_be_visible()
    check(alex_page)
    sandbox.faults({"method": "POST", "path": "events", "times": 9, "status": 503, "body": {}})
    alex_page.get_by_label("Subject").fill("Design review")
    alex_page.get_by_role("button", name="Create meeting").click()
    alex_page.get_by_text("What Microsoft said").click()
    check(alex_page)


def test_form_where_nothing_can_be_online(signed_in_page: SignedInPage, check: Check) -> None:
    page = signed_in_page(MEGAN)
    page.goto("/meetings/new/")
    expect(page.get_by_role("switch", name="Online meeting")).to_be_disabled()
    check(page)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_sheet_menus_tip_and_message(
    signed_in_page: SignedInPage, sandbox: Sandbox, check: Check, width: int
) -> None:
    sandbox.plant(ALEX, event("Design review", "09:00", **online(conferenceId="291633251")))
    sandbox.plant(ALEX, event("Price strategy", "11:00"))
    sandbox.plant(ALEX, event("Sign-off", "13:00", **organized_by(ADELE, "Adele Vance")))
    page = signed_in_page(ALEX, width=width)
    page.goto(AGENDA)
    for opener in ("Account of Alex Wilber", "More: Design review", "Make online Price strategy"):
        page.get_by_role("button", name=opener).click()
        expect(page.locator("[popover]:popover-open")).to_be_visible()
        check(page)
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Why not online?").focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Make online Price strategy").click()
    page.get_by_role("dialog").get_by_role("button", name="Make online", exact=True).click()
    expect(page.get_by_text("“Price strategy” is online now.")).to_be_visible()
    check(page)


@pytest.mark.parametrize(
    "members",
    [
        pytest.param(online(conferenceId="291633251", tollNumber="+1 323-555-0166"), id="online"),
        pytest.param(online(""), id="pending"),
        pytest.param({"location": {"displayName": "Room 1"}}, id="in person"),
        pytest.param({"isCancelled": True, **organized_by(ADELE, "Adele Vance")}, id="cancelled"),
        pytest.param({"attendees": guests(*(f"guest{n}@contoso.com" for n in range(200)))}, id="200 guests"),
        pytest.param(
            {"body": {"contentType": "html", "content": "<h1>A</h1><table><tr><td>B</table><a href=x>C</a>"}},
            id="text",
        ),
    ],
)
def test_page_of_one_event(alex_page: Page, sandbox: Sandbox, check: Check, members: Json) -> None:
    planted = sandbox.plant(ALEX, event("Design review", **members))
    alex_page.goto(f"/meetings/{planted['id']}/")
    for folded in alex_page.locator("details:not([open]) > summary").all():
        folded.click()
    check(alex_page)


def test_error_pages(alex_page: Page, sandbox: Sandbox, check: Check) -> None:
    alex_page.goto("/?day=tomorrow")
    check(alex_page)
    alex_page.goto("/nowhere/")
    check(alex_page)
    sandbox.faults({"method": "POST", "path": ".*", "times": 9, "status": 503, "body": {}})
    alex_page.goto("/")
    alex_page.get_by_text("What Microsoft said").click()
    check(alex_page)


def test_pages_on_the_way_to_a_meeting(alex_page: Page, sandbox: Sandbox, check: Check) -> None:
    late = sandbox.plant(ALEX, event("Design review", **online("")))
    alex_page.goto(f"/meetings/{late['id']}/join/?asked=6")  # it asks again a minute later
    expect(alex_page.get_by_role("heading", level=1)).to_have_text("The link is on its way")
    check(alex_page)
    for subject in ("Price strategy", "Design review"):
        sandbox.plant(ALEX, around_now(subject, -5, **online(lobby_link(sandbox))))
    alex_page.goto("/join/")
    expect(alex_page.get_by_role("heading", level=1)).to_have_text("Which meeting do you want to join?")
    check(alex_page)
    check(join(row_of(alex_page, "Price strategy"), "Price strategy"))


def test_row_is_announced_as_one_sentence(alex_page: Page, sandbox: Sandbox) -> None:
    place: Json = {"location": {"displayName": "Room 1"}}
    sandbox.plant(ALEX, event("Design review", "10:00", 30, **place, **online()))
    sandbox.plant(ALEX, event("", "11:00", **organized_by(ADELE, "Adele Vance", "notResponded")))
    sandbox.plant(ALEX, event("Price strategy", "12:00", **place))
    alex_page.goto(AGENDA)
    names = [
        article.get_attribute("aria-label")
        for article in alex_page.locator("[data-event]").get_by_role("article").all()
    ]
    assert names == [
        "10:00 to 10:30, Design review, organized by you, Room 1, Microsoft Teams",
        "11:00 to 12:00, (no subject), Adele Vance, you have not answered, Not online",
        "12:00 to 13:00, Price strategy, organized by you, Room 1, In person",
    ]
