"""The view that changes a meeting or its series, as a page or in the dialog."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import drafts
from accounts.decorators import keeps_draft
from meetings.board.query import board_url, day_of
from meetings.edit.forms import OCCURRENCE, SERIES, EditForm
from meetings.events import Event
from meetings.graph import GraphError, NotFound
from meetings.outlook.edit import ChangedMeanwhile, is_gone, read_original, save_edit
from meetings.outlook.mailbox import current_mailbox
from meetings.pages import dialogs, errors
from meetings.pages.locale import activate_locale
from meetings.pages.request import PersonRequest
from meetings.wording import receipts, text
from meetings.wording.obstacles import why_not_edit


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
def edit(request: PersonRequest, event_id: str) -> HttpResponse:
    """The form with the meeting's values; when it is sent, the changes are saved or the form says why not."""
    zone = activate_locale(request, current_mailbox(request.graph, request.now))
    data = request.POST if request.method == "POST" else drafts.take(request)
    try:
        original = read_original(request.graph, event_id)
        event = original.event
        scope = _scope(request, event, data)
        if scope == SERIES and event.is_in_series:
            original = read_original(request.graph, event.series_master_id)
    except NotFound as error:
        if request.method == "POST" and is_gone(error):
            return _offer_new(request)
        raise
    if obstacle := original.event.edit_obstacle:
        return errors.answer(request, 409, _("This meeting cannot be changed here."), why_not_edit(obstacle))
    is_sent = request.method == "POST" and "refresh" not in request.POST
    form = EditForm(data, original=original, zone=zone, is_sent=is_sent)
    if is_sent and form.is_valid():
        return _save(request, event, form)
    if request.method == "POST" and not is_sent:
        form = form.for_scope(original, scope)
    return _show(request, event, form, 422 if is_sent else 200)


def _scope(request: PersonRequest, event: Event, data: QueryDict | None) -> str:
    scope = (request.GET if data is None else data).get("scope", "")
    return SERIES if event.type == "seriesMaster" or scope == SERIES else OCCURRENCE


def _save(request: PersonRequest, event: Event, form: EditForm) -> HttpResponse:
    """Save the changes of a valid form; show the form again if Graph refuses or somebody else changed it."""
    original = form.original
    if form.is_already_saved:
        return _nothing_to_send(request, event, form)
    if form.is_outdated:
        return _show(request, event, form.merged(), 409)
    changes = form.edit.to_graph(original, form.zone)
    if not changes:
        return _nothing_to_send(request, event, form)
    try:
        saved = save_edit(request.graph, original, form.edit, form.zone)
    except ChangedMeanwhile as conflict:
        form = form.rebased(conflict.original)
        if form.is_already_saved:
            return _nothing_to_send(request, event, form)
        return _show(request, event, form.merged(), 409)
    except GraphError as error:
        return _refused(request, event, form, error)
    messages.add_message(request, *receipts.of_edit(original, saved, form.edit, set(changes)))
    return _done(request, event, form)


def _refused(request: PersonRequest, event: Event, form: EditForm, error: GraphError) -> HttpResponse:
    if is_gone(error):
        return _offer_new(request)
    if error.code.lower() == "erroroccurrencecrossingboundary" and "start" in form.fields:
        form.add_error(
            "start", _("One meeting of a series cannot be moved to or past the day of the one next to it.")
        )
        return _show(request, event, form, 422)
    return _show(request, event, form, error.status, failure=error)


def _nothing_to_send(request: PersonRequest, event: Event, form: EditForm) -> HttpResponse:
    sentence = (
        _("“%(subject)s” is saved as you typed it.")
        if form.edited_fields
        else _("Nothing was changed in “%(subject)s”, so nothing was sent.")
    )
    messages.info(request, sentence % {"subject": text.subject(form.original.event)})
    return _done(request, event, form)


def _done(request: PersonRequest, event: Event, form: EditForm) -> HttpResponse:
    """On to the meeting; after a change of its series to its day, because the meeting may have a new id."""
    drafts.drop(request)
    address = board_url(day_of(event)) if form.original.is_series else reverse("detail", args=[event.id])
    return dialogs.done(request, address)


def _show(
    request: PersonRequest, event: Event, form: EditForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"form": form, "event": event, "original": form.original, **more}
    return dialogs.show(request, "edit/edit", context, status)


def _offer_new(request: PersonRequest) -> HttpResponse:
    """The response when the meeting is gone: the form for a new meeting, with what was typed."""
    messages.warning(
        request,
        _("That meeting is not in your calendar any more. What you typed is here, to make a new one of."),
    )
    target = f"{reverse('new')}?{urlencode({'draft': drafts.keep(request)})}"
    return HttpResponse(headers={"HX-Redirect": target}) if request.htmx else redirect(target)
