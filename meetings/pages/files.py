"""Template tags for static files: style sheets, scripts and icons."""

from __future__ import annotations

from functools import cache

from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from meetings.pages.static_files import SCRIPT, SCRIPTS, SHEETS, STYLE, JoinedFiles


@cache
def style_sheets() -> SafeString:
    """The link elements of the style sheets: one in production, one for each sheet with DEBUG."""
    names = (STYLE,) if isinstance(staticfiles_storage, JoinedFiles) else SHEETS
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(name),) for name in names))


@cache
def scripts() -> SafeString:
    """The script elements of every page: one in production, one for each script with DEBUG."""
    names = (SCRIPT,) if isinstance(staticfiles_storage, JoinedFiles) else SCRIPTS
    return format_html_join(
        "\n", '<script src="{}" type="module"></script>', ((static(name),) for name in names)
    )


@cache
def icon(name: str) -> SafeString:
    """An icon of static/icons.svg, hidden from screen readers: the words beside it say the same."""
    sprite = static("icons.svg")
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', sprite, name)
