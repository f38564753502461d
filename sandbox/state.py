"""Everything the sandbox remembers, in memory, behind one lock."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox.faults import Fault
    from sandbox.graph import Mailbox
    from sandbox.signin.grants import Code, RefreshToken

REQUESTS_KEPT = 5_000
REDIRECT_URIS = tuple(
    f"http://{host}{path}"
    for host in ("localhost", "127.0.0.1")
    for path in ("/accounts/callback/", "/callback")
)
CHOICES = {
    "consent": ("none", "ask", "admin"),
    "id_token_fault": ("", "nonce", "audience", "issuer", "signature", "expired"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The switches of `PATCH /_sandbox/settings`; the defaults are what Microsoft 365 does."""

    latency_ms: int = 0
    """Added to each Graph and token call, once per HTTP call."""
    link_delay_reads: int = 0
    """How often a new online meeting is read before its join link is there."""
    substitute_provider: str = ""
    """Make this provider's meeting whichever allowed one is asked for."""
    allowed_providers: str = "own"
    """`own`: what each calendar allows; else names with commas, for every calendar; empty allows nothing."""
    audio_conferencing: bool = True
    """Give new Teams meetings a conference ID and a toll number, as the licence for it does."""
    conflict_without_if_match: int = 0
    """How many PATCHes without If-Match meet a 412, as just after Exchange itself touched an event."""
    concurrency: int = 4
    """Calls at once for one mailbox before Graph throttles; 0 switches the limit off."""

    access_token_seconds: int = 3600
    refresh_tokens_single_use: bool = False
    """Refuse a refresh token that was used before; Entra ID lets it live on."""
    known_clients_only: bool = False
    """Refuse client ids other than the dashboard's."""
    redirect_uris: tuple[str, ...] = REDIRECT_URIS
    consent: str = "none"
    """`none`: agreed beforehand; `ask`: the person is asked; `admin`: only an administrator may agree."""
    id_token_fault: str = ""
    """What to get wrong in id_tokens: nonce, audience, issuer, signature or expired."""
    claims_challenge: float = 0.0
    """UNIX seconds: access tokens issued before it meet a claims challenge (continuous access evaluation)."""

    def changed(self, changes: dict[str, Any]) -> Settings:
        """These settings with `changes` made. Raises ValueError on an unknown name or a wrong type."""
        checked: dict[str, Any] = {}
        for name, value in changes.items():
            if name not in self.__dataclass_fields__:
                raise ValueError(f"There is no setting {name!r}.")
            if name in CHOICES and value not in CHOICES[name]:
                raise ValueError(f"The setting {name!r} is one of {', '.join(map(repr, CHOICES[name]))}.")
            checked[name] = _checked(name, value, getattr(self, name))
        return replace(self, **checked)

    def as_json(self) -> dict[str, Any]:
        """All settings by name, ready for JSON."""
        return asdict(self)


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
    mailboxes: dict[str, Mailbox] = field(default_factory=dict)
    """Person key -> mailbox."""
    faults: list[Fault] = field(default_factory=list)
    requests: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=REQUESTS_KEPT))

    def reset(self) -> None:
        """Forget everything that happened and plant the seeded calendars around the present day."""
        from sandbox import seed  # it needs this module

        with self.lock:
            self.settings = self.initial
            for memory in (self.sessions, self.clients, self.codes, self.refresh_tokens, self.revoked):
                memory.clear()
            self.consents.clear()
            self.faults.clear()
            self.requests.clear()
            self.mailboxes = seed.plant(datetime.now(UTC))


def _checked(name: str, value: Any, current: Any) -> Any:
    """`value` in the type of the `current` one; lists become tuples, whole numbers may stand for decimals."""
    if isinstance(current, tuple):
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise ValueError(f"The setting {name!r} is a list of strings.")
    if isinstance(current, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not type(current):
        raise ValueError(f"The setting {name!r} is of type {type(current).__name__}.")
    return value


state = State()
