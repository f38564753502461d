"""Creates a meeting from one line typed on the board: the form opens with what was understood filled in."""

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
from meetings.create.forms import MeetingForm, suggested_values
from meetings.create.prefill import filled_from_line
from meetings.create.quick_add import month_first, read_line
from meetings.create.views import show
from meetings.outlook.mailbox import current_mailbox
from meetings.pages import errors
from meetings.pages.fields import WALL_TIME
from meetings.pages.locale import activate_locale
from meetings.pages.request import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
def quick_add(request: PersonRequest) -> HttpResponse:
    """The form for a new meeting, filled in from the line; the line is kept as a draft until it is sent."""
    if request.method == "POST":
        return redirect(f"{reverse('quick_add')}?{urlencode({'draft': drafts.keep(request)})}")
    mailbox = current_mailbox(request.graph, request.now)
    zone, preferences = activate_locale(request, mailbox), request.preferences
    if not mailbox.editable:
        return errors.answer(request, 403, _("None of your calendars can be written to."))
    draft = drafts.take(request)
    line = draft.get("line", "") if draft else ""
    local_now = request.now.astimezone(zone.zone).replace(tzinfo=None)
    reading = read_line(line, local_now, preferences.twelve_hours, month_first(mailbox.locale))
    suggested = suggested_values(zone.zone, request.now, reading.day, mailbox.editable[0], preferences)
    initial = filled_from_line(reading, suggested)
    form = MeetingForm(mailbox=mailbox, zone=zone, initial=initial)
    action = f"{reverse('new')}?{urlencode({'draft': request.GET.get('draft', '')})}"
    times = _times_context(initial, zone.zone, local_now)
    return show(request, form, action=action, reading=reading, **times)


def _times_context(initial: dict[str, Any], zone: ZoneInfo, local_now: datetime) -> dict[str, Any]:
    """The times of the meeting, for the summary above the form."""
    begins, ends = (
        datetime.strptime(initial[name], WALL_TIME).replace(tzinfo=zone) for name in ("start", "end")
    )
    return {"begins": begins, "ends": ends, "days_away": (begins.date() - local_now.date()).days}
