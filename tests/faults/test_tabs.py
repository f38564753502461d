"""Many tabs of one person at once: they take turns, so Microsoft never has a reason to throttle them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from tests.support.pages import read
from tests.support.planting import AGENDA, ALEX, event
from tests.support.sandbox_process import Json, Sandbox
from tests.support.waits import waits

pytestmark = pytest.mark.django_db(transaction=True)

TABS = 10


def opened(alex: Client, pages: list[str]) -> list[int]:
    """The statuses of pages that are opened at the same moment, each in a tab of its own."""
    together = Barrier(len(pages))

    def open_one(page: str) -> int:
        tab = Client(SERVER_NAME="localhost")
        tab.cookies = alex.cookies
        together.wait()
        try:
            return tab.get(page).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(pages)) as threads:
        return list(threads.map(open_one, pages))


def statuses(sandbox: Sandbox) -> set[int]:
    """Of all calls to Graph and of all parts of batches."""
    calls: list[Json] = sandbox.requests()
    return {made["status"] for call in calls for made in [call, *call.get("parts", ())]}


@pytest.fixture
def meeting(alex: Client, sandbox: Sandbox) -> str:
    """The page of a meeting, the agenda having been seen."""
    planted = sandbox.plant(ALEX, event("Talk"))
    read(alex.get(AGENDA))
    sandbox.forget_requests()
    return f"/meetings/{planted['id']}/"


def tabs_about(meeting: str) -> list[str]:
    """Half of them read three things at once, half two: two of these have their turn together."""
    return [AGENDA, f"{meeting}cancel/"] * (TABS // 2)


def test_at_most_four_calls_at_once(alex: Client, sandbox: Sandbox, meeting: str) -> None:
    sandbox.patch(latency_ms=40)
    assert opened(alex, tabs_about(meeting)) == [200] * TABS
    assert statuses(sandbox) == {200}
    assert len(sandbox.requests()) == TABS


def test_fewer_at_once_would_have_been_refused(alex: Client, sandbox: Sandbox, meeting: str) -> None:
    """The measure works: a mailbox that serves only three meets a 429."""
    sandbox.patch(latency_ms=200, concurrency=3)  # long enough for two to meet on a busy machine
    opened(alex, tabs_about(meeting))
    assert 429 in statuses(sandbox)


def test_throttling_asks_for_patience_without_holding_a_thread(
    alex: Client, sandbox: Sandbox, meeting: str
) -> None:
    busy = {"status": 429, "headers": {"Retry-After": "600"}, "times": 99}
    sandbox.faults({"path": "calendarView", **busy}, {"path": "/me/events", **busy})
    with waits() as slept:
        assert opened(alex, [AGENDA, meeting] * (TABS // 2)) == [503] * TABS
    assert slept == []
    assert len(sandbox.requests()) == TABS
    answer = alex.get(meeting)
    assert "This page tries again by itself at" in read(answer, 503).one("main").text
    assert answer["Refresh"] == "600"
