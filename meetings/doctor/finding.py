"""What a check says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it stands, from good to bad; only a failure makes the doctor's exit status 1."""

    OK = "ok"
    NOTE = "note"
    SKIPPED = "skipped"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor: what was looked at, how it stands, what was seen, and what to do about it."""

    check: str
    state: State
    finding: str
    remedy: str = ""


def ok(check: str, finding: str) -> Finding:
    """All is well."""
    return Finding(check, State.OK, finding)


def note(check: str, finding: str, remedy: str = "") -> Finding:
    """Nothing is wrong, but worth knowing."""
    return Finding(check, State.NOTE, finding, remedy)


def skipped(check: str, reason: str) -> Finding:
    """It could not be looked at: something that it needs is not right."""
    return Finding(check, State.SKIPPED, reason)


def warning(check: str, finding: str, remedy: str) -> Finding:
    """It works, but not as it should."""
    return Finding(check, State.WARNING, finding, remedy)


def failure(check: str, finding: str, remedy: str) -> Finding:
    """People cannot work with this installation until it is put right."""
    return Finding(check, State.FAILURE, finding, remedy)
