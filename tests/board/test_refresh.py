"""The board renews itself while somebody looks at it, changes only what changed, and says when it cannot."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from tests.conftest import SignIn
from tests.support.agenda_page import open_form, row_of
from tests.support.browser import SignedInPage
from tests.support.pages import read, subjects
from tests.support.planting import ADELE, AGENDA, ALEX, event, online
from tests.support.sandbox_process import Json, Sandbox

ASKED = {"HX-Request": "true", "HX-Target": "agenda", "HX-Current-URL": f"http://localhost{AGENDA}"}
DOWN: Json = {"path": r"\$batch", "times": 99, "status": 503, "headers": {"Retry-After": "30"}}
# Other scripts know when the board is out of date, by the hour of the run; here only time and people count.
NO_OTHERS = "addEventListener('refresh', (event) => event.stopPropagation(), true);"
HIDE = "(hidden) => { Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });"
HIDE += "document.dispatchEvent(new Event('visibilitychange')); }"


@pytest.fixture
def renewal(alex: Client) -> str:
    """The address at which Alex's board on DAY is renewed."""
    return str(read(alex.get(AGENDA)).one("#agenda")["data-renew"]) + AGENDA[1:]


@pytest.fixture
def board(signed_in_page: SignedInPage, sandbox: Sandbox) -> Page:
    """Alex's board on DAY with one meeting."""
    sandbox.plant(ALEX, event("Talk", **online()))
    page = open_board(signed_in_page)
    expect(row_of(page, "Talk")).to_be_visible()
    return page


def open_board(signed_in_page: SignedInPage, address: str = AGENDA) -> Page:
    """Alex's board, whose clock goes as the test says."""
    page = signed_in_page(ALEX)
    page.clock.install()
    page.add_init_script(NO_OTHERS)
    page.goto(address)
    return page


