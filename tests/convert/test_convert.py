"""Making an existing meeting online."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import SignIn
from tests.support.converting import SUBJECT, convert, messages, patches, plant, row_of
from tests.support.pages import read
from tests.support.planting import ADELE, AGENDA, ALEX, DAY, daily, guests
from tests.support.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db

ROOM = guests("Baker@contoso.onmicrosoft.com", kind="resource")


@pytest.fixture
def planned(sandbox: Sandbox) -> str:
    """The id of a meeting of Alex with two guests and a room, not online."""
    people = [*guests(ADELE, "kim@fabrikam.example"), *ROOM]
    return plant(sandbox, attendees=people)


def test_asks_for_two_members_and_nothing_else(alex: Client, sandbox: Sandbox, planned: str) -> None:
    convert(alex, planned)
    (call,) = patches(sandbox)
    assert (call["path"], call["status"]) == (f"/me/events/{planned}", 200)
    assert call["body"] == {"isOnlineMeeting": True, "onlineMeetingProvider": "teamsForBusiness"}
    assert "If-Match" not in call["headers"]


def test_row_in_place_with_a_receipt(alex: Client, sandbox: Sandbox, planned: str) -> None:
    page = read(convert(alex, planned))
    (stored,) = [found for found in sandbox.events(ALEX) if found["id"] == planned]
    row = row_of(page, planned)
    assert (row["data-online"], row["data-provider"]) == ("joinable", "teamsForBusiness")
    assert row.one("a[data-join]")["href"] == stored["onlineMeeting"]["joinUrl"]
    assert "autofocus" in row.one("a[data-join]")
    assert page.one("[hx-swap-oob]")["hx-swap-oob"] == "beforeend:#messages"
    assert messages(page) == (
        "“Price strategy” is online now. It is held with Microsoft Teams. 2 guests get the update."
    )
    assert not page.all("html")


def test_back_to_the_row_without_script(alex: Client, planned: str) -> None:
    answer = convert(alex, planned, script=False)
    assert answer.status_code == 302
    address, _, anchor = answer["Location"].partition("#")
    assert address == f"/?day={DAY}"
    page = read(alex.get(address))
    row = row_of(page, planned)
    assert (row["id"], row["data-online"]) == (anchor, "joinable")
    assert "2 guests get the update." in messages(page)


def test_back_to_the_page_of_the_meeting(alex: Client, planned: str) -> None:
    answer = convert(alex, planned, script=False, back="detail")
    assert answer["Location"] == f"/meetings/{planned}/"
    page = read(alex.get(answer["Location"]))
    assert page.one("#joining")["data-online"] == "joinable"
    assert "is online now." in messages(page)


def test_nobody_is_told_where_nobody_is_invited(alex: Client, sandbox: Sandbox) -> None:
    page = read(convert(alex, plant(sandbox, attendees=ROOM)))
    assert messages(page) == "“Price strategy” is online now. It is held with Microsoft Teams."


def test_body_keeps_its_text(alex: Client, sandbox: Sandbox) -> None:
    event_id = plant(sandbox, body={"contentType": "html", "content": "<p>Our strategy</p>"})
    convert(alex, event_id)
    assert "Our strategy" in read(alex.get(f"/meetings/{event_id}/")).one("main .text").text


def test_guests_find_it_online_in_their_copy(alex: Client, sign_in: SignIn, sandbox: Sandbox) -> None:
    price_strategy = next(found for found in sandbox.events(ALEX) if found["subject"] == SUBJECT)
    link = read(convert(alex, price_strategy["id"])).one("a[data-join]")["href"]
    copy = next(found for found in sandbox.events(ADELE) if found["subject"] == SUBJECT)
    assert copy["id"] != price_strategy["id"]
    assert read(sign_in(ADELE).get(f"/meetings/{copy['id']}/")).one("a[data-join]")["href"] == link


@pytest.mark.parametrize("page", [AGENDA, "/meetings/{}/"])
def test_what_will_happen_is_said_before(alex: Client, planned: str, page: str) -> None:
    form = read(alex.get(page.format(planned))).one(f"form[action=/meetings/{planned}/online/]")
    assert "Make “Price strategy” online" in form.text
    assert "2 guests get an update by mail." in form.text
    assert "This cannot be undone" in form.text
    assert [(radio["value"], "checked" in radio) for radio in form.all("input[name=provider]")] == [
        ("teamsForBusiness", True),
        ("skypeForBusiness", False),
    ]
    assert "closed in July 2021" in form.text
    assert not form.all("input[name=scope]")


def test_said_before_with_one_guest_or_none(alex: Client, sandbox: Sandbox) -> None:
    one, none = plant(sandbox, attendees=guests(ADELE)), plant(sandbox, attendees=ROOM)
    page = read(alex.get(AGENDA))
    assert "1 guest gets an update by mail." in row_of(page, one).text
    assert "There are no guests, so nobody is mailed." in row_of(page, none).text


def test_only_provider_is_named_instead_of_asked_for(alex: Client, sandbox: Sandbox, planned: str) -> None:
    sandbox.patch(allowed_providers="teamsForBusiness")
    form = row_of(read(alex.get(AGENDA)), planned).one("form")
    assert form.one("input[name=provider]")["type"] == "hidden"
    assert form.one("input[name=provider]")["value"] == "teamsForBusiness"
    assert "It will be held with Microsoft Teams." in form.text


def test_other_provider(alex: Client, sandbox: Sandbox, planned: str) -> None:
    page = read(convert(alex, planned, provider="skypeForBusiness"))
    assert patches(sandbox)[0]["body"]["onlineMeetingProvider"] == "skypeForBusiness"
    assert row_of(page, planned)["data-provider"] == "skypeForBusiness"
    assert "It is held with Skype for Business." in messages(page)


@pytest.fixture
def series(alex: Client, sandbox: Sandbox) -> list[str]:
    """The ids of the three meetings of a daily series, after that of the series itself."""
    master = plant(sandbox, recurrence=daily(3), attendees=guests(ADELE))
    rows = read(alex.get(f"/?day={DAY}&days=3")).all("[data-event]")
    return [master, *(row["data-event"] for row in rows if SUBJECT in row.text)]


def states(client: Client) -> list[str]:
    """The online state of the three meetings of the series, as a fresh agenda shows them."""
    rows = read(client.get(f"/?day={DAY}&days=3")).all("[data-event]")
    return [row["data-online"] for row in rows if SUBJECT in row.text]


def test_one_meeting_of_a_series(alex: Client, sandbox: Sandbox, series: list[str]) -> None:
    answer = convert(alex, series[2], scope="occurrence")
    assert row_of(read(answer), series[2])["data-online"] == "joinable"
    assert "HX-Trigger-After-Swap" not in answer.headers
    assert [call["path"] for call in patches(sandbox)] == [f"/me/events/{series[2]}"]
    assert states(alex) == ["offline", "joinable", "offline"]


def test_whole_series(alex: Client, sandbox: Sandbox, series: list[str]) -> None:
    answer = convert(alex, series[2], scope="series")
    assert row_of(read(answer), series[2])["data-online"] == "joinable"
    assert answer["HX-Trigger-After-Swap"] == "agenda-changed"
    assert [call["path"] for call in patches(sandbox)] == [f"/me/events/{series[0]}"]
    assert states(alex) == ["joinable"] * 3


def test_series_is_asked_about_before(alex: Client, series: list[str]) -> None:
    form = row_of(read(alex.get(f"/?day={DAY}&days=3")), series[1]).one("form")
    choices = [(radio["value"], "checked" in radio) for radio in form.all("input[name=scope]")]
    assert choices == [("occurrence", True), ("series", False)]


def test_scope_means_nothing_for_a_single_meeting(alex: Client, sandbox: Sandbox, planned: str) -> None:
    convert(alex, planned, scope="series")
    assert [call["path"] for call in patches(sandbox)] == [f"/me/events/{planned}"]


def test_next_meeting_keeps_standing_out(alex: Client, planned: str) -> None:
    assert row_of(read(convert(alex, planned, next="1")), planned)["data-phase"] == "next"
