"""An event of a calendar, and whether it can be joined, made online or edited."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TypeVar

from meetings.events import links, zones
from meetings.events.calendars import Calendar
from meetings.events.json import Json, nested, objects, text
from meetings.events.obstacles import Obstacle
from meetings.events.online import OnlineMeeting
from meetings.events.people import Attendee, Person
from meetings.events.providers import Provider

Bound = TypeVar("Bound", date, datetime)

JOINABLE, PENDING, OFFLINE = "joinable", "pending", "offline"


@dataclass(frozen=True)  # without slots, which cached_property cannot work with
class Event:
    """An event, an occurrence or exception of a series, or a series master.

    `start` and `end` are UTC. An all-day event takes place on the dates `first_day` to `last_day`, both
    included, in every time zone. `allows_local_link` is whether its join link may lead to this machine over
    plain http.
    """

    id: str
    subject: str
    start: datetime
    end: datetime
    is_all_day: bool
    first_day: date
    last_day: date
    organizer: Person
    is_organizer: bool
    attendees: tuple[Attendee, ...]
    response: str
    place: str
    is_online_meeting: bool
    provider: Provider
    online: OnlineMeeting
    is_cancelled: bool
    is_private: bool
    is_free: bool
    type: str
    series_master_id: str
    web_link: str
    body: str
    calendar: Calendar | None = None
    allows_local_link: bool = False

    @cached_property
    def anchor(self) -> str:
        """A short id for this event within a page; Graph's ids are long and do not work as CSS selectors."""
        return f"e{zlib.crc32(self.id.encode()):08x}"

    @cached_property
    def state(self) -> str:
        """`joinable` with a safe join link, `pending` while Microsoft creates one, else `offline`."""
        if self.is_cancelled:
            return OFFLINE
        url = self.online.join_url
        if url:
            is_safe = links.is_safe_join_link(url, self.provider.value, self.allows_local_link)
            return JOINABLE if is_safe else OFFLINE
        return PENDING if self.is_online_meeting else OFFLINE

    @property
    def join_url(self) -> str:
        """The address of the Join button, Graph's `onlineMeeting.joinUrl` unchanged; empty for no button."""
        return self.online.join_url if self.state == JOINABLE else ""

    @property
    def has_refused_link(self) -> bool:
        """Whether the event has a join link that is not offered because it does not look genuine."""
        return bool(self.online.join_url) and not self.is_cancelled and self.state == OFFLINE

    @property
    def is_declined(self) -> bool:
        return self.response == "declined"

    @property
    def is_in_series(self) -> bool:
        return self.type in ("occurrence", "exception") and bool(self.series_master_id)

    @cached_property
    def guests(self) -> tuple[Attendee, ...]:
        """The people invited: no rooms, and not the organizer, whom some clients list too."""
        organizer = self.organizer.address.lower()
        return tuple(
            a
            for a in self.attendees
            if not a.is_room and (a.person.address.lower() != organizer or not organizer)
        )

    @cached_property
    def rooms(self) -> tuple[Attendee, ...]:
        return tuple(attendee for attendee in self.attendees if attendee.is_room)

    @cached_property
    def accepted(self) -> int:
        """How many guests accepted."""
        return sum(guest.response == "accepted" for guest in self.guests)

    @cached_property
    def convert_obstacle(self) -> Obstacle | None:
        """Why this event cannot be made online; None when it can, which takes knowing its calendar."""
        if self.has_refused_link:
            return Obstacle.LINK_NOT_TRUSTED
        if self.state != OFFLINE:
            return Obstacle.ONLINE_ALREADY
        if self.edit_obstacle:
            return self.edit_obstacle
        return None if self.calendar and self.calendar.allowed else Obstacle.NO_PROVIDER_ALLOWED

    @cached_property
    def edit_obstacle(self) -> Obstacle | None:
        """Why this event cannot be edited or cancelled here; None when it can.

        That takes knowing its calendar.
        """
        if self.is_cancelled:
            return Obstacle.CANCELLED
        if not self.is_organizer:
            return Obstacle.NOT_THE_ORGANIZER
        if self.calendar is None:
            return Obstacle.UNKNOWN_CALENDAR
        return None if self.calendar.can_edit else Obstacle.READ_ONLY_CALENDAR

    @cached_property
    def misses_link(self) -> bool:
        """Whether the place or text mentions an online meeting, but Microsoft has no link for it.

        This is a guess: Graph does not say when a link was lost with its join block (docs/graph.md 7.5).
        """
        is_offline = self.state == OFFLINE and not self.is_cancelled and not self.has_refused_link
        return is_offline and links.mentions_meeting(self.place, self.body)

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Whether a timed event takes place between `start` and `end`; `end` itself does not count."""
        return self.start < end and (self.end > start or self.start >= start)

    @classmethod
    def from_graph(
        cls, data: Json, calendar: Calendar | None = None, allows_local_link: bool = False
    ) -> Event:
        """From an event's JSON, however incomplete."""
        start, end = _bounds(zones.read_datetime(data.get("start")), zones.read_datetime(data.get("end")))
        first_day, day_after = zones.read_date(data.get("start")), zones.read_date(data.get("end"))
        is_readable = day_after != zones.NO_TIME.date()
        first_day, last_day = _bounds(first_day, day_after - timedelta(days=is_readable))
        return cls(
            id=text(data, "id"),
            subject=text(data, "subject").strip(),
            start=start,
            end=end,
            is_all_day=data.get("isAllDay") is True,
            first_day=first_day,
            last_day=last_day,
            organizer=Person.from_graph(nested(nested(data, "organizer"), "emailAddress")),
            is_organizer=data.get("isOrganizer") is True,
            attendees=tuple(Attendee.from_graph(attendee) for attendee in objects(data, "attendees")),
            response=text(nested(data, "responseStatus"), "response"),
            place=_place(data),
            is_online_meeting=data.get("isOnlineMeeting") is True,
            provider=Provider(text(data, "onlineMeetingProvider") or "unknown"),
            online=OnlineMeeting.from_graph(nested(data, "onlineMeeting")),
            is_cancelled=data.get("isCancelled") is True,
            is_private=text(data, "sensitivity").lower() in ("private", "confidential"),
            is_free=text(data, "showAs").lower() == "free",
            type=text(data, "type"),
            series_master_id=text(data, "seriesMasterId"),
            web_link=text(data, "webLink"),
            body=text(nested(data, "body"), "content"),
            calendar=calendar,
            allows_local_link=allows_local_link,
        )


def _bounds(first: Bound, last: Bound) -> tuple[Bound, Bound]:
    """Start and end, the end never before the start; where one could not be read, the other one twice."""
    no_time = zones.NO_TIME if isinstance(first, datetime) else zones.NO_TIME.date()
    first = last if first == no_time else first
    return first, max(first, last)


def _place(data: Json) -> str:
    """The place as text: `location`, which can list several places, else the names in `locations`."""
    names = [text(place, "displayName") for place in objects(data, "locations")]
    return text(nested(data, "location"), "displayName") or "; ".join(name for name in names if name)
