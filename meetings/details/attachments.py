"""The kinds of an event's attachments, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.events import Attachment

# Familiar kinds of files, by the beginning (with a slash) or the end of their content type.
_FILES = (
    ("pdf", gettext_lazy("PDF")),
    ("wordprocessingml.document", gettext_lazy("Word document")),
    ("msword", gettext_lazy("Word document")),
    ("spreadsheetml.sheet", gettext_lazy("Excel workbook")),
    ("ms-excel", gettext_lazy("Excel workbook")),
    ("presentationml.presentation", gettext_lazy("PowerPoint presentation")),
    ("ms-powerpoint", gettext_lazy("PowerPoint presentation")),
    ("image/", gettext_lazy("picture")),
    ("audio/", gettext_lazy("sound")),
    ("video/", gettext_lazy("video")),
    ("text/calendar", gettext_lazy("calendar file")),
    ("text/", gettext_lazy("text")),
    ("zip", gettext_lazy("archive")),
)
_OTHERS = {"item": gettext_lazy("mail or event"), "reference": gettext_lazy("link to a file")}


def kind(attachment: Attachment) -> str:
    """The kind of an attachment in words, such as "PDF" or "mail or event"; else its file extension."""
    if attachment.kind in _OTHERS:
        return str(_OTHERS[attachment.kind])
    content = attachment.content_type.lower()
    for part, words in _FILES:
        if content.startswith(part) if part.endswith("/") else content.endswith(part):
            return str(words)
    extension = attachment.name.rpartition(".")[2] if "." in attachment.name else ""
    return extension.upper() if extension.isalnum() and len(extension) <= 5 else _("file")
