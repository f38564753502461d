"""The agenda as a person uses it in the browser: its rows, and what is done from them."""

from __future__ import annotations

import re
import secrets

from playwright.sync_api import Locator, Page, expect

from tests.support.sandbox_process import Sandbox


def row_of(page: Page, subject: str) -> Locator:
    """The row of the event with this subject."""
    link = page.locator("a.row-subject", has_text=re.compile(f"^{re.escape(subject)}$"))
    return page.locator("[data-event]").filter(has=link)


def join(row: Locator, subject: str) -> Page:
    """Press Join; returns the page that opened."""
    with row.page.context.expect_page() as opened:
        row.get_by_role("link", name=f"Join {subject}", exact=True).click()
    return opened.value


def expect_lobby(page: Page, subject: str) -> None:
    """The page is the sandbox's lobby, in the meeting with this subject."""
    expect(page.locator("[data-lobby] h1")).to_have_text(f"You are in {subject}")


def open_form(page: Page) -> Locator:
    """Press "New meeting"; returns the form in the dialog."""
    page.get_by_role("link", name="New meeting").click()
    form = page.get_by_role("dialog", name="New meeting").locator("form#meeting-form")
    expect(form).to_be_visible()
    return form


def named(sandbox: Sandbox, address: str, subject: str) -> list[str]:
    """The ids of a person's events with this subject."""
    return [event["id"] for event in sandbox.events(address) if event["subject"] == subject]


def lobby_link(sandbox: Sandbox) -> str:
    """A join link that leads to the sandbox's lobby, once it stands in an event."""
    return f"{sandbox.url}/l/meetup-join/19%3ameeting_{secrets.token_hex(8)}%40thread.v2/0?context=%7b%7d"
