"""The agenda: which days it shows, on which of them an event stands, and the way from range to range."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from tests.conftest import SignIn
from tests.support.pages import Element, read
from tests.support.planting import AGENDA, ALEX, DAY, MEGAN, Json, around_now, daily, event, online
from tests.support.sandbox_process import Sandbox

XIA = "XiaW@contoso.OnMicrosoft.com"
SWAP = {"HX-Request": "true", "HX-Target": "agenda", "HX-Current-URL": f"http://localhost/?day={DAY}"}

pytestmark = pytest.mark.usefixtures("sandbox")


def dates(page: Element) -> list[str]:
    """The days that the page shows."""
    return [heading["id"].removeprefix("day-") for heading in page.all(".day h2")]


def card(page: Element, day: str) -> Element:
    """The part of the page that shows one day."""
    return page.one(f"section[aria-labelledby=day-{day}]")


def listed(page: Element) -> dict[str, list[str]]:
    """The subjects of the events listed on each day that has any."""
    found = {day: [link.text for link in card(page, day).all("a.row-subject")] for day in dates(page)}
    return {day: subjects for day, subjects in found.items() if subjects}


def continued(page: Element) -> dict[str, list[str]]:
    """What each day says of events that began before it."""
    found = {day: [line.text for line in card(page, day).all("p.continued")] for day in dates(page)}
    return {day: lines for day, lines in found.items() if lines}


def all_day(subject: str, first: str, past_last: str, zone: str = "UTC") -> Json:
    """An event of whole days, the second one excluded as in Graph."""
    bounds = {"start": first, "end": past_last}
    times = {name: {"dateTime": f"{day}T00:00:00.0000000", "timeZone": zone} for name, day in bounds.items()}
    return {"subject": subject, "isAllDay": True, **times}


def between(subject: str, start: str, end: str, zone: str = "Eastern Standard Time") -> Json:
    """An event between two wall times."""
    bounds = {"start": start, "end": end}
    return {
        "subject": subject,
        **{name: {"dateTime": at, "timeZone": zone} for name, at in bounds.items()},
    }


def test_today_and_the_next_six_days(alex: Client, sandbox: Sandbox) -> None:
    page = read(alex.get("/"))
    assert len(dates(page)) == 7
    assert [heading.text.startswith("Today") for heading in page.all(".day h2")] == [True] + [False] * 6
    assert page.one("#up-next")["data-title"].strip() == "Today's meetings"
    tomorrow = dates(page)[1]
    noon = (f"{tomorrow}T12:00:00", f"{tomorrow}T12:30:00", "Pacific Standard Time")
    sandbox.plant(ALEX, between("Tomorrow at noon", *noon))
    found = [day for day, subjects in listed(read(alex.get("/"))).items() if "Tomorrow at noon" in subjects]
    assert found == [tomorrow]


def test_the_range_is_in_the_address(alex: Client) -> None:
    page = read(alex.get("/?day=2031-02-27&days=4"))
    assert dates(page) == ["2031-02-27", "2031-02-28", "2031-03-01", "2031-03-02"]
    assert page.one("h1").text == "27 February \N{EN DASH} 2 March 2031"
    assert dates(read(alex.get("/?day=2031-03-08")))[-1] == "2031-03-14"


def test_earlier_later_and_today(alex: Client) -> None:
    page = read(alex.get("/?day=2031-03-08&days=3"))
    ways = {link.text or link["rel"]: link["href"] for link in page.all("nav.range a")}
    assert ways == {"prev": "/?day=2031-03-05&days=3", "Today": "/?days=3", "next": "/?day=2031-03-11&days=3"}
    assert dates(read(alex.get(ways["next"])))[0] == "2031-03-11"
    ways = {
        link.text or link["rel"]: link["href"]
        for link in read(alex.get("/?day=2031-03-08")).all("nav.range a")
    }
    assert (ways["prev"], ways["next"]) == ("/?day=2031-03-01", "/?day=2031-03-15")


def test_the_date_field_is_a_plain_form(alex: Client) -> None:
    form = read(alex.get("/?day=2031-03-08&days=3")).one("form.go")
    assert (form["method"], form["action"]) == ("get", "/")
    fields = {field["name"]: field["value"] for field in form.all("input")}
    assert fields == {"day": "2031-03-08", "days": "3"}
    assert form.one("input[name=day]")["type"] == "date"


def test_the_way_is_by_htmx_too_and_the_same(alex: Client) -> None:
    page = read(alex.get("/?day=2031-03-08&days=3"))
    assert page.one("nav.range")["hx-boost"] == "true"
    toolbar = page.one("div.toolbar")
    assert (toolbar["hx-target"], toolbar["hx-push-url"]) == ("#agenda", "true")


@pytest.mark.parametrize(
    "query",
    [
        "day=tomorrow",
        "day=2031-02-30",
        "day=2031-13-01",
        "day=8.3.2031",
        "day=2031-03-08T00:00",
        "day=0001-01-01",
        "day=9999-12-31",
        "day=%00",
        "day=<script>",
        "days=0",
        "days=-1",
        "days=32",
        "days=week",
        "days=1.5",
        "days=99999999999999999999",
        "day=2031-03-08&days=x",
    ],
)
def test_what_is_no_range_is_a_plain_page(alex: Client, sandbox: Sandbox, query: str) -> None:
    sandbox.forget_requests()
    page = read(alex.get(f"/?{query}"), 400)
    assert page.one("main h1").text
    assert [link["href"] for link in page.all("main a")] == ["/"]
    assert not page.all("script script")
    assert sandbox.requests() == []


def test_what_is_no_range_is_a_message_for_htmx(alex: Client) -> None:
    fragment = read(alex.get("/?day=tomorrow", headers=SWAP), 400)
    assert "That is not a day." in fragment.one(".message").text
    assert not fragment.all("html")


@pytest.mark.parametrize("day", ["1970-01-01", "2200-01-01"])
def test_far_away_days_are_days(alex: Client, day: str) -> None:
    assert dates(read(alex.get(f"/?day={day}")))[0] == day


def test_a_month_is_the_longest_range(alex: Client) -> None:
    assert len(dates(read(alex.get("/?day=2031-03-01&days=31")))) == 31


@pytest.mark.parametrize("query", ["", "day=", "day=&days=", "days="])
def test_an_empty_field_is_no_wish(alex: Client, query: str) -> None:
    page = read(alex.get(f"/?{query}"))
    assert len(dates(page)) == 7
    assert page.all(".day h2")[0].text.startswith("Today")


def test_days_are_those_of_the_persons_zone(sign_in: SignIn, sandbox: Sandbox) -> None:
    talk = between("Talk", "2031-06-10T20:30:00", "2031-06-10T21:00:00", "UTC")
    for address, day, clock, name in (
        (ALEX, "2031-06-10", "13:30", "Pacific Standard Time"),
        (XIA, "2031-06-11", "04:30", "China Standard Time"),
    ):
        sandbox.plant(address, talk)
        page = read(sign_in(address).get("/?day=2031-06-09"))
        assert [each for each, subjects in listed(page).items() if "Talk" in subjects] == [day]
        row = next(row for row in page.all("li[data-event]") if "Talk" in row.text)
        assert row.one("time").text == clock
        assert name in page.one("p.zone-note").text


def test_events_stand_in_the_order_of_time(megan: Client, sandbox: Sandbox) -> None:
    for subject, clock in (("Third", "17:00"), ("First", "09:00"), ("Second", "09:30")):
        sandbox.plant(MEGAN, between(subject, f"{DAY}T{clock}:00", f"{DAY}T18:00:00"))
    sandbox.plant(MEGAN, all_day("Holiday", DAY, "2031-03-09"))
    assert listed(read(megan.get(AGENDA))) == {DAY: ["Holiday", "First", "Second", "Third"]}


@pytest.mark.parametrize(
    ("start", "end", "day"),
    [
        ("2031-03-09T00:00:00", "2031-03-09T00:30:00", "2031-03-09"),
        ("2031-03-09T03:00:00", "2031-03-09T03:30:00", "2031-03-09"),  # right after the skipped hour
        ("2031-03-09T23:30:00", "2031-03-10T00:00:00", "2031-03-09"),  # the last half hour of 23 hours
        ("2031-11-02T23:30:00", "2031-11-03T00:00:00", "2031-11-02"),  # of 25 hours
    ],
)
def test_days_of_odd_length_end_at_midnight(
    megan: Client, sandbox: Sandbox, start: str, end: str, day: str
) -> None:
    sandbox.plant(MEGAN, between("Talk", start, end))
    assert listed(read(megan.get(f"/?day={day}&days=1"))) == {day: ["Talk"]}
    before = datetime.fromisoformat(day).date() - timedelta(days=1)
    for other in (before, before + timedelta(days=2)):
        assert listed(read(megan.get(f"/?day={other}&days=1"))) == {}


@pytest.mark.parametrize(
    "label", ["UTC", "Tokyo Standard Time", "Hawaiian Standard Time", "tzone://Microsoft/Custom"]
)
@pytest.mark.parametrize("address", [MEGAN, XIA])
def test_an_all_day_event_is_its_date_in_every_zone(
    sign_in: SignIn, sandbox: Sandbox, address: str, label: str
) -> None:
    client = sign_in(address)
    sandbox.plant(address, all_day("Founders' Day", DAY, "2031-03-09", label))
    assert listed(read(client.get("/?day=2031-03-06"))) == {DAY: ["Founders' Day"]}
    assert listed(read(client.get(f"/?day={DAY}&days=1"))) == {DAY: ["Founders' Day"]}
    assert listed(read(client.get("/?day=2031-03-07&days=1"))) == {}
    assert listed(read(client.get("/?day=2031-03-09&days=1"))) == {}


def test_an_all_day_event_says_so_instead_of_a_time(megan: Client, sandbox: Sandbox) -> None:
    sandbox.plant(MEGAN, all_day("Founders' Day", DAY, "2031-03-09"))
    row = read(megan.get(AGENDA)).one("li[data-event]")
    assert row.one(".row-start").text == "All day"
    assert not row.all("time")


def test_several_days_are_listed_once_and_continued(megan: Client, sandbox: Sandbox) -> None:
    sandbox.plant(MEGAN, all_day("Trip", DAY, "2031-03-11"))
    page = read(megan.get(f"/?day={DAY}&days=4"))
    assert listed(page) == {DAY: ["Trip"]}
    assert continued(page) == {"2031-03-09": ["Trip, until Monday"], "2031-03-10": ["Trip, last day"]}
    assert "until Monday" in page.one("li[data-event]").text


def test_several_days_that_began_before_the_range(megan: Client, sandbox: Sandbox) -> None:
    sandbox.plant(MEGAN, all_day("Trip", "2031-03-01", "2031-03-31"))
    page = read(megan.get(f"/?day={DAY}&days=2"))
    assert listed(page) == {DAY: ["Trip"]}
    assert list(continued(page)) == ["2031-03-09"]


def test_over_midnight_is_listed_once_and_continued(megan: Client, sandbox: Sandbox) -> None:
    sandbox.plant(MEGAN, between("Release", f"{DAY}T22:00:00", "2031-03-09T01:00:00"))
    page = read(megan.get(f"/?day={DAY}&days=3"))
    assert listed(page) == {DAY: ["Release"]}
    assert continued(page) == {"2031-03-09": ["Release, until 01:00"]}


def test_what_began_before_the_range_says_when(megan: Client, sandbox: Sandbox) -> None:
    sandbox.plant(MEGAN, between("Release", f"{DAY}T22:00:00", "2031-03-09T01:00:00"))
    row = read(megan.get("/?day=2031-03-09&days=1")).one("li[data-event]")
    assert row.one("time").text == "Sat 22:00"
    assert row.one("article")["aria-label"].startswith("Sat 22:00 to Sun 01:00, Release")


def test_until_midnight_is_not_continued(megan: Client, sandbox: Sandbox) -> None:
    sandbox.plant(MEGAN, between("Release", f"{DAY}T22:00:00", "2031-03-09T00:00:00"))
    page = read(megan.get(f"/?day={DAY}&days=3"))
    assert listed(page) == {DAY: ["Release"]}
    assert continued(page) == {}


def test_a_day_says_how_many_meetings_it_has(megan: Client, sandbox: Sandbox) -> None:
    sandbox.plant(MEGAN, event("Talk", "09:00"))
    sandbox.plant(MEGAN, event("Call", "10:00", **online()))
    sandbox.plant(MEGAN, event("Off", "11:00", isCancelled=True, **online()))
    page = read(megan.get(f"/?day={DAY}&days=2"))
    assert card(page, DAY).one("header p").text == "2 meetings · 1 online"
    assert card(page, "2031-03-09").one("header p").text == "No meetings"


def test_a_series_stands_on_each_of_its_days(megan: Client, sandbox: Sandbox) -> None:
    sandbox.plant(MEGAN, event("Stand-up", recurrence=daily(3)))
    assert list(listed(read(megan.get(f"/?day={DAY}")))) == [DAY, "2031-03-09", "2031-03-10"]


def test_htmx_gets_the_agenda_alone(alex: Client) -> None:
    whole, part = read(alex.get(f"/?day={DAY}")), read(alex.get(f"/?day={DAY}", headers=SWAP))
    elements = part.all("*")
    inner = {below for element in elements for below in element.all("*")}
    assert [element.tag for element in elements if element not in inner] == ["title", "div"]
    assert part.one("title").text == whole.one("title").text
    assert part.one("#agenda").text == whole.one("#agenda").text
    assert whole.one("html").one("main").one("#agenda")


@pytest.mark.parametrize("headers", [{"HX-History-Restore-Request": "true"}, {"HX-Target": "dialog-content"}])
def test_htmx_gets_the_page_when_it_needs_one(alex: Client, headers: dict[str, str]) -> None:
    page = read(alex.get(f"/?day={DAY}", headers=SWAP | headers))
    assert page.one("html").one("#agenda")


def test_no_cache_may_mix_them_up(alex: Client) -> None:
    answer = alex.get(f"/?day={DAY}", headers=SWAP)
    vary = {name.strip() for name in answer["Vary"].split(",")}
    assert vary >= {"HX-Request", "HX-Target", "Cookie"}
    assert {"private", "no-store"} <= {word.strip() for word in answer["Cache-Control"].split(",")}


def test_the_agenda_renews_itself_where_it_stands(alex: Client) -> None:
    """Without a day in the address it goes on with the day, not with the one on which it was opened."""
    agenda = read(alex.get("/")).one("#agenda")
    assert (agenda["hx-get"], agenda["hx-trigger"]) == ("/", "agenda-changed from:body")
    assert read(alex.get(f"/?day={DAY}&days=3")).one("#agenda")["hx-get"] == f"/?day={DAY}&days=3"


def test_a_page_is_only_looked_at(alex: Client) -> None:
    assert alex.head("/").status_code == 200
    assert alex.post("/").status_code == 405


def test_signed_out_it_is_the_way_in(db: None) -> None:
    page = read(Client().get("/"))
    form = page.one("form.sign-in")
    assert (form["method"], form["action"]) == ("post", "/accounts/sign-in/")
    assert form.one("button").text == "Sign in with Microsoft"
    assert not page.all("#agenda")
    assert not page.all("dialog")


def test_signed_out_the_day_is_remembered(db: None) -> None:
    form = read(Client().get(f"/?day={DAY}&days=3")).one("form.sign-in")
    way_back = urlsplit(form.one("input[name=next]")["value"])
    assert (way_back.path, dict(parse_qsl(way_back.query))) == ("/", {"day": DAY, "days": "3"})


def test_each_person_sees_their_own(sign_in: SignIn, sandbox: Sandbox) -> None:
    people = {address: sign_in(address) for address in (ALEX, MEGAN)}
    for address in people:
        sandbox.plant(address, event(f"Secret of {address}"))
    for _ in range(2):
        for address, client in people.items():
            subjects = listed(read(client.get(AGENDA)))[DAY]
            assert [subject for subject in subjects if "Secret" in subject] == [f"Secret of {address}"]


def test_now_is_marked_on_today(alex: Client, sandbox: Sandbox) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    sandbox.plant(ALEX, around_now("Talk", 0))
    page = read(alex.get("/"))
    moment = datetime.fromisoformat(card(page, dates(page)[0]).one("p.now time")["datetime"])
    assert before <= moment <= datetime.now(UTC)
    assert not read(alex.get(AGENDA)).all("p.now")
