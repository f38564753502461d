"""How the person of this request reads a clock: in 24 hours or in 12."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

_twelve_hours: ContextVar[bool] = ContextVar("twelve_hours", default=False)


def activate(twelve_hours: bool) -> None:
    """Write times of day in 12 hours from here on, or in 24."""
    _twelve_hours.set(twelve_hours)


def time_of_day(moment: datetime, seconds: bool = False) -> str:
    """The time of day of an aware datetime in the person's zone: "10:30", or "10:30 AM"."""
    if _twelve_hours.get():
        form = pgettext("time", "g:i:s A") if seconds else pgettext("time", "g:i A")
    else:
        form = "H:i:s" if seconds else "H:i"
    return date_format(timezone.localtime(moment), form)
