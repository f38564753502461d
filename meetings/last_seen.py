"""The list that a person saw last, for when Microsoft 365 does not answer: old data beats no data.

Encrypted, for some hours, in the cache.
"""

from __future__ import annotations

import pickle
from datetime import date
from typing import cast

from django.core.cache import cache

from accounts.sealing import decrypt, encrypt
from meetings import __version__
from meetings.events import Agenda

# Seconds; a working day later nobody takes the list for the present one.
_KEPT = 12 * 3600


def keep(owner: str, agenda: Agenda) -> None:
    """Remember what was just read."""
    cache.set(_key(owner, agenda.first, agenda.days), encrypt(pickle.dumps(agenda)), _KEPT)


def find(owner: str, first: date, days: int) -> Agenda | None:
    """What was seen last of `days` days from `first`; its `as_of` says when."""
    sealed = cache.get(_key(owner, first, days))
    opened = decrypt(sealed) if isinstance(sealed, bytes) else None
    # Only what this site encrypted is unpickled.
    return cast(Agenda, pickle.loads(opened)) if opened is not None else None  # noqa: S301


def _key(owner: str, first: date, days: int) -> str:
    return f"agenda:{__version__}:{owner}:{first.isoformat()}:{days}"
