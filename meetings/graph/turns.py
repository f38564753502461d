"""Limits how many requests for one mailbox run at a time, because Outlook refuses more than four.

See docs/graph.md 3. A person's tabs wait here for each other instead. Only this process is counted.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakValueDictionary

from meetings.graph.errors import TryLater

MAX_AT_ONCE = 4
# How many seconds a thread waits for its turn, at most.
_MAX_WAIT = 15.0

_mailboxes: WeakValueDictionary[str, _Mailbox] = WeakValueDictionary()
_lock = threading.Lock()


class _Mailbox:
    """Counts the requests for one mailbox that are running."""

    def __init__(self) -> None:
        self.running = 0
        self.changed = threading.Condition()


@contextmanager
def turn(owner: str, requests: int = 1) -> Iterator[None]:
    """Wait until `requests` more (at most MAX_AT_ONCE) may run for `owner`'s mailbox, and count them.

    Raises TryLater if that takes longer than 15 seconds.
    """
    with _lock:
        mailbox = _mailboxes.setdefault(owner, _Mailbox())
    with mailbox.changed:
        if not mailbox.changed.wait_for(lambda: mailbox.running + requests <= MAX_AT_ONCE, _MAX_WAIT):
            raise TryLater("too many at once")
        mailbox.running += requests
    try:
        yield
    finally:
        with mailbox.changed:
            mailbox.running -= requests
            mailbox.changed.notify_all()
