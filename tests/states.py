"""Every page and state of the site, and how to get there: for screenshots, and for tests that walk them all.

The steps go by addresses and marks in the HTML, which are the same in every language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.gallery import EMPTY_MONDAY, MONDAY
from tests.sandbox_process import Sandbox


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


WEEK = f"/?day={MONDAY}&days=7"
GRID = f"/?view=week&day={MONDAY}"
ROW = "[data-event='{%s}']"
OPEN_FORM = (go("/"), press("a[href='/meetings/new/']"), see("dialog #meeting-form"))
SEND = press("#meeting-form button[type=submit]")

SIGNED_OUT: dict[str, tuple[Step, ...]] = {
    "landing": (go("/"),),
    "sign-in": (go("/accounts/sign-in/"), press("details summary")),
    "sign-in-problem": (go("/accounts/callback/?error=server_error&state=gone"), press("details summary")),
    "sign-in-cancelled": (
        go("/"),
        press("form.sign-in button"),
        press("button[name=cancel]"),
        see("#problem-title"),
    ),
    "sign-in-approval": (
        ask_administrator,
        go("/"),
        press("form.sign-in button"),
        press("button[name=account]"),
        press("button[name=cancel]"),
        see("#for-administrator"),
    ),
}
SIGNED_IN: dict[str, tuple[Step, ...]] = {
    "board": (go("/"),),
    "board-days": (go(WEEK),),
    "board-week": (go(GRID),),
    "board-online": (go(f"{WEEK}&show=online"),),
    "board-conflicts": (go(f"{WEEK}&show=conflict"),),
    "board-found": (go(f"{WEEK}&q=adele"),),
    "board-nothing-found": (go(f"{WEEK}&q=xyzzy"),),
    "board-week-narrowed": (go(f"{GRID}&show=online"),),
    "empty-day": (go(f"/?day={EMPTY_MONDAY}&days=1"),),
    "empty-week": (go(f"/?view=week&day={EMPTY_MONDAY}"),),
    "panel": (go(WEEK), press(f"{ROW % 'review'} .row-subject"), see("#panel-dialog .joining")),
    "panel-crowd": (go(WEEK), press(f"{ROW % 'crowd'} .row-subject"), see("#panel-dialog .joining")),
    "menu-row": (go(WEEK), press(f"{ROW % 'review'} [popovertarget^=more]"), see(".menu:popover-open")),
    "menu-account": (go("/"), press("[popovertarget=account]"), see("#account")),
    "keys": (go("/"), strike("?"), see("#keys")),
    "convert": (go(WEEK), press(f"{ROW % 'clash'} [popovertarget^=convert]"), see(".sheet:popover-open")),
    "convert-done": (
        go(WEEK),
        press(f"{ROW % 'clash'} [popovertarget^=convert]"),
        press(".sheet button[type=submit]"),
        see(".message"),
    ),
    "why-not-online": (go(f"/?day={MONDAY}&days=3"), point(f"{ROW % 'declined'} .hint button"), see(".tip")),
    "page-meeting": (go("/meetings/{review/}/"),),
    "page-qr-code": (go("/meetings/{review/}/"), press(".from-phone summary")),
    "page-other-provider": (go("/meetings/{other/}/"),),
    "page-crowd": (go("/meetings/{crowd/}/"), press(".guests summary")),
    "page-long": (go("/meetings/{long/}/"),),
    "page-link-on-its-way": (go("/meetings/{late/}/"),),
    "page-plain": (go("/meetings/{private/}/"),),
    "page-cancelled": (go("/meetings/{off/}/"),),
    "new": OPEN_FORM,
    "new-refused": (*OPEN_FORM, write("#id_attendees", "nobody"), SEND, see("[aria-invalid=true]")),
    "new-failed": (
        *OPEN_FORM,
        write("#id_subject", "Design review"),
        fail(503, path=".*events"),
        SEND,
        see("#meeting-form .notice"),
    ),
    "new-made": (*OPEN_FORM, write("#id_subject", "Design review"), SEND, see(".made")),
    "new-page": (go("/meetings/new/"),),
    "quick-add": (
        go("/"),
        write("#quick-line", "Sprint 14:00 45m adele@contoso.com"),
        strike("Enter"),
        see("#reading"),
    ),
    "again": (go("/meetings/{review/}/again/"),),
    "meet-now": (go("/meetings/now/"),),
    "edit-dialog": (
        go(WEEK),
        press(f"{ROW % 'review'} [popovertarget^=more]"),
        press("[popover]:popover-open a[href$='/edit/']"),
        see("dialog #meeting-form"),
    ),
    "edit": (go("/meetings/{review/}/edit/"),),
    "cancel": (go("/meetings/{review/}/cancel/"),),
    "settings": (go("/settings/"),),
    "settings-saved": (go("/settings/"), press(".settings-actions button"), see(".message")),
    "waiting": (go("/meetings/{late/}/join/"),),
    "choose": (go("/join/"),),
    "error-address": (go("/?day=tomorrow"),),
    "error-not-found": (go("/nowhere/"),),
    "error-unavailable": (fail(503), go("/?day=2019-08-05&days=3")),
    "error-last-list": (go("/"), fail(503), go("/")),
    "error-sign-in-again": (fail(401), go(f"/?day={EMPTY_MONDAY}&days=2")),
    "offline": (go("/"), lose_connection, go("/"), see(".offline")),
}


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
        visit.page.context.set_offline(False)


def _discard(answer: object) -> None:
    """A step has no answer."""
