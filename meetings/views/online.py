"""Make an existing event online."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import calendar, receipts
from meetings.board.shown import address_of_day
from meetings.events import OFFLINE, Calendar, Event
from meetings.person import PersonRequest, graph
from meetings.views import errors
from meetings.views.detail import answer_row, day_of
from meetings.wording import listed


@require_POST
def go_online(request: PersonRequest, event_id: str) -> HttpResponse:
    """Make the event, or with `scope=series` its series, online with `provider`; then its row, or its day."""
    client = graph(request)
    event = calendar.details(client, event_id)
    if event.state != OFFLINE:
        messages.info(request, _("“%(subject)s” is online already.") % {"subject": event.subject})
        return _done(request, event)
    if event.obstacle or event.calendar is None:
        return errors.answer(request, 409, _("This meeting cannot be made online."), event.obstacle)
    asked = request.POST.get("provider", "")
    if asked not in event.calendar.allowed:
        return _ask_for_another(request, event.calendar)
    whole_series = request.POST.get("scope") == "series"
    after = calendar.go_online(client, event, asked, whole_series)
    messages.add_message(request, *receipts.of_conversion(after, asked))
    return _done(request, after, reload=whole_series)


def _ask_for_another(request: PersonRequest, home: Calendar) -> HttpResponse:
    names = listed(provider.name for provider in home.providers)
    return errors.answer(
        request,
        422,
        _("Choose one of the providers that this calendar allows."),
        _("“%(calendar)s” allows: %(names)s.") % {"calendar": home.name, "names": names},
    )


def _done(request: PersonRequest, event: Event, reload: bool = False) -> HttpResponse:
    """The row in place; the agenda renews itself where other rows changed as well, or the panel asked."""
    if request.htmx and request.htmx.target != "agenda":
        response = answer_row(request, event)
        if reload or request.htmx.target == "panel-content":
            response["HX-Trigger-After-Swap"] = "agenda-changed"
        return response
    if request.POST.get("back") == "detail":
        return redirect("detail", event.id)
    return redirect(f"{address_of_day(day_of(event))}#{event.anchor}")
