"""How fast and how large the site is: `make bench`. Plain tables on standard output, in about a minute.

The product runs under its production server against the sandbox, both on this machine. Graph takes the
latency given; beside each time stands one raw calendarView call for the same days, made in the same run.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from requests import Session

from tests.environment import free_port
from tests.planting import ALEX
from tests.sandbox_process import PROJECT, Json, Sandbox, running
from tests.visitor import Visitor

LATENCIES = {0: 40, 200: 15}  # milliseconds, and how often each is measured
SIZES = {"2031-01-06": (10, 15), "2031-02-03": (100, 15), "2031-03-03": (1000, 7)}  # week: events, how often


def main() -> None:
    """Start both sides on free ports, measure, print, end them."""
    port, sandbox_port = free_port(), free_port()
    demo = ["-m", "sandbox.demo", f"--port={port}", f"--sandbox-port={sandbox_port}"]
    ca_file = PROJECT / ".local" / f"sandbox-{sandbox_port}.pem"
    with (
        tempfile.TemporaryDirectory() as folder,
        running(demo, "Meetboard is ready", Path(folder, "demo.log")),
        closing(Sandbox(sandbox_port, ca_file)) as sandbox,
        closing(Visitor(f"http://localhost:{port}", ALEX)) as visitor,
        Session() as graph,
    ):
        graph.trust_env = False
        graph.verify = str(ca_file)
        graph.headers["Authorization"] = f"Bearer {sandbox.token(ALEX)}"
        show_calls(sandbox, visitor)  # first: the first agenda after a sign-in learns the mailbox's facts too
        show_latencies(sandbox, visitor, graph)
        show_sizes(sandbox, visitor, graph)
        show_bytes(sandbox, visitor)
    for left in [*ca_file.parent.glob(f"demo-{port}.*"), ca_file]:
        left.unlink()


def show_calls(sandbox: Sandbox, visitor: Visitor) -> None:
    """Calls to Graph that each page makes."""
    meeting = f"/meetings/{_price_strategy(sandbox)}/"
    teams = {"provider": "teamsForBusiness"}
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
    form: dict[str, str] = {}
    for name, step in steps.items():
        if name.endswith("sent"):
            form |= _filled(visitor.get("/meetings/new/").text) | teams
        sandbox.forget_requests()
        step()
        calls = sandbox.requests()
        rows.append([name, len(calls), sum(len(call.get("parts") or [call]) for call in calls)])
    _print("Calls to Graph", ["page", "calls", "requests in them"], rows)


def show_latencies(sandbox: Sandbox, visitor: Visitor, graph: Session) -> None:
    """The agenda as a ratio to one raw call."""
    raw = _raw_call(sandbox, visitor, graph, "/")
    rows = []
    for latency, times in LATENCIES.items():
        sandbox.patch(latency_ms=latency)
        alone, agenda = _in_turn(times, raw, lambda: visitor.get("/").seconds)
        rows.append([latency, _ms(alone), _ms(agenda), f"{agenda / alone:.2f}"])
    sandbox.patch(latency_ms=0)
    _print("A week's agenda", ["latency ms", "raw calendarView ms", "agenda ms", "ratio"], rows)


def show_sizes(sandbox: Sandbox, visitor: Visitor, graph: Session) -> None:
    """The agenda with ever more events in its week."""
    rows = []
    for day, (count, times) in SIZES.items():
        _plant(sandbox, datetime.fromisoformat(f"{day}T08:00"), count)
        address = f"/?day={day}"
        raw = _raw_call(sandbox, visitor, graph, address)
        alone, agenda = _in_turn(times, raw, lambda: visitor.get(address).seconds)  # noqa: B023
        sandbox.forget_requests()
        page = visitor.get(address)
        shown = page.text.count(" data-event=")
        calls = len(sandbox.requests())
        each = [_ms(agenda), f"{agenda / shown * 1000:.2f}", f"{page.size / shown:.0f}"]
        rows.append([shown, calls, _ms(alone), *each])
    heads = [
        "events shown",
        "calls",
        "raw calendarView ms",
        "agenda ms",
        "agenda ms/event",
        "HTML bytes/event",
    ]
    _print("A week with many events, latency 0", heads, rows)


def show_bytes(sandbox: Sandbox, visitor: Visitor) -> None:
    """What a browser is sent."""
    pages = {
        "agenda": "/",
        "agenda, 100 events": "/?day=2031-02-03",
        "week, 100 events": "/?view=week&day=2031-02-03",
        "new meeting": "/meetings/new/",
        "one meeting": f"/meetings/{_price_strategy(sandbox)}/",
    }
    found = {name: visitor.get(path) for name, path in pages.items()}
    files = sorted(set(re.findall(r'(?:href|src)="(/static/[^"#]+)', found["agenda"].text)))
    found |= {re.sub(r"\.[0-9a-f]{12}\.", ".", path): visitor.get(path) for path in files}
    rows = [[name, _kb(page.size), _kb(page.sent)] for name, page in found.items()]
    assets = [found[name] for name in list(found)[len(pages) :]]
    rows.append(
        ["all files, once", _kb(sum(file.size for file in assets)), _kb(sum(file.sent for file in assets))]
    )
    _print("Sent to the browser", ["page or file", "kB", "kB on the wire"], rows)


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


def _raw_call(sandbox: Sandbox, visitor: Visitor, graph: Session, address: str) -> Callable[[], float]:
    """The agenda's own question about the default calendar, asked of Graph without the product around it."""
    sandbox.forget_requests()
    visitor.get(address)
    parts = [part for call in sandbox.requests() for part in call.get("parts") or [call]]
    view: Json = next(part for part in parts if part["path"].endswith("/calendarView"))
    preference = {name: value for name, value in view["headers"].items() if name.lower() == "prefer"}

    def call() -> float:
        begin = perf_counter()
        answer = graph.get(
            f"{sandbox.graph_url}{view['path']}", params=view["query"], headers=preference, timeout=60
        )
        answer.raise_for_status()
        answer.json()
        return perf_counter() - begin

    return call


def _in_turn(times: int, *measures: Callable[[], float]) -> list[float]:
    """The median seconds of each, measured in turn so that a slow moment of the machine meets all alike."""
    runs = [[measure() for measure in measures] for _ in range(times + 1)][1:]  # without the first
    return [median(seconds) for seconds in zip(*runs, strict=True)]


def _plant(sandbox: Sandbox, start: datetime, count: int) -> None:
    """`count` meetings spread evenly over the week from `start`."""
    step = timedelta(days=6) / count
    for number in range(count):
        begin = start + number * step
        link = f"https://teams.microsoft.com/l/meetup-join/19%3ameeting_{number}%40thread.v2/0"
        event: Json = {
            "subject": f"Meeting {number}",
            "start": {"dateTime": begin.isoformat(), "timeZone": "UTC"},
            "end": {"dateTime": (begin + timedelta(minutes=30)).isoformat(), "timeZone": "UTC"},
            "isOnlineMeeting": True,
            "onlineMeetingProvider": "teamsForBusiness",
            "onlineMeeting": {"joinUrl": link},
        }
        sandbox.plant(ALEX, event)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"


def _kb(size: int) -> str:
    return f"{size / 1000:.1f}"


def _print(title: str, heads: list[str], rows: Sequence[Sequence[object]]) -> None:
    """A table: the first column to the left, numbers to the right."""
    texts = [heads, *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    print(f"\n{title}\n")
    for text in texts:
        print("  ".join([text[0].ljust(widths[0]), *map(str.rjust, text[1:], widths[1:])]))


if __name__ == "__main__":
    main()
