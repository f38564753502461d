"""One Graph call as the handlers see it, and the answer they give."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.graph import times
from sandbox.graph.items import StoredCalendar
from sandbox.graph.mailbox import StoredMailbox
from sandbox.people import Person


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer before it is written; `body` is JSON, None for an empty one."""

    status: int
    body: Any | None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the `Prefer` header asks of an answer with events in it (docs/graph.md 2)."""

    zone: str = "UTC"
    text_body: bool = False
    applied: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """The response header that confirms them."""
        return {"Preference-Applied": self.applied} if self.applied else {}


@dataclass(frozen=True, slots=True)
class Call:
    """A call of `person` that may be carried out; names in `query` and `headers` are in lower case."""

    person: Person
    own_mailbox: StoredMailbox | None
    path: str
    """As asked for, percent-encoded, below /v1.0 and without the query."""
    ids: Mapping[str, str]
    """The decoded ids in the path: `calendar`, `event`, `setting`, `standard`."""
    asked: Mapping[str, str]
    """The query as sent, for next links."""
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any
    root: str
    """The address of the service with its version: https://localhost:8001/v1.0."""

    @property
    def mailbox(self) -> StoredMailbox:
        """The person's mailbox; routing has made sure that there is one."""
        assert self.own_mailbox is not None  # noqa: S101  a broken route table, not a caller's mistake
        return self.own_mailbox

    @property
    def calendar(self) -> StoredCalendar:
        """The calendar named in the path, else the default one. Raises 400 or 404 for a wrong id."""
        if calendar_id := self.ids.get("calendar"):
            return self.mailbox.find_calendar(calendar_id)
        return self.mailbox.default_calendar

    def context(self, suffix: str) -> str:
        """The `@odata.context` of an answer; personal accounts are named by address (docs/graph.md 13)."""
        owner = self.person.address if self.person.personal else self.person.object_id
        return f"{self.root}/$metadata#users('{owner}')/{suffix}"


def read_preferences(header: str) -> Preferences:
    """The preferences for events in one `Prefer` header; unknown ones are passed over, as HTTP wants it."""
    chosen: dict[str, Any] = {}
    applied: list[str] = []
    for name, value in re.findall(r'([\w.-]+)\s*=\s*("[^"]*"|[^,;]*)', header):
        bare = value.strip().strip('"')
        if name.lower() == "outlook.timezone":
            times.zone(bare)
            chosen["zone"] = bare
        elif name.lower() == "outlook.body-content-type" and bare.lower() in ("text", "html"):
            chosen["text_body"] = bare.lower() == "text"
        else:
            continue
        applied.append(f'{name.lower()}="{bare}"')
    return Preferences(**chosen, applied=", ".join(applied))
