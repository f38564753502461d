"""What a browser is sent, in bytes on the wire: compressed."""

from __future__ import annotations

import re

from tests.bench.tables import kb, verdict
from tests.bench.tables import show as show_table
from tests.bench.weeks import HUNDRED
from tests.support.visitor import Visitor

OWN_SCRIPT, VENDORED_SCRIPT, STYLE = "own script", "vendored script", "style"
LIST, WEEK = "100 events as a list", "100 events as a week"
BUDGETS = {OWN_SCRIPT: 15_000, VENDORED_SCRIPT: 20_000, STYLE: 15_000, LIST: 60_000, WEEK: 60_000}

_PAGES = {LIST: f"/?day={HUNDRED}", WEEK: f"/?view=week&day={HUNDRED}"}
_WITH_FILES = ("/", "/offline/")  # the page for being offline has a script of its own
_WORKER = "/sw.js"
_VENDORED = ("/static/django_htmx/", "/static/vendor/")


def of_site(visitor: Visitor) -> dict[str, int]:
    """The bytes of all scripts and styles, and of two views of a week (tests.bench.weeks)."""
    sizes = dict.fromkeys((OWN_SCRIPT, VENDORED_SCRIPT, STYLE), 0)
    for path, size in of_files(visitor).items():
        kind = _kind(path)
        if kind:
            sizes[kind] += size
    return sizes | {name: visitor.get(address).sent for name, address in _PAGES.items()}


def of_files(visitor: Visitor) -> dict[str, int]:
    """The bytes of each file that pages bring along, by its path."""
    found = [
        re.findall(r'(?:href|src)="(/static/[^"#]+\.(?:css|js|svg))', visitor.get(page).text)
        for page in _WITH_FILES
    ]
    paths = sorted({path for paths in found for path in paths})
    return {path: visitor.get(path).sent for path in (*paths, _WORKER)}


def show(visitor: Visitor) -> None:
    """What each file and page weighs, and what all do together."""
    files = of_files(visitor)
    rows = [[re.sub(r"\.[0-9a-f]{12}\.", ".", path), kb(size)] for path, size in files.items()]
    show_table(
        "Files of the site", ["file", "kB on the wire"], [*rows, ["all, once", kb(sum(files.values()))]]
    )
    pages = {"agenda": "/", "new meeting": "/meetings/new/"}
    found = {name: visitor.get(path) for name, path in pages.items()}
    show_table("Pages", ["page", "kB on the wire"], [[name, kb(page.sent)] for name, page in found.items()])
    sizes = of_site(visitor)
    rows = [[name, kb(sizes[name]), kb(most), verdict(sizes[name], most)] for name, most in BUDGETS.items()]
    show_table("Sizes and budgets", ["what", "kB on the wire", "budget", ""], rows)


def _kind(path: str) -> str:
    if path.endswith(".css"):
        return STYLE
    if not path.endswith(".js"):
        return ""
    return VENDORED_SCRIPT if path.startswith(_VENDORED) else OWN_SCRIPT
