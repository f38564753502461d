"""Make a meeting: a page of its own, and the content of a dialog."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import drafts
from meetings import calendar, mailbox, receipts
from meetings.events import Event, Mailbox
from meetings.forms import MeetingForm, RangeForm, suggestion
from meetings.graph import Client, GraphError, SignInNeeded
from meetings.person import PersonRequest, graph, now, preferences, settle
from meetings.views import dialogs, errors
from meetings.views.detail import joining_context


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """An empty form; the form as typed with what is wrong in it; or, once made, what Microsoft made of it."""
    client = graph(request)
    facts = mailbox.current(client)
    zone, zone_name = settle(request, facts)
    if not facts.editable:
        return errors.answer(request, 403, _("None of your calendars can be written to."))
    if request.method != "POST" or "refresh" in request.POST:
        initial = _initial(request, facts, zone)
        return _show(request, MeetingForm(mailbox=facts, zone=zone, zone_name=zone_name, initial=initial))
    reminder = preferences(request).reminder
    form = MeetingForm(request.POST, mailbox=facts, zone=zone, zone_name=zone_name, reminder=reminder)
    if form.is_valid():
        return _create(request, client, form)
    if "transaction_id" in form.errors:
        form.renumber()
    return _show(request, form, 422)


new.keeps_draft = True  # type: ignore[attr-defined]


def _create(request: PersonRequest, client: Client, form: MeetingForm) -> HttpResponse:
    """Make the meeting of a valid form; the form again when Microsoft did not."""
    try:
        event = calendar.create(client, form.meeting, form.zone, form.zone_name)
    except SignInNeeded:
        raise
    except calendar.AlreadyMade as clash:
        form.renumber()  # sent once more, the form makes a second meeting
        return _show(request, form, 409, clash=clash)
    except GraphError as error:
        return _show(request, form, error.status, failure=error)
    return _made(request, event, form.meeting.provider)


def _initial(request: PersonRequest, facts: Mailbox, zone: ZoneInfo) -> dict[str, Any]:
    """A suggestion; or what was typed before, when the calendar was changed or the sign-in had run out."""
    draft = request.POST if request.method == "POST" else drafts.take(request, request.GET.get("draft", ""))
    if draft is not None and "transaction_id" in draft:
        return {name: draft.get(name, "") for name in MeetingForm.base_fields}
    asked = RangeForm(request.GET)
    day = asked.cleaned_data["day"] if asked.is_valid() else None
    # A meeting that was gone when it was to be changed comes here as a draft without a number.
    typed = {name: draft[name] for name in MeetingForm.base_fields if name in draft} if draft else {}
    return suggestion(zone, now(), day, next(iter(facts.editable), None), preferences(request)) | typed


def _show(request: PersonRequest, form: MeetingForm, status: int = 200, **more: Any) -> HttpResponse:
    return dialogs.show(request, "new", {"form": form, **more}, status)


def _made(request: PersonRequest, event: Event, asked: str) -> HttpResponse:
    """What Microsoft made: in place of the form in the dialog, else on the event's page."""
    drafts.drop(request, request.GET.get("draft", ""))
    level, sentence = receipts.of_creation(event, asked)
    if request.htmx:
        context = {**joining_context(event), "sentence": sentence, "is_warning": level == messages.WARNING}
        response = render(request, "meetings/_made.html", context)
        response["HX-Retarget"], response["HX-Reswap"] = "#dialog-content", "innerHTML"
        response["HX-Trigger"] = "agenda-changed"
        return response
    messages.add_message(request, level, sentence)
    return redirect("detail", event.id)
