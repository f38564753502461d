"""The browser that tests drive: find one on this machine, or install one (`python -m tools.chromium`).

In this order: the program named by CHROMIUM, a Chromium or Chrome on the PATH, Debian's package where apt-get
may be used, Playwright's own build. Ubuntu's package opens a snap, which cannot read our profiles.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

# Containers have neither a user namespace to build the browser's sandbox with nor much shared memory.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """The path of a usable browser on this machine, apart from Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    return next((path for path in map(shutil.which, NAMES) if path and not _opens_a_snap(path)), None)


def install() -> bool:
    """Make sure that there is a browser; True when there is one afterwards."""
    found = find()
    if found:
        print(f"Tests use the browser {found}.")
        return True
    if _has_debian_package() and _apt_get("update") and _apt_get("install", "chromium") and find():
        return True
    print("Installing Playwright's own Chromium for the tests.", flush=True)
    libraries = ["--with-deps"] if shutil.which("apt-get") and _as_root() is not None else []
    command = [sys.executable, "-m", "playwright", "install", "--only-shell", *libraries, "chromium"]
    return subprocess.run(command).returncode == 0


def _opens_a_snap(path: str) -> bool:
    target = Path(path).resolve()
    if target.is_relative_to("/snap") or target.name == "snap":
        return True
    with target.open("rb") as program:
        start = program.read(4096)
    return start.startswith(b"#!") and b"/snap/" in start


def _has_debian_package() -> bool:
    if _as_root() is None or not shutil.which("apt-get"):
        return False
    system = platform.freedesktop_os_release()
    return "ubuntu" not in (system["ID"], *system.get("ID_LIKE", "").split())


def _apt_get(*arguments: str) -> bool:
    print(f"Running apt-get {' '.join(arguments)}, for the browser of the tests.", flush=True)
    command = [
        *(_as_root() or []),
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-qq",
        "-y",
        *arguments,
    ]
    return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0


def _as_root() -> list[str] | None:
    """What to put before a command that needs root; None when it cannot be had without a password."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], stderr=subprocess.DEVNULL).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


if __name__ == "__main__":
    if not install():
        sys.exit(
            "There is no browser for the tests and none could be installed. Install Chromium or Google Chrome"
            " (Debian: apt-get install chromium), or name one in CHROMIUM, and run `make test` again."
        )
