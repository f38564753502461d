"""Writes days, months and times of day in the person's language and time zone."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext, pgettext_lazy

from meetings.wording import clock

_SHORT_NAMES = (
    pgettext_lazy("short weekday", "Mon"),
    pgettext_lazy("short weekday", "Tue"),
    pgettext_lazy("short weekday", "Wed"),
    pgettext_lazy("short weekday", "Thu"),
    pgettext_lazy("short weekday", "Fri"),
    pgettext_lazy("short weekday", "Sat"),
    pgettext_lazy("short weekday", "Sun"),
)
_LETTERS = (
    pgettext_lazy("Monday", "M"),
    pgettext_lazy("Tuesday", "T"),
    pgettext_lazy("Wednesday", "W"),
    pgettext_lazy("Thursday", "T"),
    pgettext_lazy("Friday", "F"),
    pgettext_lazy("Saturday", "S"),
    pgettext_lazy("Sunday", "S"),
)


def time_on(moment: datetime, day: date) -> str:
    """A time of day among those of `day`: "10:30", or "Tue 10:30" if it is on another day."""
    time = clock.time_of_day(moment)
    local = timezone.localtime(moment)
    return time if local.date() == day else f"{short_weekday(local)} {time}"


def axis_hour(moment: datetime) -> str:
    """The full hour of an aware datetime, for an axis: "09:00", or "9 AM"."""
    return clock.full_hour(timezone.localtime(moment).hour)


def weekday(day: date) -> str:
    """ "Monday"."""
    return _write(day, "l")


def short_weekday(day: date) -> str:
    """ "Mon"."""
    return str(_SHORT_NAMES[_local(day).weekday()])


def weekday_letter(day: date) -> str:
    """The day of the week as one character, for the head of a narrow column: "M"."""
    return str(_LETTERS[_local(day).weekday()])


def short_day(day: date) -> str:
    """ "Mon 23 Nov"."""
    return _write(day, pgettext("short weekday, day and month", "D j M"))


def day_month(day: date) -> str:
    """ "23 November"."""
    return _write(day, pgettext("day and month", "j F"))


def day_month_year(day: date) -> str:
    """ "23 November 2026"."""
    return _write(day, pgettext("day, month and year", "j F Y"))


def month_year(day: date) -> str:
    """ "November 2026"."""
    return _write(day, pgettext("month and year", "F Y"))


def full_day(day: date) -> str:
    """ "Monday 23 November 2026"."""
    return _write(day, pgettext("weekday, day, month and year", "l j F Y"))


def days_to(first: date, last: date) -> str:
    """The days from `first` to `last`: "23 – 29 November 2026".

    Month and year come once if they are the same.
    """
    if first == last:
        return day_month_year(last)
    if first.year != last.year:
        forms = pgettext("first | last day, in two years", "j F Y | j F Y")
    elif first.month != last.month:
        forms = pgettext("first | last day, in two months of a year", "j F | j F Y")
    else:
        forms = pgettext("first | last day, in one month", "j | j F Y")
    return " \N{EN DASH} ".join(
        _write(day, form.strip()) for day, form in zip((first, last), forms.split("|"), strict=True)
    )


def iso_day(day: date) -> str:
    """The day for addresses and date fields: "2026-11-23"."""
    return _local(day).isoformat()[:10]


def iso_time(moment: datetime) -> str:
    """As the `datetime` attribute has it, in the person's zone: "2026-11-23T10:30:00-08:00"."""
    return timezone.localtime(moment).isoformat()


def _write(day: date, form: str) -> str:
    """The day in a format of Django's `date` filter."""
    return date_format(_local(day), form)


def _local(day: date) -> date:
    """A date unchanged, a datetime in the person's zone."""
    return timezone.localtime(day) if isinstance(day, datetime) else day
