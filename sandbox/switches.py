"""How the sandbox's Microsoft 365 is told to behave."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

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
    """Give new Teams meetings a conference ID and a toll number, as the license for it does."""
    conflict_without_if_match: int = 0
    """How many PATCHes without If-Match meet a 412, as just after Exchange itself touched an event."""
    concurrency: int = 4
    """Calls at once for one mailbox before Graph throttles; 0 switches the limit off."""

    access_token_seconds: int = 3600
    refresh_tokens_single_use: bool = False
    """Refuse a refresh token that was used before; Entra ID lets it live on."""
    known_clients_only: bool = False
    """Refuse client ids other than the dashboard's."""
    client_secret_expired: bool = False
    """The dashboard's secret is the right one, but its time is over (AADSTS7000222)."""
    redirect_uris: tuple[str, ...] = REDIRECT_URIS
    consent: str = "none"
    """`none`: agreed beforehand; `ask`: the person is asked; `admin`: an administrator approves first."""
    id_token_fault: str = ""
    """What to get wrong in id_tokens: nonce, audience, issuer, signature or expired."""
    claims_challenge: float = 0.0
    """UNIX seconds: access tokens issued before it meet a claims challenge (continuous access evaluation), if
    their application declared that it can answer one (`cp1`)."""
    claims_need_sign_in: bool = False
    """Refuse a refresh token by which claims are asked for (AADSTS50076): the person has to sign in."""

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
