"""What became of a wish for an online meeting, in a sentence: what came back from Graph is what is said."""

from __future__ import annotations

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.events import JOINABLE, OFFLINE, PENDING, Edit, Event, Original, Provider
from meetings.wording import providers
from meetings.wording.text import subject


def of_creation(event: Event, asked: str) -> tuple[int, str]:
    """Message level and sentence after a create; `asked` is the provider, empty for a plain meeting."""
    made = _("“%(subject)s” is in your calendar.") % {"subject": subject(event)}
    if asked and event.state not in (JOINABLE, PENDING):
        return messages.WARNING, f"{made} {not_online(event)}"
    return messages.SUCCESS, " ".join(part for part in (made, _online(event, asked), _invited(event)) if part)


def of_conversion(event: Event, asked: str) -> tuple[int, str]:
    """Message level and sentence after making an event online with the provider `asked`."""
    if event.state not in (JOINABLE, PENDING):
        return messages.WARNING, not_online(event)
    sentence = _("“%(subject)s” is online now.") % {"subject": subject(event)}
    return messages.SUCCESS, " ".join(
        part for part in (sentence, _online(event, asked), _told(event)) if part
    )


def of_edit(before: Original, after: Event, edit: Edit, changed: set[str]) -> tuple[int, str]:
    """Message level and sentence after a change; `changed` are the members that travelled."""
    said = _("“%(subject)s” is changed.") % {"subject": subject(after)}
    if before.is_series:
        said = _("Every meeting of the series “%(subject)s” is changed.") % {"subject": subject(after)}
    if before.event.state in (JOINABLE, PENDING) and after.state == OFFLINE:
        lost = _("Microsoft took its link away with that. Choose “Make online” for a new one.")
        return messages.WARNING, f"{said} {lost}"
    told = _who_came_and_went(edit) if changed == {"attendees"} else _told(after)
    return messages.SUCCESS, " ".join(part for part in (said, told) if part)


def of_cancellation(event: Event) -> str:
    """What was cancelled, and who is mailed."""
    count = len(event.guests)
    if not count:
        return _("“%(subject)s” is deleted.") % {"subject": subject(event)}
    told = ngettext("%d guest is told.", "%d guests are told.", count) % count
    return " ".join((_("“%(subject)s” is cancelled.") % {"subject": subject(event)}, told))


def not_online(event: Event) -> str:
    """Why there is no link although Microsoft said yes, and what to do (docs/graph.md 7.1)."""
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


def _online(event: Event, asked: str) -> str:
    if not asked:
        return ""
    if event.state == PENDING:
        return _("The link is on its way.")
    if event.provider.value != asked:
        return _("Microsoft used %(made)s instead of %(asked)s.") % {
            "made": providers.name(event.provider),
            "asked": providers.name(Provider(asked)),
        }
    return _("It is held with %(provider)s.") % {"provider": providers.name(event.provider)}


def _invited(event: Event) -> str:
    count = len(event.guests)
    return ngettext("%d guest is invited.", "%d guests are invited.", count) % count if count else ""


def _who_came_and_went(edit: Edit) -> str:
    came, went = len(edit.added), len(edit.removed)
    return " ".join(
        (
            *([ngettext("%d guest is invited.", "%d guests are invited.", came) % came] if came else []),
            *([ngettext("%d guest is taken off.", "%d guests are taken off.", went) % went] if went else []),
        )
    )


def _told(event: Event) -> str:
    count = len(event.guests)
    return ngettext("%d guest gets the update.", "%d guests get the update.", count) % count if count else ""
