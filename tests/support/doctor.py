"""What the doctor says, for tests: as JSON in this process, or as a newcomer runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from io import StringIO

from django.core.management import call_command

from tests.support.sandbox_process import PROJECT

Line = dict[str, str]


@dataclass(frozen=True, slots=True)
class Examination:
    """The findings, and the exit status that they gave."""

    status: int
    lines: list[Line]

    def states(self, check: str) -> list[str]:
        """How this check stands; several findings may bear its name."""
        return [line["state"] for line in self.lines if line["check"] == check]

    def line(self, check: str) -> Line:
        """The only finding of this check."""
        (line,) = [line for line in self.lines if line["check"] == check]
        return line

    def in_state(self, state: str) -> list[str]:
        """The checks that stand so."""
        return [line["check"] for line in self.lines if line["state"] == state]


def examination(address: str = "") -> Examination:
    """Let the doctor look at this process's settings, database and cache."""
    output = StringIO()
    status = run(output, json=True, address=address)
    return Examination(status, json.loads(output.getvalue()))


def run(output: StringIO, **options: object) -> int:
    """Run the command in this process; returns its exit status."""
    try:
        call_command("doctor", stdout=output, **options)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def in_a_process(*options: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """`manage.py doctor` with the settings of the tests, but for some that differ."""
    return subprocess.run(
        [sys.executable, "manage.py", "doctor", *options],
        cwd=PROJECT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=60,
    )
