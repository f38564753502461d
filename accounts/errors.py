"""What can go wrong between us and Microsoft's sign-in.

SignInError
├── SignInFailed   an attempt to sign in came to nothing; `reason` says why
├── SignInNeeded   there are no usable tokens: the person has to sign in (again)
└── Unreachable    Microsoft gave no usable answer; trying later can help
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Every way in which an attempt to sign in can end without success."""

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
    """An attempt came to nothing.

    `code` is Microsoft's error code (`AADSTS65004`, `access_denied`) or our own word for what is wrong.
    `description` is Microsoft's sentence: it may name a person, so it is for that person's eyes and no log.
    """

    def __init__(self, reason: Reason, code: str = "", description: str = "") -> None:
        super().__init__(f"{reason} {code}".rstrip())
        self.reason = reason
        self.code = code
        self.description = description


class SignInNeeded(SignInError):
    """No usable tokens. `code` says why: Microsoft's error code, or our own word.

    `challenge` is what the new sign-in has to answer (claims, as JSON), or empty. It is in no text of this
    error, so that it gets into no log. `request_id` is Microsoft's of the refused call, if there was one.
    """

    def __init__(self, code: str = "", challenge: str = "", request_id: str = "") -> None:
        super().__init__(f"{code} (request-id {request_id})" if request_id else code)
        self.code = code
        self.challenge = challenge


class Unreachable(SignInError):
    """No usable answer from the sign-in service. `retry_after` is in seconds, None when it did not say."""

    def __init__(self, retry_after: float | None = None) -> None:
        super().__init__("Microsoft's sign-in service gave no usable answer")
        self.retry_after = retry_after
