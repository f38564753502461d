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

from tools import packages

PURPOSE = "the tests in a browser"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

_SWITCHED_OFF = (
    # A window starts two processes for the suggestions below its address bar and one to spare, which take
    # five times the processor time that a page of ours does.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "SpareRendererForSitePerProcess",
    # What Playwright 1.65 switches off: of two such lists Chromium reads the last.
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)

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
    f"--disable-features={','.join(_SWITCHED_OFF)}",
]


def find() -> str | None:
    """The path of a usable browser on this machine, apart from Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    return next((path for path in map(shutil.which, NAMES) if path and not _opens_a_snap(path)), None)


def install_driver() -> bool:
    """Make sure that Playwright's driver starts: a Node that needs one library which a small Debian lacks."""
    command = [sys.executable, "-m", "playwright", "--version"]

    def starts() -> bool:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0

    return starts() or (packages.install("libatomic1", PURPOSE) and starts())


def install_browser() -> bool:
    """Make sure that there is a browser; True when there is one afterwards."""
    found = find()
    if found:
        print(f"Tests use the browser {found}.")
        return True
    if not _is_ubuntu() and packages.install("chromium", PURPOSE) and find():
        return True
    print("Installing Playwright's own Chromium for the tests.", flush=True)
    libraries = ["--with-deps"] if packages.can_install() else []
    command = [sys.executable, "-m", "playwright", "install", "--only-shell", *libraries, "chromium"]
    return subprocess.run(command).returncode == 0


def _opens_a_snap(path: str) -> bool:
    target = Path(path).resolve()
    if target.is_relative_to("/snap") or target.name == "snap":
        return True
    with target.open("rb") as program:
        start = program.read(4096)
    return start.startswith(b"#!") and b"/snap/" in start


def _is_ubuntu() -> bool:
    try:
        system = platform.freedesktop_os_release()
    except OSError:
        return False
    return "ubuntu" in (system["ID"], *system.get("ID_LIKE", "").split())


if __name__ == "__main__":
    if not install_driver():
        sys.exit(
            "Playwright, which drives the browser in tests, does not start: `.venv/bin/python -m playwright"
            " --version` says why. Mostly a library is missing (Debian, Ubuntu: apt-get install libatomic1)."
        )
    if not install_browser():
        sys.exit(
            "There is no browser for the tests and none could be installed. Install Chromium or Google Chrome"
            " (Debian: apt-get install chromium), or name one in CHROMIUM, and run `make test` again."
        )
