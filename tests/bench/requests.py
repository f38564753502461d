"""How often the browser asks the site, and the site asks Graph."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, expect

from tests.bench.tables import show
from tests.support.planting import ALEX
from tests.support.sandbox_process import Sandbox
from tests.support.visitor import Visitor

_STANDUP = "/?day=2031-04-14&days=7"  # a week of nothing but stand-ups


class Count(NamedTuple):
    """Requests of the browser to the site, and calls of the site to Graph."""

    requests: int
    calls: int


BUDGETS = {
    "details, first": Count(1, 1),
    "details, again": Count(1, 0),
    "another week": Count(1, 1),
    "back to days that are there": Count(1, 0),
    "a filter": Count(1, 0),
    "a search": Count(1, 0),
    "the board renewed by itself": Count(1, 1),
}


def of_acts(sandbox: Sandbox, page: Page) -> dict[str, Count]:
    """What each act of somebody signed in costs, one after the other, beginning with a week of stand-ups."""
    page.goto(_STANDUP)
    asked: list[str] = []

    def heard(request: Request) -> None:
        if not urlsplit(request.url).path.startswith("/static/"):  # those come from the browser's own memory
            asked.append(request.url)

    page.on("request", heard)
    found = {}
    for name, act in _ACTS.items():
        sandbox.forget_requests()
        asked.clear()
        act(page)
        found[name] = Count(len(asked), len(sandbox.requests()))
    page.remove_listener("request", heard)
    return found


def show_acts(sandbox: Sandbox, page: Page) -> None:
    """The acts beside their budgets."""
    rows = []
    for name, found in of_acts(sandbox, page).items():
        budget = BUDGETS[name]
        fits = found.requests <= budget.requests and found.calls <= budget.calls
        rows.append([name, *found, *budget, "holds" if fits else "over"])
    heads = ["act on the board", "requests", "Graph calls", "budget", "budget", ""]
    show("Requests and calls to Graph", heads, rows)


def show_pages(sandbox: Sandbox, visitor: Visitor) -> None:
    """Calls to Graph that each page makes."""
    meeting = f"/meetings/{_price_strategy(sandbox)}/"
    teams = {"provider": "teamsForBusiness"}
    form: dict[str, str] = {}
    steps: dict[str, Callable[[], object]] = {
        "agenda, the first after sign-in": lambda: visitor.get("/"),
        "agenda": lambda: visitor.get("/"),
        "new meeting, the form": lambda: visitor.get("/meetings/new/"),
        "new meeting, sent": lambda: visitor.post("/meetings/new/", form),
        "one meeting": lambda: visitor.get(meeting),
        "one meeting's row": lambda: visitor.get(f"{meeting}row/"),
        "one meeting made online": lambda: visitor.post(f"{meeting}online/", teams),
        "join the next meeting": lambda: visitor.get("/join/"),
    }
    rows = []
    for name, step in steps.items():
        if name.endswith("sent"):
            form |= _filled(visitor.get("/meetings/new/").text) | teams
        sandbox.forget_requests()
        step()
        calls = sandbox.requests()
        rows.append([name, len(calls), sum(len(call.get("parts") or [call]) for call in calls)])
    show("Calls to Graph", ["page", "calls", "requests in them"], rows)


def _open_details(page: Page) -> None:
    page.get_by_role("link", name="Stand-up", exact=True).first.click()
    expect(
        page.get_by_role("dialog", name="Stand-up").get_by_role("link", name="Open in Outlook")
    ).to_be_visible()


def _open_details_again(page: Page) -> None:
    page.keyboard.press("Escape")
    _open_details(page)
    page.keyboard.press("Escape")


def _move(page: Page, name: str, heading: str) -> None:
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name=heading)).to_be_visible()


def _filter(page: Page) -> None:
    chip = page.get_by_role("navigation", name="Filters").get_by_role("link", name="Online 5")
    chip.click()
    expect(chip).to_have_attribute("aria-current", "true")


def _search(page: Page) -> None:
    page.get_by_role("searchbox").press_sequentially("stand", delay=20)
    expect(page.locator("mark").first).to_have_text(re.compile("stand", re.IGNORECASE))


def _renew(page: Page) -> None:
    with page.expect_response(re.compile("/renew/")):
        page.evaluate("""() => {
          document.activeElement.blur();
          document.dispatchEvent(new CustomEvent("verify", { detail: () => {} }));
        }""")


_ACTS: dict[str, Callable[[Page], None]] = {
    "details, first": _open_details,
    "details, again": _open_details_again,
    "another week": lambda page: _move(page, "Later days", "21 – 27 April 2031"),
    "back to days that are there": lambda page: _move(page, "Earlier days", "14 – 20 April 2031"),
    "a filter": _filter,
    "a search": _search,
    "the board renewed by itself": _renew,
}


def _price_strategy(sandbox: Sandbox) -> str:
    """The id of the seed's meeting that is still to be made online."""
    found: str = next(event["id"] for event in sandbox.events(ALEX) if event["subject"] == "Price strategy")
    return found


def _filled(form_page: str) -> dict[str, str]:
    """The form for a new meeting as a person would send it."""
    calendar = re.search(r'<select name="calendar".*?<option value="([^"]+)" selected', form_page, re.DOTALL)
    transaction = re.search(r'name="transaction_id" value="([^"]+)"', form_page)
    assert calendar, "The form names no calendar."
    assert transaction, "The form has no transaction id."
    day = datetime.now(UTC).date() + timedelta(days=2)
    return {
        "subject": "Made by the benchmark",
        "calendar": calendar[1],
        "start": f"{day}T10:00",
        "end": f"{day}T10:30",
        "online": "on",
        "transaction_id": transaction[1],
    }
