"""The form and the view that cancel a meeting or its series."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts import drafts
from accounts.decorators import keeps_draft
from meetings.board.query import board_url, day_of
from meetings.edit.forms import OCCURRENCE, SERIES
from meetings.events import Event
from meetings.graph import GraphError, NotFound
from meetings.outlook.edit import cancel_meeting, is_gone
from meetings.outlook.event import read_event
from meetings.outlook.mailbox import current_mailbox
from meetings.pages import dialogs, errors
from meetings.pages.fields import TextField
from meetings.pages.locale import activate_locale
from meetings.pages.request import PersonRequest
from meetings.wording import receipts
from meetings.wording.obstacles import why_not_edit


class CancelForm(forms.Form):
    """The form to cancel a meeting.

    `comment` is sent to the guests, `scope` is OCCURRENCE or SERIES, `day` is where to go if the meeting is
    gone already.
    """

    comment = TextField(
        label=gettext_lazy("Message to the guests"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
    )
    scope = forms.ChoiceField(required=False, choices=[(OCCURRENCE, ""), (SERIES, "")])
    day = forms.DateField(required=False, input_formats=["%Y-%m-%d"], widget=forms.HiddenInput)

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
def cancel(request: PersonRequest, event_id: str) -> HttpResponse:
    """The form, which says what will happen; when it is confirmed, the meeting is cancelled."""
    activate_locale(request, current_mailbox(request.graph, request.now))
    try:
        event = read_event(request.graph, event_id)
        series = read_event(request.graph, event.series_master_id) if event.is_in_series else None
    except NotFound as error:
        if request.method == "POST" and is_gone(error):
            return _gone(request)
        raise
    if obstacle := event.edit_obstacle:
        title = _("This meeting cannot be cancelled here.")
        return errors.answer(request, 409, title, why_not_edit(obstacle))
    if request.method != "POST":
        draft = drafts.take(request)
        initial = {"scope": OCCURRENCE, "day": day_of(event)} | (draft.dict() if draft is not None else {})
        return _show(request, event, series, CancelForm(initial=initial))
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _show(request, event, series, form, 422)
    return _cancel(request, event, series, form)


def _cancel(request: PersonRequest, event: Event, series: Event | None, form: CancelForm) -> HttpResponse:
    target = series if series is not None and form.cleaned_data["scope"] == SERIES else event
    try:
        was_there = cancel_meeting(request.graph, target, form.cleaned_data["comment"])
    except GraphError as error:
        return _show(request, event, series, form, error.status, failure=error)
    drafts.drop(request)
    if not was_there:
        return _gone(request)
    messages.success(request, receipts.of_cancellation(target))
    return dialogs.done(request, board_url(day_of(event)))


def _gone(request: PersonRequest) -> HttpResponse:
    """The response when the meeting is gone already, after a second click or because somebody was faster.

    That is not an error, because a cancelled meeting is what the person wanted.
    """
    messages.info(request, _("That meeting is not in your calendar any more."))
    form = CancelForm(request.POST)
    form.is_valid()
    return dialogs.done(request, board_url(form.cleaned_data.get("day")))


def _show(
    request: PersonRequest,
    event: Event,
    series: Event | None,
    form: CancelForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {"form": form, "event": event, "series": series, **more}
    return dialogs.show(request, "edit/cancel", context, status)
