"""Turns refusals of Microsoft's sign-in service into our errors, and logs their ids."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any

from accounts.errors import Reason, SignInFailed, SignInNeeded, Unreachable

logger = logging.getLogger(__name__)

_TEMPORARY = {"temporarily_unavailable", "server_error"}
# https://learn.microsoft.com/entra/identity-platform/reference-error-codes
_REASONS = {
    "AADSTS65001": Reason.CONSENT,
    "AADSTS65004": Reason.CONSENT,
    "AADSTS90094": Reason.ADMIN_CONSENT,
    "AADSTS90095": Reason.ADMIN_CONSENT,
    "AADSTS54005": Reason.REPLAYED,
    "AADSTS70008": Reason.EXPIRED,
    "consent_required": Reason.CONSENT,
    "access_denied": Reason.CANCELLED,
    "invalid_grant": Reason.EXPIRED,
    **dict.fromkeys(_TEMPORARY, Reason.UNREACHABLE),
}


def of_sign_in(result: Mapping[str, Any]) -> SignInFailed:
    """The error for a refused sign-in; `result` has `error`, `error_description` and `error_subcode`."""
    code = _code(result)
    reason = _REASONS.get(code) or _REASONS.get(str(result["error"]), Reason.REFUSED)
    if result.get("error_subcode") == "cancel":
        # On whatever page Cancel was clicked, the code is AADSTS65004, as for a refused consent.
        reason = Reason.CANCELLED
    logger.warning("Sign-in refused: %s, %s", code, _trace(result))
    description = str(result.get("error_description", ""))
    return SignInFailed(reason, code, description[:1000])


def of_renewal(result: Mapping[str, Any]) -> SignInNeeded | Unreachable:
    """The error for a refused refresh token; `result` has `error` and `error_description`."""
    code = _code(result)
    logger.warning("Renewal refused: %s, %s", code, _trace(result))
    return Unreachable() if result["error"] in _TEMPORARY else SignInNeeded(code)


def _code(result: Mapping[str, Any]) -> str:
    """The `AADSTS...` code if there is one, else the OAuth error without unusual characters."""
    code = re.match(r"AADSTS\d{1,9}", str(result.get("error_description", "")))
    return code[0] if code else re.sub(r"[^a-z_]", "", str(result.get("error", "")))[:40]


def _trace(result: Mapping[str, Any]) -> str:
    """The trace and correlation ids in the description, which Microsoft's support asks for."""
    ids = re.findall(r"\b(Trace|Correlation) ID: ([0-9a-f-]{36})\b", str(result.get("error_description", "")))
    return ", ".join(f"{name} ID {value}" for name, value in ids) or "no ids"
