"""How long the agenda takes, beside one raw calendarView call for the same days made in the same run."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

from requests import Session

from tests.bench.tables import ms, show
from tests.bench.weeks import FIFTEEN, HUNDRED, THOUSAND
from tests.support.planting import ALEX
from tests.support.sandbox_process import Json, Sandbox
from tests.support.visitor import Visitor

LATENCIES = {0: 40, 200: 15}  # milliseconds, and how often each is measured
TIMES = {FIFTEEN: 15, HUNDRED: 15, THOUSAND: 7}


def show_latencies(sandbox: Sandbox, visitor: Visitor) -> None:
    """The agenda as a ratio to one raw call, while Graph takes so long."""
    raw = _raw_call(sandbox, visitor, "/")
    rows = []
    for latency, times in LATENCIES.items():
        sandbox.patch(latency_ms=latency)
        alone, agenda = _in_turn(times, raw, lambda: visitor.get("/").seconds)
        rows.append([latency, ms(alone), ms(agenda), f"{agenda / alone:.2f}"])
    sandbox.patch(latency_ms=0)
    show("A week's agenda", ["latency ms", "raw calendarView ms", "agenda ms", "ratio"], rows)


def show_sizes(sandbox: Sandbox, visitor: Visitor) -> None:
    """The agenda with ever more events in its week."""
    rows = []
    for day, times in TIMES.items():
        address = f"/?day={day}"
        raw = _raw_call(sandbox, visitor, address)
        alone, agenda = _in_turn(times, raw, lambda: visitor.get(address).seconds)  # noqa: B023
        sandbox.forget_requests()
        page = visitor.get(address)
        shown = page.text.count(" data-event=")
        each = [f"{agenda / shown * 1000:.2f}", f"{page.size / shown:.0f}"]
        rows.append([shown, len(sandbox.requests()), ms(alone), ms(agenda), *each])
    heads = [
        "events shown",
        "Graph calls",
        "raw calendarView ms",
        "agenda ms",
        "ms/event",
        "HTML bytes/event",
    ]
    show("A week with many events, latency 0", heads, rows)


def _raw_call(sandbox: Sandbox, visitor: Visitor, address: str) -> Callable[[], float]:
    """The agenda's own question about the default calendar, asked of Graph without the product around it."""
    sandbox.forget_requests()
    visitor.get(address)
    parts = [part for call in sandbox.requests() for part in call.get("parts") or [call]]
    view: Json = next(part for part in parts if part["path"].endswith("/calendarView"))
    preference = {name: value for name, value in view["headers"].items() if name.lower() == "prefer"}
    graph = Session()
    graph.trust_env = False
    graph.verify = str(sandbox.ca_file)
    graph.headers["Authorization"] = f"Bearer {sandbox.token(ALEX)}"

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
