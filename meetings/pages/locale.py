"""Activates the person's zone and language for the rest of a request, once their mailbox is known."""

from __future__ import annotations

from django.utils import timezone, translation

from meetings.events import Mailbox, MailboxZone, zones
from meetings.pages.request import PersonRequest
from meetings.wording import languages


def activate_locale(request: PersonRequest, mailbox: Mailbox) -> MailboxZone:
    """Activate the person's zone and language, and save those of the mailbox for later requests.

    Returns the zone with the name that Graph knows it by.
    """
    zone = request.viewer.zone(mailbox)
    request.user.remember_mailbox(mailbox.zone_name, mailbox.locale)
    timezone.activate(zone)
    translation.activate(languages.of_person(request.preferences.language, mailbox.locale))
    is_mailbox_zone = zones.lookup(mailbox.zone_name) == zone
    return MailboxZone(zone, mailbox.zone_name if is_mailbox_zone else zones.graph_name(zone, request.now))
