"""A meeting that starts now, with one click: the answer opens in a new tab and leads on to the lobby."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts import drafts
from accounts.decorators import keeps_draft
from meetings.events import OFFLINE, Calendar, Event, Mailbox, MailboxZone, NewMeeting, Provider
from meetings.events.providers import TEAMS
from meetings.graph import Client, NotFound
from meetings.models import NO_REMINDER, Preferences
from meetings.outlook.create import AlreadyCreated, create_meeting
from meetings.outlook.event import read_event
from meetings.outlook.mailbox import current_mailbox
from meetings.pages import errors
from meetings.pages.locale import activate_locale
from meetings.pages.request import PersonRequest
from meetings.wording import receipts

# Seconds that the page stands where no script leads on at once.
_PAUSE = 1
# How long a form's number stands for one click; a page without script keeps its number for the next one.
_ONE_CLICK = timedelta(minutes=5)


class NumberForm(forms.Form):
    """The number of a click: however often it is sent, there is one meeting."""

    transaction_id = forms.UUIDField()


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
def meet_now(request: PersonRequest) -> HttpResponse:
    """A page with the button; once pressed, the meeting that was made, and on to it."""
    mailbox = current_mailbox(request.graph, request.now)
    zone = activate_locale(request, mailbox)
    home = home_of(mailbox)
    if home is None:
        return errors.answer(request, 409, obstacle(mailbox), _why_not())
    provider = provider_of(home, request.preferences)
    is_sent = request.method == "POST"
    form = NumberForm(request.POST if is_sent else drafts.take(request))
    number: UUID = form.cleaned_data["transaction_id"] if form.is_valid() else uuid4()
    if not (is_sent and form.is_valid()):
        context = {"number": number, "provider": Provider(provider)}
        return render(request, "create/meet_now.html", context, status=422 if is_sent else 200)
    subject = _("Meeting of %(name)s") % {"name": request.user.name or request.user.address}
    meeting = plan(home, subject, provider, request.preferences.length, request.now, number)
    try:
        event = begin(request.graph, meeting, zone)
    except AlreadyCreated:
        return errors.answer(
            request, 409, _("This meeting was started already."), _("You find it in your calendar.")
        )
    drafts.drop(request)
    return _started(request, event, provider, number)


def obstacle(mailbox: Mailbox | None) -> str | Promise:
    """Why there can be no such meeting; empty when there can, and while nothing is known of the calendars."""
    if mailbox is None or home_of(mailbox):
        return ""
    return gettext_lazy("None of your calendars allows online meetings.")


def plan(home: Calendar, subject: str, provider: str, length: int, now: datetime, number: UUID) -> NewMeeting:
    """The meeting from this minute on, of `length` minutes. Nobody needs to be reminded of it."""
    start = now.replace(second=0, microsecond=0)
    return NewMeeting(
        subject=subject,
        calendar=home,
        start=start,
        end=start + timedelta(minutes=length),
        place="",
        attendees=(),
        text="",
        allow_new_time_proposals=True,
        provider=provider,
        transaction_id=str(number),
        reminder=NO_REMINDER,
    )


def begin(client: Client, meeting: NewMeeting, zone: MailboxZone) -> Event:
    """Make the meeting; the one that the same click made, where it did so before.

    Raises AlreadyCreated when Microsoft does not say which that was, and GraphError.
    """
    try:
        return create_meeting(client, meeting, zone)
    except AlreadyCreated as clash:
        if not clash.event_id:
            raise
        made = _still_there(client, clash.event_id)
        if made and made.start > meeting.start - _ONE_CLICK:
            return made
        another = uuid.uuid5(UUID(meeting.transaction_id), clash.event_id)
        return begin(client, replace(meeting, transaction_id=str(another)), zone)


def home_of(mailbox: Mailbox) -> Calendar | None:
    """The calendar to make it in: the first that allows online meetings, the default one before others."""
    return next((calendar for calendar in mailbox.editable if calendar.allowed), None)


def provider_of(home: Calendar, preferences: Preferences) -> str:
    """Who holds it: the person's own choice, else Teams, else the calendar's default."""
    wished = (preferences.provider, TEAMS, home.default_provider)
    return next(provider for provider in wished if provider in home.allowed)


def _still_there(client: Client, event_id: str) -> Event | None:
    try:
        made = read_event(client, event_id)
    except NotFound:
        return None
    return None if made.is_cancelled else made


def _started(request: PersonRequest, event: Event, provider: str, number: UUID) -> HttpResponse:
    """On to the lobby, or to wait for the link; to the meeting's page when Microsoft made none.

    A redirect would not do: browsers hold every redirect after a form to the content policy, which knows no
    meeting's host.
    """
    if event.state == OFFLINE:
        messages.add_message(request, *receipts.of_creation(event, provider))
        return redirect("detail", event.id)
    response = render(request, "create/started.html", {"event": event, "number": number})
    response["Refresh"] = f"{_PAUSE}; url={reverse('join', args=[event.id])}"
    return response


def _why_not() -> str:
    return _(
        "The account has no Teams licence, is a personal one, or an administrator switched it off. “New "
        "meeting” makes one without a link."
    )
