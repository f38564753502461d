"""Two people in two tabs of one browser: a page left open takes and shows nothing of who came after."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.conftest import SignIn
from tests.support.browser import SignedInPage
from tests.support.meeting_form import NEW, typed
from tests.support.pages import read
from tests.support.planting import ADELE, AGENDA, ALEX, event
from tests.support.sandbox_process import Sandbox
from tests.support.signing_in import sign_in_as

HERS = "Only for Adele"


@pytest.fixture
def left_open(alex: Client, sandbox: Sandbox) -> dict[str, str]:
    """What a page of Alex's sends along with its requests; meanwhile Adele has signed in."""
    sandbox.plant(ADELE, event(HERS))
    sent = read(alex.get(AGENDA)).one("body")["hx-headers"]
    sign_in_as(alex, ADELE)
    sandbox.forget_requests()
    return {"HX-Request": "true", "HX-Target": "agenda", **json.loads(sent)}


def test_other_days_load_the_page_anew(alex: Client, left_open: dict[str, str]) -> None:
    answer = alex.get(AGENDA, headers=left_open)
    assert answer["HX-Refresh"] == "true"
    assert HERS not in answer.content.decode()


def test_a_form_is_not_taken_and_not_kept(alex: Client, sandbox: Sandbox, left_open: dict[str, str]) -> None:
    answer = alex.post(NEW, typed(subject="Only for Alex"), headers=left_open)
    assert answer.status_code == 403
    assert "This page is no longer valid." in read(answer, 403).text
    assert not sandbox.requests()
    assert "drafts" not in alex.session


def test_what_asks_by_itself_ends_quietly(alex: Client, left_open: dict[str, str]) -> None:
    answer = alex.get("/meetings/some-id/row/", headers=left_open)
    assert answer.status_code == 204
    assert not answer.content


def test_the_own_page_goes_on(alex: Client, sandbox: Sandbox) -> None:
    sent = json.loads(read(alex.get(AGENDA)).one("body")["hx-headers"])
    answer = alex.get(AGENDA, headers={"HX-Request": "true", "HX-Target": "agenda", **sent})
    assert read(answer).one("#agenda")


def test_a_page_left_open_takes_no_message_from_the_other(alex: Client) -> None:
    alex.handler.enforce_csrf_checks = True
    alex.post(NEW, typed())  # without the form's token
    answer = alex.get("/renew/999999/", headers={"HX-Request": "true", "HX-Target": "agenda"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert "This page had been open for long." in read(alex.get(AGENDA)).text


def test_in_the_browser_the_page_becomes_the_others(signed_in_page: SignedInPage, sign_in: SignIn) -> None:
    page = signed_in_page(ALEX)
    cookies = sign_in(ADELE).cookies.items()
    page.context.add_cookies(
        [{"name": name, "value": cookie.value, "url": page.url} for name, cookie in cookies]
    )
    page.get_by_role("link", name="Later days").click()
    expect(page.get_by_role("button", name="Account of Adele Vance")).to_be_visible()
