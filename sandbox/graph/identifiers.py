"""Exchange's opaque ids: what they are made of, so that a foreign, a cut and a stale one can be told apart.

An id is base64, with `-` for `/` and `_` for `+`, over: a header, the mailbox's GUID as text, for an
occurrence its date, and an entry id of the store with the item's number (docs/graph.md 2). From outside it is
a long string that begins `AAMkA` (`AQMkADAw` in personal mailboxes) and ends in `=`.
"""

import base64
import binascii
import uuid
from dataclasses import dataclass
from datetime import date

_HEADERS = {False: bytes.fromhex("00032400"), True: bytes.fromhex("01032400")}
_ITEM = bytes.fromhex("00460000000000")
_FOLDER = bytes.fromhex("002e0000000000")
_OCCURRENCE = bytes.fromhex("005100080000")
_ALTERED = b"_-"


@dataclass(frozen=True, slots=True)
class ParsedId:
    """What an id of this mailbox says: the item's number, and the day when it names one occurrence."""

    serial: int
    day: date | None = None


class Identifiers:
    """Writes and reads the ids of one mailbox.

    >>> ids = Identifiers("64339082-ed84-4b0b-b4ab-004ae54f3747", personal=False)
    >>> ids.parse_event(ids.event(7))
    ParsedId(serial=7, day=None)
    """

    def __init__(self, owner: str, *, personal: bool) -> None:
        guid = uuid.uuid5(uuid.NAMESPACE_OID, f"mailbox {owner}")
        self._store = uuid.uuid5(guid, "store").bytes
        # Personal mailboxes number their GUIDs from a long run of zeros, hence the `AQMkADAw` of their ids.
        text = f"00030000-{str(guid)[9:]}" if personal else str(guid)
        self._head = _HEADERS[personal] + text.encode("ascii")

    def event(self, serial: int, day: date | None = None) -> str:
        """The id of an event, or of a series' occurrence on its original `day`."""
        marked = b"" if day is None else _OCCURRENCE + day.toordinal().to_bytes(4, "big")
        return self._encode(marked + _ITEM, b"\x07\x00", serial)

    def calendar(self, serial: int) -> str:
        """The id of a calendar."""
        return self._encode(_FOLDER, b"\x01\x00", serial)

    def change_key(self, version: int) -> str:
        """The change key of an item after the mailbox's `version`-th change; standard base64."""
        return base64.b64encode(self._store + version.to_bytes(6, "big")).decode("ascii")

    def parse_event(self, text: str) -> ParsedId | None:
        """The parts of an event's id; None when it cannot be one of this mailbox."""
        raw = self._decode(text)
        if raw is None:
            return None
        day = None
        rest = raw[len(self._head) :]
        if rest.startswith(_OCCURRENCE):
            ordinal = int.from_bytes(rest[6:10], "big")
            if not 1 <= ordinal <= date.max.toordinal():
                return None
            day, rest = date.fromordinal(ordinal), rest[10:]
        serial = self._serial(rest, _ITEM, b"\x07\x00")
        return None if serial is None else ParsedId(serial, day)

    def parse_calendar(self, text: str) -> int | None:
        """The number in a calendar's id; None when it cannot be one of this mailbox."""
        raw = self._decode(text)
        return None if raw is None else self._serial(raw[len(self._head) :], _FOLDER, b"\x01\x00")

    def _encode(self, kind: bytes, entry: bytes, serial: int) -> str:
        raw = self._head + kind + self._store + entry + self._store + serial.to_bytes(8, "big")
        # Two bytes over a multiple of three end the text in one "=".
        raw += bytes((2 - len(raw)) % 3)
        return base64.b64encode(raw, altchars=_ALTERED).decode("ascii")

    def _decode(self, text: str) -> bytes | None:
        try:
            raw = base64.b64decode(text, altchars=_ALTERED, validate=True)
        except (binascii.Error, ValueError):
            return None
        return raw if raw.startswith(self._head) else None

    def _serial(self, rest: bytes, kind: bytes, entry: bytes) -> int | None:
        frame = kind + self._store + entry + self._store
        tail = rest[len(frame) :]
        if not rest.startswith(frame) or not 8 <= len(tail) <= 10:
            return None
        return int.from_bytes(tail[:8], "big")


def global_uid(seed: uuid.UUID, day: date | None = None) -> str:
    """The iCalUId: equal in every mailbox, different for each occurrence (its date stands in the middle)."""
    stamp = "00000000" if day is None else f"{day.year:04X}{day.month:02X}{day.day:02X}"
    made, unique = seed.hex[:16].upper(), seed.hex.upper()
    return f"040000008200E00074C5B7101A82E008{stamp}{made}000000000000000010000000{unique}"
