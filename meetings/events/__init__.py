"""Calendars, meetings and changes to them, converted from and to Graph's JSON here and nowhere else.

Reading never fails: members may be missing, null or of an unexpected type (docs/graph.md 2 and 5).
"""

from meetings.events.agenda import Agenda, DateRange, is_on_days
from meetings.events.calendars import Calendar, Mailbox
from meetings.events.changes import Edit, NewMeeting, online_change
from meetings.events.details import Attachment, Details
from meetings.events.event import JOINABLE, OFFLINE, PENDING, Event
from meetings.events.obstacles import Obstacle
from meetings.events.online import OnlineMeeting
from meetings.events.original import Original
from meetings.events.people import Attendee, Person
from meetings.events.providers import Provider
from meetings.events.viewer import Viewer
from meetings.events.working_hours import WorkingHours
from meetings.events.zones import MailboxZone

__all__ = [
    "JOINABLE",
    "OFFLINE",
    "PENDING",
    "Agenda",
    "Attachment",
    "Attendee",
    "Calendar",
    "DateRange",
    "Details",
    "Edit",
    "Event",
    "Mailbox",
    "MailboxZone",
    "NewMeeting",
    "Obstacle",
    "OnlineMeeting",
    "Original",
    "Person",
    "Provider",
    "Viewer",
    "WorkingHours",
    "is_on_days",
    "online_change",
]
