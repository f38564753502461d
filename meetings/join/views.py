"""The views that lead on to a meeting: of one event, or the meeting that is running or next."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings.board import days, dismissals, up_next
from meetings.events import OFFLINE, DateRange, Event
from meetings.outlook.calendar_view import read_agenda
from meetings.outlook.event import read_event
from meetings.pages import errors
from meetings.pages.locale import activate_locale
from meetings.pages.polling import polling_context, times_asked
from meetings.pages.request import PersonRequest

_ASCII = "".join(map(chr, range(128)))
# How many days, today included, are searched for the next meeting.
_DAYS = 7


@require_safe
def join(request: PersonRequest, event_id: str) -> HttpResponse:
    """A redirect to the meeting's link, or a page that waits for the link."""
    event = read_event(request.graph, event_id)
    if event.join_url:
        return _redirect(event)
    if event.state == OFFLINE:
        return errors.answer(request, 409, _("This meeting has no link to join."), _why_not(event))
    waiting = polling_context(times_asked(request))
    response = render(request, "join/waiting.html", {"event": event, **waiting})
    if waiting["ask_again"] is not None:
        response["Refresh"] = f"{waiting['ask_again']}; url={request.path}?asked={waiting['times_asked']}"
    return response


@require_safe
def join_next(request: PersonRequest) -> HttpResponse:
    """A redirect to the running or next meeting, or a page to choose one if there are several."""
    now = request.now
    agenda = read_agenda(request.graph, DateRange(None, _DAYS), request.viewer, now)
    activate_locale(request, agenda.mailbox)
    candidates = up_next.to_join(agenda.events, now, dismissals.of(request.user, now))
    if len(candidates) == 1:
        return _redirect(candidates[0])
    if not candidates:
        return errors.answer(
            request,
            404,
            _("There is nothing to join."),
            _("No online meeting runs now or comes within a week."),
        )
    rows = [days.row(event, None, agenda.first, now) for event in candidates]
    return render(request, "join/choose.html", {"rows": rows})


def _redirect(event: Event) -> HttpResponse:
    """A redirect to the join URL, byte for byte; Django's own redirect would encode it again.

    Only letters outside ASCII, which a header cannot hold, are percent-encoded, as the browser would do.
    """
    response = HttpResponseRedirect("/")
    response["Location"] = quote(event.join_url, safe=_ASCII)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _why_not(event: Event) -> str:
    if event.is_cancelled:
        return _("It is cancelled.")
    if event.has_refused_link:
        return _("The link that came with the invitation does not look genuine, so it is not offered.")
    return _("It is not an online meeting.")
