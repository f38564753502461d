"""An invitation as plain text, to be pasted into a chat or a mail."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from meetings import zones
from meetings.events import Event
from meetings.receipts import subject
from meetings.templatetags.dates import full_day
from meetings.templatetags.meetboard import grouped, times
from meetings.wording import listed


def write(event: Event) -> str:
    """Subject, time with its zone, place, join link, conference ID and numbers to dial, a line each.

    Times are in the zone that is active, and say so.
    """
    online = event.online
    lines = [
        subject(event),
        _when(event),
        _("Place: %(place)s") % {"place": event.place} if event.place else "",
        *_joining(event),
        _("Conference ID: %(id)s") % {"id": grouped(online.conference_id)}
        if event.join_url and online.conference_id
        else "",
        _("By phone: %(numbers)s") % {"numbers": listed(online.numbers)}
        if event.join_url and online.numbers
        else "",
    ]
    return "\n".join(" ".join(line.split()) for line in lines if line)


def _when(event: Event) -> str:
    if not event.is_all_day:
        return _("%(day)s, %(times)s, %(zone)s") % {
            "day": full_day(event.start),
            "times": times(event),
            "zone": zones.label(timezone.localtime(event.start)),
        }
    if event.first_day == event.last_day:
        return _("%(day)s, all day") % {"day": full_day(event.first_day)}
    return _("%(first)s to %(last)s, all day") % {
        "first": full_day(event.first_day),
        "last": full_day(event.last_day),
    }


def _joining(event: Event) -> list[str]:
    if not event.join_url:
        return []
    return [_("Join with %(provider)s: %(link)s") % {"provider": event.provider.name, "link": event.join_url}]
