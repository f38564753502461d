"""How the pages write lengths, answers, numbers and icons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.board.days import RUNNING, Row
from meetings.board.shown import Shown
from meetings.clock import time_of_day
from meetings.events import JOINABLE, PENDING, Attendee, Event, OnlineMeeting
from meetings.templatetags.dates import short_day, short_weekday
from meetings.templatetags.finding import overlap
from meetings.wording import clauses, listed

register = template.Library()

# How many guests are called by their names.
_NAMED = 3
# By Graph's words for them.
_OWN_ANSWERS = {
    "accepted": gettext_lazy("you accepted"),
    "tentativelyAccepted": gettext_lazy("you answered maybe"),
    "declined": gettext_lazy("you declined"),
    "notResponded": gettext_lazy("you have not answered"),
}
_GUESTS_ANSWERS = {
    "accepted": gettext_lazy("accepted"),
    "tentativelyAccepted": gettext_lazy("maybe"),
    "declined": gettext_lazy("declined"),
    "organizer": gettext_lazy("organizer"),
}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon of static/icons.svg, for the eye only: the words beside it say the same."""
    sprite = static("icons.svg")
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', sprite, name)


@register.filter
def lasting(event: Event) -> str:
    """How long a timed event takes: "30 min", "1 h", "1 h 30", "2 days"."""
    minutes = int((event.end - event.start) / timedelta(minutes=1))
    if minutes >= 48 * 60:
        days = round(minutes / (24 * 60))
        return ngettext("%d day", "%d days", days) % days
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%d min") % rest
    return _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": rest} if rest else _("%d h") % hours


@register.filter
def answer(event: Event) -> str:
    """The person's own answer in words, empty where none is due."""
    return str(_OWN_ANSWERS.get(event.response, ""))


@register.filter
def guest_answer(response: str) -> str:
    """A guest's answer in a word."""
    return str(_GUESTS_ANSWERS.get(response, _("no answer")))


@register.filter
def organizer(event: Event) -> str:
    """Who organizes, as the person would say it."""
    return _("You") if event.is_organizer else event.organizer.label


@register.filter
def names(guests: Sequence[Attendee]) -> str:
    """The guests by name; of many the first three, and how many more there are."""
    labels = [guest.person.label or _("somebody") for guest in guests]
    rest = len(labels) - _NAMED
    if rest > 1:
        labels[_NAMED:] = [ngettext("%d other", "%d others", rest) % rest]
    return (
        _("%(names)s and %(last)s") % {"names": listed(labels[:-1]), "last": labels[-1]}
        if labels[1:]
        else "".join(labels)
    )


@register.filter
def names_in_a_row(labels: Sequence[str]) -> str:
    """All of these names, with the language's marks between them."""
    return listed(labels)


@register.filter
def online_state(event: Event) -> str:
    """The online state in words."""
    if event.state == JOINABLE:
        return str(event.provider.name)
    if event.state == PENDING:
        return _("Link on its way")
    if event.has_refused_link:
        return _("Link not trusted")
    if event.misses_link:
        return _("Link missing")
    return _("In person") if event.place else _("Not online")


@register.filter
def state_icon(event: Event) -> str:
    """The icon that goes with the online state."""
    if event.state == JOINABLE:
        return event.provider.icon
    if event.state == PENDING:
        return "clock"
    if event.has_refused_link or event.misses_link:
        return "warning"
    return "location" if event.place else "video-off"


@register.filter
def sentence(row: Row) -> str:
    """The whole row as one sentence, for those who listen to it."""
    event = row.event
    parts = [
        _dates(event) if event.is_all_day else times(event, row.day),
        event.subject or _("(no subject)"),
        _("cancelled") if event.is_cancelled else "",
        _("running now") if row.phase == RUNNING else "",
        _("organized by you") if event.is_organizer else organizer(event),
        event.place,
        "" if event.is_organizer else answer(event),
        overlap(row.conflict),
        online_state(event),
    ]
    return clauses(parts)


@register.filter
def times(event: Event, listed: date | None = None) -> str:
    """From when to when a timed event goes, in the person's zone.

    With the day where it ends on another one, or began before the day under which it is `listed`.
    """
    start, end = timezone.localtime(event.start), timezone.localtime(event.end)
    return _("%(start)s to %(end)s") % {
        "start": _clock(start, listed or start.date()),
        "end": _clock(end, start.date()),
    }


@register.filter
def clock(row: Row) -> str:
    """When the event of a row starts: "10:30", with the day when that is before the day of the row."""
    return _clock(timezone.localtime(row.event.start), row.day)


def _clock(moment: datetime, day: date) -> str:
    time = time_of_day(moment)
    return time if moment.date() == day else f"{short_weekday(moment)} {time}"


@register.filter
def on(shown: Shown, day: date) -> str:
    """The address of the board with as much from another day on."""
    return shown.at(day).address


@register.filter
def with_month(shown: Shown, day: date) -> str:
    """The address of the same board with another month in small."""
    return shown.but(month=day).address


@register.filter
def of(things: Mapping[Any, Any], key: object) -> Any:
    """What `things` holds for `key`."""
    return things.get(key)


@register.filter
def telephone(number: str, online: OnlineMeeting) -> str:
    """A `tel:` address that dials the number and then the conference ID."""
    digits = re.sub(r"[^\d+]", "", number)
    conference = re.sub(r"\D", "", online.conference_id)
    return f"tel:{digits},,{conference}%23" if conference else f"tel:{digits}"


@register.filter
def quick_dial(number: str) -> str:
    """The `tel:` address of a quick-dial string, which holds its own pauses and conference ID."""
    return "tel:" + re.sub(r"[^\d+,;*#]", "", number).replace("#", "%23")


@register.filter
def grouped(conference_id: str) -> str:
    """A conference ID in groups of three, as Microsoft writes it: `291 633 251#`."""
    if not conference_id.isdigit():
        return conference_id
    return " ".join(conference_id[at : at + 3] for at in range(0, len(conference_id), 3)) + "#"


@register.filter
def initials(name: str) -> str:
    """One or two letters for a person's round badge."""
    words = [word for word in re.split(r"[\s.@_-]+", name) if word]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words))[:2].upper()


def _dates(event: Event) -> str:
    """The days of an all-day event, both included."""
    if event.first_day == event.last_day:
        return _("All day")
    return _("All day, %(first)s to %(last)s") % {
        "first": short_day(event.first_day),
        "last": short_day(event.last_day),
    }
