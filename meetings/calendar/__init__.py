"""The jobs: see, create, make online, look up how to join.

Plain functions over the Graph client; no request, no HTML. All readers of events get them from here.
"""

from meetings.calendar.asked import Span, Taste
from meetings.calendar.making import AlreadyMade, CalendarGone, create, go_online
from meetings.calendar.opening import everything
from meetings.calendar.reading import FIELDS, agenda, answered, details, event_path, in_zone
from meetings.calendar.seen import agenda_or_last, conflict_of, seen_lately

__all__ = [
    "FIELDS",
    "AlreadyMade",
    "CalendarGone",
    "Span",
    "Taste",
    "agenda",
    "agenda_or_last",
    "answered",
    "conflict_of",
    "create",
    "details",
    "event_path",
    "everything",
    "go_online",
    "in_zone",
    "seen_lately",
]
