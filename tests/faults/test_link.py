"""A link that comes late or never: who asks for it, how often, and what the person is told meanwhile."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.support.meeting_form import filled, make
from tests.support.pages import Element, Page, read
from tests.support.planting import AGENDA, ALEX, event, online
from tests.support.sandbox_process import Sandbox

DELAYS = [1, 2, 4, 8, 15, 30, 60, 60, 60]


def polled(alex: Client, part: Element) -> tuple[list[int], Element]:
    """Seconds between the calls that a part makes for itself until it stops, and the part as it is then."""
    delays: list[int] = []
    while "hx-get" in part:
        assert len(delays) < 20, "It never stops."
        delays.append(int(re.findall(r"\d+", part["hx-trigger"])[0]))
        answer = alex.get(part["hx-get"], headers={"HX-Request": "true", "HX-Target": part["id"]})
        part = read(answer).one(f"#{part['id']}")
    return delays, part


def waited(alex: Client, page: str) -> tuple[list[int], Page | str]:
    """Seconds between reloads of the page that leads to a meeting, and where it ends: a page or address."""
    delays: list[int] = []
    while True:
        answer = alex.get(page)
        if answer.status_code == 302:
            return delays, answer["Location"]
        if "Refresh" not in answer:
            return delays, read(answer)
        assert len(delays) < 20, "It never stops."
        seconds, page = answer["Refresh"].split("; url=")
        delays.append(int(seconds))


@pytest.fixture
def never(sandbox: Sandbox) -> str:
    """The id of an online meeting whose link Microsoft never makes."""
    return str(sandbox.plant(ALEX, event("No link", **online("")))["id"])


@pytest.mark.parametrize("reads", [1, 2, 5])
def test_link_after_some_reads(alex: Client, sandbox: Sandbox, reads: int) -> None:
    sandbox.patch(link_delay_reads=reads)
    made = make(alex, filled(alex, subject="Late")).one("#joining")
    sandbox.forget_requests()
    delays, part = polled(alex, made)
    assert delays == DELAYS[:reads]
    assert len(sandbox.requests()) == reads
    (link,) = part.all("a[data-join]")
    (stored,) = [found for found in sandbox.events(ALEX) if found["subject"] == "Late"]
    assert link["href"] == stored["onlineMeeting"]["joinUrl"]


def test_row_that_waits_in_vain_stops(alex: Client, sandbox: Sandbox, never: str) -> None:
    row = read(alex.get(AGENDA)).one(f"[data-event={never}]")
    sandbox.forget_requests()
    delays, row = polled(alex, row)
    assert delays == DELAYS
    assert len(sandbox.requests()) == len(DELAYS)
    assert row.one(f"a[href=/meetings/{never}/join/]").text == "Check No link"


def test_page_that_waits_in_vain_stops(alex: Client, sandbox: Sandbox, never: str) -> None:
    delays, part = polled(alex, read(alex.get(f"/meetings/{never}/")).one("#joining"))
    assert delays == DELAYS
    assert part.one("a").text == "Check again"


def test_way_to_the_meeting_that_waits_in_vain_stops(alex: Client, sandbox: Sandbox, never: str) -> None:
    delays, end = waited(alex, f"/meetings/{never}/join/")
    assert delays == DELAYS
    assert isinstance(end, Page)
    assert "has not made the link of “No link”" in end.one("main").text
    assert end.one("main a.button-primary")["href"] == f"/meetings/{never}/join/"


@pytest.mark.parametrize("asked", ["", "-1", "x", "9999", "²"])
def test_odd_count_begins_anew(alex: Client, never: str, asked: str) -> None:
    answer = alex.get(f"/meetings/{never}/join/?asked={asked}")
    assert answer["Refresh"] == f"1; url=/meetings/{never}/join/?asked=1"


def test_meeting_that_is_gone_while_its_row_waits(alex: Client, sandbox: Sandbox, never: str) -> None:
    row = read(alex.get(AGENDA)).one(f"[data-event={never}]")
    gone = {"error": {"code": "ErrorItemNotFound", "message": "x"}}
    sandbox.faults({"path": "/me/events/[^/]*$", "status": 404, "body": gone, "times": 9})
    answer = alex.get(row["hx-get"], headers={"HX-Request": "true", "HX-Target": row["id"]})
    fragment = read(answer, 404)
    assert "It may have been deleted or moved" in fragment.one(".message").text
    assert "ErrorItemNotFound" in fragment.one("details").text
    assert not fragment.all("html")
