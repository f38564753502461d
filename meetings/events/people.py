"""The people and rooms in a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from meetings.events.json import Json, nested, text


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name and mail address.

    Either may be empty, and the address may be one that only Exchange uses inside, without an @.
    """

    name: str
    address: str

    @property
    def label(self) -> str:
        """The name, else the mail address; empty when neither is known."""
        return self.name or (self.address if "@" in self.address else "")

    @classmethod
    def from_graph(cls, data: Json) -> Person:
        """From `{"name", "address"}`, Graph's emailAddress."""
        return cls(text(data, "name"), text(data, "address"))


@dataclass(frozen=True, slots=True)
class Attendee:
    """A guest or a room; `kind` and `response` are Graph's values.

    `kind`: required, optional or resource. `response`: none, organizer, tentativelyAccepted, accepted,
    declined or notResponded.
    """

    person: Person
    kind: str
    response: str

    @property
    def is_room(self) -> bool:
        return self.kind == "resource"

    @classmethod
    def from_graph(cls, data: Json) -> Attendee:
        status = nested(data, "status")
        return cls(
            Person.from_graph(nested(data, "emailAddress")),
            text(data, "type").lower(),
            text(status, "response"),
        )


def to_attendees(people: Iterable[Person]) -> list[dict[str, Any]]:
    """Graph's JSON to invite people as required attendees."""
    return [
        {
            "emailAddress": {"address": person.address, "name": person.name or person.address},
            "type": "required",
        }
        for person in people
    ]
