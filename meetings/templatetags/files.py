"""The files that every page brings along."""

from __future__ import annotations

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from meetings.static_files import JOINED, SHEETS, OneStyleSheet

register = template.Library()


@register.simple_tag
def style_sheets() -> SafeString:
    """The links to the style: one in production, one for each topic while developing (DEBUG)."""
    names = (JOINED,) if isinstance(staticfiles_storage, OneStyleSheet) else SHEETS
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(name),) for name in names))
