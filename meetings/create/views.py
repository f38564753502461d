"""The views that create a meeting: the form as a page or in the dialog, empty or repeating a meeting."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import drafts
from accounts.decorators import keeps_draft
from meetings.board.forms import BoardForm
from meetings.create.forms import MeetingForm, suggested_values
from meetings.create.prefill import filled_for_repeat
from meetings.details.views import joining_context
from meetings.events import Event, Mailbox
from meetings.graph import GraphError
from meetings.outlook.create import AlreadyCreated, create_meeting
from meetings.outlook.edit import read_original
from meetings.outlook.mailbox import current_mailbox
from meetings.pages import dialogs, errors
from meetings.pages.locale import activate_locale
from meetings.pages.request import PersonRequest
from meetings.wording import receipts
from meetings.wording.obstacles import why_not_edit


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
def new(request: PersonRequest) -> HttpResponse:
    """The empty form; when it is sent, the meeting that Microsoft created, or the form with its errors."""
    mailbox = current_mailbox(request.graph, request.now)
    zone = activate_locale(request, mailbox)
    if not mailbox.editable:
        return errors.answer(request, 403, _("None of your calendars can be written to."))
    if request.method != "POST" or "refresh" in request.POST:
        initial = _initial(request, mailbox, zone.zone)
        return show(request, MeetingForm(mailbox=mailbox, zone=zone, initial=initial))
    form = MeetingForm(request.POST, mailbox=mailbox, zone=zone, reminder=request.preferences.reminder)
    if form.is_valid():
        return _create(request, form)
    if "transaction_id" in form.errors:
        form.renew_transaction_id()
    return show(request, form, 422)


@require_safe
def repeat(request: PersonRequest, event_id: str) -> HttpResponse:
    """The form filled with one of the person's own meetings, a week later; nothing is created yet."""
    mailbox = current_mailbox(request.graph, request.now)
    zone = activate_locale(request, mailbox)
    original = read_original(request.graph, event_id)
    event = original.event
    if event.edit_obstacle or event.is_all_day:
        reason = why_not_edit(event.edit_obstacle) or _("It takes whole days: repeat it in Outlook.")
        return errors.answer(request, 409, _("This meeting cannot be repeated here."), reason)
    initial = filled_for_repeat(original, mailbox, zone.zone, request.now)
    form = MeetingForm(mailbox=mailbox, zone=zone, initial=initial)
    return show(request, form, action=reverse("new"))


def show(request: PersonRequest, form: MeetingForm, status: int = 200, **more: Any) -> HttpResponse:
    """The form, with `more` to say: where it is sent, a clash with an earlier one, how a line was read."""
    context = {"form": form, "action": request.get_full_path(), "clash": None, "reading": None, **more}
    return dialogs.show(request, "create/new", context, status)


def _create(request: PersonRequest, form: MeetingForm) -> HttpResponse:
    """Create the meeting of a valid form; show the form again if Microsoft did not create it."""
    try:
        event = create_meeting(request.graph, form.meeting, form.zone)
    except AlreadyCreated as clash:
        form.renew_transaction_id()  # sent again, the form creates a second meeting
        return show(request, form, 409, clash=clash)
    except GraphError as error:
        return show(request, form, error.status, failure=error)
    return _made(request, event, form.meeting.provider)


def _initial(request: PersonRequest, mailbox: Mailbox, zone: ZoneInfo) -> dict[str, Any]:
    """The suggested values, or those typed before if the person changed the calendar or had to sign in."""
    draft = request.POST if request.method == "POST" else drafts.take(request)
    if draft is not None and "transaction_id" in draft:
        return {name: draft.get(name, "") for name in MeetingForm.base_fields}
    board_form = BoardForm(request.GET)
    day = board_form.cleaned_data["day"] if board_form.is_valid() else None
    # A draft without a transaction id comes from the edit form of a meeting that is gone.
    typed = {name: draft[name] for name in MeetingForm.base_fields if name in draft} if draft else {}
    calendar = next(iter(mailbox.editable), None)
    return suggested_values(zone, request.now, day, calendar, request.preferences) | typed


def _made(request: PersonRequest, event: Event, provider: str) -> HttpResponse:
    """The created meeting, in the dialog in place of the form, else as a redirect to its details."""
    drafts.drop(request)
    level, sentence = receipts.of_creation(event, provider)
    if request.htmx:
        context = {**joining_context(event), "sentence": sentence, "is_warning": level == messages.WARNING}
        response = render(request, "create/_made.html", context)
        response["HX-Retarget"], response["HX-Reswap"] = "#dialog-content", "innerHTML"
        response["HX-Trigger"] = "agenda-changed"
        return response
    messages.add_message(request, level, sentence)
    return redirect("detail", event.id)
