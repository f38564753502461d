"""The dashboard is killed between a request to Microsoft and its answer; then the form is sent again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest
import requests

from sandbox.demo import product_environment
from tests.support import environment
from tests.support.meeting_form import NEW, created, fields_of, form_in, meetings_called
from tests.support.pages import Page
from tests.support.planting import ALEX, DAY
from tests.support.sandbox_process import PROJECT, Sandbox
from tests.support.visitor import Visitor

SERVER = ["-m", "granian", "--interface=wsgi", "--workers=1", "--blocking-threads=4", "--log-level=error"]
SUBJECT = "Made once"


class Dashboard:
    """The product under its production server, in processes of its own."""

    def __init__(self, sandbox: Sandbox, database: Path) -> None:
        self.port = environment.free_port()
        self.site = f"http://localhost:{self.port}"
        # DEBUG: files go by their plain names, so that none need to be collected first.
        self._environment = product_environment(sandbox.port, sandbox.ca_file, database) | {"DEBUG": "yes"}
        self._manage("migrate", "--verbosity=0")

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = subprocess.Popen(
            [sys.executable, *SERVER, f"--port={self.port}", "meetings.wsgi:application"],
            cwd=PROJECT,
            env=self._environment,
            process_group=0,
        )
        until(self._answers)

    def kill(self) -> None:
        """End it and its workers in the middle of whatever they do."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _answers(self) -> bool:
        assert self._process.poll() is None, "The dashboard ended by itself."
        try:
            return requests.get(self.site, timeout=5).ok
        except requests.ConnectionError:
            return False

    def _manage(self, *command: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=PROJECT, env=self._environment, check=True
        )


def until(happened: Callable[[], object]) -> None:
    """Wait for it, for half a minute at most."""
    end = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < end, "It did not come about."
        time.sleep(0.05)


@pytest.fixture
def dashboard(sandbox: Sandbox, tmp_path: Path) -> Iterator[Dashboard]:
    """A running dashboard with a database of its own."""
    dashboard = Dashboard(sandbox, tmp_path / "product.sqlite3")
    try:
        dashboard.start()
        yield dashboard
    finally:
        dashboard.kill()


def test_killed_before_the_answer_and_sent_again(dashboard: Dashboard, sandbox: Sandbox) -> None:
    with closing(Visitor(dashboard.site, ALEX)) as visitor, ThreadPoolExecutor(1) as thread:
        form = fields_of(form_in(Page(visitor.get(NEW).text)))
        form |= {"subject": SUBJECT, "start": f"{DAY}T10:00", "end": f"{DAY}T11:00"}
        sandbox.faults({"method": "POST", "path": "/me/events", "delay_ms": 600})
        sent = thread.submit(visitor.post, NEW, form)
        until(lambda: created(sandbox))
        dashboard.kill()
        with pytest.raises(requests.ConnectionError):
            sent.result()
        until(lambda: meetings_called(sandbox, ALEX, SUBJECT))
        dashboard.start()
        visitor.post(NEW, form)
        first, second = created(sandbox)
        assert first["body"] == second["body"]
        (made,) = meetings_called(sandbox, ALEX, SUBJECT)
        page = Page(visitor.get(f"/meetings/{made['id']}/").text)
        assert page.one("#joining a[data-join]")["href"] == made["onlineMeeting"]["joinUrl"]
