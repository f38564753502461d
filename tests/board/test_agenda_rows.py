"""The rows of the agenda: what a person sees of each event, in words, icons and marks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.conftest import SignIn
from tests.support.outlook import clear
from tests.support.pages import Element, read
from tests.support.planting import (
    AGENDA,
    ALEX,
    DAY,
    MEGAN,
    TEAMS_LINK,
    around_now,
    event,
    guests,
    online,
    organized_by,
)
from tests.support.sandbox_process import Sandbox

JOHANNA = "JohannaL@contoso.OnMicrosoft.com"
# Wide enough that what is planted around now is in it whatever the hour.
AROUND_NOW = f"/?day={datetime.now(UTC).date() - timedelta(days=2)}&days=5"

pytestmark = pytest.mark.usefixtures("sandbox")


@pytest.fixture
def megan(megan: Client, sandbox: Sandbox) -> Client:
    """Megan's browser; her calendar is empty, so that what is planted around now is all there is."""
    clear(sandbox, MEGAN)
    return megan


def row(client: Client, sandbox: Sandbox, user: str = ALEX, **members: Any) -> Element:
    """The row of an event on DAY, planted with these members."""
    planted = sandbox.plant(user, event("Talk") | members)
    rows = read(client.get(AGENDA)).all("li[data-event]")
    return next(each for each in rows if each["data-event"] == planted["id"])


def icon_of(element: Element) -> str:
    """The name of the first icon in it."""
    return element.all("use")[0]["href"].partition("#")[2]


def marks(element: Element) -> tuple[str, str]:
    return element["data-online"], element["data-provider"]


def sentence(element: Element) -> str:
    """What is read out."""
    return element.one("article")["aria-label"]


@pytest.mark.parametrize(
    ("provider", "short", "name", "icon"),
    [
        ("teamsForBusiness", "Teams", "Microsoft Teams", "video"),
        ("skypeForBusiness", "Skype for Business", "Skype for Business", "chat"),
        ("skypeForConsumer", "Skype", "Skype", "chat"),
        ("unknown", "Other", "Other provider", "globe"),
        ("zoomForEverybody", "Other", "Other provider", "globe"),
        ('"><b>x</b>', "Other", "Other provider", "globe"),
    ],
)
def test_joinable_with_the_providers_name(
    alex: Client, sandbox: Sandbox, provider: str, short: str, name: str, icon: str
) -> None:
    found = row(alex, sandbox, **online(provider=provider))
    assert marks(found) == ("joinable", provider)
    assert found.one(".row-state").text.removesuffix(" retired") == short
    assert icon_of(found.one(".row-state")) == icon
    assert sentence(found).endswith(f", {name}")


@pytest.mark.parametrize(
    ("members", "state", "word", "icon"),
    [
        (online(""), "pending", "Link on its way", "clock"),
        ({}, "offline", "Not online", "video-off"),
        ({"location": {"displayName": "Room 1"}}, "offline", "In person", "location"),
        (online("javascript:alert(1)"), "offline", "Link not trusted", "warning"),
        (online("https://teams.microsoft.com.evil.example/x"), "offline", "Link not trusted", "warning"),
        ({**online(), "isCancelled": True}, "offline", "Not online", "video-off"),
    ],
)
def test_every_other_state_as_word_and_icon(
    alex: Client, sandbox: Sandbox, members: dict[str, Any], state: str, word: str, icon: str
) -> None:
    found = row(alex, sandbox, **members)
    assert found["data-online"] == state
    assert (found.one(".row-state").text, icon_of(found.one(".row-state"))) == (word, icon)
    assert sentence(found).endswith(f", {word}")
    assert not found.all("a[data-join]")
    assert "evil.example" not in str([link["href"] for link in found.all("a")])


@pytest.mark.parametrize(
    ("provider", "said"),
    [
        ("skypeForBusiness", "closed in July 2021"),
        ("skypeForConsumer", "closed in May 2025"),
        ("teamsForBusiness", ""),
        ("unknown", ""),
    ],
)
def test_retired_providers_are_labelled(alex: Client, sandbox: Sandbox, provider: str, said: str) -> None:
    tags = row(alex, sandbox, **online(provider=provider)).all(".row-state .tag")
    assert [tag.text for tag in tags] == (["retired"] if said else [])
    assert all(said in tag["title"] for tag in tags)


