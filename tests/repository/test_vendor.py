"""Files made by others stand as they were made, each with its license."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from meetings.events import Provider
from meetings.events.providers import all_providers
from meetings.pages.static_files import SCRIPTS, SHEETS
from meetings.wording import providers
from tests.support.pages import read
from tools.vendor import own_style_sheets

STATIC = Path(__file__).resolve().parents[2] / "static"
MANIFEST: list[dict[str, Any]] = json.loads((STATIC / "vendor" / "manifest.json").read_text())
LISTED = {name: digest for package in MANIFEST for name, digest in package["files"].items()}


@pytest.mark.parametrize("name", LISTED)
def test_file_is_as_it_was_made(name: str) -> None:
    assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == LISTED[name]


def test_nothing_unlisted_stands_among_the_vendored_files() -> None:
    there = {path.relative_to(STATIC).as_posix() for path in (STATIC / "vendor").iterdir()}
    assert there - {"vendor/manifest.json"} <= LISTED.keys()


@pytest.mark.parametrize("package", MANIFEST, ids=lambda package: str(package["name"]))
def test_package_comes_with_its_license(package: dict[str, Any]) -> None:
    licenses = [name for name in package["files"] if name.endswith(".LICENSE.txt")]
    assert licenses
    for name in licenses:
        assert package["license"] == "MIT"
        assert "Permission is hereby granted, free of charge" in (STATIC / name).read_text()


def test_styles_use_what_is_defined_and_nothing_more_is_sent() -> None:
    tokens = set(
        re.findall(r"^ +--([A-Za-z0-9]+):", (STATIC / "vendor" / "fluent-tokens.css").read_text(), re.M)
    )
    own = "".join(sheet.read_text() for sheet in own_style_sheets())
    used, made = set(re.findall(r"var\(--([\w-]+)", own)), set(re.findall(r"--([\w-]+):", own))
    assert used - made == tokens


def test_every_style_sheet_is_sent() -> None:
    assert sorted(SHEETS) == sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.css"))


def test_every_script_is_sent_or_belongs_to_one_page() -> None:
    scripts = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.js"))
    assert sorted([*SCRIPTS, "pages/offline.js"]) == scripts


def test_style_sheets_are_one_file_in_production(client: Client) -> None:
    (sheet,) = read(client.get("/")).all("link[rel=stylesheet]")
    joined = b"".join(client.get(sheet["href"])).decode()
    assert all((STATIC / name).read_text() in joined for name in SHEETS)


def test_scripts_are_one_file_in_production_and_keep_their_names_to_themselves(client: Client) -> None:
    (script,) = read(client.get("/")).all("script[type=module]")
    joined = b"".join(client.get(script["src"])).decode()
    assert joined == "\n".join(f"{{\n{(STATIC / name).read_text()}\n}}" for name in SCRIPTS)


def test_icons_take_the_colour_of_the_text() -> None:
    symbols = re.findall(r"<symbol [^>]*>", (STATIC / "icons.svg").read_text())
    assert symbols
    assert all('fill="currentColor"' in symbol for symbol in symbols)


def test_icons_are_those_that_pages_use() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))
    templates = "".join(path.read_text() for path in (STATIC.parent / "templates").rglob("*.html"))
    code = "".join(path.read_text() for path in (STATIC.parent / "meetings").rglob("*.py"))
    assert drawn <= set(re.findall(r'"([a-z-]+)"', templates + code))
    of_providers = {providers.icon(each) for each in (*all_providers(), Provider("unknown"))}
    assert set(re.findall(r'\bicon\("([a-z-]+)"\)', templates)) | of_providers <= drawn
