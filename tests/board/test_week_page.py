"""The week's page: what it asks of Graph, and what each block says and where it stands."""

from __future__ import annotations

import gzip
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from accounts.models import User
from meetings.models import Preferences
from tests.conftest import SignIn
from tests.support.pages import Element, read
from tests.support.planting import ADELE, ALEX, DAY, MEGAN, TEAMS_LINK, Json, event, online, organized_by
from tests.support.sandbox_process import Sandbox

WEEK = f"/?view=week&day={DAY}"
XIA = "XiaW@contoso.OnMicrosoft.com"

pytestmark = pytest.mark.usefixtures("sandbox")


def dates(page: Element) -> list[str]:
    """The days that the week shows."""
    return [section["aria-labelledby"].removeprefix("day-") for section in page.all("section.week-day")]


def on(page: Element, day: str, subject: str) -> list[Element]:
    """The blocks and bars of one day that show the event of that name."""
    shown = page.one(f"section[aria-labelledby=day-{day}]").all("li.block")
    return [each for each in shown if each.one("a.row-subject").text == subject]


def block(page: Element, subject: str) -> Element:
    """The event of that name; not its parts on later days."""
    found = [each for each in page.all("li[data-event]") if each.one("a.row-subject").text == subject]
    assert len(found) == 1
    return found[0]


def choose(address: str, **chosen: int) -> None:
    """What a person who signed in chose in the settings."""
    user = User.objects.get(address__iexact=address)
    Preferences.objects.update_or_create(user=user, defaults=chosen)


def between(subject: str, start: str, end: str, **members: object) -> Json:
    """An event between two wall times of Alex's zone."""
    bounds = {"start": start, "end": end}
    times = {name: {"dateTime": at, "timeZone": "Pacific Standard Time"} for name, at in bounds.items()}
    return {"subject": subject, **times, **members}


def all_day(subject: str, first: str, past_last: str) -> Json:
    return between(subject, f"{first}T00:00:00", f"{past_last}T00:00:00", isAllDay=True)


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("day=2031-03-08", "2031-03-02", "2031-03-08"),  # Alex's weeks begin on Sunday
        ("day=2031-03-09", "2031-03-09", "2031-03-15"),
        ("day=2031-03-04&days=5", "2031-03-03", "2031-03-07"),
        ("day=2031-03-08&days=5", "2031-03-10", "2031-03-14"),  # a weekend: the days to come
        ("day=2030-12-31", "2030-12-29", "2031-01-04"),
        ("day=2031-03-08&days=3", "2031-03-02", "2031-03-08"),  # there are weeks of seven and five days
    ],
)
def test_a_week_is_the_days_around_the_one_asked_for(alex: Client, query: str, first: str, last: str) -> None:
    page = read(alex.get(f"/?view=week&{query}"))
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    start = date.fromisoformat(first)
    assert dates(page) == [(start + timedelta(days=number)).isoformat() for number in range(days)]


def test_it_begins_on_the_persons_first_day(sign_in: SignIn) -> None:
    client = sign_in(ALEX)
    choose(ALEX, first_weekday=0)
    assert dates(read(client.get(WEEK)))[0] == "2031-03-03"
    choose(ALEX, first_weekday=5)
    assert dates(read(client.get(WEEK)))[0] == "2031-03-08"


def test_five_days_may_be_the_usual_number(sign_in: SignIn) -> None:
    client = sign_in(ALEX)
    choose(ALEX, week_days=5)
    page = read(client.get("/?view=week&day=2031-03-04"))
    assert len(dates(page)) == 5
    assert page.one("a#week-of-7")["href"] == "/?view=week&day=2031-03-04&days=7"


@pytest.mark.parametrize(("address", "first"), [(ALEX, "2031-03-02"), (XIA, "2031-03-03")])
def test_graph_is_asked_once_for_the_whole_week(
    sign_in: SignIn, sandbox: Sandbox, address: str, first: str
) -> None:
    client = sign_in(address)
    client.get("/")
    sandbox.forget_requests()
    assert dates(read(client.get(f"/?view=week&day={first}")))[0] == first
    [batch] = sandbox.requests()
    views = [part["query"] for part in batch["parts"] if part["path"].endswith("calendarView")]
    start = datetime.fromisoformat(first)
    bounds = {(view["startDateTime"], view["endDateTime"]) for view in views}
    around = (start - timedelta(days=1), start + timedelta(days=8))  # a day more on both sides
    assert bounds == {(f"{around[0].isoformat()}Z", f"{around[1].isoformat()}Z")}


def test_a_block_says_all_that_a_row_says(alex: Client, sandbox: Sandbox) -> None:
    planted = sandbox.plant(
        ALEX, event("Design review", "10:00", **online(), **organized_by(ADELE, "Adele Vance"))
    )
    shown = block(read(alex.get(WEEK)), "Design review")
    assert (shown["data-event"], shown["data-online"], shown["data-provider"]) == (
        planted["id"],
        "joinable",
        "teamsForBusiness",
    )
    assert shown.one("a[data-join]")["href"] == TEAMS_LINK
    assert shown.one("a.row-subject")["href"].startswith("/meetings/")
    row = read(alex.get(f"/?day={DAY}")).one(f"li[data-event={planted['id']}]")
    assert shown.one("article")["aria-label"] == row.one("article")["aria-label"]


