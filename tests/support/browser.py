"""Fixtures for tests in a real Chromium: pages of the live site, people who signed in with a click, axe."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponseBase
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, WebError, expect
from pytest_django.live_server_helper import LiveServer

from tests.support.planting import ALEX
from tests.support.sandbox_process import Sandbox
from tools import chromium

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

    from tests.conftest import SignIn

_REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`content policy: ${event.violatedDirective} forbids ${event.blockedURI} at ${document.URL}`)
);
"""

# What Playwright says in the console of a page whose service worker it keeps away.
_WORKER_BLOCKED = "Service Worker registration blocked by Playwright"

# Milliseconds in which a busy machine does what others do at once. An expectation has less than scripts
# that look by themselves, the first of them after fifteen seconds (reminder.js).
ACTION_PATIENCE = 30_000
expect.set_options(timeout=12_000)


class OpenPage(Protocol):
    """Opens an empty page in a browser profile of its own; its addresses may be relative to the live site.

    Without `worker` the site's service worker stays away.
    """

    def __call__(
        self,
        *,
        dark: bool = False,
        width: int = 1440,
        height: int = 900,
        javascript: bool = True,
        worker: bool = False,
    ) -> Page: ...


class SignedInPage(Protocol):
    """As `OpenPage`, with the person signed in and the agenda open.

    The sign-in is walked without the browser, which takes a tenth of the time; test_sign_in_browser and the
    journeys click through it.
    """

    def __call__(
        self,
        address: str,
        *,
        dark: bool = False,
        width: int = 1440,
        height: int = 900,
        javascript: bool = True,
        worker: bool = False,
    ) -> Page: ...


class Check(Protocol):
    """Fails when axe finds a violation of accessibility rules on the page as it stands.

    `only` names the rules to look for, in place of all.
    """

    def __call__(self, page: Page, *, only: Sequence[str] = ()) -> None: ...


class SiteAlone(WSGIHandler):
    """The site without the files that Django's live server serves before it: here WhiteNoise does that."""

    _change = threading.Condition()
    _under_way = 0

    def __init__(self, with_files: WSGIHandler) -> None:
        super().__init__()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> HttpResponseBase:
        self._count(1)
        try:
            return super().__call__(environ, start_response)
        finally:
            self._count(-1)

    @classmethod
    def await_rest(cls) -> None:
        """Wait until no request is under way, so that none meets the database of the next test."""
        with cls._change:
            assert cls._change.wait_for(lambda: cls._under_way == 0, timeout=60)

    @classmethod
    def _count(cls, step: int) -> None:
        with cls._change:
            cls._under_way += step
            cls._change.notify_all()


class Console:
    """What pages said (`messages`), and what none may do (`faults`): break the content policy, throw."""

    def __init__(self) -> None:
        self.messages: list[str] = []
        self.faults: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of a browser profile, pop-ups included."""
        context.add_init_script(_REPORT_VIOLATIONS)
        context.on("console", self._hear)
        context.on("weberror", self._note_error)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.text == _WORKER_BLOCKED:
            return
        self.messages.append(f"{message.type}: {message.text}")
        if message.text.startswith("content policy:"):
            self.faults.append(message.text)

    def _note_error(self, error: WebError) -> None:
        self.faults.append(f"script error: {error.error}")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of this machine where there is one, else Playwright's own."""
    found = chromium.find()
    return browser_type_launch_args | {"args": chromium.FLAGS} | ({"executable_path": found} if found else {})


@pytest.fixture(scope="session")
def _running_server() -> Iterator[LiveServer]:
    """One for the whole run: a server that stops makes its test wait for half a second."""
    server = LiveServer("localhost", start=False)
    server.thread.static_handler = SiteAlone
    server.start()
    yield server
    server.stop()


@pytest.fixture
def live_server(transactional_db: None, _running_server: LiveServer) -> Iterator[LiveServer]:
    """The site at a port of localhost, in threads of this process."""
    yield _running_server
    SiteAlone.await_rest()


@pytest.fixture
def console() -> Iterator[Console]:
    """The console of all pages that the test opens. A violated policy or an uncaught error fails the test."""
    console = Console()
    yield console
    assert console.faults == []


@pytest.fixture
def open_page(
    live_server: LiveServer, sandbox: Sandbox, console: Console, new_context: Callable[..., BrowserContext]
) -> OpenPage:
    """See `OpenPage`."""

    def open_one(
        *,
        dark: bool = False,
        width: int = 1440,
        height: int = 900,
        javascript: bool = True,
        worker: bool = False,
    ) -> Page:
        context = new_context(
            base_url=live_server.url,
            color_scheme="dark" if dark else "light",
            timezone_id="UTC",  # as nobody's mailbox, wherever this machine is
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            service_workers="allow" if worker else "block",
        )
        context.set_default_timeout(ACTION_PATIENCE)
        console.watch(context)
        return context.new_page()

    return open_one


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page of the live site for somebody who is not signed in."""
    return open_page()


@pytest.fixture
def signed_in_page(open_page: OpenPage, live_server: LiveServer, sign_in: SignIn) -> SignedInPage:
    """See `SignedInPage`."""

    def sign_in_there(
        address: str,
        *,
        dark: bool = False,
        width: int = 1440,
        height: int = 900,
        javascript: bool = True,
        worker: bool = False,
    ) -> Page:
        page = open_page(dark=dark, width=width, height=height, javascript=javascript, worker=worker)
        cookies = sign_in(address).cookies.items()
        page.context.add_cookies(
            [{"name": name, "value": cookie.value, "url": live_server.url} for name, cookie in cookies]
        )
        page.goto("/")
        return page

    return sign_in_there


@pytest.fixture
def alex_page(signed_in_page: SignedInPage) -> Page:
    """Alex in the browser, on the board."""
    return signed_in_page(ALEX)


@pytest.fixture
def axe() -> Check:
    """See `Check`."""

    def check(page: Page, *, only: Sequence[str] = ()) -> None:
        options: dict[str, Any] = {"resultTypes": ["violations"]}  # no list of all that is well
        results = Axe().run(page, options=options | ({"runOnly": list(only)} if only else {}))
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return check


def wait_for_promise(page: Page, expression: str) -> None:
    """Evaluate an expression that gives a promise until its value is true.

    Playwright's `wait_for_function` takes the promise itself for true and does not wait.
    """
    deadline = time.monotonic() + 15
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, f"not true within 15 seconds: {expression}"
        page.wait_for_timeout(50)
