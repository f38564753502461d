"""The lists that a person saw last: to look elsewhere in them at once, and for when Microsoft 365 is silent.

Encrypted, for some hours, in the cache; beside them in the clear only which days and zone they are of.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from django.core.cache import cache

from accounts.sealing import decrypt, encrypt
from meetings import __version__
from meetings.events import Agenda

# Seconds; a working day later nobody takes the list for the present one.
_KEPT = 12 * 3600
# How many lists of one person.
_MOST = 6


@dataclass(frozen=True, slots=True)
class _Kept:
    """Which list is kept: its days, its zone, which calendars were chosen for it, and when it was read."""

    first: date
    days: int
    zone: str
    choice: str
    as_of: datetime

    def covers(self, first: date, days: int) -> bool:
        end = self.first + timedelta(days=self.days)
        return self.first <= first and first + timedelta(days=days) <= end


def keep(owner: str, agenda: Agenda, choice: Mapping[str, bool]) -> None:
    """Remember what was just read with this choice of calendars; what lies within it is forgotten."""
    new = _Kept(agenda.first, agenda.days, str(agenda.zone), _digest(choice), agenda.as_of)
    cache.set(_key(owner, new), encrypt(pickle.dumps(agenda)), _KEPT)
    others = [
        kept for kept in _kept(owner) if kept.choice != new.choice or not new.covers(kept.first, kept.days)
    ]
    cache.set(_index(owner), [new, *others][:_MOST], _KEPT)
    for dropped in others[_MOST - 1 :]:
        cache.delete(_key(owner, dropped))


def find(
    owner: str,
    first: date,
    days: int,
    choice: Mapping[str, bool],
    zone: ZoneInfo | None = None,
    since: datetime | None = None,
) -> Agenda | None:
    """What was seen last of `days` days from `first`; its `as_of` says when.

    With `zone` only what is to be read in that zone, with `since` only what was read after that moment.
    """
    for kept in _kept(owner):
        is_meant = kept.choice == _digest(choice) and kept.covers(first, days)
        if is_meant and zone in (None, ZoneInfo(kept.zone)) and (since is None or kept.as_of > since):
            sealed = cache.get(_key(owner, kept))
            opened = decrypt(sealed) if isinstance(sealed, bytes) else None
            if opened is not None:
                # Only what this site encrypted is unpickled.
                return cast(Agenda, pickle.loads(opened)).part(first, days)  # noqa: S301
    return None


@contextmanager
def changing(owner: str) -> Iterator[None]:
    """Around a change in the person's calendars: what was read before its end is old, failed or not."""
    try:
        yield
    finally:
        cache.set(_changed(owner), datetime.now(UTC), _KEPT)


def changed_at(owner: str, earliest: datetime) -> datetime:
    """When the person last changed something here, in UTC; `earliest` when that was before or never."""
    changed = cache.get(_changed(owner))
    return max(changed, earliest) if isinstance(changed, datetime) else earliest


def _kept(owner: str) -> list[_Kept]:
    """What is kept, the latest first."""
    kept = cache.get(_index(owner))
    return kept if isinstance(kept, list) else []


def _digest(choice: Mapping[str, bool]) -> str:
    return hashlib.sha256(repr(sorted(choice.items())).encode()).hexdigest()[:16]


def _index(owner: str) -> str:
    return f"agendas:{__version__}:{owner}"


def _changed(owner: str) -> str:
    return f"changed:{__version__}:{owner}"


def _key(owner: str, kept: _Kept) -> str:
    return f"agenda:{__version__}:{owner}:{kept.first.isoformat()}:{kept.days}:{kept.zone}:{kept.choice}"
