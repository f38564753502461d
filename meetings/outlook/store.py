"""Stores agendas, details and mailboxes that were read from Microsoft 365, in Django's cache.

The values are encrypted, their keys in the index are not.

One rule: what was read before the person's own last change here is out of date (`valid_since`). Callers say
how old a value may be. While Microsoft 365 does not answer, an agenda of any age is better than none.

A database table could take the place of the cache behind the same functions.
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

# Fresh enough to show to somebody who moves through the board, instead of waiting for Microsoft 365.
FRESH_FOR = timedelta(seconds=60)
# Recent enough to tell what is up next, what overlaps, and which calendars there are.
RECENT_FOR = timedelta(minutes=10)
# After a working day nobody should take a stored value for the present state.
_LONGEST = timedelta(hours=12)
# Larger values, in bytes, are not stored.
_MAX_SIZE = 2_000_000


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A kind of stored values: how long they are kept, and how many for one person."""

    name: str
    type: type[T]
    kept_for: timedelta
    max_count: int


AGENDA = Kind("agenda", Agenda, _LONGEST, 6)
DETAILS = Kind("details", Details, FRESH_FOR, 20)
MAILBOX = Kind("mailbox", Mailbox, _LONGEST, 1)


def keep(owner: str, kind: Kind[T], key: str, value: T, as_of: datetime) -> None:
    """Store under `key` a value that was read at `as_of`; `owner` is a User's `account_id`.

    A value that is too large takes the place of an older one too: that one is removed.
    """
    pickled = pickle.dumps(value)
    if len(pickled) > _MAX_SIZE:
        cache.delete(_value_key(owner, kind, key))
        return
    seconds = kind.kept_for.total_seconds()
    cache.set(_value_key(owner, kind, key), encrypt(pickled), seconds)
    others = [entry for entry in keys(owner, kind) if entry[0] != key]
    cache.set(_index_key(owner, kind), [(key, as_of), *others][: kind.max_count], seconds)
    for dropped, _ in others[kind.max_count - 1 :]:
        cache.delete(_value_key(owner, kind, dropped))


def keys(owner: str, kind: Kind[T]) -> list[tuple[str, datetime]]:
    """The keys of the stored values and when each value was read, the value stored last first."""
    index = cache.get(_index_key(owner, kind))
    return index if isinstance(index, list) else []


def find(owner: str, kind: Kind[T], key: str, since: datetime | None = None) -> T | None:
    """The value stored under `key`; with `since` only if it was read after that time."""
    as_of = dict(keys(owner, kind)).get(key)
    if as_of is None or (since is not None and as_of <= since):
        return None
    encrypted = cache.get(_value_key(owner, kind, key))
    pickled = decrypt(encrypted) if isinstance(encrypted, bytes) else None
    # Safe to unpickle, because only this site could have encrypted it.
    value = pickle.loads(pickled) if pickled is not None else None  # noqa: S301
    return value if isinstance(value, kind.type) else None


def forget(owner: str, kind: Kind[T]) -> None:
    """Forget all stored values of a kind, so that Microsoft 365 is asked again."""
    cache.delete(_index_key(owner, kind))


@contextmanager
def changing(owner: str) -> Iterator[None]:
    """Wrap a change to the person's calendars: after it, even if it failed, all that was read is outdated."""
    try:
        yield
    finally:
        cache.set(_changed_key(owner), datetime.now(UTC), _LONGEST.total_seconds())


def valid_since(owner: str, earliest: datetime) -> datetime:
    """The time after which a value must have been read to be valid.

    It is that of the person's last change here, or `earliest` if that is later.
    """
    changed_at = cache.get(_changed_key(owner))
    return max(changed_at, earliest) if isinstance(changed_at, datetime) else earliest


def _changed_key(owner: str) -> str:
    return f"changed:{__version__}:{owner}"


def _index_key(owner: str, kind: Kind[T]) -> str:
    return f"{kind.name}:{__version__}:{owner}"


def _value_key(owner: str, kind: Kind[T], key: str) -> str:
    """The cache key of a value, hashed because not every cache takes a key of any length and letters."""
    return f"{_index_key(owner, kind)}:{hashlib.sha256(key.encode()).hexdigest()}"
