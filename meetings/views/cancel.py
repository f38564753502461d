"""Call a meeting off, or the series that it belongs to."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import drafts
from meetings import calendar, editing, mailbox, receipts
from meetings.board.shown import address_of_day
from meetings.events import Event
from meetings.forms import OCCURRENCE, SERIES, CancelForm
from meetings.graph import Client, GraphError, NotFound, SignInNeeded
from meetings.person import PersonRequest, graph, settle
from meetings.views import dialogs, errors
from meetings.views.detail import day_of


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: PersonRequest, event_id: str) -> HttpResponse:
    """What will happen, with room for a message; once confirmed, the day without the meeting."""
    client = graph(request)
    settle(request, mailbox.current(client))
    try:
        event = calendar.details(client, event_id)
        series = calendar.details(client, event.series_master_id) if event.is_in_series else None
    except NotFound as error:
        if request.method == "POST" and editing.is_gone(error):
            return _gone(request)
        raise
    if event.edit_obstacle:
        return errors.answer(request, 409, _("This meeting cannot be cancelled here."), event.edit_obstacle)
    if request.method != "POST":
        draft = drafts.take(request, request.GET.get("draft", ""))
        initial = {"scope": OCCURRENCE, "day": day_of(event)} | (draft.dict() if draft is not None else {})
        return _show(request, event, series, CancelForm(initial=initial))
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _show(request, event, series, form, 422)
    return _call_off(request, client, event, series, form)


cancel.keeps_draft = True  # type: ignore[attr-defined]


def _call_off(
    request: PersonRequest, client: Client, event: Event, series: Event | None, form: CancelForm
) -> HttpResponse:
    target = series if series is not None and form.cleaned_data["scope"] == SERIES else event
    try:
        was_there = editing.call_off(client, target, form.cleaned_data["comment"])
    except SignInNeeded:
        raise
    except GraphError as error:
        return _show(request, event, series, form, error.status, failure=error)
    drafts.drop(request, request.GET.get("draft", ""))
    if not was_there:
        return _gone(request)
    messages.success(request, receipts.of_cancellation(target))
    return dialogs.done(request, address_of_day(day_of(event)))


def _gone(request: PersonRequest) -> HttpResponse:
    """Not there any more is what was wanted, whether a second click finds it so or somebody was faster."""
    messages.info(request, _("That meeting is not in your calendar any more."))
    form = CancelForm(request.POST)
    form.is_valid()
    return dialogs.done(request, address_of_day(form.cleaned_data.get("day")))


def _show(
    request: PersonRequest,
    event: Event,
    series: Event | None,
    form: CancelForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    return dialogs.show(request, "cancel", {"form": form, "event": event, "series": series, **more}, status)
