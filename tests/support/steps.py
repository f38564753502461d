"""Steps of somebody at the site, the same in every language: they go by addresses and marks in the HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import quote

from playwright.sync_api import Error, Page, expect

from tests.support.sandbox_process import Sandbox


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at the site whose calendar is the gallery; `ids` are its events' by their names.

    `broken` are the addresses that failed for a reason of the site's own.
    """

    page: Page
    sandbox: Sandbox
    ids: Mapping[str, str]
    broken: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on(
            "response", lambda answer: self.broken.append(answer.url) if answer.status == 500 else None
        )

    def told(self, text: str) -> str:
        """The text with `{name}` as that event's id, and as addresses have it in `{name/}`."""
        for name, event_id in self.ids.items():
            text = text.replace(f"{{{name}}}", event_id).replace(f"{{{name}/}}", quote(event_id, safe=""))
        return text


Step = Callable[[Visit], None]


def go(address: str) -> Step:
    """Open an address of the site, whatever its status."""
    return lambda visit: _discard(visit.page.goto(visit.told(address)))


def press(selector: str) -> Step:
    """Click what is first to match and can be seen."""
    return lambda visit: visit.page.locator(visit.told(selector)).locator("visible=true").first.click()


def point(selector: str) -> Step:
    """Bring the focus to what matches."""
    return lambda visit: visit.page.locator(visit.told(selector)).locator("visible=true").first.focus()


def write(selector: str, text: str) -> Step:
    """Fill a field."""
    return lambda visit: visit.page.locator(selector).locator("visible=true").first.fill(text)


def tick(selector: str, is_on: bool) -> Step:
    """Switch a box on or off."""
    return lambda visit: visit.page.locator(selector).set_checked(is_on)


def strike(key: str) -> Step:
    """Strike a key."""
    return lambda visit: visit.page.keyboard.press(key)


def see(selector: str) -> Step:
    """Wait until something that matches can be seen."""
    return lambda visit: expect(
        visit.page.locator(visit.told(selector)).locator("visible=true").first
    ).to_be_visible()


def fail(status: int, method: str = "POST", path: str = ".*") -> Step:
    """Have Graph answer so from here on."""
    fault = {"method": method, "path": path, "times": 9, "status": status, "body": {}}
    return lambda visit: visit.sandbox.faults(fault)


def ask_administrator(visit: Visit) -> None:
    """Let nobody in from here on whose administrator has not approved the site."""
    visit.sandbox.patch(consent="admin")


def lose_connection(visit: Visit) -> None:
    """Have the browser reach nothing from here on, once the page for that is at hand."""
    visit.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    visit.page.context.set_offline(True)


@contextmanager
def reached(visit: Visit, steps: tuple[Step, ...]) -> Iterator[Page]:
    """The page after the steps, at rest. What the steps made fail works again when the block ends."""
    try:
        for step in steps:
            step(visit)
        expect(visit.page.locator(".htmx-request")).to_have_count(0)
        yield visit.page
    finally:
        visit.sandbox.calm()
        visit.sandbox.patch(consent="none")
        with suppress(Error):  # it is on its way elsewhere by itself
            visit.page.goto("about:blank")  # a page that comes alive again would get in the way of the next
        visit.page.context.set_offline(False)


def sideways(page: Page) -> int:
    """By how many pixels the page can be scrolled sideways, where it should stand still."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def _discard(answer: object) -> None:
    """A step has no answer."""
