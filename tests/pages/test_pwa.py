"""An installed Meetboard: its manifest, its worker, and what it shows when it cannot be reached."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import User
from meetings.models import Preferences
from tests.conftest import SignIn
from tests.support.agenda_page import lobby_link
from tests.support.browser import OpenPage, SignedInPage, wait_for_promise
from tests.support.planting import ADELE, ALEX, around_now, online
from tests.support.sandbox_process import Sandbox

READY = "navigator.serviceWorker.ready.then((registration) => registration.scope)"
KEPT = "caches.keys().then((names) => names.includes('meetboard_list'))"


def allow(address: str = ALEX, **chosen: object) -> None:
    """Have a person who has signed in before allow that their list is kept, or choose otherwise."""
    user = User.objects.get(address=address)
    Preferences.objects.update_or_create(user=user, defaults={"offline": True, **chosen})


@pytest.fixture
def page(signed_in_page: SignedInPage, sandbox: Sandbox) -> Page:
    """Alex's board with a meeting that comes, the worker at work; nothing is kept yet."""
    link = lobby_link(sandbox)
    sandbox.plant(ALEX, around_now("On the train", 30, **online(link)))
    page = signed_in_page(ALEX, worker=True)
    assert str(page.evaluate(READY)).endswith("/")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    return page


@pytest.fixture
def keeping(page: Page) -> Page:
    """The same after Alex allowed to keep the list, and looked at it."""
    allow()
    page.reload()
    page.wait_for_function(KEPT)
    return page


def go_offline(page: Page) -> None:
    page.context.set_offline(True)
    page.goto("/meetings/new/")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()


