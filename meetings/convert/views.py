"""The view that converts an existing event to an online meeting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.board.query import board_url, day_of
from meetings.convert.forms import ConvertForm
from meetings.details.views import render_row
from meetings.events import OFFLINE, Event
from meetings.outlook.convert import make_online
from meetings.outlook.event import read_event
from meetings.pages import errors
from meetings.pages.request import PersonRequest
from meetings.wording import receipts
from meetings.wording.obstacles import why_not_online


@require_POST
def go_online(request: PersonRequest, event_id: str) -> HttpResponse:
    """Convert the event, or with `scope=series` its series, and respond with its row, or redirect to it."""
    event = read_event(request.graph, event_id)
    if event.state != OFFLINE:
        messages.info(request, _("“%(subject)s” is online already.") % {"subject": event.subject})
        return _done(request, event)
    if event.convert_obstacle or event.calendar is None:
        reason = why_not_online(event.convert_obstacle)
        return errors.answer(request, 409, _("This meeting cannot be made online."), reason)
    form = ConvertForm(request.POST, calendar=event.calendar)
    if not form.is_valid():
        title = _("Choose one of the providers that this calendar allows.")
        return errors.answer(request, 422, title, str(form.errors["provider"][0]))
    provider = form.cleaned_data["provider"]
    converted = make_online(request.graph, event, provider, form.is_for_series)
    messages.add_message(request, *receipts.of_conversion(converted, provider))
    return _done(request, converted, reload=form.is_for_series)


def _done(request: PersonRequest, event: Event, reload: bool = False) -> HttpResponse:
    """The new row, or a redirect for a form that was sent without htmx.

    The board also refreshes itself if other rows changed (`reload`) or the request came from the panel.
    """
    if request.htmx and request.htmx.target != "agenda":
        response = render_row(request, event)
        if reload or request.htmx.target == "panel-content":
            response["HX-Trigger-After-Swap"] = "agenda-changed"
        return response
    if request.POST.get("back") == "detail":
        return redirect("detail", event.id)
    return redirect(f"{board_url(day_of(event))}#{event.anchor}")