def renewals(page: Page) -> list[str]:
    """A list to which the address of each renewal is added from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/renew/" in request.url else None)
    return asked


def wait(page: Page, seconds: int = 70) -> None:
    """Let time pass in the page; what was asked of the server then has been sent."""
    page.clock.fast_forward(seconds * 1000)
    page.evaluate("fetch('/offline/', { method: 'HEAD' }).then((answer) => answer.status)")


def mark(locator: Locator) -> Locator:
    """The same element, to be found only as long as it stays the same."""
    locator.evaluate("(element) => { element.isTheSame = true; }")
    return locator


def is_same(locator: Locator) -> bool:
    return bool(locator.evaluate("(element) => element.isTheSame === true"))


def test_unchanged_board_is_not_sent_again(alex: Client, sandbox: Sandbox, renewal: str) -> None:
    first = alex.get(renewal, headers=ASKED)
    assert not read(first).all("html")
    sandbox.forget_requests()
    again = alex.get(renewal, headers={**ASKED, "If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert ":" in again["As-Of"].replace("%3A", ":")
    assert len(sandbox.requests()) == 1


def test_changed_board_is(alex: Client, sandbox: Sandbox, renewal: str) -> None:
    first = alex.get(renewal, headers=ASKED)
    sandbox.plant(ALEX, event("New"))
    again = alex.get(renewal, headers={**ASKED, "If-None-Match": first["ETag"]})
    assert subjects(read(again)) == ["New"]
    assert again["ETag"] != first["ETag"]


def test_without_microsoft_it_is_the_last_one_with_its_time(
    alex: Client, sandbox: Sandbox, renewal: str
) -> None:
    sandbox.faults(DOWN)
    answer = alex.get(renewal, headers=ASKED)
    part = read(answer, 503)
    assert (answer["Retry-After"], "ETag" in answer) == ("30", False)
    assert part.one("#agenda")["data-as-of"]
    assert not part.all(".notice")


def test_it_ends_quietly_with_the_session(alex: Client, sandbox: Sandbox, renewal: str) -> None:
    sandbox.revoke(ALEX)
    sandbox.faults({"path": r"\$batch", "times": 9, "status": 401})
    assert alex.get(renewal, headers=ASKED).status_code == 204
    alex.post("/accounts/sign-out/")
    assert alex.get(renewal, headers=ASKED).status_code == 204


def test_nobody_gets_anothers_board_into_their_page(sign_in: SignIn, renewal: str) -> None:
    assert sign_in(ADELE).get(renewal, headers=ASKED).status_code == 204


def test_new_meeting_appears_and_the_rest_stays_untouched(board: Page, sandbox: Sandbox) -> None:
    link = mark(row_of(board, "Talk").get_by_role("link", name="Join Talk"))
    link.focus()
    sandbox.plant(ALEX, event("Added", "16:30"))
    sandbox.forget_requests()
    wait(board)
    expect(row_of(board, "Added")).to_be_visible()
    assert is_same(link)
    expect(link).to_be_focused()
    assert len(sandbox.requests()) == 1


def test_row_changes_in_its_place(board: Page, sandbox: Sandbox, alex: Client) -> None:
    row = mark(row_of(board, "Talk"))
    planted = next(each for each in sandbox.events(ALEX) if each["subject"] == "Talk")
    alex.post(f"/meetings/{planted['id']}/cancel/", {"comment": ""})
    wait(board)
    expect(row_of(board, "Talk")).to_have_count(0)
    assert row.count() == 0


def test_nothing_is_swapped_while_a_person_types(board: Page, sandbox: Sandbox) -> None:
    asked = renewals(board)
    field = board.get_by_role("textbox", name="Quick add")
    field.fill("Half a senten")
    sandbox.plant(ALEX, event("Added", "16:30"))
    wait(board)
    assert asked == []
    field.blur()
    wait(board, 15)
    expect(row_of(board, "Added")).to_be_visible()
    expect(field).to_have_value("Half a senten")


def test_nothing_is_swapped_under_an_open_menu_or_dialog(board: Page, sandbox: Sandbox) -> None:
    asked = renewals(board)
    board.get_by_role("button", name="More: Talk").click()
    wait(board)
    board.keyboard.press("Escape")
    open_form(board)
    wait(board)
    assert asked == []
    sandbox.plant(ALEX, event("Added", "16:30"))
    board.keyboard.press("Escape")
    wait(board, 15)
    expect(row_of(board, "Added")).to_be_visible()


def test_hidden_board_rests_and_is_renewed_on_return(board: Page, sandbox: Sandbox) -> None:
    asked = renewals(board)
    board.evaluate(HIDE, True)
    sandbox.plant(ALEX, event("Added", "16:30"))
    wait(board, 600)
    assert asked == []
    board.evaluate(HIDE, False)
    expect(row_of(board, "Added")).to_be_visible()
    assert len(asked) == 1


def test_short_absence_asks_nothing(board: Page) -> None:
    asked = renewals(board)
    board.evaluate(HIDE, True)
    wait(board, 20)
    board.evaluate(HIDE, False)
    wait(board, 10)
    assert asked == []


def test_clock_set_back_does_not_stop_it(board: Page, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Added", "16:30"))
    board.clock.set_system_time("2020-01-01T00:00:00Z")
    wait(board, 10)
    expect(row_of(board, "Added")).to_be_visible()


def test_what_is_folded_stays_folded(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, past("First", 10))
    page = open_board(signed_in_page, "/?day=2020-03-07&days=1")
    fold = mark(page.locator("details.earlier"))
    fold.locator("summary").click()
    expect(row_of(page, "First")).to_be_hidden()
    sandbox.plant(ALEX, past("Second", 12))
    wait(page)
    expect(fold).to_contain_text("2 past meetings")
    expect(row_of(page, "Second")).to_be_hidden()
    assert is_same(fold)


def test_it_says_once_of_when_the_list_is_until_all_is_well(board: Page, sandbox: Sandbox) -> None:
    as_of = board.locator("#agenda").get_attribute("data-as-of")
    sandbox.faults(DOWN)
    wait(board)
    said = board.get_by_text(f"As of {as_of}. The list cannot be renewed")
    expect(said).to_be_visible()
    expect(row_of(board, "Talk")).to_be_visible()
    with board.expect_response("**/renew/**"):
        wait(board, 130)
    expect(said).to_have_count(1)
    sandbox.calm()
    wait(board, 300)
    expect(said).to_have_count(0)


def test_without_a_network_it_waits_longer_each_time(board: Page) -> None:
    asked = renewals(board)
    said = board.get_by_text("The list cannot be renewed at the moment")
    board.route("**/renew/**", lambda route: route.abort())
    for minute in range(1, 17):
        wait(board, 60)
        if minute == 2:
            expect(said).to_be_visible()
    assert 4 <= len(asked) <= 5  # after 1, 2, 4 and 8 minutes
    board.unroute("**/renew/**")
    board.evaluate("dispatchEvent(new Event('online'))")
    expect(said).to_have_count(0)


def test_it_waits_as_long_as_microsoft_asks(board: Page, sandbox: Sandbox) -> None:
    sandbox.faults({**DOWN, "headers": {"Retry-After": "600"}})
    wait(board)
    expect(board.get_by_text("The list cannot be renewed at the moment")).to_be_visible()
    asked = renewals(board)
    wait(board, 500)
    board.evaluate(HIDE, False)
    assert asked == []


def test_signed_out_it_says_so_and_keeps_the_list(board: Page, sandbox: Sandbox) -> None:
    board.context.clear_cookies(name="meetboard_session")
    sandbox.forget_requests()
    wait(board)
    said = board.get_by_text("You are signed out.")
    expect(said).to_be_visible()
    expect(row_of(board, "Talk")).to_be_visible()
    link = board.get_by_role("link", name="Sign in again")
    expect(link).to_have_attribute("href", "/accounts/sign-in/?next=%2F%3Fday%3D2031-03-08%26days%3D1")
    asked = renewals(board)
    wait(board, 300)
    expect(said).to_have_count(1)
    assert (asked, sandbox.requests()) == ([], [])


def test_row_goes_on_looking_for_its_link_by_itself(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    """It looks after 1, 2, 4 and more seconds; a renewal of the board does not have it begin anew."""
    sandbox.plant(ALEX, event("Late", **online("")))
    page = open_board(signed_in_page)
    row = row_of(page, "Late")
    for asked, seconds in ((2, 2), (3, 3), (4, 5)):
        wait(page, seconds)
        expect(row).to_have_attribute("hx-get", re.compile(f"asked=[{asked}-9]$"))
    sandbox.plant(ALEX, event("Added", "16:30"))
    wait(page)
    expect(page.locator(".htmx-request")).to_have_count(
        0
    )  # the row looked at the same moment, and goes first
    wait(page, 10)
    expect(row_of(page, "Added")).to_be_visible()
    expect(row).to_have_attribute("hx-get", re.compile(r"asked=[4-9]$"))


def past(subject: str, hour: int) -> Json:
    """An event of half an hour on a Saturday long ago."""
    times = {"start": f"2020-03-07T{hour}:00:00", "end": f"2020-03-07T{hour}:30:00"}
    return {"subject": subject, **{name: {"dateTime": at, "timeZone": "UTC"} for name, at in times.items()}}
