"""What was read of people's calendars lately: one memory for lists, details and mailboxes.

One rule: what was read before the person's own last change here is old. Who reads says how old a thing may
be; however old, a list is better than none while Microsoft 365 does not answer.

It lies encrypted in the cache; only the keys are in the clear. A table could take its place behind the same
functions.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from django.core.cache import cache

from accounts.encryption import decrypt, encrypt
from meetings import __version__
from meetings.events import Agenda, Details, Mailbox

T = TypeVar("T")

# What somebody who only looks elsewhere is shown without being kept waiting for a new answer.
A_MOMENT = timedelta(seconds=60)
# What still tells what is up next, what overlaps, and which calendars there are.
LATELY = timedelta(minutes=10)
# A working day later nobody takes what is here for the present.
_DAY = timedelta(hours=12)
# Bytes; what is larger is asked for again rather than kept.
_LARGEST = 2_000_000


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A kind of things to remember: for how long at all, and how many of one person's."""

    name: str
    type: type[T]
    kept: timedelta
    most: int


AGENDA = Kind("agenda", Agenda, _DAY, 6)
DETAILS = Kind("details", Details, A_MOMENT, 20)
MAILBOX = Kind("mailbox", Mailbox, _DAY, 1)


def keep(owner: str, kind: Kind[T], key: str, value: T, as_of: datetime) -> None:
    """Remember under `key` what was read at the moment `as_of`; `owner` is a User's `account_id`."""
    packed = pickle.dumps(value)
    if len(packed) > _LARGEST:
        return
    seconds = kind.kept.total_seconds()
    cache.set(_place(owner, kind, key), encrypt(packed), seconds)
    others = [entry for entry in keys(owner, kind) if entry[0] != key]
    cache.set(_index(owner, kind), [(key, as_of), *others][: kind.most], seconds)
    for dropped, _ in others[kind.most - 1 :]:
        cache.delete(_place(owner, kind, dropped))


def keys(owner: str, kind: Kind[T]) -> list[tuple[str, datetime]]:
    """What is remembered, by key, and when it was read: the latest first."""
    found = cache.get(_index(owner, kind))
    return found if isinstance(found, list) else []


def find(owner: str, kind: Kind[T], key: str, since: datetime | None = None) -> T | None:
    """What is remembered under `key`; with `since` only what was read after that moment."""
    as_of = dict(keys(owner, kind)).get(key)
    if as_of is None or (since is not None and as_of <= since):
        return None
    sealed = cache.get(_place(owner, kind, key))
    opened = decrypt(sealed) if isinstance(sealed, bytes) else None
    # Only what this site encrypted is unpickled.
    value = pickle.loads(opened) if opened is not None else None  # noqa: S301
    return value if isinstance(value, kind.type) else None


def forget(owner: str, kind: Kind[T]) -> None:
    """Ask Microsoft 365 for all things of a kind again at the next occasion."""
    cache.delete(_index(owner, kind))


@contextmanager
def changing(owner: str) -> Iterator[None]:
    """Around a change in the person's calendars: what was read before its end is old, failed or not."""
    try:
        yield
    finally:
        cache.set(_changed(owner), datetime.now(UTC), _DAY.total_seconds())


def unchanged_since(owner: str, earliest: datetime) -> datetime:
    """Since when what was read is true: the person's last change here, or `earliest` if that is later."""
    changed = cache.get(_changed(owner))
    return max(changed, earliest) if isinstance(changed, datetime) else earliest


def _changed(owner: str) -> str:
    return f"changed:{__version__}:{owner}"


def _index(owner: str, kind: Kind[T]) -> str:
    return f"{kind.name}:{__version__}:{owner}"


def _place(owner: str, kind: Kind[T], key: str) -> str:
    """Where a thing lies; not every cache takes a key of any length and letters."""
    return f"{_index(owner, kind)}:{hashlib.sha256(key.encode()).hexdigest()}"
