"""Puts events on a person's days: wall times in the person's zone, counted from the present day."""

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sandbox.graph import bodies, online, times
from sandbox.graph.invitations import spread
from sandbox.graph.items import Instance, Item, StoredCalendar
from sandbox.graph.mailbox import StoredMailbox
from sandbox.graph.members import address_of, attendee, completed, place
from sandbox.people import TENANT_ID, Person, find

_MINUTE = timedelta(minutes=1)
_GRID = timedelta(minutes=5)
_NAMES = uuid.UUID("5f0d9c1e-8b7a-4c36-9d42-1e6a7b3c5d90")


class Planner:
    """Plans the calendar of one person around `now`, an aware datetime."""

    def __init__(self, mailbox: StoredMailbox, now: datetime) -> None:
        self.mailbox = mailbox
        self.person = mailbox.person
        self.now = now.astimezone(times.zone(self.person.zone)).replace(tzinfo=None, second=0, microsecond=0)
        self.today = self.now.date()
        self._made = now.astimezone(UTC) - timedelta(days=9)

    def at(self, day: date, clock: str) -> datetime:
        """A wall time such as `9:30` on a day."""
        hour, minute = clock.split(":")
        return datetime.combine(day, time(int(hour), int(minute)))

    def workday(self, number: int) -> date:
        """The `number`-th weekday, Monday to Friday, after today; negative ones lie before it."""
        day, step = self.today, timedelta(days=1 if number > 0 else -1)
        for _ in range(abs(number)):
            day += step
            while day.weekday() >= 5:
                day += step
        return day

    def near(self, minutes: int) -> datetime:
        """About so many minutes from now, on the five-minute grid, and never off today's page."""
        moment = self.now + minutes * _MINUTE
        moment -= (moment - datetime.min) % _GRID
        midnight = datetime.combine(self.today, time())
        return min(max(moment, midnight), midnight + timedelta(days=1) - _GRID)

    def event(
        self,
        subject: str,
        start: datetime,
        minutes: int,
        *,
        online_by: str = "",
        organizer: Person | None = None,
        conference_id: str = "",
        text: str = "",
        where: str = "",
        people: Iterable[dict[str, Any]] = (),
        response: str = "accepted",
        calendar: StoredCalendar | None = None,
        **more: Any,
    ) -> Item:
        """Plan a timed event. `online_by` is a provider; `response` is for what others organize."""
        end = start + minutes * _MINUTE
        if not more.get("isAllDay"):
            end = min(end, datetime.combine(start.date() + timedelta(days=1), time()))
        host = organizer or self.person
        members: dict[str, Any] = {
            "subject": subject,
            "start": times.stored(start, self.person.zone),
            "end": times.stored(end, self.person.zone),
            "body": {"contentType": "html", "content": bodies.framed(text, "html")},
            "location": place(where),
            "attendees": list(people),
            "organizer": {"emailAddress": {"name": host.name, "address": host.address}},
        }
        if organizer is not None:
            members |= self._invited(response)
        if online_by:
            thread = str(uuid.uuid5(_NAMES, f"{host.address} {subject}"))
            number = conference_id or str(200_000_000 + uuid.UUID(thread).int % 700_000_000)
            meeting = online.make_meeting(online_by, host, thread, number)
            members |= meeting.arrived(members["body"])
        chosen = calendar or self.mailbox.default_calendar
        return self.mailbox.add(chosen, completed({**members, **more}, self.person, self._made))

    def all_day(self, subject: str, day: date, days: int = 1, **more: Any) -> Item:
        """Plan an event of whole days, which float: midnight to midnight on their own dates."""
        free = {"isAllDay": True, "showAs": "free", "isReminderOn": False}
        return self.event(subject, datetime.combine(day, time()), days * 1440, **{**free, **more})

    def invite(self, item: Item) -> None:
        """Give the attendees who have a mailbox here their copies, answered as the organizer's event says."""
        spread(self.mailbox, Instance(item))
        for invited in item.members["attendees"]:
            mailbox = self.mailbox.directory.get(address_of(invited))
            status = invited["status"]
            if mailbox is not None and status["response"] != "none":
                copy = mailbox.by_uid[item.members["iCalUId"]]
                shown = "busy" if status["response"] == "accepted" else "tentative"
                mailbox.change(Instance(copy), {"responseStatus": status, "showAs": shown})

    def guest(
        self, name: str, address: str = "", response: str = "accepted", kind: str = "required"
    ) -> dict[str, Any]:
        """An attendee; colleagues go by their name alone."""
        first, _, last = name.partition(" ")
        known = address or f"{first}{last[:1]}@contoso.OnMicrosoft.com"
        answered = times.stamp(self._made + timedelta(hours=3)) if response != "none" else ""
        return attendee(name, known, kind, response, answered)

    def _invited(self, response: str) -> dict[str, Any]:
        time_of_answer = (
            times.ZERO_TIME if response == "notResponded" else times.stamp(self._made + timedelta(hours=5))
        )
        shown = {"accepted": "busy", "declined": "free"}.get(response, "tentative")
        status = {"response": response, "time": time_of_answer}
        return {"isOrganizer": False, "responseStatus": status, "showAs": shown}


def colleague(name: str) -> Person:
    """Somebody of Contoso who may organize a meeting; those who cannot sign in are made up here."""
    first, _, last = name.partition(" ")
    address = f"{first}{last[:1]}@contoso.OnMicrosoft.com"
    known = find(address)
    if known is not None:
        return known
    return Person(
        key=first.lower(),
        name=name,
        address=address,
        object_id=str(uuid.uuid5(_NAMES, address)),
        tenant_id=TENANT_ID,
        given_name=first,
        surname=last,
        job_title=None,
        zone="Pacific Standard Time",
        locale="en-US",
        personal=False,
        mailbox=False,
    )
