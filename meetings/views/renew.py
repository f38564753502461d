"""The board that a page shows, read anew: asked for by the page itself while it is seen."""

from __future__ import annotations

import hashlib
import re

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from meetings.person import PersonRequest
from meetings.views.agenda import agenda

# What differs from answer to answer though nothing changed.
_FLEETING = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|data-(?:as-of|now)="[^"]*"')


@require_safe
def renew(request: PersonRequest, person: int) -> HttpResponse:
    """The board at the page's address, read anew; 304 when the page has it, 204 when `person` has left.

    `As-Of` is when it was read, as the person reads clocks, percent-encoded. With 503 it is the last list.
    """
    if request.user.pk != person:
        return HttpResponse(status=204)
    board = agenda(request, renewing=True)
    if board.status_code != 200:
        return board
    board["ETag"] = f'"{hashlib.sha256(_FLEETING.sub(b"", board.content)).hexdigest()[:32]}"'
    answer = get_conditional_response(request, etag=board["ETag"], response=board) or board
    answer["As-Of"] = board["As-Of"]
    return answer


# When the session has ended it ends quietly (accounts.middleware).
renew.asks_by_itself = True  # type: ignore[attr-defined]
