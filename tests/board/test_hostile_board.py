"""What others wrote stays text in every part of the board, and in what scripts make of it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.board.test_reminder import SHOWN
from tests.pages.test_pwa import READY, allow
from tests.support.browser import SignedInPage, wait_for_promise
from tests.support.hostile import HOSTILE, HOSTILE_BODY, expect_nothing_ran, hostile
from tests.support.outlook import clear
from tests.support.planting import AGENDA, ALEX, DAY, MEGAN, around_now, event, online
from tests.support.sandbox_process import Sandbox

WEEK = f"/?view=week&day={DAY}"


def test_in_what_is_up_next_and_in_the_title(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    clear(sandbox, MEGAN)
    for start in (-5, 2):
        sandbox.plant(MEGAN, around_now(HOSTILE, start, **hostile(), **online()))
    page = signed_in_page(MEGAN)
    head = page.get_by_role("region", name="Up next")
    expect(head.get_by_role("link", name=HOSTILE, exact=True)).to_have_count(2)
    expect(page).to_have_title(re.compile(re.escape(HOSTILE)))
    expect_nothing_ran(page)
    with page.expect_response("**/up-next/**"):
        head.get_by_role("button", name=f"Not this one: {HOSTILE}").first.click()
    expect(head.get_by_role("link", name=HOSTILE, exact=True)).to_have_count(1)
    expect_nothing_ran(page)


@pytest.mark.parametrize("address", [AGENDA, WEEK])
def test_in_the_timeline_the_week_and_the_panel(alex_page: Page, sandbox: Sandbox, address: str) -> None:
    body = {"contentType": "html", "content": HOSTILE_BODY}
    sandbox.plant(ALEX, event(HOSTILE, "10:00", **hostile(), body=body, attachments=[{"name": HOSTILE}]))
    alex_page.goto(address)
    subject = alex_page.locator("#agenda").get_by_role("link", name=HOSTILE, exact=True)
    expect(subject).to_be_visible()
    expect_nothing_ran(alex_page)
    subject.click()
    panel = alex_page.get_by_role("dialog", name=HOSTILE, exact=True)
    expect(panel).to_contain_text("harmless words")
    expect(panel.get_by_role("list").filter(has_text=HOSTILE).first).to_be_visible()
    expect(panel.locator(".text").locator("[href], [style], [class], [id], form, img, svg")).to_have_count(0)
    expect_nothing_ran(alex_page)


def test_in_the_search_that_found_nothing(alex_page: Page) -> None:
    alex_page.goto(AGENDA)
    alex_page.get_by_role("searchbox", name="Search meetings").fill(HOSTILE)
    expect(alex_page.get_by_role("link", name=f"Stop searching for “{HOSTILE}”")).to_be_visible()
    expect_nothing_ran(alex_page)
    alex_page.reload()
    expect(alex_page.get_by_role("searchbox", name="Search meetings")).to_have_value(HOSTILE)
    expect_nothing_ran(alex_page)


def test_in_the_names_of_calendars(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    calendar = {"id": "hostile", "name": HOSTILE, "color": '"><img src=x>', "canEdit": True}
    sandbox.faults(
        {"path": "/me/calendars$", "status": 200, "body": {"value": [calendar]}, "times": 99},
        {"path": "/hostile/", "status": 200, "body": {"value": []}, "times": 99},
    )
    page = signed_in_page(ALEX)
    for address in (AGENDA, "/settings/"):
        page.goto(address)
        expect(page.get_by_role("checkbox", name=HOSTILE, exact=True)).to_be_visible()
        expect_nothing_ran(page)


def test_in_a_board_that_renews_itself(alex_page: Page, sandbox: Sandbox) -> None:
    alex_page.clock.install()
    alex_page.goto(AGENDA)
    sandbox.plant(ALEX, event(HOSTILE, **hostile(), **online()))
    alex_page.clock.fast_forward(70_000)
    expect(alex_page.get_by_role("link", name=f"Join {HOSTILE}", exact=True)).to_be_visible()
    expect_nothing_ran(alex_page)


def test_in_the_quick_line_and_what_is_read_in_it(alex_page: Page) -> None:
    line = alex_page.get_by_label(re.compile("^Quick add:"))
    line.fill(HOSTILE)
    line.press("Enter")
    expect(alex_page.get_by_role("dialog").get_by_role("textbox", name="Subject")).to_have_value(HOSTILE)
    expect_nothing_ran(alex_page)


def test_in_the_notification_and_in_the_list_for_being_offline(
    signed_in_page: SignedInPage, sandbox: Sandbox
) -> None:
    sandbox.plant(ALEX, around_now(HOSTILE, 5, **hostile(), **online()))
    page = signed_in_page(ALEX, worker=True)
    page.evaluate(READY)
    allow(notice=10)
    page.context.grant_permissions(["notifications"])
    page.reload()
    wait_for_promise(page, f"{SHOWN}.then((all) => all.length > 0)")
    assert HOSTILE in [shown["title"] for shown in page.evaluate(SHOWN)]
    wait_for_promise(page, "caches.match('/kept').then(Boolean)")
    page.context.set_offline(True)
    page.goto("/")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=HOSTILE)).to_be_visible()
    expect(page.get_by_role("link", name=f"Join {HOSTILE}", exact=True)).to_be_visible()
    expect_nothing_ran(page)
