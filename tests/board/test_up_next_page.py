"""The head of the board as the server writes it: what it says, what is put aside, a day that is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from meetings.board import dismissals
from meetings.models import Dismissal, Preferences
from tests.conftest import SignIn
from tests.support.outlook import clear
from tests.support.pages import Element, read, subjects
from tests.support.planting import (
    ADELE,
    ALEX,
    MEGAN,
    TEAMS_LINK,
    Json,
    around_now,
    guests,
    online,
    organized_by,
)
from tests.support.sandbox_process import Sandbox

SKYPE = online("https://meet.lync.com/contoso/alexw/1", "skypeForBusiness")


@pytest.fixture
def megan(megan: Client, sandbox: Sandbox) -> Client:
    """Megan's browser; her calendar is empty."""
    clear(sandbox, MEGAN)
    return megan


def plant(sandbox: Sandbox, subject: str, start: float, minutes: float = 30, **members: Any) -> str:
    planted: str = sandbox.plant(MEGAN, around_now(subject, start, minutes, **members))["id"]
    return planted


def head(client: Client, address: str = "/") -> Element:
    """The head of the board."""
    return read(client.get(address)).one("#up-next")


def leads(client: Client) -> list[str]:
    """The subjects at the head, the first one first."""
    return [item["data-subject"] for item in head(client).all("article")]


def test_the_running_meeting_with_all_it_takes_to_join(megan: Client, sandbox: Sandbox) -> None:
    info = {"conferenceId": "291633251", "tollNumber": "+1 323-555-0166"}
    people = [*guests(ADELE), {**guests("kim@contoso.com")[0], "status": {"response": "accepted"}}]
    meeting = plant(sandbox, "Design review", -20, 60, attendees=people, **online(**info))
    item = head(megan).one("article")
    assert item["data-up-next"] == meeting
    assert item.one("h2").text == "Design review"
    assert item.one("h2 a")["href"] == f"/meetings/{meeting}/"
    assert item.one("[data-count]").text.startswith("Now, until ")
    assert [part.text for part in item.one(".next-facts").all("span")] == [
        "organized by you",
        "1 of 2 accepted",
    ]
    assert item.one("a[href=tel:+13235550166,,291633251%23]").text == "+1 323-555-0166"
    assert [button["data-copy"] for button in item.all("button[data-copy]")] == ["291633251", TEAMS_LINK]
    join = item.one("a[data-next-join]")
    assert (join["href"], join["target"], join["rel"]) == (TEAMS_LINK, "_blank", "noopener noreferrer")
    assert item.one(".next-state").text == "Microsoft Teams"


@pytest.mark.parametrize(
    ("start", "words", "is_filled"),
    [
        (-7.5, "Started 7 min ago", True),
        (-26.5, "Ends in 4 min", True),
        (-0.5, "Starts now", True),
        (9.5, "Starts in 10 min", True),
        (12.5, "Starts in 13 min", False),
        (59.5, "Starts in 60 min", False),
        (90.5, "Starts in 1 h 31 min", False),
    ],
)
def test_when_it_is_and_whether_it_is_time_to_join(
    megan: Client, sandbox: Sandbox, start: float, words: str, is_filled: bool
) -> None:
    plant(sandbox, "Talk", start, **online())
    item = head(megan).one("article")
    assert item.one("[data-count]").text == words
    assert ("button-primary" in item.one("a[data-next-join]")["class"]) is is_filled


def test_the_head_is_no_row_of_the_list(megan: Client, sandbox: Sandbox) -> None:
    meeting = plant(sandbox, "Talk", -5, **online())
    page = read(megan.get("/"))
    assert [row["data-event"] for row in page.all("[data-event]")] == [meeting]
    assert len(page.one("[data-event]").all("a[data-join]")) == 1


@pytest.mark.parametrize(
    ("members", "state", "action"),
    [
        (online(""), "Link on its way", "Check Talk"),
        (online("javascript:alert(1)"), "Link not trusted", ""),
        ({"location": {"displayName": "Room 1"}}, "In person", ""),
        (organized_by(ADELE, "Adele Vance"), "Not online", ""),
    ],
)
def test_a_meeting_that_cannot_be_joined_says_why(
    megan: Client, sandbox: Sandbox, members: Json, state: str, action: str
) -> None:
    plant(sandbox, "Talk", -5, **members)
    item = head(megan).one("article")
    assert item.one(".next-state").text == state
    assert [link.text for link in item.one(".next-action").all("a")] == ([action] if action else [])
    assert not item.all("[data-next-join]") + item.all("[data-copy]")


