"""When the board stands before a person's eyes, and whether it stays where it is: as Chromium tells it."""

from __future__ import annotations

from statistics import median

from playwright.sync_api import Page

from tests.bench.tables import show as show_table
from tests.bench.tables import verdict
from tests.bench.weeks import FIFTEEN, HUNDRED

TIMES = 9
LATEST, MOST_SHIFT = 150, 0  # milliseconds after the answer's last byte; cumulative layout shift
_BOARDS = {"15 events": FIFTEEN, "100 events": HUNDRED}
_VIEWS = {"list": "", "week": "view=week&"}
_WINDOWS = {"1440 px": (1440, 900), "390 px": (390, 844)}
# Waits a while for what may move late.
_SEEN = """
() => new Promise((resolve) => {
  const seen = { paint: 0, shift: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.paint = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => {
    const [page] = performance.getEntriesByType("navigation");
    resolve([seen.paint - page.responseEnd, seen.shift]);
  }, 600);
})
"""


def seen(page: Page, address: str) -> tuple[float, float]:
    """Milliseconds from the answer's last byte to the largest paint (median), and the worst layout shift."""
    looks = []
    for _ in range(TIMES + 1):
        page.goto(address)
        looks.append(page.evaluate(_SEEN))
    return median(paint for paint, _ in looks[1:]), max(shift for _, shift in looks)


def show(page: Page) -> None:
    """The board as list and week with few and many events, on a wide and on a narrow window."""
    rows = []
    for window, (width, height) in _WINDOWS.items():
        page.set_viewport_size({"width": width, "height": height})
        for view, query in _VIEWS.items():
            for events, day in _BOARDS.items():
                paint, shift = seen(page, f"/?{query}day={day}")
                verdicts = verdict(paint, LATEST), verdict(shift, MOST_SHIFT)
                rows.append(
                    [f"{view}, {events}, {window}", f"{paint:.0f}", verdicts[0], f"{shift:.4f}", verdicts[1]]
                )
    heads = ["board", "largest paint ms", f"budget {LATEST}", "layout shift", f"budget {MOST_SHIFT}"]
    show_table(f"In Chromium, after the answer's last byte (median of {TIMES}; worst shift)", heads, rows)
