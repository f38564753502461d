"""Words looked for in the meetings on the board, in any language."""

from __future__ import annotations

import pytest
from django.http import HttpResponseBase
from django.test import Client

from meetings.board import search
from meetings.board.rows import marked
from meetings.events import Calendar, Event
from tests.support.pages import read, subjects
from tests.support.planting import ADELE, AGENDA, ALEX, DAY, event, guests, online, organized_by
from tests.support.sandbox_process import Json, Sandbox

TRAVEL = Calendar.from_graph({"id": "1", "name": "Reisen"})


def holds(words: str, subject: str = "", **members: object) -> bool:
    """Whether an event with these members is found by `words`."""
    return bool(
        search.matching([Event.from_graph({"id": "1", "subject": subject, **members}, TRAVEL)], words)
    )


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("", "Anything"),
        ("design", "Design review"),
        ("REVIEW design", "Design review"),
        ("sign", "Design review"),
        ("strasse", "Straße"),
        ("STRASSE", "straße"),
        ("cafe", "Café"),
        ("café", "Cafe"),
        ("cafe\u0301", "Café"),
        ("ångström", "ANGSTROM"),
        ("预算", "季度预算评审"),
        ("季度 评审", "季度预算评审"),
        ("\uff54\uff45\uff41\uff4d", "Team"),
        ("team", "\uff34\uff25\uff21\uff2d"),
        ("회의", "주간 회의"),
        ("ΟΔΟΣ", "οδός"),
        ("istanbul", "İstanbul"),
        ("פגישה", "פְּגִישָׁה"),
        ("1&1 <b>", "<b>1&1</b>"),
        (".*", "a.*b"),
    ],
)
def test_finds_whatever_the_case_accents_and_width(words: str, subject: str) -> None:
    assert holds(words, subject)


@pytest.mark.parametrize(
    ("words", "subject"),
    [("design review", "Design"), ("预算", "预 算"), (".*", "ab"), ("reviewed", "Review")],
)
def test_does_not_find(words: str, subject: str) -> None:
    assert not holds(words, subject)


MEMBERS: Json = {
    "subject": "Talk",
    "location": {"displayName": "Raum 7"},
    "organizer": {"emailAddress": {"name": "Adele Vance", "address": "adelev@contoso.com"}},
    "attendees": guests("lee.gu@contoso.com"),
    **online(),
}


@pytest.mark.parametrize(
    "words", ["talk", "raum", "vance", "adelev@contoso.com", "lee.gu", "reisen", "microsoft", "talk vance 7"]
)
def test_looks_in_everything_that_a_row_or_guest_is_called(words: str) -> None:
    assert holds(words, **MEMBERS)


def test_who_holds_a_meeting_that_is_not_online_is_no_match() -> None:
    assert not holds("other provider", "Talk")


@pytest.mark.parametrize(
    ("text", "words", "html"),
    [
        ("Design review", "review", "Design <mark>review</mark>"),
        ("Design review", "RE de", "<mark>De</mark>sign <mark>re</mark>view"),
        ("Café crème", "cafe", "<mark>Café</mark> crème"),
        ("Cafe\u0301s", "cafe", "<mark>Cafe\u0301</mark>s"),
        ("Große Straße", "ss", "Gro<mark>ß</mark>e Stra<mark>ß</mark>e"),
        ("Große", "s", "Gro<mark>ß</mark>e"),
        ("季度预算评审", "预算", "季度<mark>预算</mark>评审"),
        ("aaa", "a aa", "<mark>aaa</mark>"),
        ("<script>", "script", "&lt;<mark>script</mark>&gt;"),
        ("a&b", "&", "a<mark>&amp;</mark>b"),
        ("Talk", "<b>", "Talk"),
        ("Talk & <b>", "", "Talk &amp; &lt;b&gt;"),
    ],
)
def test_what_was_found_is_marked(text: str, words: str, html: str) -> None:
    assert marked(text, words) == html


@pytest.fixture
def alex(alex: Client, sandbox: Sandbox) -> Client:
    """Alex on a day of three meetings."""
    sandbox.plant(ALEX, event("Design review", "09:00", **online()))
    sandbox.plant(ALEX, event("Café <b>", "10:00", location={"displayName": "Rooftop"}))
    sandbox.plant(ALEX, event("Sync", "11:00", **organized_by(ADELE, "Adele Vance")))
    return alex


@pytest.mark.parametrize(
    ("words", "found"), [("cafe", ["Café <b>"]), ("vance", ["Sync"]), ("roof", ["Café <b>"]), ("zzz", [])]
)
def test_the_page_shows_what_was_found(alex: Client, words: str, found: list[str]) -> None:
    page = read(alex.get(f"{AGENDA}&q={words}"))
    assert subjects(page) == found
    assert page.one("input#q")["value"] == words


def test_what_was_found_is_marked_in_the_subject(alex: Client) -> None:
    page = read(alex.get(f"{AGENDA}&q=cafe+b"))
    assert [mark.text for mark in page.one("a.row-subject").all("mark")] == ["Café", "b"]
    assert subjects(page) == ["Café <b>"]


def test_nothing_found_says_so_and_how_many_are_hidden(alex: Client) -> None:
    said = read(alex.get(f"{AGENDA}&q=<i>")).one("div.nothing-found")
    assert said.text == "No meeting here has “<i>” in it. 3 meetings are hidden. Show them"
    both = read(alex.get(f"{AGENDA}&q=zzz&show=online")).one("div.nothing-found")
    assert "has “zzz” in it and passes the filters: Online. 3 meetings" in both.text


def test_the_field_stands_on_every_page_and_leads_to_the_board(alex: Client) -> None:
    form = read(alex.get("/meetings/new/")).one("form#search")
    assert (form["action"], form["method"], form["role"]) == ("/", "get", "search")
    assert "hx-get" not in form
    assert form.one("input")["value"] == ""


@pytest.mark.parametrize("words", ["%00", "x" * 201])
def test_impossible_words_are_refused_with_a_page(alex: Client, words: str) -> None:
    read(alex.get(f"{AGENDA}&q={words}"), 400)


def test_while_typing_the_board_comes_alone_and_tells_how_many(alex: Client) -> None:
    part = read(typed(alex, "de", AGENDA))
    assert subjects(part) == ["Design review", "Sync"]
    assert not part.all("input#q")
    assert part.one("p#announcer").text == "2 meetings found, 8 March 2031"


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("d", AGENDA, {"HX-Push-Url": f"{AGENDA}&q=d"}),
        ("de", f"{AGENDA}&q=d", {"HX-Replace-Url": f"{AGENDA}&q=de"}),
        ("", f"{AGENDA}&q=de", {"HX-Replace-Url": AGENDA}),
    ],
)
def test_a_search_is_one_step_to_go_back_from(
    alex: Client, words: str, before: str, after: dict[str, str]
) -> None:
    answer = typed(alex, words, before)
    assert {name: answer[name] for name in ("HX-Push-Url", "HX-Replace-Url") if name in answer} == after


def typed(alex: Client, words: str, before: str) -> HttpResponseBase:
    """What htmx gets while somebody types on the board at `before`."""
    headers = {"HX-Request": "true", "HX-Target": "agenda", "HX-Trigger": "search"}
    current = {"HX-Current-URL": f"http://localhost{before}"}
    return alex.get("/", {"day": DAY, "days": "1", "q": words}, headers=headers | current)