def test_a_meeting_that_can_be_made_online_says_so(sign_in: SignIn, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, around_now("Talk", -5))
    alex = sign_in(ALEX)
    while (first := leads(alex)[0]) != "Talk":
        put_aside(alex, first)
    assert head(alex).one(".next-action a").text == "Make online Talk"


def test_the_next_one_waits_below_with_its_join(megan: Client, sandbox: Sandbox) -> None:
    plant(sandbox, "Stand-up", -20, 30, **online())
    plant(sandbox, "Review", 5, 30, **SKYPE)
    first, second = head(megan).all("article")
    assert first["data-subject"] == "Stand-up"
    assert second.one(".next-line").text.startswith("Then ")
    assert second.one(".next-line").text.endswith(" Review")
    assert second.one(".next-facts").text == "Starts in 5 minon Skype for Business, give it a minute"
    assert second.one("a[data-next-join]").text == "Join Review"


def test_no_cue_for_the_same_provider(megan: Client, sandbox: Sandbox) -> None:
    plant(sandbox, "Stand-up", -20, 30, **online())
    plant(sandbox, "Review", -10, 30, **online())
    second = head(megan).all("article")[1]
    assert second.one(".next-line").text.startswith("Also ")
    assert "give it a minute" not in second.text


def test_a_key_hint_only_where_keys_are_on(megan: Client, sandbox: Sandbox) -> None:
    plant(sandbox, "Talk", -5, **online())
    assert head(megan).one("a[data-next-join]")["aria-keyshortcuts"] == "J"
    Preferences.objects.create(user=User.objects.get(), keys=False)
    assert "aria-keyshortcuts" not in head(megan).one("a[data-next-join]")


def test_neither_filters_nor_words_touch_it(megan: Client, sandbox: Sandbox) -> None:
    plant(sandbox, "Talk", -5, **online())
    for address in ("/?show=offline", "/?q=budget"):
        page = read(megan.get(address))
        assert (subjects(page), page.one("#up-next article")["data-subject"]) == ([], "Talk")


def test_on_other_days_it_stays_when_it_is_known(megan: Client, sandbox: Sandbox) -> None:
    plant(sandbox, "Talk", -5, **online())
    assert not read(megan.get("/?day=2031-03-08")).all("#up-next")
    megan.get("/")
    sandbox.forget_requests()
    page = read(megan.get("/?day=2031-03-10"))
    assert page.one("#up-next article")["data-subject"] == "Talk"
    assert page.one("title").text == "10 \N{EN DASH} 16 March 2031 · Meetboard"
    assert len(sandbox.requests()) == 1


@pytest.mark.parametrize(
    ("start", "title"),
    [
        (-5, "now · Talk · Meetboard"),
        (11.5, "12 min · Talk · Meetboard"),
        (59.5, "60 min · Talk · Meetboard"),
        (70, "Today's meetings · Meetboard"),
    ],
)
def test_the_title_counts_too(megan: Client, sandbox: Sandbox, start: float, title: str) -> None:
    plant(sandbox, "Talk", start, **online())
    assert read(megan.get("/")).one("title").text == title


@pytest.mark.parametrize("hostile", ["{minutes} {0}", "%(minutes)s", '"><b>x</b>', "a · b"])
def test_words_of_others_stay_words(megan: Client, sandbox: Sandbox, hostile: str) -> None:
    plant(sandbox, hostile, 20.5, **online())
    page = read(megan.get("/"))
    assert page.one("title").text == f"21 min · {hostile} · Meetboard"
    assert page.one("#up-next h2").text == hostile
    assert not page.all("#up-next b")


# Put aside


def put_aside(client: Client, subject: str, **headers: str) -> Any:
    """Press "Not this one" of a meeting at the head."""
    button = next(form for form in head(client).all("form.next-dismiss") if subject in form.text)
    fields = {field["name"]: field["value"] for field in button.all("input")}
    return client.post(button["action"], fields, headers=headers)


def test_what_is_put_aside_gives_way_and_stays_in_the_list(megan: Client, sandbox: Sandbox) -> None:
    plant(sandbox, "Talk", -5, 60, **online())
    plant(sandbox, "Call", -4, 60, **online())
    answer = put_aside(megan, "Talk")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    page = read(megan.get("/"))
    assert [item["data-subject"] for item in page.all("#up-next article")] == ["Call"]
    assert sorted(subjects(page)) == ["Call", "Talk"]


