"""What others wrote stays text wherever it is shown: nothing of it runs, loads or becomes a link."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.agenda_page import open_form
from tests.support.hostile import HOSTILE, HOSTILE_BODY, expect_nothing_ran, hostile
from tests.support.planting import AGENDA, ALEX, DAY, around_now, event, online
from tests.support.sandbox_process import Sandbox


def test_hostile_text_stays_text_in_the_agenda(alex_page: Page, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event(HOSTILE, "10:00", **hostile()))
    sandbox.plant(ALEX, event(HOSTILE, "11:00", **hostile(), **online()))
    alex_page.goto(AGENDA)
    expect(alex_page.get_by_role("link", name=HOSTILE, exact=True)).to_have_count(2)
    expect(alex_page.get_by_text(HOSTILE).first).to_be_visible()
    expect_nothing_ran(alex_page)
    alex_page.get_by_role("button", name="Make online").click()
    sheet = alex_page.get_by_role("dialog", name="Make this meeting online")
    expect(sheet.get_by_text(f"Make “{HOSTILE}” online")).to_be_visible()
    sheet.get_by_role("button", name="Make online", exact=True).click()
    expect(alex_page.get_by_role("status")).to_contain_text(f"“{HOSTILE}” is online now.")
    expect_nothing_ran(alex_page)


def test_hostile_text_stays_text_on_the_page_of_an_event(alex_page: Page, sandbox: Sandbox) -> None:
    body = {"contentType": "html", "content": HOSTILE_BODY}
    planted = sandbox.plant(ALEX, event(HOSTILE, **hostile(), body=body))
    alex_page.goto(f"/meetings/{planted['id']}/")
    expect(alex_page.get_by_role("heading", level=1)).to_have_text(HOSTILE)
    expect(alex_page).to_have_title(f"{HOSTILE} · Meetboard")
    expect(alex_page.get_by_role("listitem").filter(has_text=HOSTILE)).to_be_visible()
    text = alex_page.locator(".text")
    expect(text).to_contain_text("harmless words")
    expect(text.locator("[href], [style], [class], [id], [hx-get], form, img, iframe, svg")).to_have_count(0)
    expect_nothing_ran(alex_page)


def test_hostile_text_stays_text_in_the_form_and_its_receipt(alex_page: Page) -> None:
    form = open_form(alex_page)
    form.get_by_label("Attendees").fill(HOSTILE)
    form.get_by_label("Subject").fill(HOSTILE)
    form.get_by_role("button", name="Create meeting").click()
    expect(form.get_by_label("Attendees")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_label("Subject")).to_have_value(HOSTILE)
    form.get_by_label("Attendees").fill("")
    form.get_by_label("Start").fill(f"{DAY}T10:00")
    form.get_by_label("Agenda").fill(HOSTILE)
    form.get_by_role("button", name="Create meeting").click()
    receipt = alex_page.get_by_role("dialog", name="Meeting created")
    expect(receipt).to_contain_text(f"“{HOSTILE}” is in your calendar.")
    receipt.get_by_role("link", name="Details").click()
    expect(alex_page.locator(".text")).to_have_text(HOSTILE)
    expect_nothing_ran(alex_page)


def test_hostile_text_stays_text_on_the_way_to_a_meeting(alex_page: Page, sandbox: Sandbox) -> None:
    late = sandbox.plant(ALEX, event(HOSTILE, **online("")))
    for _ in range(2):
        sandbox.plant(ALEX, around_now(HOSTILE, -5, **hostile(), **online()))
    alex_page.goto(f"/meetings/{late['id']}/join/?asked=6")  # it asks again a minute later
    expect(alex_page.get_by_text(f"“{HOSTILE}”")).to_be_visible()
    expect_nothing_ran(alex_page)
    alex_page.goto("/join/")
    expect(alex_page.get_by_role("link", name=HOSTILE, exact=True)).to_have_count(2)
    expect_nothing_ran(alex_page)


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://teams.microsoft.com@evil.example"],
)
def test_hostile_link_is_nowhere_on_the_page(alex_page: Page, sandbox: Sandbox, link: str) -> None:
    planted = sandbox.plant(ALEX, event("Design review", **online(link), webLink=link))
    for address in (AGENDA, f"/meetings/{planted['id']}/"):
        alex_page.goto(address)
        expect(alex_page.get_by_text("Design review").first).to_be_visible()
        expect(alex_page.get_by_role("link", name="Join Design review")).to_have_count(0)
        expect(alex_page.get_by_role("link", name="Join", exact=True)).to_have_count(0)
        assert link not in alex_page.content()
