"""Exchange's limit of concurrent requests for one app and mailbox, four by default (docs/graph.md 3)."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.graph.mailbox import mailboxes
from sandbox.state import state

_UNDER_WAY = float("inf")


@contextmanager
def in_flight(person_key: str, wanted: int = 1) -> Iterator[int]:
    """Count `wanted` parallel calls to a mailbox while they are carried out; gives how many of them may be.

    The settings' latency is slept before a view is called. Counting each call that much longer instead puts
    the same calls side by side.
    """
    mailbox = mailboxes.get(person_key)
    if mailbox is None:
        yield wanted
        return
    with state.lock:
        now = time.monotonic()
        mailbox.calls_end = [end for end in mailbox.calls_end if end > now]
        limit = state.settings.concurrency or wanted + len(mailbox.calls_end)
        granted = min(wanted, max(0, limit - len(mailbox.calls_end)))
        mailbox.calls_end += [_UNDER_WAY] * granted
    try:
        yield granted
    finally:
        with state.lock:
            end = time.monotonic() + state.settings.latency_ms / 1000
            for _ in range(granted):
                mailbox.calls_end.remove(_UNDER_WAY)
                mailbox.calls_end.append(end)