def test_it_does_not_come_back_by_itself_nor_elsewhere(
    megan: Client, sandbox: Sandbox, sign_in: SignIn
) -> None:
    plant(sandbox, "Talk", -5, 60, **online())
    put_aside(megan, "Talk")
    assert leads(megan) == []
    assert leads(sign_in(MEGAN)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "Talk, at last"},
        around_now("Talk", -5, 75),
        around_now("Talk", -3, 60),
        online("https://teams.microsoft.com/l/meetup-join/2"),
    ],
)
def test_it_comes_back_when_the_meeting_changes(megan: Client, sandbox: Sandbox, change: Json) -> None:
    meeting = around_now("Talk", -5, 60, **online(), id="talk")
    sandbox.plant(MEGAN, meeting)
    put_aside(megan, "Talk")
    assert leads(megan) == []
    sandbox.plant(MEGAN, {**meeting, **change})
    assert leads(megan) == [change.get("subject", "Talk")]


def test_all_can_be_brought_back(megan: Client, sandbox: Sandbox) -> None:
    plant(sandbox, "Talk", -5, 60, **online())
    assert not head(megan).all("form.next-back")
    put_aside(megan, "Talk")
    form = head(megan).one("form.next-back")
    fields = {field["name"]: field["value"] for field in form.all("input")}
    assert megan.post(form["action"], fields).status_code == 302
    assert leads(megan) == ["Talk"]


def test_join_does_not_mean_what_was_put_aside(megan: Client, sandbox: Sandbox) -> None:
    plant(sandbox, "Talk", -5, 60, **online())
    plant(sandbox, "Call", -5, 60, **online("https://teams.microsoft.com/l/meetup-join/2"))
    assert megan.get("/join/").status_code == 200
    put_aside(megan, "Talk")
    assert megan.get("/join/")["Location"] == "https://teams.microsoft.com/l/meetup-join/2"


def test_what_one_person_puts_aside_another_one_keeps(
    megan: Client, sandbox: Sandbox, sign_in: SignIn
) -> None:
    meeting = around_now("Talk", -300, 600, **online(), id="shared")
    for person in (MEGAN, ADELE):
        sandbox.plant(person, meeting)
    put_aside(megan, "Talk")
    assert "shared" in [item["data-up-next"] for item in head(sign_in(ADELE)).all("article")]


def test_it_is_forgotten_after_some_weeks(megan: Client, sandbox: Sandbox) -> None:
    plant(sandbox, "Talk", -5, 60, **online())
    put_aside(megan, "Talk")
    Dismissal.objects.update(at=timezone.now() - timedelta(days=31))
    assert leads(megan) == ["Talk"]
    dismissals.dismiss(User.objects.get(), "0" * 64, timezone.now())
    assert [kept.mark for kept in Dismissal.objects.all()] == ["0" * 64]


def test_what_is_kept_tells_nothing_of_the_meeting(megan: Client, sandbox: Sandbox) -> None:
    meeting = plant(sandbox, "Talk", -5, 60, **online())
    put_aside(megan, "Talk")
    kept = Dismissal.objects.get()
    assert len(kept.mark) == 64
    assert meeting not in kept.mark


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "/nowhere/", ""])
def test_the_way_back_is_a_page_of_ours(megan: Client, address: str) -> None:
    answer = megan.post("/up-next/", {"mark": "0" * 64, "next": address})
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize("mark", ["x", "0" * 65, "0" * 63 + "\n", "<b>"])
def test_what_is_no_meeting_is_refused(megan: Client, mark: str) -> None:
    assert megan.post("/up-next/", {"mark": mark}).status_code == 400
    assert not Dismissal.objects.exists()


def test_looking_at_the_address_changes_nothing(megan: Client) -> None:
    assert megan.get("/up-next/").status_code == 405


# A day that is over


def test_an_empty_calendar_says_so_kindly(megan: Client) -> None:
    said = head(megan).one(".next-none").text
    assert said.startswith("No meetings today. ")


def test_with_nothing_left_it_tells_what_comes(megan: Client, sandbox: Sandbox) -> None:
    plant(sandbox, "Breakfast", 2 * 24 * 60)
    said = head(megan).one(".next-none").text
    assert "No meetings today." in said
    assert "“Breakfast”" in said
    assert " starts at " in said


def test_without_anything_known_it_tells_how_far_it_looked(megan: Client) -> None:
    assert "There are none until " in head(megan).text
    assert "There are none until " not in head(megan, "/?days=1").text


def test_what_is_over_was_there(megan: Client, sandbox: Sandbox) -> None:
    plant(sandbox, "Talk", -0.02, 0.01)
    assert head(megan).one("strong").text == "Nothing left today."
