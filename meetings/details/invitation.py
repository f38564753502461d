"""Writes an event as an invitation in plain text, to paste into a chat or a mail."""

from __future__ import annotations

from django.utils.translation import gettext as _

from meetings.events import Event
from meetings.wording.providers import name
from meetings.wording.state import grouped
from meetings.wording.text import clauses, name_list, subject
from meetings.wording.times import when, zone_label


def invitation_text(event: Event) -> str:
    """Subject, time, place, join link, conference ID and phone numbers, one on each line.

    Times are in the active zone, and the text names it.
    """
    online = event.online
    lines = [
        subject(event),
        _time(event),
        _("Place: %(place)s") % {"place": event.place} if event.place else "",
        *_join_lines(event),
        _("Conference ID: %(id)s") % {"id": grouped(online.conference_id)}
        if event.join_url and online.conference_id
        else "",
        _("By phone: %(numbers)s") % {"numbers": name_list(online.numbers)}
        if event.join_url and online.numbers
        else "",
    ]
    return "\n".join(" ".join(line.split()) for line in lines if line)


def _time(event: Event) -> str:
    """The time with its zone; only the days of an all-day event."""
    return when(event) if event.is_all_day else clauses((when(event), zone_label(event.start)))


def _join_lines(event: Event) -> list[str]:
    if not event.join_url:
        return []
    return [
        _("Join with %(provider)s: %(link)s") % {"provider": name(event.provider), "link": event.join_url}
    ]
