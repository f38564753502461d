"""Debian's packages that tests need besides Python, installed where no password is asked for."""

from __future__ import annotations

import os
import shutil
import subprocess


def can_install() -> bool:
    """Whether this machine has apt-get and lets us use it."""
    return bool(_apt_get_command())


def install(name: str, purpose: str) -> bool:
    """Install one package, saying what for ("the tests in a browser"); True when that went well."""
    command = _apt_get_command()
    if not command:
        return False
    print(f"Installing {name} for {purpose}.", flush=True)
    # A package list that cannot be renewed need not be the one that matters.
    subprocess.run([*command, "-qq", "update"])
    return subprocess.run([*command, "-qq", "-y", "install", name], stdout=subprocess.DEVNULL).returncode == 0


def _apt_get_command() -> list[str]:
    if not shutil.which("apt-get"):
        return []
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if os.geteuid() == 0:
        return command
    sudo = ["sudo", "-n"]
    if shutil.which("sudo") and subprocess.run([*sudo, "true"], stderr=subprocess.DEVNULL).returncode == 0:
        return [*sudo, *command]
    return []
