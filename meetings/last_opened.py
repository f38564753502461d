"""What people opened a moment ago, so that opening it again asks Microsoft 365 nothing.

Encrypted, for a minute, in the cache.
"""

from __future__ import annotations

import hashlib
import pickle
from datetime import UTC, datetime, timedelta
from typing import cast

from django.core.cache import cache

from accounts.sealing import decrypt, encrypt
from meetings import __version__, last_seen
from meetings.events import Details

_KEPT = timedelta(seconds=60)
# Bytes; a text beyond is asked for again rather than kept.
_LARGEST = 300_000


def keep(owner: str, details: Details) -> None:
    """Remember what was just read."""
    packed = pickle.dumps(details)
    if len(packed) <= _LARGEST:
        cache.set(_key(owner, details.event.id), encrypt(packed), _KEPT.total_seconds())


def find(owner: str, event_id: str, now: datetime) -> Details | None:
    """What was read within the last minute, unless the person changed something or began anew since."""
    sealed = cache.get(_key(owner, event_id))
    opened = decrypt(sealed) if isinstance(sealed, bytes) else None
    if opened is None:
        return None
    # Only what this site encrypted is unpickled.
    details = cast(Details, pickle.loads(opened))  # noqa: S301
    began = cache.get(_beginning(owner))
    since = last_seen.changed_at(owner, max(began, now - _KEPT) if began else now - _KEPT)
    return details if details.as_of > since else None


def begin_anew(owner: str) -> None:
    """Forget all of it: the person loads the page again to see what is true now."""
    cache.set(_beginning(owner), datetime.now(UTC), _KEPT.total_seconds())


def _beginning(owner: str) -> str:
    return f"opened:{__version__}:{owner}"


def _key(owner: str, event_id: str) -> str:
    return f"opened:{__version__}:{owner}:{hashlib.sha256(event_id.encode()).hexdigest()}"
