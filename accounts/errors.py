"""The errors of signing in with Microsoft.

SignInError
├── SignInFailed   an attempt to sign in failed; `reason` says why
├── SignInNeeded   there are no usable tokens, so the person has to sign in (again)
└── Unreachable    Microsoft gave no usable answer; trying again later can help
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why an attempt to sign in failed."""

    CANCELLED = "cancelled"
    CONSENT = "consent"
    ADMIN_CONSENT = "admin_consent"
    EXPIRED = "expired"
    REPLAYED = "replayed"
    UNVERIFIED = "unverified"
    TENANT = "tenant"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


class SignInError(Exception):
    """The root of the tree above."""


class SignInFailed(SignInError):
    """An attempt to sign in failed.

    `code` is Microsoft's error code (`AADSTS65004`, `access_denied`) or one of our own. `description` is
    Microsoft's sentence; it can name the person, so show it to them but never log it.
    """

    def __init__(self, reason: Reason, code: str = "", description: str = "") -> None:
        super().__init__(f"{reason} {code}".rstrip())
        self.reason = reason
        self.code = code
        self.description = description


class SignInNeeded(SignInError):
    """There are no usable tokens. `code` says why: Microsoft's error code, or one of our own.

    `challenge` is the claims (JSON) that the new sign-in has to ask for, or empty; it is not part of the
    error's text, so that it is never logged. `request_id` is Microsoft's id of the refused call, if any.
    """

    def __init__(self, code: str = "", challenge: str = "", request_id: str = "") -> None:
        super().__init__(f"{code} (request-id {request_id})" if request_id else code)
        self.code = code
        self.challenge = challenge


class Unreachable(SignInError):
    """The sign-in service gave no usable answer. `retry_after` is in seconds, None if it did not say."""

    def __init__(self, retry_after: float | None = None) -> None:
        super().__init__("Microsoft's sign-in service gave no usable answer")
        self.retry_after = retry_after
