"""What was read a moment ago is enough to look elsewhere in it: how often Microsoft is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from meetings.models import Preferences
from tests.conftest import SignIn
from tests.support.meeting_form import NEW, filled
from tests.support.pages import Page, read, subjects
from tests.support.planting import ADELE, ALEX, event, online
from tests.support.sandbox_process import Json, Sandbox

WEEK, DAY, NEXT_WEEK = "/?day=2031-03-03&days=7", "/?day=2031-03-08&days=1", "/?day=2031-03-10&days=7"
TALK = event("Talk", **online())


@pytest.fixture
def alex(alex: Client, sandbox: Sandbox) -> Client:
    """Alex, who has a week before him with a talk on its Saturday; calls are counted from here."""
    sandbox.plant(ALEX, TALK)
    read(alex.get(WEEK))
    sandbox.forget_requests()
    return alex


def swap(client: Client, address: str, before: str = WEEK) -> Page:
    """What htmx puts in place of the board when somebody goes from one address to another."""
    current = f"http://localhost{before}"
    headers = {"HX-Request": "true", "HX-Target": "agenda", "HX-Current-URL": current}
    return read(client.get(address, headers=headers))


def asked(sandbox: Sandbox) -> list[str]:
    """The calls to Graph since they were last looked at."""
    calls = [call["path"] for call in sandbox.requests()]
    sandbox.forget_requests()
    return calls


@pytest.mark.parametrize(
    ("address", "subject"),
    [
        (DAY, "Talk"),
        (f"{WEEK}&show=online", "Talk"),
        (f"{WEEK}&q=talk", "Talk"),
        (f"{DAY}&show=online&q=ta", "Talk"),
        ("/?view=week&day=2031-03-05&days=5", "Stand-up"),
    ],
)
def test_looking_elsewhere_in_days_that_are_there_asks_nothing(
    alex: Client, sandbox: Sandbox, address: str, subject: str
) -> None:
    assert subject in subjects(swap(alex, address))
    assert asked(sandbox) == []


def test_days_that_are_not_there_are_asked_for_once(alex: Client, sandbox: Sandbox) -> None:
    swap(alex, NEXT_WEEK)
    assert asked(sandbox) == ["/$batch"]
    swap(alex, WEEK, NEXT_WEEK)
    swap(alex, NEXT_WEEK)
    assert asked(sandbox) == []


def test_days_that_are_there_in_part_are_asked_for(alex: Client, sandbox: Sandbox) -> None:
    swap(alex, "/?day=2031-03-09&days=2")
    assert asked(sandbox) == ["/$batch"]


@pytest.mark.parametrize("before", [DAY, "/?day=2031-03-08&days=1&", "/meetings/new/", "/?day=never"])
def test_the_same_address_and_other_pages_ask_anew(alex: Client, sandbox: Sandbox, before: str) -> None:
    swap(alex, DAY, before)
    assert asked(sandbox) == ["/$batch"]


@pytest.mark.parametrize("address", ["/", WEEK, DAY, f"{DAY}&show=online"])
def test_a_page_opened_afresh_asks_anew(alex: Client, sandbox: Sandbox, address: str) -> None:
    read(alex.get(address))
    assert asked(sandbox) == ["/$batch"]


def test_going_back_asks_anew(alex: Client, sandbox: Sandbox) -> None:
    restore = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    read(alex.get(DAY, headers={**restore, "HX-Current-URL": f"http://localhost{WEEK}"}))
    assert asked(sandbox) == ["/$batch"]


@pytest.mark.parametrize(
    ("headers", "calls"),
    [
        ({"Referer": f"http://localhost{WEEK}"}, 0),
        ({"Referer": f"http://localhost{WEEK}&q=talk"}, 0),
        ({"Referer": f"http://localhost{WEEK}&show=online"}, 1),
        ({"Referer": f"http://localhost{NEXT_WEEK}"}, 1),
        ({"Referer": "http://localhost/meetings/new/"}, 1),
        ({"Referer": "http://["}, 1),
        ({"Referer": f"http://elsewhere.example{WEEK}"}, 1),
        ({"Referer": f"http://localhost{WEEK}", "Cache-Control": "max-age=0"}, 1),
        ({"Referer": f"http://localhost{WEEK}", "Cache-Control": "no-cache"}, 1),
    ],
)
def test_without_script_only_filtering_what_is_there_asks_nothing(
    alex: Client, sandbox: Sandbox, headers: dict[str, str], calls: int
) -> None:
    assert "Talk" in subjects(read(alex.get(f"{WEEK}&show=online", headers=headers)))
    assert asked(sandbox) == ["/$batch"] * calls


def test_after_a_minute_it_is_old(alex: Client, sandbox: Sandbox) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=50)):
        swap(alex, DAY)
        assert asked(sandbox) == []
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=61)):
        swap(alex, DAY)
        assert asked(sandbox) == ["/$batch"]


def test_a_meeting_made_in_one_tab_is_there_in_the_other(alex: Client, sandbox: Sandbox) -> None:
    other = Client(SERVER_NAME="localhost")
    other.cookies = alex.cookies
    made = alex.post(NEW, filled(alex, start="2031-03-08T10:00", end="2031-03-08T10:30", subject="Made"))
    assert made.status_code == 302
    asked(sandbox)
    assert subjects(swap(other, DAY)) == ["Made", "Talk"]
    assert asked(sandbox) == ["/$batch"]
    swap(alex, f"{DAY}&show=mine")
    assert asked(sandbox) == []


def test_a_change_that_failed_counts_too(alex: Client, sandbox: Sandbox) -> None:
    typed = filled(alex, start="2031-03-08T10:00", end="2031-03-08T10:30", subject="Made")
    lost: Json = {"method": "POST", "path": "/me/events", "times": 9, "drop": "after"}
    sandbox.faults(lost)
    assert alex.post(NEW, typed).status_code == 503
    asked(sandbox)
    assert subjects(swap(alex, DAY)) == ["Made", "Talk"]


def test_editing_converting_and_cancelling_count_too(alex: Client, sandbox: Sandbox) -> None:
    planted = sandbox.plant(ALEX, event("Plain", "10:00"))["id"]
    swap(alex, WEEK)
    for change, sent in (("online", {"provider": "teamsForBusiness"}), ("cancel", {"comment": ""})):
        assert alex.post(f"/meetings/{planted}/{change}/", sent).status_code == 302
        asked(sandbox)
        swap(alex, DAY)
        assert asked(sandbox) == ["/$batch"], change


def test_another_person_never_sees_it(alex: Client, sandbox: Sandbox, sign_in: SignIn) -> None:
    adele = sign_in(ADELE)
    read(adele.get(NEXT_WEEK))
    asked(sandbox)
    assert subjects(swap(adele, DAY, NEXT_WEEK)) == []
    assert asked(sandbox) == ["/$batch"]


@pytest.mark.parametrize("chosen", [{"zone": "Asia/Tokyo"}, {"calendars": {"another": False}}])
def test_another_zone_or_choice_of_calendars_asks_anew(alex: Client, sandbox: Sandbox, chosen: Json) -> None:
    user = read_user(alex)
    Preferences.objects.update_or_create(user_id=user, defaults=chosen)
    swap(alex, DAY)
    assert asked(sandbox) == ["/$batch"]


def test_a_fault_leaves_any_list_that_holds_the_day(alex: Client, sandbox: Sandbox) -> None:
    sandbox.faults({"path": r"\$batch", "times": 9, "status": 503, "headers": {"Retry-After": "30"}})
    page = read(alex.get(DAY), 503)
    assert subjects(page) == ["Talk"]
    assert page.one("main .notice").text.startswith("As of ")


def test_only_the_latest_lists_are_kept(alex: Client, sandbox: Sandbox) -> None:
    for week in range(6):
        read(alex.get(f"/?day=2031-05-{1 + week * 5:02}&days=5"))
    asked(sandbox)
    swap(alex, "/?day=2031-05-02&days=1")
    assert asked(sandbox) == []
    swap(alex, DAY)
    assert asked(sandbox) == ["/$batch"]


def read_user(client: Client) -> str:
    """The number of the person who is signed in."""
    return str(client.session["_auth_user_id"])
