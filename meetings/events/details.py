"""What the details and the calendar file of an event have beyond the event itself, such as attachments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from meetings.events import zones
from meetings.events.event import Event
from meetings.events.json import Json, text


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment. `size` is in bytes, 0 when unknown.

    `kind` is `file`, `item` (another message or event) or `reference` (a link).
    """

    name: str
    size: int
    content_type: str
    kind: str

    @classmethod
    def from_graph(cls, data: Json) -> Attachment:
        size = data.get("size")
        return cls(
            name=text(data, "name").strip(),
            size=size if isinstance(size, int) and size > 0 else 0,
            content_type=text(data, "contentType"),
            kind=text(data, "@odata.type").rpartition(".")[2].removesuffix("Attachment") or "file",
        )


@dataclass(frozen=True, slots=True)
class Details:
    """An event with all that its details show.

    `uid` is its iCalendar UID, the same in every guest's calendar. `zone_name` is Graph's name of the time
    zone it was created in. `as_of` is when it was read and `changed_at` when it was last changed, in UTC.
    `withholds_attachments` means that it has attachments, but Microsoft did not list them.
    """

    event: Event
    uid: str
    zone_name: str
    changed_at: datetime
    attachments: tuple[Attachment, ...]
    withholds_attachments: bool
    as_of: datetime

    @property
    def zone(self) -> ZoneInfo | None:
        """The time zone the event was created in; None when only Outlook knows it."""
        return zones.lookup(self.zone_name)

    @classmethod
    def from_graph(
        cls, event: Event, data: Json, attachments: Iterable[Json] | None, as_of: datetime
    ) -> Details:
        """The details of `event` from its JSON `data`; `attachments` is None when they could not be read.

        Attachments shown inside the text, such as pictures, are left out.
        """
        return cls(
            event=event,
            uid=text(data, "iCalUId"),
            zone_name=text(data, "originalStartTimeZone"),
            changed_at=zones.read_datetime(data.get("lastModifiedDateTime")),
            attachments=tuple(
                Attachment.from_graph(each) for each in attachments or () if each.get("isInline") is not True
            ),
            withholds_attachments=attachments is None and data.get("hasAttachments") is True,
            as_of=as_of,
        )
