"""What we send to Graph: a meeting to be made, an event to be made online."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from meetings import plain_text, zones
from meetings.events.calendars import Calendar
from meetings.events.people import Person, invitations


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """A meeting to be made: `provider` is Graph's value, empty for none; `text` is plain text.

    Outlook reminds the person `reminder` minutes before the start, not at all when it is negative, and as it
    would by itself when it is None.
    """

    subject: str
    calendar: Calendar
    start: datetime
    end: datetime
    place: str
    attendees: tuple[Person, ...]
    text: str
    allow_new_time_proposals: bool
    provider: str
    transaction_id: str
    reminder: int | None = None

    def to_graph(self, zone: ZoneInfo, zone_name: str) -> dict[str, Any]:
        """The body of POST events, times in the person's zone under the name that the mailbox has for it."""
        event: dict[str, Any] = {
            "subject": self.subject,
            "body": {
                "contentType": "html",
                "content": plain_text.to_html(self.text),
            },
            "start": zones.write_moment(self.start, zone, zone_name),
            "end": zones.write_moment(self.end, zone, zone_name),
            "attendees": invitations(self.attendees),
            "allowNewTimeProposals": self.allow_new_time_proposals,
            "isOnlineMeeting": bool(self.provider),
            "transactionId": self.transaction_id,
        }
        if self.place:
            event["location"] = {"displayName": self.place}
        if self.provider:
            event["onlineMeetingProvider"] = self.provider
        if self.reminder is not None:
            event["isReminderOn"] = self.reminder >= 0
        if self.reminder is not None and self.reminder >= 0:
            event["reminderMinutesBeforeStart"] = self.reminder
        return event


def online_change(provider_value: str) -> dict[str, Any]:
    """The body of PATCH that makes an event online.

    Nothing else may travel: a body without the join block would end the meeting (contract 7.5).
    """
    return {"isOnlineMeeting": True, "onlineMeetingProvider": provider_value}
