"""Starts a meeting with one click on "Meet now": the response opens in a new tab and leads to the lobby."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
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
from accounts.models import User
from meetings.events import OFFLINE, Calendar, Event, Mailbox, MailboxZone, NewMeeting, Provider
from meetings.events.providers import TEAMS
from meetings.graph import Client, NotFound
from meetings.models import NO_REMINDER, Preferences
from meetings.outlook.create import AlreadyCreated, create_meeting
from meetings.outlook.event import read_event
from meetings.outlook.mailbox import current_mailbox, known_mailbox
from meetings.pages import errors
from meetings.pages.locale import activate_locale
from meetings.pages.request import PersonRequest
from meetings.wording import receipts

# Seconds until the page leads on without script; with script it does so at once.
_PAUSE = 1
# How long one transaction id stands for the same click. A page without script sends the same id with its next
# click, which is to start another meeting.
_ONE_CLICK = timedelta(minutes=5)


class MeetNowForm(forms.Form):
    """The form of the button; its transaction id makes sure that one click creates one meeting."""

    transaction_id = forms.UUIDField()


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
def meet_now(request: PersonRequest) -> HttpResponse:
    """A page with the button; when it is pressed, the page that leads on to the meeting that was created."""
    mailbox = current_mailbox(request.graph, request.now)
    zone = activate_locale(request, mailbox)
    calendar = online_calendar(mailbox)
    if calendar is None:
        return errors.answer(request, 409, meet_now_obstacle(mailbox), _why_not())
    provider = choose_provider(calendar, request.preferences)
    is_sent = request.method == "POST"
    form = MeetNowForm(request.POST if is_sent else drafts.take(request))
    transaction_id: UUID = form.cleaned_data["transaction_id"] if form.is_valid() else uuid4()
    if not (is_sent and form.is_valid()):
        context = {"transaction_id": transaction_id, "provider": Provider(provider)}
        return render(request, "create/meet_now.html", context, status=422 if is_sent else 200)
    subject = _("Meeting of %(name)s") % {"name": request.user.name or request.user.address}
    length = request.preferences.length
    meeting = planned_meeting(calendar, subject, provider, length, request.now, transaction_id)
    try:
        event = create_once(request.graph, meeting, zone)
    except AlreadyCreated:
        return errors.answer(
            request, 409, _("This meeting was started already."), _("You find it in your calendar.")
        )
    drafts.drop(request)
    return _started(request, event, provider, transaction_id)


@dataclass(frozen=True, slots=True)
class Button:
    """The button "Meet now" on every page: the transaction id of the next click, or why it is disabled."""

    transaction_id: UUID
    obstacle: str | Promise


def button(user: User) -> Button:
    """The button for a person, by what is known of their calendars without asking Microsoft."""
    return Button(uuid4(), meet_now_obstacle(known_mailbox(user.account_id)))


def meet_now_obstacle(mailbox: Mailbox | None) -> str | Promise:
    """Why the person cannot meet now; empty if they can, and while their calendars are not known."""
    if mailbox is None or online_calendar(mailbox):
        return ""
    return gettext_lazy("None of your calendars allows online meetings.")


def planned_meeting(
    calendar: Calendar, subject: str, provider: str, length: int, now: datetime, transaction_id: UUID
) -> NewMeeting:
    """The meeting to create: `length` minutes from this minute on, without a reminder."""
    start = now.replace(second=0, microsecond=0)
    return NewMeeting(
        subject=subject,
        calendar=calendar,
        start=start,
        end=start + timedelta(minutes=length),
        place="",
        attendees=(),
        text="",
        allow_new_time_proposals=True,
        provider=provider,
        transaction_id=str(transaction_id),
        reminder=NO_REMINDER,
    )


def create_once(client: Client, meeting: NewMeeting, zone: MailboxZone) -> Event:
    """Create the meeting, or return the one that the same click created before.

    Raises AlreadyCreated if Microsoft does not say which meeting that was, and GraphError.
    """
    try:
        return create_meeting(client, meeting, zone)
    except AlreadyCreated as clash:
        if not clash.event_id:
            raise
        event = _existing_event(client, clash.event_id)
        if event and event.start > meeting.start - _ONE_CLICK:
            return event
        new_id = uuid.uuid5(UUID(meeting.transaction_id), clash.event_id)
        return create_once(client, replace(meeting, transaction_id=str(new_id)), zone)


def online_calendar(mailbox: Mailbox) -> Calendar | None:
    """The first calendar that allows online meetings; the default calendar comes before the others."""
    return next((calendar for calendar in mailbox.editable if calendar.allowed), None)


def choose_provider(calendar: Calendar, preferences: Preferences) -> str:
    """The provider that the person prefers, else Teams, else the calendar's default."""
    candidates = (preferences.provider, TEAMS, calendar.default_provider)
    return next(provider for provider in candidates if provider in calendar.allowed)


def _existing_event(client: Client, event_id: str) -> Event | None:
    """The event; None if it was deleted or cancelled."""
    try:
        event = read_event(client, event_id)
    except NotFound:
        return None
    return None if event.is_cancelled else event


def _started(request: PersonRequest, event: Event, provider: str, transaction_id: UUID) -> HttpResponse:
    """A page that leads on to the lobby or waits for the link; without a link, a redirect to the details.

    It is not a redirect to the lobby because browsers apply the content policy's form-action to redirects
    after a form, and the policy does not know the meeting's host.
    """
    if event.state == OFFLINE:
        messages.add_message(request, *receipts.of_creation(event, provider))
        return redirect("detail", event.id)
    response = render(request, "create/started.html", {"event": event, "transaction_id": transaction_id})
    response["Refresh"] = f"{_PAUSE}; url={reverse('join', args=[event.id])}"
    return response


def _why_not() -> str:
    return _(
        "The account has no Teams license, is a personal one, or an administrator switched it off. “New "
        "meeting” makes one without a link."
    )
