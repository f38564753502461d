"""Start a meeting with one click: the answer opens in a tab of its own and leads on to the lobby."""

from __future__ import annotations

from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import drafts
from meetings import calendar, mailbox, providers, receipts
from meetings import meet_now as job
from meetings.events import OFFLINE, Event
from meetings.person import PersonRequest, graph, now, preferences, settle
from meetings.views import errors

# Seconds that the page stands where no script leads on at once.
_PAUSE = 1


class NumberForm(forms.Form):
    """The number of a click: however often it is sent, there is one meeting."""

    transaction_id = forms.UUIDField()


@require_http_methods(["GET", "HEAD", "POST"])
def meet_now(request: PersonRequest) -> HttpResponse:
    """A page with the button; once pressed, the meeting that was made, and on to it."""
    client = graph(request)
    facts = mailbox.current(client)
    zone, zone_name = settle(request, facts)
    home = job.place(facts)
    if home is None:
        return errors.answer(request, 409, job.obstacle(facts), _why_not())
    is_sent = request.method == "POST"
    form = NumberForm(request.POST if is_sent else drafts.take(request, request.GET.get("draft", "")))
    number: UUID = form.cleaned_data["transaction_id"] if form.is_valid() else uuid4()
    if not (is_sent and form.is_valid()):
        held_with = providers.provider(job.held_with(home, preferences(request)))
        context = {"number": number, "provider": held_with}
        return render(request, "meetings/meet_now.html", context, status=422 if is_sent else 200)
    meeting = job.plan(home, _subject(request), preferences(request), now(), number)
    try:
        event = job.begin(client, meeting, zone, zone_name)
    except calendar.AlreadyMade:
        return errors.answer(
            request, 409, _("This meeting was started already."), _("You find it in your calendar.")
        )
    drafts.drop(request, request.GET.get("draft", ""))
    return _started(request, event, meeting.provider, number)


meet_now.keeps_draft = True  # type: ignore[attr-defined]


def _started(request: PersonRequest, event: Event, asked: str, number: UUID) -> HttpResponse:
    """On to the lobby, or to wait for the link; to the meeting's page when Microsoft made none.

    A redirect would not do: browsers hold every redirect after a form to the content policy, which knows no
    meeting's host.
    """
    if event.state == OFFLINE:
        messages.add_message(request, *receipts.of_creation(event, asked))
        return redirect("detail", event.id)
    response = render(request, "meetings/started.html", {"event": event, "number": number})
    response["Refresh"] = f"{_PAUSE}; url={reverse('join', args=[event.id])}"
    return response


def _subject(request: PersonRequest) -> str:
    return _("Meeting of %(name)s") % {"name": request.user.name or request.user.address}


def _why_not() -> str:
    return _(
        "The account has no Teams licence, is a personal one, or an administrator switched it off. “New "
        "meeting” makes one without a link."
    )
