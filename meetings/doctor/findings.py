"""What a check says, as text for people and as JSON for scripts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from functools import partial

from django.core.checks import DEBUG, ERROR, INFO, WARNING, CheckMessage


class State(StrEnum):
    """The state of what was checked, from good to bad; only a failure makes the doctor's exit status 1."""

    OK = "ok"  # all is well
    NOTE = "note"  # nothing is wrong, but worth knowing
    SKIPPED = "skipped"  # it could not be looked at: something that it needs is not right
    WARNING = "warning"  # it works, but not as it should
    FAILURE = "failure"  # people cannot work with this installation until it is put right


_LEVELS = dict(zip(State, (DEBUG, INFO, INFO, WARNING, ERROR), strict=True))
_MARKS = dict(zip(State, "+i-!x", strict=True))
_CHECK = len("redirect address")
_STATE = max(map(len, State))
_INDENT = " " * (len("+ ") + _STATE + 1 + _CHECK + 1)


class Finding(CheckMessage):
    """One line of the doctor: `obj` is the name of the check, `msg` what was found, `hint` what to do.

    What `manage.py check` tells too has a `number` of its own, which makes its `id`, such as meetboard.E003.
    """

    def __init__(self, state: State, check: str, found: str, remedy: str = "", number: int = 0) -> None:
        kind = "E" if state is State.FAILURE else "W"
        id_ = f"meetboard.{kind}{number:03}" if number else None
        super().__init__(_LEVELS[state], found, remedy or None, check, id_)
        self.state = state


ok = partial(Finding, State.OK)
note = partial(Finding, State.NOTE)
skipped = partial(Finding, State.SKIPPED)
warning = partial(Finding, State.WARNING)
failure = partial(Finding, State.FAILURE)


def heading(finding: Finding) -> str:
    """The line of a finding, in columns: a mark, the state, the check, what was found."""
    return f"{_MARKS[finding.state]} {finding.state:<{_STATE}} {finding.obj:<{_CHECK}} {finding.msg}"


def remedy(finding: Finding) -> str:
    """What to do, below what was found; empty when there is nothing to do."""
    return f"{_INDENT}{finding.hint}" if finding.hint else ""


def summary(findings: Iterable[Finding]) -> str:
    """How many of each kind that matters."""
    count = Counter(finding.state for finding in findings)
    told = ", ".join(
        f"{count[state]} {state}{'' if count[state] == 1 else 's'}"
        for state in (State.FAILURE, State.WARNING, State.NOTE)
        if count[state]
    )
    return f"{told}." if told else "All is well."


def as_json(findings: Iterable[Finding]) -> str:
    """A list of objects with `check`, `state`, `finding` and `remedy`, all strings."""
    members = [
        {"check": finding.obj, "state": finding.state, "finding": finding.msg, "remedy": finding.hint or ""}
        for finding in findings
    ]
    return json.dumps(members, indent=2, ensure_ascii=False)
