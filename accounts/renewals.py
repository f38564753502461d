"""Writes and reads the failure of a token renewal in the row of a sign-in, where other requests find it.

It is a JSON object with `sign_in_needed` (a code) or `retry_after` (seconds or None), and with the
`challenge` of the renewal: the claims (JSON) that Graph requires in a new token, or "".
"""

from __future__ import annotations

from typing import Any

from accounts.errors import SignInError, SignInNeeded, Unreachable
from accounts.models import SignIn


def failure(error: SignInError, challenge: str) -> dict[str, Any]:
    """The failure to write into the row for an error."""
    if isinstance(error, SignInNeeded):
        return {"sign_in_needed": error.code, "challenge": challenge}
    retry_after = error.retry_after if isinstance(error, Unreachable) else None
    return {"retry_after": retry_after, "challenge": challenge}


def raise_failure(row: SignIn) -> None:
    """Raise the error that the last renewal ended with: SignInNeeded or Unreachable; none if it succeeded."""
    if row.failure is None:
        return
    if is_refused(row):
        raise SignInNeeded(row.failure["sign_in_needed"])
    raise Unreachable(row.failure["retry_after"])


def is_refused(row: SignIn) -> bool:
    """Whether Microsoft refused the last renewal, so that only a new sign-in helps."""
    return "sign_in_needed" in (row.failure or {})


def failed_challenge(row: SignIn) -> str:
    """The challenge of the last renewal if it failed, or ""."""
    return str((row.failure or {}).get("challenge", ""))


def unanswered_challenge(row: SignIn) -> str:
    """The challenge that only a new sign-in can answer, or ""."""
    return failed_challenge(row) if is_refused(row) else ""
