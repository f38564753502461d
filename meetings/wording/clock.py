"""How the person of this request reads a clock: in 24 hours or in 12."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone
from django.utils.translation import pgettext

_twelve_hours: ContextVar[bool] = ContextVar("twelve_hours", default=False)


@contextmanager
def override(twelve_hours: bool) -> Iterator[None]:
    """Write times of day in 12 hours for as long as the block lasts, or in 24."""
    before = _twelve_hours.set(twelve_hours)
    try:
        yield
    finally:
        _twelve_hours.reset(before)


def time_of_day(moment: datetime) -> str:
    """The time of day of an aware datetime in the person's zone: "10:30", or "10:30 AM"."""
    # Digits are the same in all of our languages; `date_format` takes ten times as long.
    return _with_hour(moment, "%M")


def exact_time(moment: datetime) -> str:
    """The same with seconds: "10:30:05", or "10:30:05 AM"."""
    return _with_hour(moment, "%M:%S")


def full_hour(hour: int) -> str:
    """An hour of the day from 0 to 23 on an axis: "09:00", or "9 AM"."""
    if not _twelve_hours.get():
        return f"{hour:02}:00"
    return _half(hour) % (hour % 12 or 12)


def _with_hour(moment: datetime, rest: str) -> str:
    local = timezone.localtime(moment)
    if _twelve_hours.get():
        return _half(local.hour) % f"{local.hour % 12 or 12}:{local:{rest}}"
    return f"{local:%H}:{local:{rest}}"


def _half(hour: int) -> str:
    return pgettext("before noon", "%s AM") if hour < 12 else pgettext("after noon", "%s PM")
