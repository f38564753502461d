"""Draws static/icons/ from static/favicon.svg with the browser of the tests: `python -m tools.icons`."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools import chromium

STATIC = Path(__file__).resolve().parent.parent / "static"

# Name, edge in pixels, and whether the drawing fills the square. Systems crop such icons to their own shape,
# which shows at least the middle four fifths.
ICONS = (
    ("icon-192", 192, False),
    ("icon-512", 512, False),
    ("maskable-512", 512, True),
    ("apple-touch-icon", 180, True),
)


def main() -> None:
    """Write every icon."""
    (STATIC / "icons").mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        for name, edge, fills in ICONS:
            (STATIC / "icons" / f"{name}.png").write_bytes(_draw(browser, edge, fills))
        browser.close()


def _draw(browser: Browser, edge: int, fills: bool) -> bytes:
    """The icon as PNG."""
    drawing = (STATIC / "favicon.svg").read_text()
    if fills:
        drawing = drawing.replace('rx="7"', 'rx="0"', 1)
    page = browser.new_page(viewport={"width": edge, "height": edge})
    page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block; width: 100vw }}</style>{drawing}")
    return page.screenshot(omit_background=True)


if __name__ == "__main__":
    main()
