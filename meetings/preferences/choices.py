"""The choices of the fields in the settings, labeled in the active language.

They are functions because the language differs from request to request.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings import models
from meetings.events import Mailbox, Provider, zones
from meetings.events.providers import all_providers
from meetings.preferences import zone_choices
from meetings.wording import providers as words

Choices = list[tuple[Any, Any]]


def list_days() -> Choices:
    return _days(models.LIST_DAYS)


def week_days() -> Choices:
    return _days(models.WEEK_DAYS)


def lengths() -> Choices:
    return [(minutes, _length(minutes)) for minutes in models.LENGTHS]


def reminders() -> Choices:
    """For Outlook's reminder: Outlook's default (empty), none, or the minutes before the start."""
    return [("", _("As Outlook does it")), (models.NO_REMINDER, _("None")), *_before(models.REMINDERS)]


def notices() -> Choices:
    """For the browser's notification: off (empty), or the minutes before the start."""
    return [("", _("Off")), *_before(models.NOTICES)]


def clocks() -> Choices:
    return [("", _("24 hours, like 15:30")), ("on", _("12 hours, like 3:30 PM"))]


def languages() -> Choices:
    """Every language by its own name."""
    return [("", _("As in my account or browser")), *settings.LANGUAGES]


def themes() -> Choices:
    return [("", _("As the system")), (models.LIGHT, _("Light")), (models.DARK, _("Dark"))]


def weekdays(usual: int) -> Choices:
    """Every day of the week (0 is Monday); the empty choice stands for the day `usual`."""
    return [("", _("As usual in my language: %(day)s") % {"day": WEEKDAYS[usual]}), *WEEKDAYS.items()]


def providers(mailbox: Mailbox | None, current: str) -> Choices:
    """The providers that the person's editable calendars allow, and the `current` choice.

    All providers if the mailbox is not known.
    """
    allowed = (each for calendar in mailbox.editable for each in calendar.providers) if mailbox else ()
    offered = {each.value: each for each in allowed or all_providers()}
    if current:
        offered.setdefault(current, Provider(current))
    return [("", _("The calendar's own")), *((value, words.name(each)) for value, each in offered.items())]


def time_zones(mailbox: Mailbox | None, current: str, browser_zone: str, now: datetime) -> Choices:
    """The zones of the mailbox and of the device, the `current` choice, UTC, then all zones by continent."""
    name = mailbox.zone_name if mailbox else ""
    as_mailbox = (
        _("As in my mailbox: %(zone)s") % {"zone": name} if zones.lookup(name) else _("As in my mailbox")
    )
    first = {"": as_mailbox}
    if device_zone := zones.lookup(browser_zone):
        label = zone_choices.place_label(device_zone, now)
        first[device_zone.key] = _("As on this device: %(zone)s") % {"zone": label}
    if current_zone := zones.lookup(current):
        first.setdefault(current_zone.key, zone_choices.place_label(current_zone, now))
    first.setdefault("UTC", "UTC")
    return [*first.items(), *zone_choices.by_continent(now)]


def _days(numbers: Iterable[int]) -> Choices:
    return [
        (number, ngettext("%(count)d day", "%(count)d days", number) % {"count": number})
        for number in numbers
    ]


def _before(minutes: Iterable[int]) -> Choices:
    return [
        (each, _("%(time)s before") % {"time": _length(each)} if each else _("At the start"))
        for each in minutes
    ]


def _length(minutes: int) -> str:
    """A length in the largest unit of which it is a multiple: "90 minutes", "2 hours", "1 day"."""
    if minutes % (24 * 60) == 0:
        return ngettext("%(count)d day", "%(count)d days", minutes // 1440) % {"count": minutes // 1440}
    if minutes % 60 == 0:
        return ngettext("%(count)d hour", "%(count)d hours", minutes // 60) % {"count": minutes // 60}
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
