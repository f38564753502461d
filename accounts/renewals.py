"""How renewals end: a failure as it is kept in the row of a sign-in, for others to share and for later.

It is an object with `sign_in_needed` (a code) or `retry_after` (seconds or None), and with the `challenge`
that was to be answered: the claims (JSON) that Graph wants in a new token, or "".
"""

from __future__ import annotations

from typing import Any

from accounts.errors import SignInError, SignInNeeded, Unreachable
from accounts.models import SignIn


def failure(error: SignInError, challenge: str) -> dict[str, Any]:
    """An error as the others will read it in the row."""
    if isinstance(error, SignInNeeded):
        return {"sign_in_needed": error.code, "challenge": challenge}
    retry_after = error.retry_after if isinstance(error, Unreachable) else None
    return {"retry_after": retry_after, "challenge": challenge}


def raise_failure(row: SignIn) -> None:
    """Raise the error again that the last renewal ended in, if it did."""
    if row.failure is None:
        return
    if is_refused(row):
        raise SignInNeeded(row.failure["sign_in_needed"])
    raise Unreachable(row.failure["retry_after"])


def is_refused(row: SignIn) -> bool:
    """Whether only a new sign-in helps."""
    return "sign_in_needed" in (row.failure or {})


def failed_challenge(row: SignIn) -> str:
    """The challenge that the renewal which failed last was to answer."""
    return str((row.failure or {}).get("challenge", ""))


def unanswered_challenge(row: SignIn) -> str:
    """The challenge that only a new sign-in can answer."""
    return failed_challenge(row) if is_refused(row) else ""
