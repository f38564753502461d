"""The `claims` parameter: what an application says it can take, and what Graph told it to ask for.

https://learn.microsoft.com/entra/identity-platform/claims-challenge
"""

import json
from dataclasses import dataclass
from typing import Any

from sandbox.signin.errors import SignInError

_CAPABILITIES = "xms_cc"


@dataclass(frozen=True, slots=True)
class ClaimsRequest:
    """What is asked of the access token: the application's `capabilities`, and the `claims` besides."""

    capabilities: tuple[str, ...] = ()
    claims: frozenset[str] = frozenset()

    @classmethod
    def read(cls, parameter: str) -> "ClaimsRequest":
        """Raises SignInError for anything but a JSON object, or nothing at all."""
        try:
            asked = json.loads(parameter or "{}")
        except ValueError:
            asked = None
        if not isinstance(asked, dict):
            raise SignInError(90023, "invalid_request", "The 'claims' parameter is not a JSON object.")
        access_token = asked.get("access_token")
        members = access_token if isinstance(access_token, dict) else {}
        return cls(_capabilities(members.get(_CAPABILITIES)), frozenset(members) - {_CAPABILITIES})


def _capabilities(asked: Any) -> tuple[str, ...]:
    values = asked.get("values") if isinstance(asked, dict) else None
    return tuple(filter(lambda value: isinstance(value, str), values)) if isinstance(values, list) else ()
