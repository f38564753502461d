"""The sandbox as a process of its own, and its control address as Python calls."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from requests import Response, Session

from tests.support.account_picker import GRAPH_SCOPES, fetch_token

Json: TypeAlias = dict[str, Any]

PROJECT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
STOP_SECONDS = 60


class Sandbox:
    """A running sandbox. Its browser side is plain http at `url`; msal and Graph calls go to the TLS side."""

    def __init__(self, port: int, ca_file: Path) -> None:
        self.port = port
        self.ca_file = ca_file
        self.url = f"http://localhost:{port}"
        self.tls_url = f"https://localhost:{port}"
        self.authority = f"{self.tls_url}/common"
        self.graph_url = f"{self.tls_url}/v1.0"
        self._http = Session()
        self._http.trust_env = False

    def reset(self) -> None:
        """Seed everything anew: mailboxes, settings, faults, recorded requests, sign-ins."""
        self._control("POST", "reset")

    def patch(self, **settings: Any) -> Json:
        """Change switches such as `latency_ms` or `link_delay_reads`; returns all of them."""
        return self._object("PATCH", "settings", settings)

    def faults(self, *faults: Json) -> None:
        """Have coming calls answered wrongly, late or never; `sandbox/README.md` lists their members."""
        self._control("POST", "faults", list(faults))

    def calm(self) -> None:
        """End all faults."""
        self._control("DELETE", "faults")

    def requests(self) -> list[Json]:
        """Every Graph and token call since the reset, oldest first; a batch is one call with its `parts`."""
        return self._list("requests")

    def forget_requests(self) -> None:
        """Empty the record, so that a test counts only what follows."""
        self._control("DELETE", "requests")

    def plant(self, user: str, event: Json, calendar: str | None = None) -> Json:
        """Put an event as given into a calendar; returns it as stored, with Graph's defaults filled in."""
        members: Json = {"user": user, "event": event}
        if calendar is not None:
            members["calendar"] = calendar
        return self._object("POST", "events", members)

    def events(self, user: str) -> list[Json]:
        """Every event stored for a person, as Graph JSON."""
        return self._list("events", user=user)

    def revoke(self, user: str) -> None:
        """Make a person's refresh tokens fail from now on, as a password change does."""
        self._control("POST", "revoke", {"user": user})

    def token(self, user: str, scopes: str = GRAPH_SCOPES) -> str:
        """A bearer for Graph, got over the sockets as a browser and an application would."""
        return fetch_token(self.url, self.authority, self.ca_file, user, scopes)

    def close(self) -> None:
        """Let go of the connections to the control address."""
        self._http.close()

    def _object(self, method: str, path: str, body: Json) -> Json:
        answer: Json = self._control(method, path, body).json()
        return answer

    def _list(self, path: str, **query: str) -> list[Json]:
        answer: list[Json] = self._control("GET", path, query=query).json()
        return answer

    def _control(
        self, method: str, path: str, body: Json | list[Json] | None = None, query: Json | None = None
    ) -> Response:
        answer = self._http.request(
            method, f"{self.url}/_sandbox/{path}", json=body, params=query, timeout=30
        )
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text[:500]}"
        return answer


@contextmanager
def running_sandbox(port: int, ca_file: Path, log_file: Path, transcript: Path) -> Iterator[Sandbox]:
    """`python -m sandbox`, ready to be asked, writing its transcript for `tests.support.conformance`."""
    arguments = ["-m", "sandbox", f"--port={port}", f"--ca-file={ca_file}", f"--transcript={transcript}"]
    with running(arguments, "Sandbox ready", log_file), closing(Sandbox(port, ca_file)) as sandbox:
        yield sandbox


@contextmanager
def running(arguments: list[str], ready: str, log_file: Path) -> Iterator[None]:
    """This Python with `arguments`, from the moment it says `ready`; ended by its process id afterwards."""
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=PROJECT, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        _await_line(process, ready, log_file)
        yield
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


def _await_line(process: subprocess.Popen[bytes], ready: str, log_file: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        said = log_file.read_text()
        if ready in said:
            return
        if process.poll() is not None:
            raise RuntimeError(f"It ended with status {process.returncode}:\n{said[-3000:]}")
        time.sleep(0.02)
    raise RuntimeError(f"It was not ready within {START_SECONDS} seconds:\n{log_file.read_text()[-3000:]}")
