"""Pictures of every page and state: `make screenshots`, into the folder screenshots/ with a contact sheet.

In both languages, three widths and both themes; options choose among them. axe looks at each state, and what
it finds is printed, as is every state that was not reached.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page, ViewportSize, sync_playwright

from tests.screenshots.contact_sheet import contact_sheet
from tests.screenshots.gallery import CHINESE, ENGLISH, plant
from tests.support.running_site import running_site
from tests.support.sandbox_process import PROJECT, Sandbox
from tests.support.states import SIGNED_IN, SIGNED_OUT
from tests.support.steps import Step, Visit, reached
from tools import chromium

FOLDER = PROJECT / "screenshots"
OWNERS = {"en": ENGLISH, "zh-CN": CHINESE}
HEIGHTS = {1440: 900, 768: 1024, 390: 844}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PATIENCE = 5_000  # milliseconds until a state counts as not reached
# A dialog or a menu, or a place below the page's head.
IS_ABOUT_WINDOW = "scrollY > 0 || document.querySelector('dialog[open], :popover-open') !== null"


@dataclass
class Album:
    """The pictures of a run: which states and themes, what was taken, and what was wrong."""

    states: list[str]
    themes: list[Literal["light", "dark"]]
    taken: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def walk(self, visit: Visit, states: Mapping[str, tuple[Step, ...]], tail: str) -> None:
        """Take each of the chosen `states`; file names end in `tail`, such as en-390, and the theme."""
        for state in states:
            if state not in self.states:
                continue
            visit.broken.clear()
            try:
                with reached(visit, states[state]):
                    assert not visit.broken, f"an error of the site at {visit.broken[0]}"
                    for theme in self.themes:
                        self._take(visit.page, f"{state}-{tail}-{theme}", theme)
            except (Error, AssertionError) as error:
                self.missed.append(f"{state}-{tail}: {str(error).strip().splitlines()[0]}")

    def _take(self, page: Page, name: str, theme: Literal["light", "dark"]) -> None:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        size = page.viewport_size
        assert size
        if not page.evaluate(IS_ABOUT_WINDOW):
            # Not Playwright's own full page, in which what sticks to the window's edge stands half-way.
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": size["width"], "height": height})
        page.screenshot(path=FOLDER / f"{name}.png")
        page.set_viewport_size(size)
        self.taken.append(name)
        for violation in Axe().run(page).response["violations"]:
            targets = ", ".join(str(node["target"]) for node in violation["nodes"][:3])
            self.violations.append(f"{name}: {violation['id']}, {len(violation['nodes'])} times: {targets}")


def main() -> int:
    """Start both sides, take the pictures, end both; returns 1 when axe or a state complains."""
    options = _options()
    album = Album(options.states, options.themes)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with running_site() as (site, sandbox), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        for language, width in product(options.languages, options.widths):
            _tour(browser, album, site, sandbox, language, width)
            print(f"{language} at {width} pixels: {len(album.taken)} pictures so far", flush=True)
        browser.close()
    (FOLDER / "index.html").write_text(contact_sheet(album.taken), encoding="utf-8")
    print(*album.missed, *album.violations, sep="\n")
    print(f"{len(album.missed)} states not reached; axe: {len(album.violations)} violations")
    print(f"{len(album.taken)} pictures in {FOLDER.name}/, all of them in {FOLDER.name}/index.html")
    return 1 if album.missed or album.violations else 0


def _tour(browser: Browser, album: Album, site: str, sandbox: Sandbox, language: str, width: int) -> None:
    """All states at one width in one language, with a fresh sandbox and a fresh browser profile."""
    sandbox.reset()
    owner = OWNERS[language]
    ids = plant(sandbox, owner)
    size = ViewportSize(width=width, height=HEIGHTS.get(width, 900))
    with browser.new_context(
        base_url=site, locale=language, timezone_id=owner.browser_zone, viewport=size
    ) as context:
        context.set_default_timeout(PATIENCE)
        visit = Visit(context.new_page(), sandbox, ids)
        album.walk(visit, SIGNED_OUT, f"{language}-{width}")
        visit.page.goto("/")
        visit.page.locator("form.sign-in button").click()
        visit.page.locator(f"button[value='{owner.address}']").click()
        visit.page.wait_for_url(f"{site}/")
        album.walk(visit, SIGNED_IN, f"{language}-{width}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make screenshots", description="Pictures of every page and state.")
    states = [*SIGNED_OUT, *SIGNED_IN]
    parser.add_argument("--states", nargs="+", choices=states, default=states, metavar="STATE")
    parser.add_argument("--languages", nargs="+", choices=OWNERS, default=list(OWNERS))
    parser.add_argument("--widths", nargs="+", type=int, default=list(HEIGHTS), metavar="PIXELS")
    parser.add_argument("--themes", nargs="+", choices=THEMES, default=list(THEMES))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
