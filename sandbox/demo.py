"""The dashboard against the sandbox, both on this machine: `python -m sandbox.demo --port 8000`.

The product runs as in production and learns from its settings alone where Microsoft is. The sandbox forgets
everything when it ends, so the dashboard's database, which holds its tokens, is made afresh at each start.
"""

from __future__ import annotations

import argparse
import http.client
import os
import secrets
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sandbox.people import CLIENT_ID, CLIENT_SECRET
from sandbox.processes import Ended, Processes

PROJECT = Path(__file__).resolve().parent.parent
LOCAL = Path(".local")  # below PROJECT, in which every process here runs
START_SECONDS = 60


def main() -> int:
    """Run until a person ends it (status 0), the start fails or a side ends by itself (status 1)."""
    parser = argparse.ArgumentParser(
        prog="python -m sandbox.demo", description="The dashboard against the sandbox."
    )
    parser.add_argument("--port", type=int, default=8000, help="the dashboard's (%(default)s)")
    parser.add_argument("--sandbox-port", type=int, default=8001, help="the sandbox's (%(default)s)")
    options = parser.parse_args()
    os.chdir(PROJECT)
    LOCAL.mkdir(exist_ok=True)
    try:
        with Processes() as processes:
            _run(processes, options.port, options.sandbox_port)
    except Ended as end:
        if end.args:
            print(end, file=sys.stderr)
            return 1
    return 0


def _run(processes: Processes, port: int, sandbox_port: int) -> None:
    """Start both sides, say so when the dashboard answers, then watch over them. Leaves by `Ended`."""
    _check_free(port, "PORT")
    _check_free(sandbox_port, "SANDBOX_PORT")
    ca_file = LOCAL / f"sandbox-{sandbox_port}.pem"
    database = LOCAL / f"demo-{port}.sqlite3"
    for old in LOCAL.glob(f"{database.name}*"):
        old.unlink()
    processes.start("sandbox", ["-m", "sandbox", f"--port={sandbox_port}", f"--ca-file={ca_file}"])
    processes.wait_until(_answering("sandbox", sandbox_port, "/_sandbox/settings"))
    environment = product_environment(sandbox_port, ca_file, database)
    for command in ("migrate", "collectstatic"):
        processes.complete(
            f"command {command}", ["manage.py", command, "--no-input", "--verbosity=0"], environment
        )
    server = [
        "-m",
        "granian",
        "--interface=wsgi",
        "--workers=1",
        "--blocking-threads=32",
        "--log-level=error",
    ]
    processes.start("dashboard", [*server, f"--port={port}", "meetings.wsgi:application"], environment)
    processes.wait_until(_answering("dashboard", port, "/"))
    print(
        f"Meetboard is ready at http://localhost:{port} (sign in as Alex Wilber; Ctrl-C ends it)", flush=True
    )
    processes.wait_until(lambda: False)


def product_environment(sandbox_port: int, ca_file: Path, database: Path) -> dict[str, str]:
    """Every setting of the product, so that neither the shell nor a .env file has a say."""
    return os.environ | {
        "ENV_FILE": "",
        "DEBUG": "no",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "TOKEN_ENCRYPTION_KEYS": "",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "CSRF_TRUSTED_ORIGINS": "",
        "TRUST_PROXY": "no",
        "LOG_LEVEL": "INFO",
        "DATABASE_URL": f"sqlite:///{database}",
        "CACHE_URL": "locmemcache://",
        "MICROSOFT_CLIENT_ID": CLIENT_ID,
        "MICROSOFT_CLIENT_SECRET": CLIENT_SECRET,
        "MICROSOFT_AUTHORITY": f"https://localhost:{sandbox_port}/common",
        "MICROSOFT_TENANTS": "",
        "MICROSOFT_CA_BUNDLE": str(ca_file),
        "GRAPH_URL": f"https://localhost:{sandbox_port}/v1.0",
    }


def _check_free(port: int, name: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Ended(
                f"Port {port} cannot be used ({error.strerror}). Choose another: make run {name}={port + 10}"
            ) from None


def _answering(name: str, port: int, path: str) -> Callable[[], bool]:
    """A question to repeat: does the server of this machine at `port` answer `path` with success by now?"""
    end = time.monotonic() + START_SECONDS

    def ask() -> bool:
        if time.monotonic() > end:
            raise Ended(f"The {name} did not answer within {START_SECONDS} seconds.")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path, headers={"Host": f"localhost:{port}"})
            status = connection.getresponse().status
        except ConnectionRefusedError:
            return False
        finally:
            connection.close()
        if status >= 500:
            raise Ended(f"The {name} answers with status {status}; its log is above.")
        return True

    return ask


if __name__ == "__main__":
    sys.exit(main())
