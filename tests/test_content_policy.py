"""What browsers are told and what they do: nothing inline, no other host, no error; hostile text is text."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Page, Request, expect

from tests.agenda_page import open_form, row_of
from tests.browser import Console, SignedInPage
from tests.conftest import SignIn
from tests.planting import ADELE, AGENDA, ALEX, DAY, Json, around_now, event, online
from tests.sandbox_process import Sandbox

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
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


@pytest.fixture
def alex(signed_in_page: SignedInPage) -> Page:
    return signed_in_page(ALEX)


@pytest.mark.parametrize(
    ("address", "status"),
    [("/", 200), ("/meetings/new/", 200), ("/?day=x", 400), ("/nowhere/", 404)],
)
def test_headers_of_pages_for_somebody(sign_in: SignIn, sandbox: Sandbox, address: str, status: int) -> None:
    answer = sign_in().get(address)
    assert answer.status_code == status
    expect_policy(answer.headers["Content-Security-Policy"], sandbox)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/accounts/sign-in/", "/accounts/callback/", "/static/favicon.svg"])
def test_headers_of_pages_for_strangers(sandbox: Sandbox, address: str) -> None:
    answer = Client(SERVER_NAME="localhost").get(address)
    answer.close()
    expect_policy(answer.headers["Content-Security-Policy"], sandbox)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(sign_in: SignIn) -> None:
    client = sign_in()
    client.get("/")
    for name in ("meetboard_session", "meetboard_csrf"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


def test_no_error_and_no_other_host_on_any_page(
    signed_in_page: SignedInPage, sandbox: Sandbox, console: Console
) -> None:
    planted = sandbox.plant(ALEX, event("Design review", **online()))
    late = sandbox.plant(ALEX, event("Late", "16:30", **online("")))
    page = signed_in_page(ALEX)
    asked = record_requests(page)
    for address in (
        "/",
        AGENDA,
        "/meetings/new/",
        f"/meetings/{planted['id']}/",
        f"/meetings/{late['id']}/",
        f"/meetings/{late['id']}/join/",
        "/accounts/sign-in/",
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")
    assert hosts(asked) == {urlsplit(page.url).netloc}
    assert console.messages == []


def test_no_error_and_no_other_host_when_parts_are_swapped(
    alex: Page, sandbox: Sandbox, console: Console
) -> None:
    sandbox.plant(ALEX, event("Price strategy"))
    asked = record_requests(alex)
    alex.goto("/?day=2031-03-01")
    alex.get_by_role("link", name="Later days").click()
    alex.get_by_role("button", name="Make online Price strategy").click()
    alex.get_by_role("dialog").get_by_role("button", name="Make online", exact=True).click()
    expect(row_of(alex, "Price strategy")).to_have_attribute("data-online", "joinable")
    form = open_form(alex)
    form.get_by_role("combobox", name="Calendar").select_option("Product team")
    expect(form.get_by_role("radio", name="Skype for Business")).to_be_disabled()
    form.get_by_label("Subject").fill("Design review")
    form.get_by_role("button", name="Create meeting").click()
    expect(alex.get_by_role("dialog", name="Meeting created")).to_be_visible()
    alex.keyboard.press("Escape")
    alex.go_back()
    alex.wait_for_url("/?day=2031-03-01")
    assert hosts(asked) == {urlsplit(alex.url).netloc}
    assert console.messages == []


def test_policy_stops_what_would_be_inline(alex: Page, console: Console) -> None:
    markup = f"<p style='color: red' onclick='{RUN}'>hostile words</p>"
    alex.evaluate("(markup) => document.body.insertAdjacentHTML('beforeend', markup)", markup)
    alex.get_by_text("hostile words").click()
    assert alex.evaluate("window.ran") is None
    assert [fault.split(" forbids")[0] for fault in console.faults] == [
        "content policy: style-src-attr",
        "content policy: script-src-attr",
    ]
    console.faults.clear()


def test_hostile_text_stays_text_in_the_agenda(alex: Page, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event(HOSTILE, "10:00", **hostile()))
    sandbox.plant(ALEX, event(HOSTILE, "11:00", **hostile(), **online()))
    alex.goto(AGENDA)
    expect(alex.get_by_role("link", name=HOSTILE, exact=True)).to_have_count(2)
    expect(alex.get_by_text(HOSTILE).first).to_be_visible()
    expect_nothing_ran(alex)
    alex.get_by_role("button", name="Make online").click()
    sheet = alex.get_by_role("dialog", name="Make this meeting online")
    expect(sheet.get_by_text(f"Make “{HOSTILE}” online")).to_be_visible()
    sheet.get_by_role("button", name="Make online", exact=True).click()
    expect(alex.get_by_role("status")).to_contain_text(f"“{HOSTILE}” is online now.")
    expect_nothing_ran(alex)


def test_hostile_text_stays_text_on_the_page_of_an_event(alex: Page, sandbox: Sandbox) -> None:
    body = {"contentType": "html", "content": HOSTILE_BODY}
    planted = sandbox.plant(ALEX, event(HOSTILE, **hostile(), body=body))
    alex.goto(f"/meetings/{planted['id']}/")
    expect(alex.get_by_role("heading", level=1)).to_have_text(HOSTILE)
    expect(alex).to_have_title(f"{HOSTILE} · Meetboard")
    expect(alex.get_by_role("listitem").filter(has_text=HOSTILE)).to_be_visible()
    text = alex.locator(".text")
    expect(text).to_contain_text("harmless words")
    expect(text.locator("[href], [style], [class], [id], [hx-get], form, img, iframe, svg")).to_have_count(0)
    expect_nothing_ran(alex)


def test_hostile_text_stays_text_in_the_form_and_its_receipt(alex: Page) -> None:
    form = open_form(alex)
    form.get_by_label("Attendees").fill(HOSTILE)
    form.get_by_label("Subject").fill(HOSTILE)
    form.get_by_role("button", name="Create meeting").click()
    expect(form.get_by_label("Attendees")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_label("Subject")).to_have_value(HOSTILE)
    form.get_by_label("Attendees").fill("")
    form.get_by_label("Start").fill(f"{DAY}T10:00")
    form.get_by_label("Agenda").fill(HOSTILE)
    form.get_by_role("button", name="Create meeting").click()
    receipt = alex.get_by_role("dialog", name="Meeting created")
    expect(receipt).to_contain_text(f"“{HOSTILE}” is in your calendar.")
    receipt.get_by_role("link", name="Details").click()
    expect(alex.locator(".text")).to_have_text(HOSTILE)
    expect_nothing_ran(alex)


def test_hostile_text_stays_text_on_the_way_to_a_meeting(alex: Page, sandbox: Sandbox) -> None:
    late = sandbox.plant(ALEX, event(HOSTILE, **online("")))
    for _ in range(2):
        sandbox.plant(ALEX, around_now(HOSTILE, -5, **hostile(), **online()))
    alex.goto(f"/meetings/{late['id']}/join/")
    expect(alex.get_by_text(f"“{HOSTILE}”")).to_be_visible()
    expect_nothing_ran(alex)
    alex.goto("/join/")
    expect(alex.get_by_role("link", name=HOSTILE, exact=True)).to_have_count(2)
    expect_nothing_ran(alex)


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://teams.microsoft.com@evil.example"],
)
def test_hostile_link_is_nowhere_on_the_page(alex: Page, sandbox: Sandbox, link: str) -> None:
    planted = sandbox.plant(ALEX, event("Design review", **online(link), webLink=link))
    for address in (AGENDA, f"/meetings/{planted['id']}/"):
        alex.goto(address)
        expect(alex.get_by_text("Design review").first).to_be_visible()
        expect(alex.get_by_role("link", name="Join Design review")).to_have_count(0)
        expect(alex.get_by_role("link", name="Join", exact=True)).to_have_count(0)
        assert link not in alex.content()


def hostile() -> Json:
    """Hostile text in every member of an event that pages show beside its subject."""
    status = {"response": "accepted", "time": "0001-01-01T00:00:00Z"}
    return {
        "location": {"displayName": HOSTILE},
        "attendees": [
            {"type": "required", "status": status, "emailAddress": {"name": HOSTILE, "address": ADELE}}
        ],
    }


def expect_policy(header: str, sandbox: Sandbox) -> None:
    """The policy lets everything come from ourselves only, and forms go to ourselves and the sign-in host."""
    rules = dict(rule.split(maxsplit=1) for rule in header.split("; "))
    assert rules == POLICY | {"form-action": f"'self' {urlsplit(sandbox.tls_url).netloc}"}


def expect_nothing_ran(page: Page) -> None:
    """No script of others ran, and none of what was planted became an element or an attribute."""
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.ran") is None
    expect(
        page.locator("[onerror], [onload], [onclick], [hx-get='/join/'], [src=x], script:not([src])")
    ).to_have_count(0)


def record_requests(page: Page) -> list[str]:
    """A list to which every address is added that the page's browser profile asks for from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.context.on("request", note)
    return asked


def hosts(addresses: list[str]) -> set[str]:
    return {urlsplit(address).netloc for address in addresses}
