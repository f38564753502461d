"""A mistake of the site's own: the person is told, also when what every page is made of has failed."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.conftest import SignIn

SORRY = "Something went wrong on our side."


@pytest.fixture
def visitor(sign_in: SignIn) -> Client:
    """Alex's browser, which gets the site's answer to an error as browsers do."""
    browser = sign_in()
    browser.raise_request_exception = False
    return browser


@contextmanager
def spoiled(folder: Path, template: str) -> Iterator[None]:
    """For as long as the block lasts, the site finds a template that cannot be rendered."""
    (folder / template).parent.mkdir(exist_ok=True)
    (folder / template).write_text("{% include 'gone.html' %}")
    templates: list[dict[str, Any]] = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].insert(0, folder)
    with override_settings(TEMPLATES=templates):
        yield


@pytest.mark.parametrize("template", ["pages/_header.html", "pages/base.html"])
def test_a_failing_part_of_every_page_does_not_leave_an_empty_one(
    visitor: Client, tmp_path: Path, template: str
) -> None:
    with spoiled(tmp_path, template):
        answer = visitor.get("/")
    assert answer.status_code == 500
    assert f"<strong>{SORRY}</strong>" in answer.content.decode()
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")


def test_in_place_of_a_part_of_the_page_it_is_a_message(visitor: Client, tmp_path: Path) -> None:
    with spoiled(tmp_path, "board/_agenda_swapped.html"), spoiled(tmp_path, "pages/_error.html"):
        answer = visitor.get("/", headers={"HX-Request": "true", "HX-Target": "agenda"})
    assert answer.status_code == 500
    assert answer.content.decode().startswith('<div class="message" data-level="error" role="alert">')
    assert SORRY in answer.content.decode()


def test_a_mistake_elsewhere_has_a_whole_page(visitor: Client, tmp_path: Path) -> None:
    with spoiled(tmp_path, "board/_agenda.html"):
        answer = visitor.get("/")
    assert answer.status_code == 500
    assert SORRY in answer.content.decode()
    assert 'class="header"' in answer.content.decode()
