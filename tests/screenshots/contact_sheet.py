"""One page with all the pictures of a run, small, a row for each state."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Meetboard, every page and state</title>
<style>
  body {{ font: 14px system-ui; margin: 24px; background: #f0f0f0; color: #222; }}
  section {{ display: flex; gap: 16px; overflow-x: auto; padding-block-end: 16px; }}
  figure {{ margin: 0; flex: none; }}
  img {{ block-size: 320px; display: block; box-shadow: 0 1px 6px #0003; }}
</style>
<h1>Meetboard, every page and state</h1>
{}
</html>
"""


def contact_sheet(names: Iterable[str]) -> str:
    """An HTML page of the pictures; names are state, language, width and theme, such as board-en-390-dark."""
    rows = groupby(sorted(names, key=_state), key=_state)
    return format_html(_PAGE, format_html_join("\n", "<h2>{}</h2><section>{}</section>", _sections(rows)))


def _sections(rows: Iterable[tuple[str, Iterable[str]]]) -> Iterable[tuple[str, SafeString]]:
    image = '<a href="{0}.png"><img src="{0}.png" alt="" loading="lazy"></a>'
    picture = f"<figure>{image}<figcaption>{{1}}</figcaption></figure>"
    for state, names in rows:
        yield state, format_html_join("", picture, ((name, name.removeprefix(f"{state}-")) for name in names))


def _state(name: str) -> str:
    for language in ("-en-", "-zh-CN-"):
        name = name.partition(language)[0]
    return name