@pytest.mark.django_db
def test_manifest_names_what_there_is(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    manifest = json.loads(answer.content)
    assert (manifest["name"], manifest["display"], manifest["start_url"]) == ("Meetboard", "standalone", "/")
    assert [shortcut["url"] for shortcut in manifest["shortcuts"]] == ["/join/", "/meetings/new/"]
    for icon in manifest["icons"][1:]:
        image = b"".join(client.get(icon["src"]))
        assert icon["sizes"] == "{}x{}".format(*struct.unpack(">II", image[16:24]))
    assert {icon.get("purpose") for icon in manifest["icons"]} == {None, "any", "maskable"}


@pytest.mark.django_db
def test_manifest_speaks_the_language_of_the_person(client: Client) -> None:
    chinese = client.get("/manifest.webmanifest", headers={"Accept-Language": "zh-CN"}).json()
    assert chinese["lang"] == "zh-hans"
    assert chinese["shortcuts"][1]["name"] != "New meeting"


@pytest.mark.django_db
def test_worker_is_asked_for_anew_and_keeps_files_that_are_there(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer["Cache-Control"]
    script = answer.content.decode()
    files = json.loads(script.partition("const FILES = ")[2].partition(";")[0])
    assert any(name.startswith("/static/pages/offline.") for name in files)
    for name in files:
        served = client.get(name)
        assert served.status_code == 200
        assert "immutable" in served["Cache-Control"]
        served.close()


@pytest.mark.django_db
def test_worker_is_another_one_in_another_language(client: Client) -> None:
    languages = ("en", "zh-CN", "en")
    first, second, third = (client.get("/sw.js", headers={"Accept-Language": x}).content for x in languages)
    assert first != second
    assert first == third


def test_kept_page_is_about_nobody(alex: Client) -> None:
    page = alex.get("/offline/").content.decode()
    assert "Alex" not in page
    assert "hx-headers" not in page  # which name the person by number


def test_browser_finds_nothing_wrong_with_the_manifest(page: Page) -> None:
    manifest = page.context.new_cdp_session(page).send("Page.getAppManifest")
    assert manifest["url"].endswith("/manifest.webmanifest")
    assert manifest["errors"] == []


def test_offline_it_says_so_and_has_no_list_unless_allowed(page: Page, axe: Callable[[Page], None]) -> None:
    go_offline(page)
    expect(page.get_by_text("No list of meetings is kept here")).to_be_visible()
    expect(page.get_by_text("On the train")).to_have_count(0)
    axe(page)


def test_offline_the_last_list_has_its_links(
    keeping: Page, sandbox: Sandbox, axe: Callable[[Page], None]
) -> None:
    go_offline(keeping)
    section = keeping.get_by_role("region", name="The list that was seen last")
    expect(section).to_contain_text("As of ")
    expect(section.get_by_role("listitem").filter(has_text="On the train")).to_be_visible()
    axe(keeping)
    link = section.get_by_role("link", name="Join On the train")
    expect(link).to_have_attribute("href", link_of(sandbox, "On the train"))


def test_another_tab_of_the_session_has_it_too(keeping: Page) -> None:
    other = keeping.context.new_page()
    keeping.context.set_offline(True)
    other.goto("/")
    expect(other.get_by_role("link", name="Join On the train")).to_be_visible()


def test_it_goes_on_by_itself(keeping: Page) -> None:
    go_offline(keeping)
    keeping.context.set_offline(False)
    expect(keeping.get_by_role("heading", name="New meeting")).to_be_visible()


def test_what_is_kept_cannot_be_read_after_the_browsers_session(keeping: Page) -> None:
    stored = keeping.evaluate("caches.match('/kept').then((kept) => kept.text())")
    assert "On the train" not in stored
    keeping.context.clear_cookies(name="meetboard_list")  # as browsers do when they are closed
    go_offline(keeping)
    expect(keeping.get_by_text("No list of meetings is kept here")).to_be_visible()


def test_it_goes_with_the_sign_out(keeping: Page) -> None:
    keeping.get_by_role("button", name="Account of Alex Wilber").click()
    keeping.get_by_role("button", name="Sign out", exact=True).click()
    expect(keeping.get_by_role("button", name="Sign in with Microsoft")).to_be_visible()
    wait_for_promise(keeping, f"{KEPT}.then((is) => !is)")
    assert key_of(keeping) is None
    go_offline(keeping)
    expect(keeping.get_by_text("No list of meetings is kept here")).to_be_visible()


def test_it_goes_when_it_is_not_allowed_any_more(keeping: Page) -> None:
    allow(offline=False)
    keeping.reload()
    wait_for_promise(keeping, f"{KEPT}.then((is) => !is)")
    assert key_of(keeping) is None


def test_it_goes_when_another_person_comes(keeping: Page, sign_in: SignIn) -> None:
    session = sign_in(ADELE).cookies["meetboard_session"].value
    keeping.context.add_cookies([{"name": "meetboard_session", "value": session, "url": keeping.url}])
    keeping.goto("/")
    expect(keeping.get_by_role("button", name="Account of Adele Vance")).to_be_visible()
    assert key_of(keeping) is None
    go_offline(keeping)
    expect(keeping.get_by_text("On the train")).to_have_count(0)


def test_online_nothing_kept_is_shown(keeping: Page, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, around_now("Brand new", 40))
    keeping.goto("/")
    expect(keeping.get_by_role("link", name="Brand new").first).to_be_visible()


def test_strangers_leave_nothing_behind(open_page: OpenPage) -> None:
    page = open_page(worker=True)
    page.goto("/")
    assert page.evaluate(READY)
    assert page.evaluate(KEPT) is False
    assert key_of(page) is None


def key_of(page: Page) -> str | None:
    """The key of the kept list that the browser has."""
    return next((c["value"] for c in page.context.cookies() if c["name"] == "meetboard_list"), None)


def link_of(sandbox: Sandbox, subject: str) -> str:
    """The join link of Alex's event with this subject."""
    planted = next(each for each in sandbox.events(ALEX) if each["subject"] == subject)
    return str(planted["onlineMeeting"]["joinUrl"])
