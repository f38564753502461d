"""Who takes part in a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from meetings.events.json import Json, nested, text


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody by name and mail address.

    Either may be empty, and the address may be Exchange's inner form, which is none to write to.
    """

    name: str
    address: str

    @property
    def label(self) -> str:
        return self.name or (self.address if "@" in self.address else "")

    @classmethod
    def from_graph(cls, data: Json) -> Person:
        """From `{"name", "address"}`, Graph's emailAddress."""
        return cls(text(data, "name"), text(data, "address"))


@dataclass(frozen=True, slots=True)
class Attendee:
    """A guest or a room, with Graph's words for the `kind` and the `response`.

    `kind`: required, optional, resource. `response`: none, organizer, tentativelyAccepted, accepted,
    declined, notResponded.
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


def invitations(people: Iterable[Person]) -> list[dict[str, Any]]:
    """Graph's attendees for people to be invited."""
    return [
        {
            "emailAddress": {"address": person.address, "name": person.name or person.address},
            "type": "required",
        }
        for person in people
    ]
