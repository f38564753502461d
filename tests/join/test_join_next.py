"""One address for "the meeting now": `/join/`.

Megan's own calendar holds nothing online, so only what a test plants can count.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.support.pages import read
from tests.support.planting import ADELE, MEGAN, around_now, online, organized_by
from tests.support.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db


def link(name: str) -> str:
    return f"https://teams.microsoft.com/l/meetup-join/{name}"


def plant_now(sandbox: Sandbox, name: str, start: float, minutes: float = 30, **members: Any) -> None:
    sandbox.plant(MEGAN, around_now(name, start, minutes, **{**online(link(name)), **members}))


def test_to_the_running_meeting(megan: Client, sandbox: Sandbox) -> None:
    plant_now(sandbox, "over", -60, 30)
    plant_now(sandbox, "running", -20, 60)
    plant_now(sandbox, "later", 120)
    answer = megan.get("/join/")
    assert (answer.status_code, answer["Location"]) == (302, link("running"))
    assert answer["Referrer-Policy"] == "no-referrer"


def test_to_the_one_that_runs_since_yesterday(megan: Client, sandbox: Sandbox) -> None:
    plant_now(sandbox, "long", -26 * 60, 28 * 60)
    assert megan.get("/join/")["Location"] == link("long")


def test_to_the_next_meeting(megan: Client, sandbox: Sandbox) -> None:
    plant_now(sandbox, "later", 5 * 24 * 60)
    plant_now(sandbox, "next", 3 * 24 * 60)
    assert megan.get("/join/")["Location"] == link("next")


def test_asks_which_one_when_there_are_several(megan: Client, sandbox: Sandbox) -> None:
    plant_now(sandbox, "running", -20, 60)
    plant_now(sandbox, "soon", 8)
    plant_now(sandbox, "later", 15)
    page = read(megan.get("/join/"))
    assert page.one("h1").text == "Which meeting do you want to join?"
    assert [join["href"] for join in page.all("a[data-join]")] == [link("running"), link("soon")]


def test_asks_which_one_when_two_begin_together(megan: Client, sandbox: Sandbox) -> None:
    start = 24 * 60
    first = around_now("one", start, **online(link("one")))
    sandbox.plant(MEGAN, first)
    sandbox.plant(MEGAN, {**first, "subject": "two", **online(link("two"))})
    assert len(read(megan.get("/join/")).all("a[data-join]")) == 2


def test_what_cannot_or_need_not_be_joined_does_not_count(megan: Client, sandbox: Sandbox) -> None:
    plant_now(sandbox, "cancelled", -10, isCancelled=True)
    plant_now(sandbox, "declined", -10, **organized_by(ADELE, response="declined"))
    plant_now(sandbox, "untrusted", -10, **online("https://teams.microsoft.com.evil.example/"))
    plant_now(sandbox, "on-its-way", -10, **online(""))
    plant_now(sandbox, "in-person", -10, isOnlineMeeting=False, onlineMeeting=None)
    plant_now(sandbox, "next", 240)
    assert megan.get("/join/")["Location"] == link("next")


def test_nothing_to_join_within_a_week(megan: Client, sandbox: Sandbox) -> None:
    plant_now(sandbox, "over", -60)
    plant_now(sandbox, "far", 9 * 24 * 60)
    page = read(megan.get("/join/"), 404)
    assert page.one("h1").text == "There is nothing to join."
    assert "Go to today's meetings" in page.text
