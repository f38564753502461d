"""Says in a sentence what a create, conversion, edit or cancellation has done, going by Graph's answer."""

from __future__ import annotations

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.events import JOINABLE, OFFLINE, PENDING, Edit, Event, Original, Provider
from meetings.wording import providers
from meetings.wording.text import subject


def of_creation(event: Event, requested_provider: str) -> tuple[int, str]:
    """Message level and text after a create; `requested_provider` is Graph's value, or "" for none."""
    created = _("“%(subject)s” is in your calendar.") % {"subject": subject(event)}
    if requested_provider and event.state not in (JOINABLE, PENDING):
        return messages.WARNING, f"{created} {not_online(event)}"
    sentences = (created, _provider_used(event, requested_provider), _guests_invited(event))
    return messages.SUCCESS, " ".join(filter(None, sentences))


def of_conversion(event: Event, requested_provider: str) -> tuple[int, str]:
    """Message level and text after making an event online; `requested_provider` is Graph's value."""
    if event.state not in (JOINABLE, PENDING):
        return messages.WARNING, not_online(event)
    converted = _("“%(subject)s” is online now.") % {"subject": subject(event)}
    sentences = (converted, _provider_used(event, requested_provider), _guests_updated(event))
    return messages.SUCCESS, " ".join(filter(None, sentences))


def of_edit(before: Original, after: Event, edit: Edit, changed: set[str]) -> tuple[int, str]:
    """Message level and text after an edit; `changed` are Graph's names of the members that were sent."""
    edited = _("“%(subject)s” is changed.") % {"subject": subject(after)}
    if before.is_series:
        edited = _("Every meeting of the series “%(subject)s” is changed.") % {"subject": subject(after)}
    if before.event.state in (JOINABLE, PENDING) and after.state == OFFLINE:
        link_lost = _("Microsoft took its link away with that. Choose “Make online” for a new one.")
        return messages.WARNING, f"{edited} {link_lost}"
    guests = _guests_added_and_removed(edit) if changed == {"attendees"} else _guests_updated(after)
    return messages.SUCCESS, " ".join(filter(None, (edited, guests)))


def of_cancellation(event: Event) -> str:
    """The text after a cancellation, with how many guests are mailed."""
    count = len(event.guests)
    if not count:
        return _("“%(subject)s” is deleted.") % {"subject": subject(event)}
    guests = ngettext("%d guest is told.", "%d guests are told.", count) % count
    return " ".join((_("“%(subject)s” is cancelled.") % {"subject": subject(event)}, guests))


def not_online(event: Event) -> str:
    """Why an event has no link although Microsoft said yes, and what to do about it (docs/graph.md 7.1)."""
    if event.has_refused_link:
        return _("Microsoft gave a link that does not look genuine, so it is not offered.")
    if event.calendar is not None and not event.calendar.allowed:
        return _(
            "Microsoft 365 did not make it online: this calendar allows no online meetings. Use another "
            "calendar, or a work account with Teams."
        )
    return _(
        "Microsoft 365 did not make it online. Your account may have no Teams license, or your organization "
        "does not allow this provider: ask your administrator, then choose “Make online” again."
    )


def _provider_used(event: Event, requested_provider: str) -> str:
    if not requested_provider:
        return ""
    if event.state == PENDING:
        return _("The link is on its way.")
    if event.provider.value != requested_provider:
        return _("Microsoft used %(made)s instead of %(asked)s.") % {
            "made": providers.name(event.provider),
            "asked": providers.name(Provider(requested_provider)),
        }
    return _("It is held with %(provider)s.") % {"provider": providers.name(event.provider)}


def _guests_invited(event: Event) -> str:
    count = len(event.guests)
    return ngettext("%d guest is invited.", "%d guests are invited.", count) % count if count else ""


def _guests_added_and_removed(edit: Edit) -> str:
    added, removed = len(edit.added), len(edit.removed)
    sentences = (
        ngettext("%d guest is invited.", "%d guests are invited.", added) % added if added else "",
        ngettext("%d guest is taken off.", "%d guests are taken off.", removed) % removed if removed else "",
    )
    return " ".join(filter(None, sentences))


def _guests_updated(event: Event) -> str:
    count = len(event.guests)
    return ngettext("%d guest gets the update.", "%d guests get the update.", count) % count if count else ""
