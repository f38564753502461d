"""Writes when an event takes place and how long it takes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import ceil

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.events import Details, Event, zones
from meetings.wording.dates import full_day, short_day, time_on
from meetings.wording.text import clauses


def times(event: Event, listed_on: date | None = None) -> str:
    """The start and end of a timed event in the person's zone: "10:30 to 11:00".

    The end has its day if that is not the day of the start; the start has its day if that is not the day that
    the event is `listed_on`.
    """
    start_day = timezone.localdate(event.start)
    return _("%(start)s to %(end)s") % {
        "start": time_on(event.start, listed_on or start_day),
        "end": time_on(event.end, start_day),
    }


def duration(event: Event) -> str:
    """How long a timed event takes: "30 min", "1 h", "1 h 30", "2 days"."""
    minutes = int((event.end - event.start) / timedelta(minutes=1))
    if minutes >= 48 * 60:
        days = round(minutes / (24 * 60))
        return ngettext("%d day", "%d days", days) % days
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%d min") % rest
    return _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": rest} if rest else _("%d h") % hours


def when(event: Event) -> str:
    """ "Monday 23 November 2026, 10:30 to 11:00", or the days of an all-day event."""
    if not event.is_all_day:
        return clauses((full_day(event.start), times(event)))
    first, last = full_day(event.first_day), full_day(event.last_day)
    if first == last:
        return _("%(day)s, all day") % {"day": first}
    return _("%(first)s to %(last)s, all day") % {"first": first, "last": last}


def planned_at(details: Details) -> str:
    """The times of an event in the time zone where it was planned; empty if they are the same there."""
    event, zone = details.event, details.zone
    local_start = timezone.localtime(event.start)
    if event.is_all_day or zone is None:
        return ""
    name = zones.graph_name(zone, event.start)
    if name == "UTC" or event.start.astimezone(zone).utcoffset() == local_start.utcoffset():
        return ""
    with timezone.override(zone):
        return _("%(times)s in %(zone)s, where it was planned") % {
            "times": times(event, local_start.date()),
            "zone": name,
        }


def zone_label(moment: datetime) -> str:
    """The time zone in which times are shown: "Pacific Standard Time (UTC-08:00)"."""
    return zones.label(timezone.localtime(moment))


def minutes_until(moment: datetime, now: datetime) -> int:
    """Minutes from `now` until `moment`, rounded up."""
    return ceil((moment - now) / timedelta(minutes=1))


def whole_days(event: Event) -> str:
    """The days of an all-day event: "All day", or "All day, Mon 23 Nov to Tue 24 Nov"."""
    if event.first_day == event.last_day:
        return _("All day")
    return _("All day, %(first)s to %(last)s") % {
        "first": short_day(event.first_day),
        "last": short_day(event.last_day),
    }
