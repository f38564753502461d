"""What we send to Graph: a meeting to be made, an event to be made online, what a person changed of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from meetings.events import plain_text, zones
from meetings.events.calendars import Calendar
from meetings.events.original import Original, address_of
from meetings.events.people import Person, invitations
from meetings.events.zones import MailboxZone


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

    def to_graph(self, zone: MailboxZone) -> dict[str, Any]:
        """The body of POST events, times in the person's zone."""
        event: dict[str, Any] = {
            "subject": self.subject,
            "body": {
                "contentType": "html",
                "content": plain_text.to_html(self.text),
            },
            "start": zones.write_moment(self.start, zone),
            "end": zones.write_moment(self.end, zone),
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

    Nothing else may travel: a body without the join block would end the meeting (docs/graph.md 7.5).
    """
    return {"isOnlineMeeting": True, "onlineMeetingProvider": provider_value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The changes to one event; None and empty stand for what stays as it is.

    `start` and `end` are dates for an all-day event, `end` its last day. `removed` are lower-case addresses.
    """

    subject: str | None = None
    start: date | None = None
    end: date | None = None
    place: str | None = None
    text: str | None = None
    added: tuple[Person, ...] = ()
    removed: frozenset[str] = frozenset()

    def to_graph(self, original: Original, zone: MailboxZone) -> dict[str, Any]:
        """The body of PATCH for `original`, which may be empty; times in the person's zone.

        A series keeps the zone in which it repeats. `body` keeps its join block byte for byte (docs/graph.md
        7.5).
        """
        if original.is_series and original.zone:
            zone = MailboxZone(original.zone, original.zone_name)
        changes: dict[str, Any] = self._times(original, zone)
        if self.subject is not None:
            changes["subject"] = self.subject
        if self.place is not None:
            changes["location"] = {"displayName": self.place}
        if people := self._attendees(original):
            changes |= people
        if self.text is not None:
            content = original.body.with_own(plain_text.to_html(self.text))
            changes["body"] = {"contentType": "html", "content": content}
        return changes

    def _times(self, original: Original, zone: MailboxZone) -> dict[str, Any]:
        if not original.event.is_all_day:
            bounds = {"start": self.start, "end": self.end}
            return {
                name: zones.write_moment(moment, zone)
                for name, moment in bounds.items()
                if isinstance(moment, datetime)
            }
        if self.start is None and self.end is None:
            return {}
        # Both, in one zone, at midnight, the end excluded (docs/graph.md 6).
        first, last = self.start or original.event.first_day, self.end or original.event.last_day
        return {
            name: {"dateTime": f"{day.isoformat()}T00:00:00", "timeZone": zone.name}
            for name, day in (("start", first), ("end", last + timedelta(days=1)))
        }

    def _attendees(self, original: Original) -> dict[str, Any]:
        """The whole new list, as Graph replaces it; those who stay are sent as they came."""
        kept = [dict(person) for person in original.invited if address_of(person) not in self.removed]
        known = {address_of(person) for person in kept}
        added = [person for person in self.added if person.address.lower() not in known]
        if not added and len(kept) == len(original.invited):
            return {}
        return {"attendees": [*kept, *invitations(added)]}
