"""What the product waits of its own accord: the seconds that it sleeps, whatever else takes time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def waits() -> Iterator[list[float]]:
    """The seconds of each sleep that threads of this process begin while the block runs, in their order."""
    slept: list[float] = []
    sleep = time.sleep

    def note(seconds: float) -> None:
        slept.append(seconds)
        sleep(seconds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "sleep", note)
        yield slept
