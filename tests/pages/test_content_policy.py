"""What browsers are told and what they do: nothing inline, nothing from another host, no error."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Page, Request, expect

from tests.conftest import SignIn
from tests.support.agenda_page import open_form, row_of
from tests.support.browser import Console, SignedInPage
from tests.support.planting import AGENDA, ALEX, event, online
from tests.support.sandbox_process import Sandbox

RUN = "window.ran = true"
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
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_under_a_name_that_is_not_ours_it_is_a_plain_page(sandbox: Sandbox, headers: dict[str, str]) -> None:
    answer = Client(SERVER_NAME="meetboard.evil.example").get("/", headers=headers)
    assert answer.status_code == 400
    assert "That request cannot be read." in answer.content.decode()
    expect_policy(answer.headers["Content-Security-Policy"], sandbox)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/accounts/sign-in/", "/accounts/callback/", "/static/favicon.svg"])
def test_headers_of_pages_for_strangers(sandbox: Sandbox, address: str) -> None:
    """From a page that offers to sign in, Microsoft may lead on to an organization's own sign-in."""
    answer = Client(SERVER_NAME="localhost").get(address)
    answer.close()
    more = "" if address.startswith("/static/") else " https:"
    expect_policy(answer.headers["Content-Security-Policy"], sandbox, more)
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
        f"/meetings/{late['id']}/join/?asked=6",  # it asks again a minute later
        "/accounts/sign-in/",
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")
    assert hosts(asked) == {urlsplit(page.url).netloc}
    assert console.messages == []


def test_no_error_and_no_other_host_when_parts_are_swapped(
    alex_page: Page, sandbox: Sandbox, console: Console
) -> None:
    sandbox.plant(ALEX, event("Price strategy"))
    asked = record_requests(alex_page)
    alex_page.goto("/?day=2031-03-01")
    alex_page.get_by_role("link", name="Later days").click()
    alex_page.get_by_role("button", name="Make online Price strategy").click()
    alex_page.get_by_role("dialog").get_by_role("button", name="Make online", exact=True).click()
    expect(row_of(alex_page, "Price strategy")).to_have_attribute("data-online", "joinable")
    form = open_form(alex_page)
    form.get_by_role("combobox", name="Calendar").select_option("Product team")
    expect(form.get_by_role("radio", name="Skype for Business")).to_be_disabled()
    form.get_by_label("Subject").fill("Design review")
    form.get_by_role("button", name="Create meeting").click()
    expect(alex_page.get_by_role("dialog", name="Meeting created")).to_be_visible()
    alex_page.keyboard.press("Escape")
    alex_page.go_back()
    alex_page.wait_for_url("/?day=2031-03-01")
    assert hosts(asked) == {urlsplit(alex_page.url).netloc}
    # Chromium remarks that the dialog had put the focus into its first field already.
    assert [line for line in console.messages if "Autofocus processing" not in line] == []


def test_policy_stops_what_would_be_inline(alex_page: Page, console: Console) -> None:
    markup = f"<p style='color: red' onclick='{RUN}'>hostile words</p>"
    alex_page.evaluate("(markup) => document.body.insertAdjacentHTML('beforeend', markup)", markup)
    alex_page.get_by_text("hostile words").click()
    assert alex_page.evaluate("window.ran") is None
    assert [fault.split(" forbids")[0] for fault in console.faults] == [
        "content policy: style-src-attr",
        "content policy: script-src-attr",
    ]
    console.faults.clear()


def expect_policy(header: str, sandbox: Sandbox, more: str = "") -> None:
    """The policy lets everything come from ourselves only, and forms go to ourselves and the sign-in host."""
    rules = dict(rule.split(maxsplit=1) for rule in header.split("; "))
    assert rules == POLICY | {"form-action": f"'self' {urlsplit(sandbox.tls_url).netloc}{more}"}


def record_requests(page: Page) -> list[str]:
    """A list to which every address is added that the page's browser profile asks for from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.context.on("request", note)
    return asked


def hosts(addresses: list[str]) -> set[str]:
    return {urlsplit(address).netloc for address in addresses}