@pytest.mark.parametrize("user", [ALEX, MEGAN])
def test_join_is_the_link_byte_for_byte(sign_in: SignIn, sandbox: Sandbox, user: str) -> None:
    link = row(sign_in(user), sandbox, user, **online()).one("a[data-join]")
    assert link["href"] == TEAMS_LINK
    assert (link["target"], set(link["rel"].split())) == ("_blank", {"noopener", "noreferrer"})
    assert link.text == "Join Talk"


def test_the_deprecated_link_never_makes_a_button(alex: Client, sandbox: Sandbox) -> None:
    found = row(alex, sandbox, onlineMeetingUrl="https://join.skype.com/oQx7ZkT2hLrW")
    assert found["data-online"] == "offline"
    assert not found.all("a[data-join]")
    assert "join.skype.com" not in str([each.attributes for each in found.all("a")])


def test_numbers_are_one_click_away(alex: Client, sandbox: Sandbox) -> None:
    details = {"conferenceId": "291633251", "tollNumber": "+1 323-555-0166"}
    found = row(alex, sandbox, **online(**details))
    menu = found.one("div[popover]")
    assert found.one(f"button[popovertarget={menu['id']}]")
    assert menu.one("a[href=tel:+13235550166,,291633251%23]").text == "+1 323-555-0166"
    assert [button["data-copy"] for button in menu.all("button[data-copy]")] == [TEAMS_LINK, "291633251"]


def test_a_pending_row_asks_again_by_itself(alex: Client, sandbox: Sandbox) -> None:
    found = row(alex, sandbox, **online(""))
    assert found["hx-get"] == f"/meetings/{found['data-event']}/row/?asked=1"
    assert (found["hx-trigger"], found["hx-swap"], found["hx-target"]) == (
        "load delay:1s",
        "outerHTML",
        "this",
    )
    again = read(alex.get(found["hx-get"], headers={"HX-Request": "true"})).one("li[data-event]")
    assert again["hx-get"].endswith("?asked=2")
    assert again["hx-trigger"] == "load delay:2s"


def test_a_pending_row_leads_on_without_script(alex: Client, sandbox: Sandbox) -> None:
    found = row(alex, sandbox, **online(""))
    assert found.one(".row-action a.button")["href"] == f"/meetings/{found['data-event']}/join/"


def test_a_pending_row_turns_joinable_and_asks_no_more(alex: Client, sandbox: Sandbox) -> None:
    made = sandbox.plant(ALEX, event("Talk"))["id"]
    sandbox.patch(link_delay_reads=3)
    headers = {"HX-Request": "true", "HX-Target": "e1", "HX-Current-URL": f"http://localhost{AGENDA}"}
    answer = alex.post(f"/meetings/{made}/online/", {"provider": "teamsForBusiness"}, headers=headers)
    states = []
    for _ in range(8):
        found = read(answer).one("li[data-event]")
        states.append(found["data-online"])
        if "hx-get" not in found:
            break
        answer = alex.get(found["hx-get"], headers=headers)
    assert states[0] == "pending"
    assert states[-1] == "joinable"
    assert found.one("a[data-join]")["href"].startswith(f"{sandbox.url}/l/meetup-join/")


def test_a_link_that_never_comes_is_not_asked_for_for_ever(alex: Client, sandbox: Sandbox) -> None:
    made = sandbox.plant(ALEX, event("Talk", **online("")))["id"]
    address, asked = f"/meetings/{made}/row/", 0
    while address:
        found = read(alex.get(address, headers={"HX-Request": "true"})).one("li[data-event]")
        address, asked = found.attributes.get("hx-get", ""), asked + 1
        assert asked < 30
    assert found["data-online"] == "pending"
    assert asked > 5


@pytest.mark.parametrize("asked", ["x", "-1", "99999999999999", ""])
def test_odd_counts_of_asking_do_no_harm(alex: Client, sandbox: Sandbox, asked: str) -> None:
    made = sandbox.plant(ALEX, event("Talk", **online("")))["id"]
    page = read(alex.get(f"/meetings/{made}/row/", {"asked": asked}, headers={"HX-Request": "true"}))
    assert page.one("li[data-event]")["data-online"] == "pending"


