"""The form for a new meeting, filled with an own meeting a week later. Nothing is sent before it is."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings import editing, mailbox
from meetings.forms import MeetingForm, repetition
from meetings.person import PersonRequest, graph, now, settle
from meetings.views import dialogs, errors


@require_safe
def again(request: PersonRequest, event_id: str) -> HttpResponse:
    """The form as a page, or as the content of the dialog; it is sent as any form for a new meeting."""
    client = graph(request)
    facts = mailbox.current(client)
    zone, zone_name = settle(request, facts)
    original = editing.read(client, event_id)
    event = original.event
    if event.edit_obstacle or event.is_all_day:
        reason = event.edit_obstacle or _("It takes whole days: repeat it in Outlook.")
        return errors.answer(request, 409, _("This meeting cannot be repeated here."), reason)
    initial = repetition(original, facts, zone, now())
    form = MeetingForm(mailbox=facts, zone=zone, zone_name=zone_name, initial=initial)
    return dialogs.show(request, "new", {"form": form, "action": reverse("new")})
