"""Attachments of events: names, sizes and kinds. Their content is not stored."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from sandbox.graph import odata
from sandbox.graph.call import Answer, Call
from sandbox.graph.members import attachments_of

# Graph's kinds of attachments, and what each has beside the members that all have.
_KINDS: dict[str, dict[str, Any]] = {
    "#microsoft.graph.fileAttachment": {"contentId": None, "contentLocation": None, "contentBytes": ""},
    "#microsoft.graph.itemAttachment": {},
    "#microsoft.graph.referenceAttachment": {},
}
_MEMBERS = ("id", "lastModifiedDateTime", "name", "contentType", "size", "isInline")
_KNOWN = {name.lower(): name for name in _MEMBERS}


def list_attachments(call: Call) -> Answer:
    """GET .../events/{id}/attachments. A file's content is in the answer only where nothing is selected."""
    options = odata.read_options(call.query, _KNOWN, frozenset())
    instance = call.mailbox.find(call.ids["event"])
    attached = attachments_of(instance.get("attachments"))
    modified = instance.get("lastModifiedDateTime")
    rows = [_attachment(given, modified, number) for number, given in enumerate(attached)]

    def row(attachment: dict[str, Any], in_full: bool) -> dict[str, Any]:
        return odata.chosen(attachment, None if in_full else options.select, ("@odata.type", "id"))

    context = call.context(f"events('{call.ids['event']}')/attachments")
    return Answer(200, {"@odata.context": context, **odata.page(call, options, rows, row)})


def _attachment(given: dict[str, Any], modified: Any, number: int) -> dict[str, Any]:
    """A planted attachment with Graph's defaults for what is missing."""
    kind = str(given.get("@odata.type") or "#microsoft.graph.fileAttachment")
    defaults = {
        "@odata.type": kind,
        "@odata.mediaContentType": given.get("contentType"),
        "id": _id(f"{number} {given.get('name')}"),
        "lastModifiedDateTime": modified,
        "name": None,
        "contentType": None,
        "size": 0,
        "isInline": False,
    }
    return {**defaults, **_KINDS.get(kind, {}), **given}


def _id(text: str) -> str:
    """An opaque id, as long as a short one of Exchange; the same for the same text."""
    return base64.urlsafe_b64encode(b"\x01\x02" + hashlib.sha256(text.encode()).digest()).decode()
