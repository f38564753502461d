"""Every state of the site without a violation that axe finds: languages, widths and themes take turns.

`make screenshots` looks at each state in each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.screenshots.gallery import CHINESE, ENGLISH, Owner, plant
from tests.support.browser import OpenPage, SignedInPage
from tests.support.sandbox_process import Sandbox
from tests.support.states import SIGNED_IN, SIGNED_OUT
from tests.support.steps import Step, Visit, reached

Check = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class Turn:
    """Every fourth state, from the `nth` on, as this person sees it."""

    nth: int
    owner: Owner
    width: int
    dark: bool

    def of(self, states: Mapping[str, tuple[Step, ...]]) -> list[tuple[str, tuple[Step, ...]]]:
        return list(states.items())[self.nth :: 4]


TURNS = [
    pytest.param(Turn(0, ENGLISH, 1440, dark=False), id="English, wide, light"),
    pytest.param(Turn(1, CHINESE, 390, dark=True), id="Chinese, narrow, dark"),
    pytest.param(Turn(2, ENGLISH, 390, dark=True), id="English, narrow, dark"),
    pytest.param(Turn(3, CHINESE, 1440, dark=False), id="Chinese, wide, light"),
]


@pytest.mark.parametrize("turn", TURNS)
def test_states_before_the_sign_in(open_page: OpenPage, sandbox: Sandbox, axe: Check, turn: Turn) -> None:
    page = open_page(width=turn.width, dark=turn.dark)
    page.set_extra_http_headers({"Accept-Language": "zh-CN" if turn.owner is CHINESE else "en"})
    _look(Visit(page, sandbox, {}), turn.of(SIGNED_OUT), axe)


@pytest.mark.parametrize("turn", TURNS)
def test_states_of_a_person(signed_in_page: SignedInPage, sandbox: Sandbox, axe: Check, turn: Turn) -> None:
    ids = plant(sandbox, turn.owner)
    page = signed_in_page(turn.owner.address, width=turn.width, dark=turn.dark, worker=True)
    _look(Visit(page, sandbox, ids), turn.of(SIGNED_IN), axe)


def _look(visit: Visit, states: list[tuple[str, tuple[Step, ...]]], axe: Check) -> None:
    visit.page.emulate_media(reduced_motion="reduce")
    for name, steps in states:
        with reached(visit, steps) as page:
            try:
                axe(page)
            except AssertionError as wrong:
                wrong.add_note(f"in the state {name}")
                raise
