"""Refusals in the shape of Entra ID: https://learn.microsoft.com/entra/identity-platform/reference-error-codes."""

import uuid
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class SignInError(Exception):
    """One AADSTS error: its number `code`, the OAuth word `error`, and the token endpoint's HTTP `status`."""

    def __init__(
        self, code: int, error: str, message: str, *, status: int = 400, suberror: str = "", subcode: str = ""
    ) -> None:
        super().__init__(f"AADSTS{code}: {message}")
        self.code = code
        self.error = error
        self.message = message
        self.status = status
        self.suberror = suberror
        self.subcode = subcode
        self.trace_id = str(uuid.uuid4())
        self.timestamp = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%SZ}"

    def as_json(self, correlation_id: str) -> dict[str, Any]:
        """The body of a token endpoint's refusal."""
        answer = {
            "error": self.error,
            "error_description": self._description(correlation_id),
            "error_codes": [self.code],
            "timestamp": self.timestamp,
            "trace_id": self.trace_id,
            "correlation_id": correlation_id,
        }
        return answer | ({"suberror": self.suberror} if self.suberror else {})

    def as_parameters(self) -> dict[str, str]:
        """What goes back to the application's redirect address."""
        answer = {"error": self.error, "error_description": self._description(str(uuid.uuid4()))}
        return answer | ({"error_subcode": self.subcode} if self.subcode else {})

    def _description(self, correlation_id: str) -> str:
        return (
            f"{self} Trace ID: {self.trace_id} Correlation ID: {correlation_id} Timestamp: {self.timestamp}"
        )


class PageError(SignInError):
    """An error that only the person reads: the application's address cannot be trusted."""

    def page(self, request: HttpRequest) -> HttpResponse:
        """The page that says so."""
        context = {"error": self.as_json(self.trace_id)}
        return render(request, "sandbox/error.html", context, status=self.status)


def declined() -> SignInError:
    """Cancel was pressed."""
    return SignInError(
        65004, "access_denied", "User declined to consent to access the app.", subcode="cancel"
    )


def missing(parameter: str) -> SignInError:
    """A parameter is not there."""
    return SignInError(
        900144, "invalid_request", f"The request body must contain the following parameter: '{parameter}'."
    )


def no_consent(error: str, client_id: str) -> SignInError:
    """Nobody agreed to these permissions yet; `error` is what the endpoint calls it."""
    return SignInError(
        65001,
        error,
        f"The user or administrator has not consented to use the application with ID '{client_id}'. "
        "Send an interactive authorization request for this user and resource.",
        suberror="consent_required",
    )


def interaction_required() -> SignInError:
    """What is asked for cannot be had without the person."""
    return SignInError(
        50076,
        "interaction_required",
        "Due to a configuration change made by your administrator, or because you moved to a new location, "
        "you must use multi-factor authentication to access '00000003-0000-0000-c000-000000000000'.",
        suberror="basic_action",
    )
