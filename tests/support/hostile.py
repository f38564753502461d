"""What somebody with bad intent writes into a calendar, and that nothing comes of it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.support.planting import ADELE, Json

RUN = "window.ran = true"
HOSTILE = f'"><img src=x onerror="{RUN}"><script>{RUN}</script>' + "<b hx-get=/join/ hx-trigger=load>{{x}}"
HOSTILE_BODY = (
    f"<script>{RUN}</script><img src=x onerror='{RUN}'><style>body {{ display: none }}</style>"
    f"<iframe src='https://example.org/'></iframe><svg onload='{RUN}'></svg><base href='https://example.org/'>"
    f"<a href='javascript:{RUN}' onclick='{RUN}'>first link</a><a href='data:text/html,x'>second link</a>"
    "<form action='https://example.org/'><input name=q><button>Send</button></form>"
    "<p style='position:fixed' class='dialog' id='main' hx-get='/join/' hx-trigger='load'>harmless words</p>"
    "<meta http-equiv=refresh content='0;url=https://example.org/'>"
    "<link rel=stylesheet href='https://example.org/'>"
)


def hostile() -> Json:
    """Hostile text in every member of an event that pages show beside its subject."""
    status = {"response": "accepted", "time": "0001-01-01T00:00:00Z"}
    return {
        "location": {"displayName": HOSTILE},
        "attendees": [
            {"type": "required", "status": status, "emailAddress": {"name": HOSTILE, "address": ADELE}}
        ],
    }


def expect_nothing_ran(page: Page) -> None:
    """No script of others ran, and none of what was planted became an element or an attribute."""
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.ran") is None
    expect(
        page.locator("[onerror], [onload], [onclick], [hx-get='/join/'], [src=x], script:not([src])")
    ).to_have_count(0)
