"""Sign-in pages in a real browser: the walk through Microsoft's pages, the content policy, accessibility."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import OpenPage, SignedInPage
from tests.support.planting import ALEX
from tests.support.sandbox_process import Sandbox


def test_cancelled_and_then_signed_in_after_all(page: Page) -> None:
    page.goto("/accounts/sign-in/?next=/%3Fday%3D2026-11-23")
    page.get_by_role("button", name="Sign in with Microsoft").click()
    page.locator("button[name=cancel]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You cancelled the sign-in")
    page.get_by_role("button", name="Sign in with Microsoft").click()
    page.locator(f"button[name=account][value='{ALEX}']").click()
    page.wait_for_url("/?day=2026-11-23")


def test_without_script(open_page: OpenPage) -> None:
    page = open_page(javascript=False)
    page.goto("/accounts/sign-in/")
    page.get_by_role("button", name="Sign in with Microsoft").click()
    page.locator(f"button[name=account][value='{ALEX}']").click()
    page.wait_for_url("/")


@pytest.mark.parametrize("dark", [False, True])
def test_pages_are_accessible(
    open_page: OpenPage, sandbox: Sandbox, axe: Callable[[Page], None], dark: bool
) -> None:
    page = open_page(dark=dark)
    page.goto("/accounts/sign-in/")
    page.locator("summary").click()
    axe(page)
    sandbox.patch(consent="admin")
    page.get_by_role("button", name="Sign in with Microsoft").click()
    page.locator(f"button[name=account][value='{ALEX}']").click()
    page.locator("button[name=cancel]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("administrator has to approve")
    page.locator("summary").click()
    axe(page)


def test_out_of_microsoft_too(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    page = signed_in_page(ALEX)
    page.locator("button[popovertarget=account]").click()
    page.get_by_role("button", name="Sign out of Microsoft too").click()
    page.wait_for_url("/")
    expect(page.get_by_role("button", name="Sign in with Microsoft")).to_be_visible()
    page.get_by_role("button", name="Sign in with Microsoft").click()
    expect(page.locator(f"button[name=account][value='{ALEX}']")).to_be_visible()
