"""All measures, as plain tables on standard output, in about two minutes."""

from __future__ import annotations

from contextlib import closing

from playwright.sync_api import sync_playwright

from tests.bench import paint, requests, speed, weeks, weight
from tests.support.planting import ALEX
from tests.support.running_site import running_site
from tests.support.visitor import Visitor
from tools import chromium


def main() -> None:
    """Start both sides on free ports, measure, print, end them."""
    with running_site() as (site, sandbox), closing(Visitor(site, ALEX)) as visitor:
        requests.show_pages(
            sandbox, visitor
        )  # first: the agenda after a sign-in learns the mailbox's facts too
        speed.show_latencies(sandbox, visitor)
        weeks.plant_all(sandbox)
        speed.show_sizes(sandbox, visitor)
        weight.show(visitor)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
            with browser.new_context(base_url=site) as context:
                context.add_cookies(
                    [{"name": name, "value": value, "url": site} for name, value in visitor.cookies.items()]
                )
                page = context.new_page()
                requests.show_acts(sandbox, page)
                paint.show(page)
            browser.close()


if __name__ == "__main__":
    main()
