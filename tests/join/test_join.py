"""Joining: the link in the row, the numbers beside it, and the address that leads on to it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.conftest import SignIn
from tests.support.meeting_form import NEW, filled
from tests.support.outlook import delete
from tests.support.pages import Element, read
from tests.support.planting import ADELE, AGENDA, ALEX, TEAMS_LINK, Json, event, online
from tests.support.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db

SUBJECT = "Prep for customer meeting"
OLD_LINK = "https://join.skype.com/oQx7ZkT2hLrW"


def plant(sandbox: Sandbox, user: str = ALEX, **members: Any) -> str:
    """The id of a meeting planted on DAY."""
    return str(sandbox.plant(user, event(SUBJECT, **members))["id"])


def row(client: Client, event_id: str) -> Element:
    return read(client.get(AGENDA)).one(f"[data-event={event_id}]")


def links(element: Element) -> list[str]:
    """Every address in it that a click leads to."""
    return [link["href"] for link in element.all("a[href]")]


LINKS = [
    TEAMS_LINK,
    "https://teams.microsoft.com/meet/2916332510?p=Kx7&amp;q=%26%3D+%20",
    "https://TEAMS.microsoft.com:443/l/../l/meetup-join/%7E~?#frag",
    OLD_LINK,
    "https://fabrikam.zoom.example/j/95551230174",
]


@pytest.mark.parametrize("link", LINKS)
def test_link_in_the_row_byte_for_byte(alex: Client, sandbox: Sandbox, link: str) -> None:
    join = row(alex, plant(sandbox, **online(link))).one("a[data-join]")
    assert join["href"] == link
    assert (join["target"], join["rel"]) == ("_blank", "noopener noreferrer")
    assert join.text == "Join Prep for customer meeting"


@pytest.mark.parametrize("link", LINKS)
def test_link_in_the_redirect_byte_for_byte(alex: Client, sandbox: Sandbox, link: str) -> None:
    answer = alex.get(f"/meetings/{plant(sandbox, **online(link))}/join/")
    assert (answer.status_code, answer["Location"]) == (302, link)
    assert answer["Referrer-Policy"] == "no-referrer"


def test_letters_beyond_ascii_are_encoded_in_a_redirect(alex: Client, sandbox: Sandbox) -> None:
    event_id = plant(sandbox, **online("https://meet.contoso.com/會議/é?x=%3a"))
    location = alex.get(f"/meetings/{event_id}/join/")["Location"]
    assert location == "https://meet.contoso.com/%E6%9C%83%E8%AD%B0/%C3%A9?x=%3a"


def test_deprecated_address_never_makes_a_button(alex: Client, sandbox: Sandbox) -> None:
    event_id = plant(sandbox, onlineMeetingUrl=OLD_LINK)
    assert row(alex, event_id)["data-online"] == "offline"
    for page in (AGENDA, f"/meetings/{event_id}/"):
        assert OLD_LINK not in links(read(alex.get(page)))
    assert alex.get(f"/meetings/{event_id}/join/").status_code == 409


def test_odd_address_in_outlook_is_no_link(alex: Client, sandbox: Sandbox) -> None:
    event_id = plant(sandbox, webLink="javascript:alert(1)")
    assert "javascript:alert(1)" not in links(read(alex.get(f"/meetings/{event_id}/")))


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "http://teams.microsoft.com/l/meetup-join/1",
        "//teams.microsoft.com/l/meetup-join/1",
        "https://teams.microsoft.com@evil.example/",
        "https://teams.microsoft.com.evil.example/l/meetup-join/1",
        "https://microsoft-teams.example/l/meetup-join/1",
        "https://teams.micr\u043esoft.com/l/meetup-join/1",
        "https://teams.microsoft.com/\r\nSet-Cookie: a=b",
    ],
)
def test_link_that_is_not_genuine_never_makes_a_button(alex: Client, sandbox: Sandbox, link: str) -> None:
    event_id = plant(sandbox, **online(link))
    shown = row(alex, event_id)
    assert shown["data-online"] == "offline"
    assert "Link not trusted" in shown.text
    for address in (AGENDA, f"/meetings/{event_id}/"):
        page = read(alex.get(address))
        assert not page.all("[data-join]") + page.all("main [data-copy]")
        assert link not in links(page)
    refused = alex.get(f"/meetings/{event_id}/join/")
    assert "does not look genuine" in read(refused, 409).text
    assert "Location" not in refused.headers


def test_guest_joins_from_the_own_copy(alex: Client, sign_in: SignIn, sandbox: Sandbox) -> None:
    alex.post(NEW, filled(alex, attendees=f"Adele Vance <{ADELE}>"))
    hers, his = (read(client.get(AGENDA)).one("[data-event]") for client in (sign_in(ADELE), alex))
    assert hers["data-event"] != his["data-event"]
    assert hers.one("a[data-join]")["href"] == his.one("a[data-join]")["href"]
    assert "Alex Wilber" in hers.text
    assert "needs answer" in hers.text


def test_numbers_one_click_away(alex: Client, sandbox: Sandbox) -> None:
    info = {
        "conferenceId": "291633251",
        "tollNumber": "+1 323-555-0166",
        "tollFreeNumbers": ["+1 866-555-0171", "+44 800 496 0172"],
        "quickDial": "+1 323-555-0166,,291633251#",
        "phones": [{"number": "+44 20 7946 0174", "type": "business"}, {"number": "+1 323-555-0166"}],
    }
    event_id = plant(sandbox, **online(TEAMS_LINK, "skypeForBusiness", **info))
    for numbers in (
        row(alex, event_id).one(".menu"),
        read(alex.get(f"/meetings/{event_id}/")).one("#joining"),
    ):
        links = [(link.text, link["href"]) for link in numbers.all("a.menu-item")]
        assert [(text, address) for text, address in links if address.startswith("tel:")] == [
            ("+1 323-555-0166", "tel:+13235550166,,291633251%23"),
            ("+1 866-555-0171", "tel:+18665550171,,291633251%23"),
            ("+44 800 496 0172", "tel:+448004960172,,291633251%23"),
            ("+44 20 7946 0174", "tel:+442079460174,,291633251%23"),
            ("+1 323-555-0166,,291633251#", "tel:+13235550166,,291633251%23"),
        ]
        copies = {button.text: button["data-copy"] for button in numbers.all("button[data-copy]")}
        assert copies["Copy link"] == TEAMS_LINK
        assert copies["Conference ID 291 633 251#"] == "291633251"


def test_link_can_be_copied_without_script(alex: Client, sandbox: Sandbox) -> None:
    shown = row(alex, plant(sandbox, **online(TEAMS_LINK)))
    assert shown.one("noscript input")["value"] == TEAMS_LINK


def test_hostile_numbers_stay_text(alex: Client, sandbox: Sandbox) -> None:
    info = {"tollNumber": "javascript:alert('1')", "quickDial": '"><b>x', "conferenceId": "<i>7"}
    menu = row(alex, plant(sandbox, **online(TEAMS_LINK, **info))).one(".menu")
    addresses = [link["href"] for link in menu.all("a")]
    assert [address for address in addresses if not address.startswith("/")] == ["tel:1,,7%23", "tel:"]
    assert not menu.all("b") + menu.all("i")


def test_page_waits_for_a_late_link_and_goes_on(alex: Client, sandbox: Sandbox) -> None:
    sandbox.patch(link_delay_reads=1)
    alex.post(NEW, filled(alex))
    (stored,) = [found for found in sandbox.events(ALEX) if found["isOnlineMeeting"] and "2031" in str(found)]
    page = f"/meetings/{stored['id']}/join/"
    waiting = alex.get(page)
    assert read(waiting).one("h1").text == "The link is on its way"
    assert waiting["Refresh"] == f"1; url={page}?asked=1"
    assert alex.get(page).status_code == 302


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({}, "It is not an online meeting."),
        ({"isCancelled": True, **online()}, "It is cancelled."),
        ({"isCancelled": True, **online("")}, "It is cancelled."),
    ],
)
def test_nothing_to_join_is_told(alex: Client, sandbox: Sandbox, members: Json, reason: str) -> None:
    page = read(alex.get(f"/meetings/{plant(sandbox, **members)}/join/"), 409)
    assert page.one("h1").text == "This meeting has no link to join."
    assert reason in page.text


def test_cancelled_meeting_has_no_button(alex: Client, sandbox: Sandbox) -> None:
    assert not row(alex, plant(sandbox, isCancelled=True, **online())).all("[data-join]")


def test_meeting_of_another_mailbox_or_deleted(alex: Client, sandbox: Sandbox) -> None:
    gone = plant(sandbox, **online())
    delete(sandbox, ALEX, gone)
    for event_id in (gone, plant(sandbox, ADELE, **online()), "no-such-id"):
        answer = alex.get(f"/meetings/{event_id}/join/")
        assert "This meeting is not in your calendar." in read(answer, 404).text
