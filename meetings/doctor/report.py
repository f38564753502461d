"""Findings as text for people and as JSON for scripts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict

from meetings.doctor.finding import Finding, State

_MARKS = {State.OK: "+", State.NOTE: "i", State.SKIPPED: "-", State.WARNING: "!", State.FAILURE: "x"}
_CHECK = len("redirect address")
_STATE = max(map(len, State))
_INDENT = " " * (len("+ ") + _STATE + 1 + _CHECK + 1)


def heading(finding: Finding) -> str:
    """The line of a finding, in columns: a mark, the state, the check, what was found."""
    return f"{_MARKS[finding.state]} {finding.state:<{_STATE}} {finding.check:<{_CHECK}} {finding.finding}"


def remedy(finding: Finding) -> str:
    """What to do, below what was found."""
    return f"{_INDENT}{finding.remedy}"


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
    return json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False)
