"""How the ways into a meeting are written: its online state, its numbers to dial."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from meetings.events import JOINABLE, PENDING, Event, OnlineMeeting
from meetings.wording import providers


def online_state(event: Event) -> str:
    """The online state in words."""
    if event.state == JOINABLE:
        return str(providers.name(event.provider))
    if event.state == PENDING:
        return _("Link on its way")
    if event.has_refused_link:
        return _("Link not trusted")
    if event.misses_link:
        return _("Link missing")
    return _("In person") if event.place else _("Not online")


def short_state(event: Event) -> str:
    """The same, with the provider's short name."""
    return str(providers.short_name(event.provider)) if event.state == JOINABLE else online_state(event)


def state_icon(event: Event) -> str:
    """The icon that goes with the online state."""
    if event.state == JOINABLE:
        return providers.icon(event.provider)
    if event.state == PENDING:
        return "clock"
    if event.has_refused_link or event.misses_link:
        return "warning"
    return "location" if event.place else "video-off"


def telephone(number: str, online: OnlineMeeting) -> str:
    """A `tel:` address that dials the number and then the conference ID."""
    digits = re.sub(r"[^\d+]", "", number)
    conference = re.sub(r"\D", "", online.conference_id)
    return f"tel:{digits},,{conference}%23" if conference else f"tel:{digits}"


def quick_dial(number: str) -> str:
    """The `tel:` address of a quick-dial string, which holds its own pauses and conference ID."""
    return "tel:" + re.sub(r"[^\d+,;*#]", "", number).replace("#", "%23")


def grouped(conference_id: str) -> str:
    """A conference ID in groups of three, as Microsoft writes it: `291 633 251#`."""
    if not conference_id.isdigit():
        return conference_id
    return " ".join(conference_id[at : at + 3] for at in range(0, len(conference_id), 3)) + "#"
