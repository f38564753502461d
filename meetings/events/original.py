"""An event as it was read for an edit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from meetings.events import join_block, plain_text, zones
from meetings.events.event import Event
from meetings.events.json import Json, nested, objects, text
from meetings.events.obstacles import Obstacle
from meetings.events.people import Person


@dataclass(frozen=True)
class Original:
    """An event, with the parts of its JSON that an edit has to leave intact.

    `etag` identifies the version. `attendees_json` are the attendees as Graph wrote them. `zone_name` is
    Graph's name of the time zone that the event was created in, in which a series repeats.
    """

    event: Event
    etag: str
    attendees_json: tuple[Json, ...]
    zone_name: str
    body_type: str

    @classmethod
    def from_graph(cls, event: Event, data: Json) -> Original:
        """The original of `event`, which may be a series master, from its JSON `data` including the body."""
        return cls(
            event=event,
            etag=text(data, "@odata.etag"),
            attendees_json=tuple(objects(data, "attendees")),
            zone_name=text(data, "originalStartTimeZone"),
            body_type=text(nested(data, "body"), "contentType").lower() or "html",
        )

    @property
    def is_series(self) -> bool:
        return self.event.type == "seriesMaster"

    @property
    def zone(self) -> ZoneInfo | None:
        """The time zone called `zone_name`; None when only Outlook knows it."""
        return zones.lookup(self.zone_name)

    @cached_property
    def body(self) -> join_block.Parts:
        return join_block.split(self.event.body)

    @cached_property
    def text(self) -> str:
        """The text of the event as plain text without the join block; empty when it cannot be edited."""
        return "" if self.text_obstacle else plain_text.from_html(self.body.own)

    @property
    def is_formatted(self) -> bool:
        """Whether editing the text would lose formatting."""
        return plain_text.is_formatted(self.body.own)

    @cached_property
    def text_obstacle(self) -> Obstacle | None:
        """Why the text cannot be edited here; None when it can.

        In an online meeting it can only be edited when its join block is found (docs/graph.md 7.5).
        """
        if self.event.is_online_meeting and not self.body.has_block:
            return Obstacle.LINK_IN_TEXT if self.event.online.join_url else Obstacle.LINK_TO_COME
        if self.body_type != "html" or not plain_text.is_readable(self.body.own):
            return Obstacle.UNUSUAL_TEXT
        return None

    @property
    def time_obstacle(self) -> Obstacle | None:
        """Why start and end cannot be edited here; None when they can."""
        if self.is_series and self.event.is_all_day:
            return Obstacle.SERIES_OF_DAYS
        if self.is_series and self.zone is None:
            return Obstacle.PRIVATE_ZONE
        return None

    def has_same_content(self, other: Original) -> bool:
        """Whether people would see no difference; Exchange may have changed the version by itself."""
        return self._content() == other._content()

    def _content(self) -> tuple[object, ...]:
        event = self.event
        times = (event.first_day, event.last_day) if event.is_all_day else (event.start, event.end)
        addresses = {address_of(attendee) for attendee in self.attendees_json}
        return event.subject, times, event.is_all_day, event.place, addresses, self.text


def address_of(attendee: Json) -> str:
    """The mail address of an attendee in Graph's JSON, in lower case."""
    return Person.from_graph(nested(attendee, "emailAddress")).address.lower()
