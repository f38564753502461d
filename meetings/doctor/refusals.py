"""Microsoft's error codes that a registration can cause, each with what to do.

https://learn.microsoft.com/entra/identity-platform/reference-error-codes. Microsoft may add finer codes at
any time, so an unknown one is told as it is and proves nothing.
"""

from __future__ import annotations

from meetings.doctor.finding import Finding, failure, warning

_AUDIENCE = "Change who may sign in under Authentication in the app registration, or "

REFUSALS: dict[str, Finding] = {
    "AADSTS700016": failure(
        "client id",
        "The tenant has no application with MICROSOFT_CLIENT_ID (AADSTS700016).",
        "Copy the Application (client) ID from the registration's overview page, and look whether "
        "MICROSOFT_AUTHORITY names the tenant that it is registered in.",
    ),
    "AADSTS7000229": warning(
        "client id",
        "The application is registered elsewhere and not yet present in this tenant (AADSTS7000229).",
        "The first consent brings it in: sign in once, as an administrator if yours asks for that.",
    ),
    "AADSTS7000112": failure(
        "client id",
        "An administrator has disabled the application (AADSTS7000112).",
        "Enable it again under Enterprise applications, Properties.",
    ),
    "AADSTS50194": failure(
        "client id",
        "The application is registered for one organization only (AADSTS50194).",
        f"{_AUDIENCE}end MICROSOFT_AUTHORITY with your Directory (tenant) ID.",
    ),
    "AADSTS9002331": failure(
        "client id",
        "The application is registered for personal accounts only (AADSTS9002331).",
        f"{_AUDIENCE}end MICROSOFT_AUTHORITY with /consumers.",
    ),
    "AADSTS7000215": failure(
        "client secret",
        "MICROSOFT_CLIENT_SECRET is not a secret of this application (AADSTS7000215).",
        "Make a new one under Certificates & secrets, and copy its Value at once; the Secret ID is none.",
    ),
    "AADSTS7000222": failure(
        "client secret",
        "MICROSOFT_CLIENT_SECRET has expired (AADSTS7000222).",
        "Make a new one under Certificates & secrets, set it, and restart; people stay signed in.",
    ),
    "AADSTS50011": failure(
        "redirect address",
        "Not registered (AADSTS50011).",
        "Add it, letter for letter, under Authentication, platform Web.",
    ),
}

# The application proved who it is, and then lacks a permission of its own, which it does not need.
HARMLESS = {"AADSTS65001", "AADSTS500011", "AADSTS501051"}


def look_up(code: str) -> str:
    """Where Microsoft explains a code."""
    return f"See https://login.microsoftonline.com/error?code={code.removeprefix('AADSTS')}" if code else ""
