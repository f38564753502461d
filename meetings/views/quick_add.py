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
from meetings import mailbox
from meetings import quick_add as line
from meetings.forms import MeetingForm, from_line, suggestion
from meetings.forms.fields import WALL_TIME
from meetings.person import PersonRequest, graph, now, preferences, settle
from meetings.views import dialogs, errors


@require_http_methods(["GET", "HEAD", "POST"])
def quick_add(request: PersonRequest) -> HttpResponse:
    """The form, which is sent as any other; the line is kept as a draft until then."""
    if request.method == "POST":
        return redirect(f"{reverse('quick_add')}?{urlencode({'draft': drafts.keep(request)})}")
    facts = mailbox.current(graph(request))
    zone, zone_name = settle(request, facts)
    if not facts.editable:
        return errors.answer(request, 403, _("None of your calendars can be written to."))
    draft_id = request.GET.get("draft", "")
    draft = drafts.take(request, draft_id)
    here = now().astimezone(zone).replace(tzinfo=None)
    typed = draft.get("line", "") if draft else ""
    reading = line.read(typed, here, preferences(request).twelve_hours, line.month_first(facts.locale))
    suggested = suggestion(zone, now(), reading.day, facts.editable[0], preferences(request))
    initial = from_line(reading, suggested)
    form = MeetingForm(mailbox=facts, zone=zone, zone_name=zone_name, initial=initial)
    action = f"{reverse('new')}?{urlencode({'draft': draft_id})}"
    context = {"form": form, "action": action, "reading": reading, **_shown(initial, zone, here)}
    return dialogs.show(request, "new", context)


quick_add.keeps_draft = True  # type: ignore[attr-defined]


def _shown(initial: dict[str, Any], zone: ZoneInfo, here: datetime) -> dict[str, object]:
    """When the meeting would be, for the words above the form."""
    begins, ends = (
        datetime.strptime(initial[name], WALL_TIME).replace(tzinfo=zone) for name in ("start", "end")
    )
    return {"begins": begins, "ends": ends, "days_away": (begins.date() - here.date()).days}
