"""Meetings that a person does not want at the head of the page; they stay in the list.

Kept are their marks (board.up_next), which tell nothing of a meeting and are others once it was changed.
They are forgotten after some weeks, when the meetings are long over.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import User
from meetings.models import Dismissal

_KEPT = timedelta(days=30)


def of(user: User, now: datetime) -> frozenset[str]:
    """The marks of what a person dismissed."""
    kept = Dismissal.objects.filter(user=user, at__gt=now - _KEPT)
    return frozenset(kept.values_list("mark", flat=True))


def dismiss(user: User, mark: str, now: datetime) -> None:
    """Remember one, and forget the old ones."""
    Dismissal.objects.filter(user=user, at__lte=now - _KEPT).delete()
    Dismissal.objects.update_or_create(user=user, mark=mark, defaults={"at": now})


def bring_back(user: User) -> None:
    """Forget all that a person dismissed."""
    Dismissal.objects.filter(user=user).delete()
