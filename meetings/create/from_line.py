"""One line on the board, read as a meeting: it fills the form for a new one, which says how it was read."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import drafts
from accounts.decorators import keeps_draft
from meetings.create.forms import MeetingForm, suggestion
from meetings.create.prefill import filled_from_line
from meetings.create.quick_add import month_first, read
from meetings.outlook.mailbox import current_mailbox
from meetings.pages import dialogs, errors
from meetings.pages.fields import WALL_TIME
from meetings.pages.locale import activate_locale
from meetings.pages.request import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
def quick_add(request: PersonRequest) -> HttpResponse:
    """The form, which is sent as any other; the line is kept as a draft until then."""
    if request.method == "POST":
        return redirect(f"{reverse('quick_add')}?{urlencode({'draft': drafts.keep(request)})}")
    mailbox = current_mailbox(request.graph, request.now)
    zone, preferences = activate_locale(request, mailbox), request.preferences
    if not mailbox.editable:
        return errors.answer(request, 403, _("None of your calendars can be written to."))
    draft = drafts.take(request)
    typed = draft.get("line", "") if draft else ""
    here = request.now.astimezone(zone.zone).replace(tzinfo=None)
    reading = read(typed, here, preferences.twelve_hours, month_first(mailbox.locale))
    suggested = suggestion(zone.zone, request.now, reading.day, mailbox.editable[0], preferences)
    initial = filled_from_line(reading, suggested)
    form = MeetingForm(mailbox=mailbox, zone=zone, initial=initial)
    action = f"{reverse('new')}?{urlencode({'draft': request.GET.get('draft', '')})}"
    context = {"form": form, "action": action, "reading": reading, **_shown(initial, zone.zone, here)}
    return dialogs.show(request, "create/new", context)


def _shown(initial: dict[str, Any], zone: ZoneInfo, here: datetime) -> dict[str, object]:
    """When the meeting would be, for the words above the form."""
    begins, ends = (
        datetime.strptime(initial[name], WALL_TIME).replace(tzinfo=zone) for name in ("start", "end")
    )
    return {"begins": begins, "ends": ends, "days_away": (begins.date() - here.date()).days}
