"""The notification before a meeting: for those who want it, once, about what is true when it is shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.conftest import SignIn
from tests.pages.test_pwa import allow
from tests.support.agenda_page import lobby_link
from tests.support.browser import SignedInPage, wait_for_promise
from tests.support.pages import read
from tests.support.planting import ALEX, around_now, online, organized_by
from tests.support.sandbox_process import Sandbox

ALL = "navigator.serviceWorker.ready.then((registration) => registration.getNotifications())"
SHOWN = f"""{ALL}.then((all) => all.map(({{ title, body, data, actions }}) =>
  ({{ title, body, link: data.link, actions: actions.map((action) => action.title) }})))"""
HIDE = "Object.defineProperty(document, 'hidden', { configurable: true, value: true })"


@pytest.fixture
def page(signed_in_page: SignedInPage, sandbox: Sandbox) -> Page:
    """Alex's browser, which allows notifications; Alex wants them ten minutes before."""
    page = signed_in_page(ALEX, worker=True)
    allow(notice=10)
    page.context.grant_permissions(["notifications"])
    return page


def about(page: Page, subject: str) -> list[dict[str, Any]]:
    """The notifications with this title that are on the screen."""
    return [shown for shown in page.evaluate(SHOWN) if shown["title"] == subject]


def wait_for_notification(page: Page, subject: str) -> list[dict[str, Any]]:
    """The notifications with this title, as soon as there is one."""
    titled = f"({{ title }}) => title === '{subject}'"
    wait_for_promise(page, f"{SHOWN}.then((all) => all.some({titled}))")
    return about(page, subject)


def reminders(client: Client) -> list[str]:
    """The subjects that the board has scripts remind of."""
    return [item["data-subject"] for item in read(client.get("/")).all("#reminders li")]


def test_nobody_is_reminded_who_did_not_ask_for_it(alex: Client, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, around_now("Soon", 5))
    assert not read(alex.get("/")).all("#reminders")


def test_what_is_reminded_of(alex: Client, sandbox: Sandbox) -> None:
    allow(notice=10)
    for subject, start, members in (
        ("Soon", 5, {}),
        ("Running", -5, {}),
        ("Far", 60 * 30, {}),
        ("Cancelled", 6, {"isCancelled": True}),
        ("Declined", 7, organized_by("x@y.example", response="declined")),
        ("Maybe", 8, organized_by("x@y.example", response="tentativelyAccepted")),
    ):
        sandbox.plant(ALEX, around_now(subject, start, **members))
    found = reminders(alex)
    assert {"Soon", "Maybe"} <= set(found)
    assert not {"Running", "Far", "Cancelled", "Declined"} & set(found)


def test_filters_hide_no_reminder(alex: Client, sandbox: Sandbox) -> None:
    allow(notice=10)
    sandbox.plant(ALEX, around_now("Soon", 5))
    part = read(alex.get("/?q=nothing+is+called+so"))
    assert "Soon" in [item["data-subject"] for item in part.all("#reminders li")]


def test_it_comes_in_time_with_a_join(page: Page, sandbox: Sandbox) -> None:
    link = lobby_link(sandbox)
    sandbox.plant(ALEX, around_now("Soon", 5, **online(link)))
    page.goto("/")
    (shown,) = wait_for_notification(page, "Soon")
    assert (shown["link"], shown["actions"]) == (link, ["Join"])
    assert "Microsoft Teams" in shown["body"]


def test_it_waits_for_its_time(page: Page, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, around_now("Later", 30))
    sandbox.plant(ALEX, around_now("Soon", 5))
    page.goto("/")
    wait_for_notification(page, "Soon")
    assert about(page, "Later") == []


def test_it_comes_once_for_all_tabs_and_not_again(page: Page, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, around_now("Soon", 5))
    page.goto("/")
    wait_for_notification(page, "Soon")
    page.evaluate(f"{ALL}.then((all) => all.map((shown) => shown.close()))")
    other = page.context.new_page()
    sandbox.plant(ALEX, around_now("Another", 6))
    other.goto("/")
    wait_for_notification(other, "Another")
    assert about(other, "Soon") == []


def test_hidden_tab_looks_first_whether_it_is_still_true(
    page: Page, sandbox: Sandbox, sign_in: SignIn
) -> None:
    planted = sandbox.plant(ALEX, around_now("Called off", 30))
    page.clock.install()
    page.goto("/")
    page.evaluate(HIDE)
    answer = sign_in(ALEX).post(f"/meetings/{planted['id']}/cancel/")
    assert answer.status_code == 302
    with page.expect_response("**/renew/**"):
        page.clock.fast_forward(25 * 60_000)
    expect(page.locator("#reminders li[data-subject='Called off']")).to_have_count(0)
    assert about(page, "Called off") == []


def test_permission_is_asked_for_by_a_click_only(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(ALEX)
    allow(notice=10)
    page.add_init_script("""window.asked = 0; window.Notification = class {
      static permission = "default";
      static async requestPermission() { window.asked += 1; return (this.permission = "denied"); }
    };""")
    page.goto("/")
    button = page.get_by_role("button", name="Allow notifications")
    expect(button).to_be_visible()
    assert page.evaluate("window.asked") == 0
    button.click()
    expect(page.get_by_text("This browser blocks Meetboard's notifications.")).to_be_visible()
    assert page.evaluate("window.asked") == 1
