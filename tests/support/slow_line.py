"""Pages that arrive piece by piece, as over a slow line; a slow machine reads every page like that."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from tests.support.browser import SiteAlone

_PIECE = 1_000
"""Bytes of one piece: less than the header of a page, or two rows."""
_PAUSE = 0.01
"""Seconds between two pieces, in which a browser can show what it has."""


def lay(patch: pytest.MonkeyPatch) -> None:
    """Let what a person navigates to on the live site arrive in pieces, uncompressed."""
    answered = SiteAlone.get_response

    def slowly(site: SiteAlone, request: HttpRequest) -> HttpResponseBase:
        if request.headers.get("Sec-Fetch-Mode") != "navigate":
            return answered(site, request)
        request.META.pop("HTTP_ACCEPT_ENCODING", None)
        return _in_pieces(answered(site, request))

    patch.setattr(SiteAlone, "get_response", slowly)


def _in_pieces(whole: HttpResponseBase) -> StreamingHttpResponse:
    slow = StreamingHttpResponse(_pieces(whole.getvalue()), status=whole.status_code)
    slow.headers, slow.cookies = whole.headers, whole.cookies
    del slow.headers["Content-Length"]
    return slow


def _pieces(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), _PIECE):
        yield content[start : start + _PIECE]
        time.sleep(_PAUSE)
