"""Writes times of day on a clock of 12 or 24 hours, as the person of this request prefers."""

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
    """Write times of day on a clock of 12 hours (or 24) within the `with` block."""
    before = _twelve_hours.set(twelve_hours)
    try:
        yield
    finally:
        _twelve_hours.reset(before)


def time_of_day(moment: datetime) -> str:
    """The time of day of an aware datetime in the person's zone: "10:30", or "10:30 AM"."""
    # Not with `date_format`, which takes ten times as long: digits are the same in all of our languages.
    return _with_hour(moment, "%M")


def exact_time(moment: datetime) -> str:
    """The time of day with seconds: "10:30:05", or "10:30:05 AM"."""
    return _with_hour(moment, "%M:%S")


def full_hour(hour: int) -> str:
    """A full hour from 0 to 23, for an axis: "09:00", or "9 AM"."""
    if not _twelve_hours.get():
        return f"{hour:02}:00"
    return _am_or_pm(hour) % (hour % 12 or 12)


def _with_hour(moment: datetime, minutes_format: str) -> str:
    local = timezone.localtime(moment)
    if _twelve_hours.get():
        return _am_or_pm(local.hour) % f"{local.hour % 12 or 12}:{local:{minutes_format}}"
    return f"{local:%H}:{local:{minutes_format}}"


def _am_or_pm(hour: int) -> str:
    return pgettext("before noon", "%s AM") if hour < 12 else pgettext("after noon", "%s PM")