@pytest.mark.parametrize("members", [online(), {}])
def test_other_rows_do_not_ask(alex: Client, sandbox: Sandbox, members: dict[str, Any]) -> None:
    assert "hx-get" not in row(alex, sandbox, **members)


def test_past_running_next_and_later(megan: Client, sandbox: Sandbox) -> None:
    for subject, start, minutes in (
        ("Later", 33, 30),
        ("Next", 2, 30),
        ("Running", -5, 6),
        ("Past", -40, 30),
    ):
        sandbox.plant(MEGAN, around_now(subject, start, minutes))
    rows = {each.one("h3 a").text: each for each in read(megan.get(AROUND_NOW)).all("li[data-event]")}
    assert {subject: found["data-phase"] for subject, found in rows.items()} == {
        "Past": "past",
        "Running": "running",
        "Next": "next",
        "Later": "later",
    }
    assert [tag.text for tag in rows["Running"].all("h3 .tag")] == ["now"]
    assert [tag.text for tag in rows["Next"].all("h3 .tag")] == ["soon"]
    assert ", running now, " in sentence(rows["Running"])


def test_on_a_later_page_nothing_is_next(alex: Client, sandbox: Sandbox) -> None:
    assert row(alex, sandbox)["data-phase"] == "later"


def test_next_is_said(megan: Client, sandbox: Sandbox) -> None:
    sandbox.plant(MEGAN, around_now("Next", 30))
    found = read(megan.get(AROUND_NOW)).one("li[data-event]")
    assert [tag.text for tag in found.all("h3 .tag")] == ["next"]


def test_what_is_over_is_folded_away_today_and_open_on_other_days(megan: Client, sandbox: Sandbox) -> None:
    sandbox.plant(MEGAN, around_now("Past", -60 * 30))
    folded = read(megan.get(AROUND_NOW)).one("details.earlier")
    assert folded.one("summary").text == "1 past meeting"
    assert "open" in folded
    sandbox.plant(MEGAN, around_now("Just over", -0.02, 0.01))
    today = [fold for fold in read(megan.get(AROUND_NOW)).all("details.earlier") if "today" in fold.text]
    assert [("open" in fold, fold.one("h3 a").text) for fold in today] == [(False, "Just over")]


def test_a_cancelled_event_says_so_and_cannot_be_joined(alex: Client, sandbox: Sandbox) -> None:
    found = row(alex, sandbox, isCancelled=True, **online())
    assert "data-cancelled" in found
    assert [tag.text for tag in found.all("h3 .tag")] == ["cancelled"]
    assert ", cancelled, " in sentence(found)
    assert not found.all(".row-action a")
    assert not found.all("form")


def test_a_declined_event_looks_different_and_can_still_be_joined(alex: Client, sandbox: Sandbox) -> None:
    found = row(alex, sandbox, **online(), **organized_by(JOHANNA, "Johanna Lorenz", "declined"))
    assert "data-declined" in found
    assert "you declined" in found.text
    assert found.one("a[data-join]")


@pytest.mark.parametrize(
    ("response", "said", "spoken"),
    [
        ("accepted", "you accepted", "you accepted"),
        ("tentativelyAccepted", "you answered maybe", "you answered maybe"),
        ("notResponded", "needs answer", "you have not answered"),
        ("none", "", ""),
        ("someday", "", ""),
    ],
)
def test_the_persons_own_answer(
    alex: Client, sandbox: Sandbox, response: str, said: str, spoken: str
) -> None:
    found = row(alex, sandbox, **organized_by(JOHANNA, "Johanna Lorenz", response))
    assert said in found.text
    assert spoken in sentence(found)
    if not said:
        assert "you " not in found.one("h3").text + found.all("p.quiet")[0].text


def test_who_organizes_and_how_many_come(alex: Client, sandbox: Sandbox) -> None:
    found = row(alex, sandbox, attendees=guests("kim@contoso.com", "lynne@contoso.com"))
    words = [each.text for each in found.one("p.quiet").all("span")]
    assert "You" in words
    assert "0 of 2 accepted" in words


def test_where_it_takes_place(alex: Client, sandbox: Sandbox) -> None:
    found = row(alex, sandbox, location={"displayName": "Room 1; Room 2"})
    assert "Room 1; Room 2" in [each.text for each in found.one("p.quiet").all("span")]


