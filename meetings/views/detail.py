"""One event: its page or panel, its calendar file, and the parts of pages that ask again for the link."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from meetings import calendar, links
from meetings.board import days
from meetings.details import bodies, ics
from meetings.events import Details, Event
from meetings.graph import GraphError, SignInNeeded
from meetings.person import PersonRequest, graph, now, taste
from meetings.views import errors

# Seconds until the page asks again for a link that is late (contract 7.4), then it leaves it to the person.
_DELAYS = (1, 2, 4, 8, 15, 30, 60, 60, 60)


@require_safe
def detail(request: PersonRequest, event_id: str) -> HttpResponse:
    """Everything about one event: a page, or the content of the panel beside the list."""
    in_panel = bool(request.htmx) and request.htmx.target == "panel-content"
    try:
        found = calendar.everything(graph(request), event_id, now(), reuse=in_panel)
    except SignInNeeded:
        raise
    except GraphError as error:
        if in_panel:
            return _failed(request, error)
        raise
    context = _context(request, found.event) | details_context(found)
    response = render(request, f"meetings/{'_panel_content' if in_panel else 'detail'}.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@require_safe
def event_file(request: PersonRequest, event_id: str) -> HttpResponse:
    """The event as a file that other calendars read."""
    found = calendar.everything(graph(request), event_id, now(), reuse=True)
    response = HttpResponse(ics.write(found), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, ics.file_name(found.event)) or ""
    return response


@require_safe
def row(request: PersonRequest, event_id: str) -> HttpResponse:
    """The row of one event, read anew."""
    return answer_row(request, calendar.details(graph(request), event_id))


@require_safe
def joining(request: PersonRequest, event_id: str) -> HttpResponse:
    """How to join one event, read anew."""
    event = calendar.details(graph(request), event_id)
    return render(request, "meetings/_joining.html", _context(request, event))


# Fetched by the page itself: when the session has ended they end quietly (accounts.middleware).
row.asks_by_itself = joining.asks_by_itself = True  # type: ignore[attr-defined]


def answer_row(request: PersonRequest, event: Event) -> HttpResponse:
    """The row as a fragment; it keeps standing out when the request says that it is the next meeting."""
    return render(request, "meetings/_row.html", _context(request, event))


def joining_context(event: Event, asked: int = 0) -> dict[str, object]:
    """What `_joining.html` shows."""
    return {"event": event, **asking(asked)}


def details_context(found: Details) -> dict[str, object]:
    """What `_detail.html` shows beside the row and how to join."""
    event = found.event
    return {
        "details": found,
        "text": bodies.clean(event.body),
        "outlook": event.web_link if links.is_web_link(event.web_link) else "",
        "now": now(),
    }


def asking(asked: int = 0) -> dict[str, object]:
    """When a part that waits for its link asks again: `ask_again` in seconds, None after the last time."""
    return {"times_asked": asked + 1, "ask_again": _DELAYS[asked] if asked < len(_DELAYS) else None}


def day_of(event: Event) -> date:
    """The day that an event is listed on, in the person's zone."""
    return event.first_day if event.is_all_day else timezone.localdate(event.start)


def times_asked(request: PersonRequest) -> int:
    """How often a part or page that waits for its link has asked already, by its own account."""
    asked = (request.POST or request.GET).get("asked", "0")
    return int(asked) if asked.isdecimal() and len(asked) < 4 else 0


def _context(request: PersonRequest, event: Event) -> dict[str, object]:
    is_next = "next" in (request.POST or request.GET)
    day = day_of(event)
    moment = now()
    conflict = calendar.conflict_of(graph(request), event, day, taste(request), moment)
    return {
        **joining_context(event, times_asked(request)),
        "focus": request.method == "POST",
        "row": days.row(event, event.start if is_next else None, day, moment, conflict),
    }


def _failed(request: PersonRequest, error: GraphError) -> HttpResponse:
    """Why the panel is empty, in the panel, with a way on."""
    context = {"failure": error, "again_at": errors.again_at(error), "address": request.path}
    response = render(request, "meetings/_panel_failed.html", context, status=error.status)
    errors.say_when(response, error, refresh=False)
    response["HX-Retarget"], response["HX-Reswap"] = "#panel-content", "innerHTML"
    return response
