"""Microsoft Graph: the client and its error tree."""

from meetings.graph.client import Client, Read
from meetings.graph.errors import (
    Conflict,
    GraphError,
    NoMailbox,
    NotAllowed,
    NotFound,
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
    "Read",
    "Refused",
    "SignInNeeded",
    "TryLater",
]
