"""At the end of a test run: judge everything that was said in it, and fail the run on a deviation.

In a run of several processes each writes down what it hears; the first judges it all, after the others ended.
"""

from __future__ import annotations

from contextlib import ExitStack
from itertools import chain
from pathlib import Path

import pytest

from sandbox import transcript
from tests.support import conformance, environment, openapi
from tests.support.conformance import Report

_report = pytest.StashKey[Report]()
_SHOWN = 40


def pytest_sessionstart() -> None:
    """Have calls to the sandbox in this process written down, as those to the one of its own are."""
    transcript.begin(environment.OWN_TRANSCRIPT)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Read what was said; the sandbox has ended by now."""
    transcript.end()
    if environment.WORKER or not _said() or not openapi.FILE.exists():
        return
    with ExitStack() as files:
        lines = chain.from_iterable(files.enter_context(path.open()) for path in _said())
        report = session.config.stash[_report] = conformance.judge(lines)
    if report.deviations and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was judged and what deviates, or that nothing could be judged."""
    if not _said():
        return  # no test of this run used the sandbox
    terminalreporter.section("Conformance with Microsoft Graph")
    if (report := config.stash.get(_report, None)) is None:
        terminalreporter.line("SKIPPED: Microsoft's description is not here: ../shared/graph/openapi.json")
        return
    terminalreporter.line(report.summary)
    for sentence, count in report.deviations.most_common(_SHOWN):
        terminalreporter.line(f"DEVIATION ({count} times) {sentence}", red=True)
    if len(report.deviations) > _SHOWN:
        terminalreporter.line(f"... and {len(report.deviations) - _SHOWN} more", red=True)


def _said() -> list[Path]:
    """The transcripts of the run with anything in them, the workers' too; each begins with a reset."""
    return [path for path in sorted(environment.FOLDER.rglob("*transcript.jsonl")) if path.stat().st_size]
