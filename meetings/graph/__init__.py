"""Microsoft Graph: the client and its error tree."""

from meetings.graph.batches import Read
from meetings.graph.client import Client
from meetings.graph.errors import (
    Conflict,
    GraphError,
    NoMailbox,
    NotAllowed,
    NotFound,
    NotPermitted,
    Refused,
    SignInNeeded,
    TryLater,
)

__all__ = [
    "Client",
    "Conflict",
    "GraphError",
    "NoMailbox",
    "NotAllowed",
    "NotFound",
    "NotPermitted",
    "Read",
    "Refused",
    "SignInNeeded",
    "TryLater",
]
