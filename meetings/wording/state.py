"""Writes the online state of an event, and the numbers to dial into it."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from meetings.events import JOINABLE, PENDING, Event, OnlineMeeting
from meetings.wording import providers


def online_state(event: Event) -> str:
    """The online state of an event: "Microsoft Teams", "Link on its way", "In person"."""
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
    """The online state of an event, with the provider's short name."""
    return str(providers.short_name(event.provider)) if event.state == JOINABLE else online_state(event)


def state_icon(event: Event) -> str:
    """The name of the icon for the online state of an event."""
    if event.state == JOINABLE:
        return providers.icon(event.provider)
    if event.state == PENDING:
        return "clock"
    if event.has_refused_link or event.misses_link:
        return "warning"
    return "location" if event.place else "video-off"


def telephone(number: str, online: OnlineMeeting) -> str:
    """The `tel:` address that dials a number and then the conference ID."""
    digits = re.sub(r"[^\d+]", "", number)
    conference = re.sub(r"\D", "", online.conference_id)
    return f"tel:{digits},,{conference}%23" if conference else f"tel:{digits}"


def quick_dial(number: str) -> str:
    """The `tel:` address of a quick-dial number, which already contains pauses and the conference ID."""
    return "tel:" + re.sub(r"[^\d+,;*#]", "", number).replace("#", "%23")


def grouped(conference_id: str) -> str:
    """A conference ID in groups of three digits, as Microsoft writes it: `291 633 251#`."""
    if not conference_id.isdigit():
        return conference_id
    groups = (conference_id[start : start + 3] for start in range(0, len(conference_id), 3))
    return " ".join(groups) + "#"
