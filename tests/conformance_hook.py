"""At the end of a test run: judge everything that was said in it, and fail the run on a deviation."""

from __future__ import annotations

import pytest

from tests import conformance, environment, openapi
from tests.conformance import Report

_report = pytest.StashKey[Report]()
_SHOWN = 40


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Read the transcript of the sandbox, which has ended by now."""
    if not environment.TRANSCRIPT.exists() or not openapi.FILE.exists():
        return
    with environment.TRANSCRIPT.open() as transcript:
        report = session.config.stash[_report] = conformance.judge(transcript)
    if report.deviations and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was judged and what deviates, or that nothing could be judged."""
    if not environment.TRANSCRIPT.exists():
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
