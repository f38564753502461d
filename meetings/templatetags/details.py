"""How the details of an event are written: its zone, its guests' answers, what is attached."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings import zones
from meetings.details import invitation as invitations
from meetings.details import qr_code as qr_codes
from meetings.events import Attachment, Attendee, Details, Event
from meetings.templatetags.dates import full_day
from meetings.templatetags.meetboard import times
from meetings.wording import clauses

register = template.Library()

_ANSWER_ICONS = {"accepted": "checkmark", "tentativelyAccepted": "question", "declined": "dismiss"}
# Kinds of files that people know, by their content type's beginning or end.
_FILES = (
    ("pdf", gettext_lazy("PDF")),
    ("wordprocessingml.document", gettext_lazy("Word document")),
    ("msword", gettext_lazy("Word document")),
    ("spreadsheetml.sheet", gettext_lazy("Excel workbook")),
    ("ms-excel", gettext_lazy("Excel workbook")),
    ("presentationml.presentation", gettext_lazy("PowerPoint presentation")),
    ("ms-powerpoint", gettext_lazy("PowerPoint presentation")),
    ("image/", gettext_lazy("picture")),
    ("audio/", gettext_lazy("sound")),
    ("video/", gettext_lazy("video")),
    ("text/calendar", gettext_lazy("calendar file")),
    ("text/", gettext_lazy("text")),
    ("zip", gettext_lazy("archive")),
)
_OTHERS = {"item": gettext_lazy("mail or event"), "reference": gettext_lazy("link to a file")}


@register.filter
def when(event: Event) -> str:
    """ "Monday 23 November 2026, 10:30 to 11:00", or the days of an all-day event."""
    if not event.is_all_day:
        return clauses((full_day(event.start), times(event)))
    first, last = full_day(event.first_day), full_day(event.last_day)
    return clauses((first if first == last else f"{first} – {last}", _("all day")))


@register.filter
def zone_label(moment: datetime) -> str:
    """The zone that times are read in: "Pacific Standard Time (UTC-08:00)"."""
    return zones.label(timezone.localtime(moment))


@register.filter
def planned_at(details: Details) -> str:
    """The times of an event on the clock of the zone that it was planned in; empty where that is the same."""
    event, zone = details.event, details.zone
    here = timezone.localtime(event.start)
    if event.is_all_day or zone is None or zones.graph_name(zone) == "UTC":
        return ""
    if event.start.astimezone(zone).utcoffset() == here.utcoffset():
        return ""
    with timezone.override(zone):
        return _("%(times)s in %(zone)s, where it was planned") % {
            "times": times(event, here.date()),
            "zone": zones.graph_name(zone),
        }


@register.filter
def invitation(event: Event) -> str:
    """The event as an invitation in plain text."""
    return invitations.write(event)


@register.filter
def qr_code(url: str) -> SafeString:
    """A link as a QR code."""
    return qr_codes.drawing(url)


@register.filter
def hue(name: str) -> int:
    """One of five colours for a person's badge, always the same for the same name."""
    return zlib.crc32(name.encode()) % 5


@register.filter
def minutes_until(moment: datetime, now: datetime) -> int:
    """Whole minutes from `now`, the one that has begun included."""
    return ceil((moment - now) / timedelta(minutes=1))


@register.filter
def answer_icon(response: str) -> str:
    """The icon of a guest's answer, empty for none."""
    return _ANSWER_ICONS.get(response, "")


@register.filter
def other_answers(guests: Sequence[Attendee]) -> str:
    """How many guests answered otherwise than yes: "2 maybe, 1 declined, 3 no answer"."""
    counts = Counter(guest.response for guest in guests)
    maybe, declined = counts["tentativelyAccepted"], counts["declined"]
    silent = len(guests) - maybe - declined - counts["accepted"]
    parts = (
        ngettext("%d maybe", "%d maybe", maybe) % maybe if maybe else "",
        ngettext("%d declined", "%d declined", declined) % declined if declined else "",
        ngettext("%d no answer", "%d no answer", silent) % silent if silent else "",
    )
    return clauses(parts)


@register.filter
def kind(attachment: Attachment) -> str:
    """What an attachment is, in words: "PDF", "mail or event"; the end of its name where that tells more."""
    if attachment.kind in _OTHERS:
        return str(_OTHERS[attachment.kind])
    content = attachment.content_type.lower()
    for part, words in _FILES:
        if content.startswith(part) if part.endswith("/") else content.endswith(part):
            return str(words)
    ending = attachment.name.rpartition(".")[2] if "." in attachment.name else ""
    return ending.upper() if ending.isalnum() and len(ending) <= 5 else _("file")
