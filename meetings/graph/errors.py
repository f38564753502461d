"""The errors of Microsoft Graph, and which answer means which.

GraphError
├── NotAllowed     a permission is missing, or the person may not change the calendar
│   └── NotPermitted   the site may not even read the person's own calendar (any more)
├── NotFound       no such event or calendar in this mailbox
│   └── NoMailbox  the account has no Exchange Online mailbox at all
├── TryLater       throttled, overloaded or out of reach; `retry_after` is in seconds if Microsoft gave it
│   └── TooSlow    no complete answer in the time that a person can be kept waiting
└── Refused        Graph refused the request; `code` says why
    └── PreconditionFailed   the event was changed in the meantime (412)

Each has a sentence for the person, Microsoft's error code, and its request id, which support can look up.
accounts.errors.SignInNeeded is not one of them, so that nobody handles it as a failure of Graph by accident.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.errors import SignInNeeded
from accounts.transport import retry_after
from meetings.graph import challenges


class GraphError(Exception):
    """Any failure of a call to Graph. `status` is the HTTP status for the site's own response."""

    status = 502
    title: str | Promise = _("Microsoft 365 gave an answer we did not expect.")
    advice: str | Promise = _("Try again in a moment. If it stays like this, tell your administrator.")

    def __init__(
        self, code: str = "", request_id: str = "", retry_after: float | None = None, data: Any = None
    ) -> None:
        super().__init__(f"{type(self).__name__} {code} (request-id {request_id or 'none'})")
        self.code = code
        self.request_id = request_id
        self.retry_after = retry_after
        self.data = data


class NotAllowed(GraphError):
    status = 403
    title = _("Microsoft 365 does not allow this.")
    advice = _(
        "The calendar may be read-only for you, or your organization withholds the permission: "
        "ask your administrator."
    )


class NotPermitted(NotAllowed):
    title = _("Meetboard has no permission to read your calendar.")
    advice = _(
        "You or an administrator may have withdrawn it. Sign in again to give it anew; if Microsoft then "
        "asks for an administrator's approval, yours has to approve Meetboard for your organization."
    )


class NotFound(GraphError):
    status = 404
    title = _("This meeting is not in your calendar.")
    advice = _("It may have been deleted or moved, or the link belongs to somebody else's calendar.")


class NoMailbox(NotFound):
    title = _("This account has no calendar in Microsoft 365.")
    advice = _(
        "An administrator has to give the account a license with Exchange Online. "
        "After that it can take a quarter of an hour until the calendar is there."
    )


class TryLater(GraphError):
    status = 503
    title = _("Microsoft 365 is busy or out of reach.")
    advice = _("Nothing was lost. Try again in a moment.")


class TooSlow(TryLater):
    title = _("Microsoft 365 takes too long to answer.")


class Refused(GraphError):
    status = 422
    title = _("Microsoft 365 refused the request.")
    advice = _("Check what you entered and try again.")


class PreconditionFailed(Refused):
    status = 409
    title = _("This meeting was changed by somebody else at the same moment.")
    advice = _("Look at it again, then repeat what you wanted to do.")


_NO_MAILBOX = {"mailboxnotenabledforrestapi", "mailboxnotsupportedforrestapi"}
_BAD_ID = {"errorinvalididmalformed", "errorinvalidid"}


def from_answer(status: int, body: Any, headers: Mapping[str, str]) -> GraphError | SignInNeeded:
    """The error that an answer with `status` 400 or above, or without a JSON object, means (docs/graph.md 3).

    `body` is its JSON, or None. Error codes come in several vocabularies and in any case. Messages are never
    read.
    """
    error = body.get("error") if isinstance(body, Mapping) else None
    error = error if isinstance(error, Mapping) else {}
    code = error["code"] if isinstance(error.get("code"), str) else ""
    inner = error.get("innerError") or error.get("innererror")
    inner = inner if isinstance(inner, Mapping) else {}
    request_id = str(_header(headers, "request-id") or inner.get("request-id") or "")
    if status == 401:
        challenge = challenges.read(_header(headers, "www-authenticate"))
        return SignInNeeded(code or "401", challenge, request_id)
    error_class = _error_class(status, code.lower())
    return error_class(code or str(status), request_id, retry_after(_header(headers, "retry-after")), error)


def _error_class(status: int, code: str) -> type[GraphError]:
    if code in _NO_MAILBOX:
        return NoMailbox
    if status == 404 or code in _BAD_ID:
        return NotFound
    if status < 400 or status == 429 or status >= 500:
        return TryLater
    return {403: NotAllowed, 412: PreconditionFailed}.get(status, Refused)


def _header(headers: Mapping[str, str], name: str) -> str | None:
    """A header by its lower-case name; those inside a batch are a plain dict, with names in any case."""
    return next((value for key, value in headers.items() if key.lower() == name), None)
