"""Graph's refusals: one exception with status, code and headers of the answer (docs/graph.md 3)."""

from typing import Any


class GraphError(Exception):
    """A call that Graph refuses; becomes the answer's status and its `error` object."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        headers: dict[str, str] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers or {}
        self.extra = extra or {}

    def body(self) -> dict[str, Any]:
        """The JSON answer, without the `innerError` that names the request: the HTTP layer knows its ids."""
        return {"error": {"code": self.code, "message": self.message, **self.extra}}


def invalid(message: str, code: str = "ErrorInvalidRequest") -> GraphError:
    """400, by default with Exchange's general code."""
    return GraphError(400, code, message)


def bad_value(message: str) -> GraphError:
    """400: a member is there, but its value cannot be."""
    return GraphError(400, "ErrorPropertyValidationFailure", message)


def unreadable(message: str) -> GraphError:
    """400: the body or one of its members has the wrong JSON type or an unknown name."""
    return GraphError(400, "RequestBodyRead", message)


def bad_query(message: str) -> GraphError:
    """400: a query option that the gateway itself turns down."""
    return GraphError(400, "BadRequest", message)


def malformed_id() -> GraphError:
    """400: invented, cut off, or from another mailbox. Not a 404 (docs/graph.md 3)."""
    return GraphError(400, "ErrorInvalidIdMalformed", "Id is malformed.")


def item_not_found() -> GraphError:
    """404: an id of this mailbox, but nothing is there any more."""
    return GraphError(404, "ErrorItemNotFound", "The specified object was not found in the store.")


def access_denied() -> GraphError:
    """403: a missing permission, a read-only calendar, or somebody else's mailbox."""
    return GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")


def no_mailbox() -> GraphError:
    """404 below the calendar for people without an Exchange mailbox (docs/graph.md 13)."""
    return GraphError(404, "MailboxNotEnabledForRESTAPI", "REST API is not yet supported for this mailbox.")


def conflict() -> GraphError:
    """412: the item's change key moved (docs/graph.md 3)."""
    return GraphError(
        412,
        "ErrorIrresolvableConflict",
        "The send or update operation could not be performed because the change key passed in the request "
        "does not match the current change key for the item.",
    )


def throttled() -> GraphError:
    """429 over the concurrency limit of app and mailbox; one second's wait, as reported from the field."""
    return GraphError(
        429,
        "ApplicationThrottled",
        "Application is over its MailboxConcurrency limit.",
        headers={"Retry-After": "1"},
    )
