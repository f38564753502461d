"""An event as it was read to be edited."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from meetings.events import join_block, plain_text, zones
from meetings.events.event import Event
from meetings.events.json import Json, members, nested, text
from meetings.events.obstacles import Obstacle
from meetings.events.people import Person


@dataclass(frozen=True)
class Original:
    """What an event holds, and what of it has to come through an edit unharmed.

    `etag` names the version. `invited` are the attendees as Graph wrote them. `zone_name` is the zone that
    the event keeps its times in, under Graph's name; it matters for series, which repeat in it.
    """

    event: Event
    etag: str
    invited: tuple[Json, ...]
    zone_name: str
    body_type: str

    @classmethod
    def from_graph(cls, event: Event, data: Json) -> Original:
        """Of `event`, an occurrence or a series master, what else is in its `data`, the body included."""
        return cls(
            event=event,
            etag=text(data, "@odata.etag"),
            invited=tuple(members(data, "attendees")),
            zone_name=text(data, "originalStartTimeZone"),
            body_type=text(nested(data, "body"), "contentType").lower() or "html",
        )

    @property
    def is_series(self) -> bool:
        return self.event.type == "seriesMaster"

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone of `zone_name`, None when only Outlook knows it."""
        return zones.lookup(self.zone_name)

    @cached_property
    def body(self) -> join_block.Parts:
        return join_block.part(self.event.body)

    @cached_property
    def text(self) -> str:
        """What the person wrote, as plain text without the join block; empty when it cannot be edited."""
        return "" if self.text_obstacle else plain_text.from_html(self.body.own)

    @property
    def is_formatted(self) -> bool:
        """Whether an edit of the text makes something plain."""
        return plain_text.is_formatted(self.body.own)

    @cached_property
    def text_obstacle(self) -> Obstacle | None:
        """Why the text cannot be edited here, None when it can (docs/graph.md 7.5).

        Of an online meeting it can only when the block is found that the meeting depends on.
        """
        if self.event.is_online_meeting and not self.body.has_block:
            return Obstacle.LINK_IN_TEXT if self.event.online.join_url else Obstacle.LINK_TO_COME
        if self.body_type != "html" or not plain_text.is_readable(self.body.own):
            return Obstacle.UNUSUAL_TEXT
        return None

    @property
    def time_obstacle(self) -> Obstacle | None:
        """Why start and end cannot be edited here, None when they can."""
        if self.is_series and self.event.is_all_day:
            return Obstacle.SERIES_OF_DAYS
        if self.is_series and self.zone is None:
            return Obstacle.PRIVATE_ZONE
        return None

    def holds_the_same(self, other: Original) -> bool:
        """Whether both hold the same for people, whatever Exchange did to the version meanwhile."""
        return self._content() == other._content()

    def _content(self) -> tuple[object, ...]:
        event = self.event
        when = (event.first_day, event.last_day) if event.is_all_day else (event.start, event.end)
        people = {address_of(person) for person in self.invited}
        return event.subject, when, event.is_all_day, event.place, people, self.text


def address_of(attendee: Json) -> str:
    """The lower-case address of an attendee as Graph wrote it."""
    return Person.from_graph(nested(attendee, "emailAddress")).address.lower()
