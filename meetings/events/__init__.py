"""What we show and send, built from Graph's JSON in this one folder: nothing else knows Graph's member names.

Reading never fails: members may be missing, null or of a kind nobody foresaw (contract, sections 2 and 5).
"""

from meetings.events.agenda import Agenda, is_inside
from meetings.events.calendars import Calendar, Mailbox
from meetings.events.changes import NewMeeting, online_change
from meetings.events.details import Attachment, Details
from meetings.events.edits import Edit
from meetings.events.event import JOINABLE, OFFLINE, PENDING, Event
from meetings.events.online import OnlineMeeting
from meetings.events.original import Original
from meetings.events.people import Attendee, Person
from meetings.events.working_hours import WorkingHours

__all__ = [
    "JOINABLE",
    "OFFLINE",
    "PENDING",
    "Agenda",
    "Attachment",
    "Attendee",
    "Calendar",
    "Details",
    "Edit",
    "Event",
    "Mailbox",
    "NewMeeting",
    "OnlineMeeting",
    "Original",
    "Person",
    "WorkingHours",
    "is_inside",
    "online_change",
]
