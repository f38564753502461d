"""Change a meeting, or the series that it belongs to: a page of its own, and the content of a dialog."""

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
    """The form with what the meeting holds; once sent, the changed meeting, or the form with the reason."""
    zone = activate_locale(request, current_mailbox(request.graph, request.now))
    typed = request.POST if request.method == "POST" else drafts.take(request)
    try:
        here = original = read_original(request.graph, event_id)
        scope = _scope(request, here.event, typed)
        if scope == SERIES and here.event.is_in_series:
            original = read_original(request.graph, here.event.series_master_id)
    except NotFound as error:
        if request.method == "POST" and is_gone(error):
            return _offer_new(request)
        raise
    if obstacle := original.event.edit_obstacle:
        return errors.answer(request, 409, _("This meeting cannot be changed here."), why_not_edit(obstacle))
    is_sent = request.method == "POST" and "refresh" not in request.POST
    form = EditForm(typed, original=original, zone=zone, is_sent=is_sent)
    if is_sent and form.is_valid():
        return _save(request, here.event, form)
    if request.method == "POST" and not is_sent:
        form = form.moved_to(original, scope)
    return _show(request, here.event, form, 422 if is_sent else 200)


def _scope(request: PersonRequest, event: Event, typed: QueryDict | None) -> str:
    asked = (request.GET if typed is None else typed).get("scope", "")
    return SERIES if event.type == "seriesMaster" or asked == SERIES else OCCURRENCE


def _save(request: PersonRequest, here: Event, form: EditForm) -> HttpResponse:
    """Send the changes of a valid form; the form again where Microsoft or somebody else is in the way."""
    before = form.original
    if form.holds_already:
        return _nothing_to_send(request, here, form)
    if form.is_outdated:
        return _show(request, here, form.merged(), 409)
    changes = form.edit.to_graph(before, form.zone)
    if not changes:
        return _nothing_to_send(request, here, form)
    try:
        after = save_edit(request.graph, before, form.edit, form.zone)
    except ChangedMeanwhile as meanwhile:
        form = form.over(meanwhile.original)
        if form.holds_already:
            return _nothing_to_send(request, here, form)
        return _show(request, here, form.merged(), 409)
    except GraphError as error:
        return _refused(request, here, form, error)
    messages.add_message(request, *receipts.of_edit(before, after, form.edit, set(changes)))
    return _done(request, here, form)


def _refused(request: PersonRequest, here: Event, form: EditForm, error: GraphError) -> HttpResponse:
    if is_gone(error):
        return _offer_new(request)
    if error.code.lower() == "erroroccurrencecrossingboundary" and "start" in form.fields:
        form.add_error(
            "start", _("One meeting of a series cannot be moved to or past the day of the one next to it.")
        )
        return _show(request, here, form, 422)
    return _show(request, here, form, error.status, failure=error)


def _nothing_to_send(request: PersonRequest, here: Event, form: EditForm) -> HttpResponse:
    said = (
        _("“%(subject)s” is saved as you typed it.")
        if form.edited
        else _("Nothing was changed in “%(subject)s”, so nothing was sent.")
    )
    messages.info(request, said % {"subject": text.subject(form.original.event)})
    return _done(request, here, form)


def _done(request: PersonRequest, here: Event, form: EditForm) -> HttpResponse:
    """To the meeting; after a change to its series to the day, for the meeting may have another id by now."""
    drafts.drop(request)
    to_day = form.original.is_series
    return dialogs.done(request, board_url(day_of(here)) if to_day else reverse("detail", args=[here.id]))


def _show(
    request: PersonRequest, here: Event, form: EditForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"form": form, "event": here, "original": form.original, **more}
    return dialogs.show(request, "edit/edit", context, status)


def _offer_new(request: PersonRequest) -> HttpResponse:
    """The meeting is gone: what was typed goes into the form for a new one."""
    messages.warning(
        request,
        _("That meeting is not in your calendar any more. What you typed is here, to make a new one of."),
    )
    target = f"{reverse('new')}?{urlencode({'draft': drafts.keep(request)})}"
    return HttpResponse(headers={"HX-Redirect": target}) if request.htmx else redirect(target)
