"""How the pages write days and times of day, in the person's zone and language."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

from meetings import clock

register = template.Library()


@register.filter
def time_of_day(moment: datetime) -> str:
    """A moment as the person reads clocks: "10:30"."""
    return clock.time_of_day(moment)


@register.filter
def exact_time(moment: datetime) -> str:
    """With seconds: "10:30:05"."""
    return clock.time_of_day(moment, seconds=True)


@register.filter
def weekday(day: date) -> str:
    """ "Monday"."""
    return _write(day, "l")


@register.filter
def day_month(day: date) -> str:
    """ "23 November"."""
    return _write(day, pgettext("day and month", "j F"))


@register.filter
def day_month_year(day: date) -> str:
    """ "23 November 2026"."""
    return _write(day, pgettext("day, month and year", "j F Y"))


@register.filter
def full_day(day: date) -> str:
    """ "Monday 23 November 2026"."""
    return _write(day, pgettext("weekday, day, month and year", "l j F Y"))


@register.filter
def iso_day(day: date) -> str:
    """As addresses and date fields have it: "2026-11-23"."""
    return _write(day, "Y-m-d")


def _write(day: date, form: str) -> str:
    return date_format(timezone.localtime(day) if isinstance(day, datetime) else day, form)
