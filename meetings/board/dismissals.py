"""Remembers the meetings that a person dismissed from up next; they stay in the list.

Only their marks (board.up_next) are stored: a mark reveals nothing about its meeting and changes when the
meeting does. Marks are deleted after 30 days, when the meetings are long over.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import User
from meetings.models import Dismissal

_KEPT = timedelta(days=30)


def of(user: User, now: datetime) -> frozenset[str]:
    """The marks of the meetings that `user` dismissed."""
    dismissals = Dismissal.objects.filter(user=user, at__gt=now - _KEPT)
    return frozenset(dismissals.values_list("mark", flat=True))


def dismiss(user: User, mark: str, now: datetime) -> None:
    """Save the mark of one meeting, and delete the user's old marks."""
    Dismissal.objects.filter(user=user, at__lte=now - _KEPT).delete()
    Dismissal.objects.update_or_create(user=user, mark=mark, defaults={"at": now})


def bring_back(user: User) -> None:
    """Delete all dismissals of `user`."""
    Dismissal.objects.filter(user=user).delete()
