"""The client for Microsoft Graph, and its errors."""

from accounts.errors import SignInNeeded
from meetings.graph.batches import Answer, Json, Read
from meetings.graph.client import Client
from meetings.graph.errors import (
    GraphError,
    NoMailbox,
    NotAllowed,
    NotFound,
    NotPermitted,
    PreconditionFailed,
    Refused,
    TryLater,
)

__all__ = [
    "Answer",
    "Client",
    "GraphError",
    "Json",
    "NoMailbox",
    "NotAllowed",
    "NotFound",
    "NotPermitted",
    "PreconditionFailed",
    "Read",
    "Refused",
    "SignInNeeded",
    "TryLater",
]
