"""Says in a sentence why an event cannot be made online, edited or cancelled here."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.events import Obstacle

_OF_EVENT = {
    Obstacle.ONLINE_ALREADY: _("It is online already."),
    Obstacle.LINK_NOT_TRUSTED: _("Its link does not look genuine, so it is not offered."),
    Obstacle.CANCELLED: _("It is cancelled."),
    Obstacle.UNKNOWN_CALENDAR: _("Microsoft did not say which calendar it is in. Try again in a moment."),
    Obstacle.READ_ONLY_CALENDAR: _("This calendar is read-only."),
    Obstacle.NO_PROVIDER_ALLOWED: _("This calendar allows no online meetings."),
}
_CONVERT = _OF_EVENT | {
    Obstacle.NOT_THE_ORGANIZER: _("Only the organizer can make it online."),
}
_EDIT = _OF_EVENT | {
    Obstacle.NOT_THE_ORGANIZER: _(
        "Only the organizer can change or cancel it. To decline, open it in Outlook."
    ),
    Obstacle.LINK_TO_COME: _(
        "The text can be changed once Microsoft has made the link, which it keeps in there."
    ),
    Obstacle.LINK_IN_TEXT: _(
        "The text can be changed in Outlook only: here, the link that it holds might get lost."
    ),
    Obstacle.UNUSUAL_TEXT: _(
        "The text can be changed in Outlook only: it is too long, or of an unusual kind."
    ),
    Obstacle.SERIES_OF_DAYS: _("The days of a whole series can be changed in Outlook."),
    Obstacle.PRIVATE_ZONE: _(
        "The time of this series can be changed in Outlook only: its time zone is a private one."
    ),
}


def why_not_online(obstacle: Obstacle | None) -> str | Promise:
    """Why an event cannot be made online; empty when it can."""
    return _CONVERT[obstacle] if obstacle else ""


def why_not_edit(obstacle: Obstacle | None) -> str | Promise:
    """Why an event, its text or its time cannot be edited; empty when it can."""
    return _EDIT[obstacle] if obstacle else ""
