"""The watch that browser tests keep on every page notices what it is there for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.support.browser import Console


def test_violated_policy_is_a_fault(page: Page, console: Console) -> None:
    page.goto("/accounts/sign-in/")
    with page.context.expect_event("console", lambda message: message.text.startswith("content policy")):
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: '1'}))")
    assert "script-src" in console.faults.pop()


def test_uncaught_error_is_a_fault(page: Page, console: Console) -> None:
    page.goto("/accounts/sign-in/")
    with page.context.expect_event("weberror"):
        page.evaluate("setTimeout(() => { throw new Error('out of order') })")
    assert console.faults.pop() == "script error: out of order"


def test_axe_finds_an_image_without_words(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto("/accounts/sign-in/")
    axe(page)
    page.evaluate("document.querySelector('main').append(new Image())")
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)
