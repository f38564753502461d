"""A join link as a QR code, for the phone's camera."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe

# Modules of white around the code, without which cameras do not find it.
_BORDER = 4


def drawing(url: str) -> SafeString:
    """An SVG drawn by attributes alone, dark on white in every theme; empty for a link that fits no code."""
    try:
        code = segno.make(url, error="l", micro=False)
    except segno.DataOverflowError:
        return mark_safe("")
    svg = code.svg_inline(
        border=_BORDER, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    return mark_safe(svg)  # noqa: S308 - numbers and colours; the link is in the dots only
