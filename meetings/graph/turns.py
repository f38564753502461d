"""Taking turns: Outlook serves four requests of an app to one mailbox at a time (docs/graph.md 3).

More at once are refused, so a person's tabs wait here for each other instead. Counted within this process.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakValueDictionary

from meetings.graph.errors import TryLater

AT_ONCE = 4
# Longest time that a thread waits for its turn, in seconds.
_PATIENCE = 15.0

_mailboxes: WeakValueDictionary[str, _Mailbox] = WeakValueDictionary()
_lock = threading.Lock()


class _Mailbox:
    """How many requests of one person are under way."""

    def __init__(self) -> None:
        self.under_way = 0
        self.changed = threading.Condition()


@contextmanager
def turn(owner: str, requests: int = 1) -> Iterator[None]:
    """Wait until `owner`'s mailbox has room for so many requests (at most AT_ONCE), and hold it meanwhile.

    Raises TryLater when it takes too long.
    """
    with _lock:
        mailbox = _mailboxes.setdefault(owner, _Mailbox())
    with mailbox.changed:
        if not mailbox.changed.wait_for(lambda: mailbox.under_way + requests <= AT_ONCE, _PATIENCE):
            raise TryLater("too many at once")
        mailbox.under_way += requests
    try:
        yield
    finally:
        with mailbox.changed:
            mailbox.under_way -= requests
            mailbox.changed.notify_all()
