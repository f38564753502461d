"""Calendars shown and hidden, in the settings and beside the board: what is read of Graph, what is seen."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from meetings.models import Preferences
from tests.conftest import SignIn
from tests.support.outlook import calendar_id
from tests.support.pages import Page, read, subjects
from tests.support.planting import ADELE, AGENDA, ALEX, Json, event
from tests.support.preferences_page import SETTINGS, calendar_ids, choose, fields, ticked
from tests.support.samples import CALENDAR
from tests.support.sandbox_process import Sandbox

CALENDARS = "/settings/calendars/"
IN_BOARD = {"HX-Request": "true", "HX-Current-URL": f"http://localhost{AGENDA}"}

pytestmark = pytest.mark.usefixtures("sandbox")


@pytest.fixture
def busy(alex: Client, sandbox: Sandbox) -> Client:
    """Alex with one event in each of three calendars, after a first page."""
    for name in ("Calendar", "Product team", "Travel"):
        sandbox.plant(ALEX, event(f"In {name}"), calendar_id(sandbox, ALEX, name))
    read(alex.get(AGENDA))
    sandbox.forget_requests()
    return alex


def tick(client: Client, *names: str, **more: str) -> None:
    """Have these calendars ticked beside the board and no others, as htmx sends it."""
    page = read(client.get(AGENDA))
    ids = calendar_ids(page.one("form.calendars"))
    answer = client.post(
        CALENDARS,
        {"calendars": [ids[name] for name in names], "listed": list(ids.values()), **more},
        headers=IN_BOARD,
    )
    assert (answer.status_code, answer.content, answer["HX-Trigger"]) == (200, b"", "agenda-changed")


def views_read(sandbox: Sandbox) -> list[str]:
    """The calendars whose events were asked for, "default" for /me/calendarView."""
    parts: list[Json] = [part for call in sandbox.requests() for part in call.get("parts", [])]
    paths = [str(part["path"]) for part in parts if str(part["path"]).endswith("calendarView")]
    return ["default" if path == "/me/calendarView" else path.split("/")[3] for path in paths]


def shown(client: Client) -> list[str]:
    return sorted(subjects(read(client.get(AGENDA))))


def with_shared(sandbox: Sandbox, *more: Json) -> None:
    """From now on the list of Alex's calendars holds Adele's, which he may only read, and `more`."""
    adele = {"name": "Adele Vance", "address": ADELE}
    shared = CALENDAR | {"id": "adeles", "name": "Store", "isDefaultCalendar": False, "canEdit": False}
    calendars = [CALENDAR, shared | {"owner": adele, "color": "lightPink"}, *more]
    sandbox.faults(
        {"path": "/me/calendars$", "status": 200, "body": {"value": calendars}, "times": 99},
        {"path": "/adeles/", "status": 200, "body": {"value": [_told("Of Adele")]}, "times": 99},
    )


def _told(subject: str) -> Json:
    times = {
        name: {"dateTime": f"2031-03-08T{hour}:00:00", "timeZone": "UTC"}
        for name, hour in (("start", 20), ("end", 21))
    }
    return {"id": subject, "subject": subject, "type": "singleInstance", **times}


def test_all_are_listed_with_colour_and_what_may_be_done(busy: Client) -> None:
    for page in (read(busy.get(AGENDA)).one("form.calendars"), read(busy.get(SETTINGS))):
        labels = page.all("label.tick")
        assert [label.text for label in labels] == [
            "Calendar",
            "Product team",
            "Travel read only",
        ]
        assert [label["data-color"] for label in labels] == ["auto", "lightTeal", "lightOrange"]
        assert ticked(page) == ["Calendar", "Product team", "Travel"]


def test_a_tick_beside_the_board_hides_and_shows(busy: Client, sandbox: Sandbox) -> None:
    tick(busy, "Calendar", "Travel")
    assert shown(busy) == ["In Calendar", "In Travel"]
    assert ticked(read(busy.get(SETTINGS))) == ["Calendar", "Travel"]
    tick(busy, "Calendar", "Product team", "Travel")
    assert shown(busy) == ["In Calendar", "In Product team", "In Travel"]
    assert Preferences.objects.get().calendars == {}  # as the rule has it: nothing to remember


def test_ticking_asks_microsoft_nothing_and_the_board_only_for_what_is_shown(
    busy: Client, sandbox: Sandbox
) -> None:
    page = read(busy.get(AGENDA))
    ids = calendar_ids(page)
    sandbox.forget_requests()
    busy.post(CALENDARS, {"calendars": [ids["Travel"]], "listed": list(ids.values())}, headers=IN_BOARD)
    assert sandbox.requests() == []
    assert shown(busy) == ["In Travel"]
    assert views_read(sandbox) == [ids["Travel"]]


def test_without_script_a_button_applies_and_leads_back(busy: Client) -> None:
    form = read(busy.get(AGENDA)).one("form.calendars")
    assert form.one("noscript button").text == "Apply"
    back = form.one("input[name=next]")["value"]
    ids = calendar_ids(form)
    answer = busy.post(
        CALENDARS, {"calendars": [ids["Calendar"]], "listed": list(ids.values()), "next": back}
    )
    assert (answer.status_code, answer["Location"]) == (302, AGENDA)
    assert shown(busy) == ["In Calendar"]
    answer = busy.post(CALENDARS, {"next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_the_page_of_settings_does_the_same(busy: Client) -> None:
    page = read(busy.get(SETTINGS))
    choose(busy, calendars=[calendar_ids(page)["Product team"]])
    assert shown(busy) == ["In Product team"]


def test_no_calendar_at_all_is_an_empty_board_that_says_so(busy: Client, sandbox: Sandbox) -> None:
    tick(busy)
    sandbox.forget_requests()
    page = read(busy.get(AGENDA))
    assert subjects(page) == []
    assert "None of your calendars is shown." in page.text
    assert sandbox.requests() == []


def test_a_hidden_default_calendar_is_left_out_from_the_first_page_of_a_session(
    busy: Client, sandbox: Sandbox
) -> None:
    tick(busy, "Product team")
    cache.clear()
    assert shown(busy) == ["In Product team"]
    sandbox.forget_requests()
    assert shown(busy) == ["In Product team"]
    assert "default" not in views_read(sandbox)


def test_a_calendar_that_is_only_shared_to_read_can_be_shown(alex: Client, sandbox: Sandbox) -> None:
    with_shared(sandbox)
    page = read(alex.get(AGENDA))
    assert [label.text for label in page.all("label.tick")] == ["Calendar", "Store Adele Vance read only"]
    assert ticked(page) == ["Calendar"]
    tick(alex, "Calendar", "Store")
    assert "Of Adele" in shown(alex)
    assert Preferences.objects.get().calendars == {"adeles": True}


def test_one_that_cannot_be_read_is_marked(alex: Client, sandbox: Sandbox) -> None:
    sandbox.faults({"path": "/adeles/", "status": 403, "times": 9})
    with_shared(sandbox)
    tick(alex, "Calendar", "Store")
    labels = read(alex.get(AGENDA)).all("label.tick")
    assert [label.text for label in labels] == ["Calendar", "Store Adele Vance withheld"]


def test_calendars_that_appear_later_follow_the_rule(alex: Client, sandbox: Sandbox) -> None:
    with_shared(sandbox)
    form = fields(read(alex.get(SETTINGS)))
    sandbox.calm()
    new = CALENDAR | {"id": "new", "name": "New", "isDefaultCalendar": False}
    with_shared(sandbox, new)
    cache.clear()
    assert alex.post(SETTINGS, form).status_code == 302  # the form knew nothing of the new one
    assert ticked(read(alex.get(SETTINGS))) == ["Calendar", "New"]


@pytest.mark.parametrize("odd", ["", "nowhere", "../..", "<script>", "x" * 10_000])
def test_odd_ids_mean_nothing(busy: Client, odd: str) -> None:
    page = read(busy.get(AGENDA))
    ids = list(calendar_ids(page).values())
    busy.post(CALENDARS, {"calendars": [odd, *ids], "listed": [odd, *ids]}, headers=IN_BOARD)
    assert Preferences.objects.get().calendars == {}
    assert len(shown(busy)) == 3


def test_ticks_of_two_people_are_their_own(busy: Client, sign_in: SignIn) -> None:
    adele = sign_in(ADELE)
    tick(busy)
    assert ticked(read(adele.get("/"))) == ["Calendar"]


def test_strangers_and_gets_change_nothing(busy: Client) -> None:
    assert busy.get(CALENDARS).status_code == 405
    stranger = Client(SERVER_NAME="localhost", headers=IN_BOARD)
    answer = stranger.post(CALENDARS, {"listed": ["a"]})
    assert answer["HX-Redirect"].startswith("/accounts/sign-in/?next=%2F%3Fday")
    assert not Preferences.objects.exists()


def test_other_settings_stay_when_a_calendar_is_ticked(busy: Client) -> None:
    choose(busy, theme="dark", length="45")
    tick(busy, "Calendar")
    page: Page = read(busy.get(SETTINGS))
    assert (fields(page)["theme"], fields(page)["length"]) == ("dark", "45")
    choose(busy, theme="light")
    assert ticked(read(busy.get(SETTINGS))) == ["Calendar"]