def test_it_stands_at_its_hours(alex: Client, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Design review", "10:15", 75))
    page = read(alex.get(WEEK))
    shown = block(page, "Design review").attributes
    assert (shown["data-h"], shown["data-m"], shown["data-to-h"], shown["data-to-m"]) == (
        "10",
        "15",
        "11",
        "30",
    )
    grid = page.one("div.week")
    assert (grid["data-h"], grid["data-to-h"], grid["data-days"]) == ("7", "19", "7")
    assert [label.text for label in page.all("ol.week-hours li")][:2] == ["08:00", "09:00"]


def test_events_that_overlap_share_the_column(alex: Client, sandbox: Sandbox) -> None:
    for subject, at in (("Talk", "10:00"), ("Call", "10:30"), ("Alone", "15:00")):
        sandbox.plant(ALEX, event(subject, at))
    page = read(alex.get(WEEK))
    lanes = {s: block(page, s).attributes.get("data-lane") for s in ("Talk", "Call", "Alone")}
    assert lanes == {"Talk": "0", "Call": "1", "Alone": None}
    assert block(page, "Talk")["data-lanes"] == "2"


def test_over_midnight_it_is_one_event_in_two_parts(alex: Client, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, between("Release", "2031-03-04T22:00:00", "2031-03-05T01:00:00", **online()))
    page = read(alex.get(WEEK))
    [first], [rest] = on(page, "2031-03-04", "Release"), on(page, "2031-03-05", "Release")
    assert ("data-event" in first, "data-event" in rest) == (True, False)
    assert [len(part.all("a[data-join]")) for part in (first, rest)] == [1, 0]
    assert rest.one("a.row-subject")["href"] == first.one("a.row-subject")["href"]
    assert "until 01:00" in rest.text


def test_whole_days_are_one_bar_and_said_on_each_day(alex: Client, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, all_day("Trip", "2031-03-04", "2031-03-07"))
    page = read(alex.get(WEEK))
    assert block(page, "Trip")["data-span"] == "3"
    assert on(page, "2031-03-05", "Trip") == []
    assert [line.text for line in page.all("p.week-goes-on")] == ["Trip, until Thursday", "Trip, last day"]


@pytest.mark.parametrize(
    ("members", "mark", "word"),
    [
        ({"isCancelled": True}, "data-cancelled", "cancelled"),
        (organized_by(ADELE, response="declined"), "data-declined", ""),
        (organized_by(ADELE, response="tentativelyAccepted"), "data-open", ""),
        (organized_by(ADELE, response="notResponded"), "data-open", "needs answer"),
    ],
)
def test_states_are_marked(alex: Client, sandbox: Sandbox, members: Json, mark: str, word: str) -> None:
    sandbox.plant(ALEX, event("Talk", **members))
    shown = block(read(alex.get(WEEK)), "Talk")
    assert mark in shown
    assert word in shown.one("h3").text


def test_now_and_the_working_hours_are_there(alex: Client) -> None:
    today = read(alex.get("/?view=week")).one("p.week-now")
    assert today.one("time").text.startswith("Now:")
    page = read(alex.get(WEEK))
    assert not page.all("p.week-now")
    hours = [column.attributes.get("data-h") for column in page.all("div.week-column")]
    assert hours == [None, *["8"] * 5, None]  # Saturday and Sunday are off


def test_an_empty_day_says_so(sign_in: SignIn) -> None:
    page = read(sign_in(MEGAN).get(WEEK))
    assert "No meetings" in page.one("section[aria-labelledby=day-2031-03-05]").text


def test_htmx_gets_the_same_week(alex: Client, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Talk"))
    swap = {"HX-Request": "true", "HX-Target": "agenda", "HX-Boosted": "true"}
    part, whole = read(alex.get(WEEK, headers=swap)), read(alex.get(WEEK))
    assert part.one("div.week").text == whole.one("div.week").text
    assert part.one("title").text == whole.one("title").text == "2 – 8 March 2031 · Meetboard"
    assert part.one("p#announcer")["hx-swap-oob"] == "innerHTML"
    assert whole.one("p#announcer").attributes == {
        "id": "announcer",
        "class": "visually-hidden",
        "aria-live": "polite",
        "aria-atomic": "true",
    }


def test_list_and_week_lead_to_each_other_and_keep_filters(alex: Client) -> None:
    page = read(alex.get(f"{WEEK}&days=5&show=online&q=talk"))
    assert page.one("a#as-list")["href"] == f"/?day={DAY}&show=online&q=talk"
    assert page.one("a#go-later")["href"] == "/?view=week&day=2031-03-17&days=5&show=online&q=talk"
    assert page.one("a#go-today")["href"] == "/?view=week&days=5&show=online&q=talk"
    fields = {(field["name"], field["value"]) for field in page.one("form.go").all("input")}
    asked = {("view", "week"), ("days", "5"), ("show", "online"), ("q", "talk")}
    assert fields == {*asked, ("day", "2031-03-10")}
    back = read(alex.get(f"/?day={DAY}&days=3")).one("a#as-week")
    assert back["href"] == WEEK


def test_a_week_of_a_hundred_meetings_is_small(alex: Client, sandbox: Sandbox) -> None:
    for number in range(100):
        start = datetime.fromisoformat("2031-05-05T08:00") + timedelta(hours=number)
        times = {
            "start": {"dateTime": start.isoformat(), "timeZone": "Pacific Standard Time"},
            "end": {
                "dateTime": (start + timedelta(minutes=90)).isoformat(),
                "timeZone": "Pacific Standard Time",
            },
        }
        sandbox.plant(ALEX, {"subject": f"Meeting {number}", **times, **online(f"{TEAMS_LINK}{number}")})
    answer = alex.get("/?view=week&day=2031-05-05")
    assert len(read(answer).all("li[data-event]")) >= 100
    assert len(gzip.compress(answer.content)) <= 60_000
