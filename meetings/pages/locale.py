"""In which zone and language the rest of a page is written, once the person's mailbox has told its own."""

from __future__ import annotations

from django.utils import timezone, translation

from meetings.events import Mailbox, MailboxZone, zones
from meetings.pages.request import PersonRequest
from meetings.wording import languages


def activate_locale(request: PersonRequest, mailbox: Mailbox) -> MailboxZone:
    """Write times in the person's zone and words in their language from here on, and on the pages to come.

    Returns the zone, with the name to send to Graph for it.
    """
    zone = request.viewer.zone(mailbox)
    request.user.remember_mailbox(mailbox.zone_name, mailbox.locale)
    timezone.activate(zone)
    translation.activate(languages.of_person(request.preferences.language, mailbox.locale))
    is_mailboxes = zones.lookup(mailbox.zone_name) == zone
    return MailboxZone(zone, mailbox.zone_name if is_mailboxes else zones.graph_name(zone, request.now))
