"""The budgets of the site that no machine changes: bytes on the wire, requests, calls to Graph."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.bench import requests, weeks, weight
from tests.support.browser import SignedInPage
from tests.support.planting import ALEX
from tests.support.sandbox_process import Sandbox
from tests.support.visitor import Visitor


@pytest.fixture
def visitor(live_server: LiveServer, sandbox: Sandbox) -> Iterator[Visitor]:
    """Alex, as somebody who counts what comes over the wire."""
    with closing(Visitor(live_server.url, ALEX)) as visitor:
        yield visitor


def test_scripts_styles_and_full_weeks_are_small(visitor: Visitor, sandbox: Sandbox) -> None:
    weeks.plant(sandbox, weeks.HUNDRED)
    sizes = weight.of_site(visitor)
    assert sizes.keys() == weight.BUDGETS.keys()
    assert [what for what, most in weight.BUDGETS.items() if not 0 < sizes[what] <= most] == [], sizes


def test_files_are_compressed_and_kept_for_good(visitor: Visitor) -> None:
    for path in weight.of_files(visitor):
        page = visitor.get(path)
        if path.startswith("/static/"):
            assert "immutable" in page.headers["Cache-Control"], path
        assert page.sent < page.size or page.size < 400, path


def test_acts_on_the_board_are_one_request_and_ask_microsoft_only_for_what_is_new(
    signed_in_page: SignedInPage, sandbox: Sandbox
) -> None:
    page = signed_in_page(ALEX)
    assert requests.of_acts(sandbox, page) == requests.BUDGETS
