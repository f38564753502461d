"""The environment that tests run in: every setting fixed here, none taken from the shell or a .env file.

It must be in force before Django reads its settings, which importing Django alone does not do. In a run of
several processes (`pytest -n`) every worker has its own: settings, sandbox, database.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import socket
import tempfile
from pathlib import Path

from sandbox.people import CLIENT_ID, CLIENT_SECRET

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
"""The name of this process among those of the run; empty in the one that the others work for."""
_RUN = "MEETBOARD_TEST_RUN"


def _folder() -> Path:
    """A worker's lies in the one of the whole run, which the process that made it removes."""
    if WORKER:
        folder = Path(os.environ[_RUN], WORKER)
        folder.mkdir()
        return folder
    folder = Path(tempfile.mkdtemp(prefix="meetboard-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ[_RUN] = str(folder)
    return folder


FOLDER = _folder()
CA_FILE = FOLDER / "sandbox.pem"
TRANSCRIPT = FOLDER / "transcript.jsonl"
OWN_TRANSCRIPT = FOLDER / "own-transcript.jsonl"
"""Of calls to the sandbox without sockets (`tests.support.graph_calls`)."""

_LEFT_AT_DEFAULT = (
    "ALLOWED_HOSTS",
    "CACHE_URL",
    "CSRF_TRUSTED_ORIGINS",
    "LOG_LEVEL",
    "MICROSOFT_TENANTS",
    "TOKEN_ENCRYPTION_KEYS",
    "TRUST_PROXY",
)


def prepare() -> int:
    """Fix every setting of the product for this process; returns the port kept for the sandbox."""
    CA_FILE.touch()  # settings insist on an existing file; the sandbox fills it when it starts
    port = free_port()
    for name in _LEFT_AT_DEFAULT:
        os.environ.pop(name, None)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="meetings.settings",
        ENV_FILE="",
        DEBUG="no",
        SECRET_KEY=secrets.token_urlsafe(50),
        DATABASE_URL=f"sqlite:///{FOLDER / 'unused.sqlite3'}",
        MICROSOFT_CLIENT_ID=CLIENT_ID,
        MICROSOFT_CLIENT_SECRET=CLIENT_SECRET,
        MICROSOFT_AUTHORITY=f"https://localhost:{port}/common",
        MICROSOFT_CA_BUNDLE=str(CA_FILE),
        GRAPH_URL=f"https://localhost:{port}/v1.0",
        # Playwright's synchronous calls run inside an event loop, where Django would refuse the database.
        DJANGO_ALLOW_ASYNC_UNSAFE="yes",
    )
    return port


def free_port() -> int:
    """A port of the loopback interface that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
