"""The request bodies sent to Graph: to create a meeting, to make one online, to edit one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from meetings.events import plain_text, zones
from meetings.events.calendars import Calendar
from meetings.events.original import Original, address_of
from meetings.events.people import Person, to_attendees
from meetings.events.zones import MailboxZone


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """A meeting to create.

    `provider` is Graph's value, empty for a meeting that is not online; `text` is plain text. Outlook reminds
    the person `reminder` minutes before the start: never if it is negative, at Outlook's default if None.
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
        """The body of POST events, with times in `zone`."""
        event: dict[str, Any] = {
            "subject": self.subject,
            "body": {
                "contentType": "html",
                "content": plain_text.to_html(self.text),
            },
            "start": zones.write_datetime(self.start, zone),
            "end": zones.write_datetime(self.end, zone),
            "attendees": to_attendees(self.attendees),
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
    """The body of the PATCH that makes an event online.

    Nothing else may be in it: sending a `body` without the join block ends the meeting (docs/graph.md 7.5).
    """
    return {"isOnlineMeeting": True, "onlineMeetingProvider": provider_value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The changes to one event: what is None stays as it is.

    For an all-day event `start` and `end` are dates, `end` being its last day. `added` and `removed` are
    guests, those in `removed` by lower-case address.
    """

    subject: str | None = None
    start: date | None = None
    end: date | None = None
    place: str | None = None
    text: str | None = None
    added: tuple[Person, ...] = ()
    removed: frozenset[str] = frozenset()

    def to_graph(self, original: Original, zone: MailboxZone) -> dict[str, Any]:
        """The body of the PATCH for `original`, empty when nothing changes; times are in `zone`.

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
        changes |= self._attendees(original)
        if self.text is not None:
            content = original.body.with_own(plain_text.to_html(self.text))
            changes["body"] = {"contentType": "html", "content": content}
        return changes

    def _times(self, original: Original, zone: MailboxZone) -> dict[str, Any]:
        if not original.event.is_all_day:
            times = {"start": self.start, "end": self.end}
            return {
                name: zones.write_datetime(time, zone)
                for name, time in times.items()
                if isinstance(time, datetime)
            }
        if self.start is None and self.end is None:
            return {}
        # Graph wants both, at midnight in one zone, with an exclusive end (docs/graph.md 6).
        first, last = self.start or original.event.first_day, self.end or original.event.last_day
        return {
            name: {"dateTime": f"{day.isoformat()}T00:00:00", "timeZone": zone.name}
            for name, day in (("start", first), ("end", last + timedelta(days=1)))
        }

    def _attendees(self, original: Original) -> dict[str, Any]:
        """The whole new list, because Graph replaces it; attendees who stay are sent exactly as they came."""
        before = original.attendees_json
        kept = [dict(attendee) for attendee in before if address_of(attendee) not in self.removed]
        kept_addresses = {address_of(attendee) for attendee in kept}
        added = [person for person in self.added if person.address.lower() not in kept_addresses]
        if not added and len(kept) == len(before):
            return {}
        return {"attendees": [*kept, *to_attendees(added)]}
