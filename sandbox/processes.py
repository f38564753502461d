"""The child processes of the demo: started together, watched together, ended together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

STOP_SECONDS = 10
POLL_SECONDS = 0.1
_PR_SET_PDEATHSIG = 1  # man 2 prctl


class Ended(Exception):
    """Ends the command. The text says why in one sentence; it is empty if a person asked for the end."""


class Processes:
    """Python processes by the names that messages give them. A context manager: none outlives the block.

    Each leads a process group of its own, so that its own children end with it whatever befell it.
    """

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._asked_to_stop = False

    def __enter__(self) -> Processes:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number is not signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:  # nohup
                signal.signal(number, self._note_stop)
        return self

    def __exit__(self, *error: object) -> None:
        for process in self._running.values():
            _signal_group(process, signal.SIGTERM)
        end = time.monotonic() + STOP_SECONDS
        for process in self._running.values():
            while _signal_group(process, 0) and time.monotonic() < end:
                time.sleep(POLL_SECONDS / 4)
            _signal_group(process, signal.SIGKILL)
            process.wait()

    def start(
        self, name: str, arguments: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> None:
        """Start this Python with `arguments`, to run until the end."""
        self._running[name] = subprocess.Popen(
            [sys.executable, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=_end_with_parent,
        )

    def complete(
        self, name: str, arguments: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> None:
        """Run this Python with `arguments` to its own end. Raises `Ended` when that was a failure."""
        self.start(name, arguments, environment)
        process = self._running[name]
        self.wait_until(lambda: process.poll() is not None, besides=name)
        del self._running[name]
        if process.returncode != 0:
            raise Ended(f"The {name} failed with status {process.returncode}; its message is above.")

    def wait_until(self, happened: Callable[[], bool], besides: str = "") -> None:
        """Return when `happened` does. Raises `Ended` when a process but `besides` ends, or a person asks."""
        while not happened():
            if self._asked_to_stop:
                raise Ended
            for name, process in self._running.items():
                if name != besides and process.poll() is not None:
                    raise Ended(f"The {name} ended by itself, with status {process.returncode}.")
            time.sleep(POLL_SECONDS)

    def _note_stop(self, number: int, frame: FrameType | None) -> None:
        # Only a note: an exception from here could lose a child between its start and its entry above.
        self._asked_to_stop = True


def _signal_group(process: subprocess.Popen[bytes], number: int) -> bool:
    """Send a signal to a process and its children; False when none of them is left. Signal 0 only asks."""
    process.poll()  # a dead leader that nobody waited for would count as present
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return False
    return True


def _end_with_parent() -> None:
    """Linux only: have this new process told to end when the demo is killed and cannot tell it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
