"""An event with all that its panel, its invitation and its calendar file say beyond what a row shows."""

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
    """Something attached, by name; `size` in bytes. `kind`: file, item (another mail or event), reference."""

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
    """`uid` is the same in every guest's calendar. `zone_name` is Graph's name of the zone it was made in.

    `as_of` is when it was read and `changed_at` when it was changed last, in UTC. `withholds_attachments`
    tells that there are attachments whose names Microsoft did not give.
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
        """The zone that the event was made in, None when only Outlook knows it."""
        return zones.lookup(self.zone_name)

    @classmethod
    def from_graph(
        cls, event: Event, data: Json, attachments: Iterable[Json] | None, as_of: datetime
    ) -> Details:
        """Of `event` what else is in its `data`; `attachments` is None when they could not be read."""
        return cls(
            event=event,
            uid=text(data, "iCalUId"),
            zone_name=text(data, "originalStartTimeZone"),
            changed_at=zones.read_moment(data.get("lastModifiedDateTime")),
            attachments=tuple(
                Attachment.from_graph(each) for each in attachments or () if each.get("isInline") is not True
            ),
            withholds_attachments=attachments is None and data.get("hasAttachments") is True,
            as_of=as_of,
        )
