"""Exchange's limit of concurrent requests for one app and mailbox, four by default (contract 3)."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.graph.errors import throttled
from sandbox.state import state

_lock = threading.Lock()
_busy: dict[str, list[float]] = {}
"""Mailbox -> when each of its calls is over, in monotonic seconds; infinity while it is under way."""


@contextmanager
def in_flight(mailbox: str) -> Iterator[None]:
    """Count a call while it is carried out. Raises 429 ApplicationThrottled for one too many.

    The settings' latency is slept before a view is called. Counting each call that much longer instead puts
    the same calls side by side.
    """
    with _lock:
        now = time.monotonic()
        calls = [end for end in _busy.get(mailbox, []) if end > now]
        if state.settings.concurrency and len(calls) >= state.settings.concurrency:
            raise throttled()
        _busy[mailbox] = [*calls, float("inf")]
    try:
        yield
    finally:
        with _lock:
            _busy[mailbox].remove(float("inf"))
            _busy[mailbox].append(time.monotonic() + state.settings.latency_ms / 1000)