@pytest.mark.parametrize(
    ("members", "said"),
    [
        (
            {"location": {"displayName": "Room 1"}},
            "15:00 to 16:00, Talk, organized by you, Room 1, In person",
        ),
        (
            {**online(), **organized_by(JOHANNA, "Johanna Lorenz")},
            "15:00 to 16:00, Talk, Johanna Lorenz, you accepted, Microsoft Teams",
        ),
        (
            {"subject": "", **online("")},
            "15:00 to 16:00, (no subject), organized by you, Link on its way",
        ),
        (
            organized_by("/o=ExchangeLabs/cn=Recipients/cn=6f3d", ""),
            "15:00 to 16:00, Talk, you accepted, Not online",
        ),
        (
            {
                "isAllDay": True,
                "start": {"dateTime": f"{DAY}T00:00:00", "timeZone": "UTC"},
                "end": {"dateTime": "2031-03-11T00:00:00", "timeZone": "UTC"},
            },
            "All day, Sat 8 Mar to Mon 10 Mar, Talk, organized by you, Not online",
        ),
        (
            {"end": {"dateTime": "2031-03-09T01:00:00", "timeZone": "Pacific Standard Time"}},
            "15:00 to Sun 01:00, Talk, organized by you, Not online",
        ),
    ],
)
def test_a_row_reads_as_one_sentence(
    alex: Client, sandbox: Sandbox, members: dict[str, Any], said: str
) -> None:
    assert sentence(row(alex, sandbox, **members)) == said


@pytest.mark.parametrize(
    "words",
    [
        '<b>Bold</b> & "quotes"',
        "<script>alert(1)</script>",
        "' onclick='x",
        "季度业务回顾",
        "مراجعة",
        "🎉🚀",
        "{{ x }}",
    ],
)
def test_words_of_others_stay_words(alex: Client, sandbox: Sandbox, words: str) -> None:
    found = row(
        alex,
        sandbox,
        subject=words,
        location={"displayName": words},
        **online(conferenceId=words, tollNumber=words),
        **organized_by(JOHANNA, words),
    )
    link = found.one("a.row-subject")
    assert link.text == words
    assert link["dir"] == "auto"
    assert [each.text for each in found.all("p.quiet span")].count(words) == 2
    assert found.one("a[data-join]").text == f"Join {words}"
    assert words in sentence(found)
    assert not found.all("b")
    assert not found.all("script")


@pytest.mark.parametrize(
    ("members", "title"), [({"sensitivity": "private"}, "Private"), ({"sensitivity": "normal"}, "")]
)
def test_private_events_are_marked(
    alex: Client, sandbox: Sandbox, members: dict[str, Any], title: str
) -> None:
    assert [mark["title"] for mark in row(alex, sandbox, **members).all(".mark")] == (
        [title] if title else []
    )


def test_a_subject_leads_to_its_page(alex: Client, sandbox: Sandbox) -> None:
    found = row(alex, sandbox)
    page = read(alex.get(found.one("a.row-subject")["href"]))
    assert page.one("h1").text == "Talk"
    assert page.one("#joining")["data-event"] == found["data-event"]


@pytest.mark.parametrize("odd_id", ["a/b+c==", "a b?c#d%2F", "<b>", "ü"])
def test_whatever_an_id_looks_like(alex: Client, sandbox: Sandbox, odd_id: str) -> None:
    found = row(alex, sandbox, id=odd_id)
    assert found["data-event"] == odd_id
    assert read(alex.get(found.one("a.row-subject")["href"])).one("#joining")["data-event"] == odd_id


@pytest.mark.parametrize(
    "odd",
    [
        {"start": None},
        {"end": None},
        {"start": {"dateTime": "datetime-value", "timeZone": "UTC"}},
        {"start": {"dateTime": f"{DAY}T15:00:00", "timeZone": "tzone://Microsoft/Custom"}},
        {"organizer": None, "attendees": "x", "location": None, "onlineMeeting": [], "responseStatus": 7},
        {"id": ""},
    ],
)
def test_one_odd_event_does_not_spoil_the_page(alex: Client, sandbox: Sandbox, odd: dict[str, Any]) -> None:
    for planted in (event("Odd"), around_now("Odd", 5)):
        sandbox.plant(ALEX, planted | odd)
    assert row(alex, sandbox)
    assert read(alex.get("/")).one("#agenda")
