"""Draws a join link as a QR code for a phone's camera."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe

# White border in modules (the dots of the code); without it cameras do not recognize the code.
_BORDER = 4


def qr_code_svg(url: str) -> SafeString:
    """The code as inline SVG, dark on white in every theme; empty if `url` is too long for a QR code.

    It has attributes and no style, which the content policy would block.
    """
    try:
        code = segno.make(url, error="l", micro=False)
    except segno.DataOverflowError:
        return mark_safe("")
    svg = code.svg_inline(
        border=_BORDER, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    return mark_safe(svg)  # noqa: S308 - numbers and colors; the link is in the dots only
