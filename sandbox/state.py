"""Everything the sandbox remembers, in memory, behind one lock.

Nearly every module reads it, so it imports none of them but for their types; `start_over` fills it.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sandbox.switches import Settings

if TYPE_CHECKING:
    from sandbox.faults import Fault
    from sandbox.graph.mailbox import Mailbox
    from sandbox.signin.grants import Code, RefreshToken

REQUESTS_KEPT = 5_000


@dataclass(slots=True)
class State:
    """What changes while the sandbox runs. Hold `lock` for anything beyond one read."""

    initial: Settings = field(default_factory=Settings)
    """What a reset goes back to: the command line may differ from the defaults."""
    public_url: str = "http://localhost:8001"
    ca_pem: str = ""
    """The certificate that clients trust, for `GET /_sandbox/ca.pem`."""
    lock: threading.RLock = field(default_factory=threading.RLock)

    settings: Settings = field(default_factory=Settings)
    sessions: dict[str, str] = field(default_factory=dict)
    """Cookie value of a browser -> the address of who signed in there."""
    clients: dict[str, str] = field(default_factory=dict)
    """Client id -> the secret it came with first."""
    codes: dict[str, Code] = field(default_factory=dict)
    refresh_tokens: dict[str, RefreshToken] = field(default_factory=dict)
    revoked: dict[str, float] = field(default_factory=dict)
    """Person key -> UNIX seconds before which no grant counts any more."""
    consents: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """(person key, client id) -> the scopes agreed to."""
    approvals: dict[str, frozenset[str]] = field(default_factory=dict)
    """Client id -> the scopes that an administrator approved for everybody in the company."""
    mailboxes: dict[str, Mailbox] = field(default_factory=dict)
    """Person key -> mailbox."""
    faults: list[Fault] = field(default_factory=list)
    requests: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=REQUESTS_KEPT))

    def forget(self) -> None:
        """Empty every memory but the calendars, and go back to the initial settings."""
        self.settings = self.initial
        self.sessions.clear()
        self.clients.clear()
        self.codes.clear()
        self.refresh_tokens.clear()
        self.revoked.clear()
        self.consents.clear()
        self.approvals.clear()
        self.faults.clear()
        self.requests.clear()


state = State()
