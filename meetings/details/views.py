"""The views of one event: its page or panel, its calendar file, and the fragments that poll for its link."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.decorators import polled
from meetings.board import days
from meetings.board.overlaps import overlap_of
from meetings.board.query import day_of
from meetings.details import bodies, found_links, ics
from meetings.details.found_links import FoundLink
from meetings.events import Details, Event, links
from meetings.graph import GraphError
from meetings.outlook.details import read_details
from meetings.outlook.event import read_event
from meetings.pages import errors
from meetings.pages.polling import polling_context, times_asked
from meetings.pages.request import PersonRequest


@require_safe
def detail(request: PersonRequest, event_id: str) -> HttpResponse:
    """The details of one event, as a page or as the content of the panel beside the list."""
    in_panel = bool(request.htmx) and request.htmx.target == "panel-content"
    try:
        details = read_details(request.graph, event_id, request.now, reuse=in_panel)
    except GraphError as error:
        if in_panel:
            return _panel_failed(request, error)
        raise
    context = _row_context(request, details.event) | details_context(details) | {"now": request.now}
    template = "details/_panel_content.html" if in_panel else "details/detail.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


@require_safe
def event_file(request: PersonRequest, event_id: str) -> HttpResponse:
    """The event as an iCalendar file."""
    details = read_details(request.graph, event_id, request.now, reuse=True)
    response = HttpResponse(ics.write(details), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, ics.file_name(details.event)) or ""
    return response


@require_safe
@polled
def row(request: PersonRequest, event_id: str) -> HttpResponse:
    """The row of one event, read again from Graph."""
    return render_row(request, read_event(request.graph, event_id))


@require_safe
@polled
def joining(request: PersonRequest, event_id: str) -> HttpResponse:
    """The part of the details that says how to join, read again from Graph."""
    event = read_event(request.graph, event_id)
    return render(request, "details/_joining.html", _row_context(request, event))


def render_row(request: PersonRequest, event: Event) -> HttpResponse:
    """The row as a fragment, highlighted as the next meeting if the request has the parameter `next`."""
    return render(request, "board/_row.html", _row_context(request, event))


def joining_context(event: Event, times_asked: int = 0) -> dict[str, object]:
    """The context of the macro `joining`."""
    return {"event": event, **polling_context(times_asked)}


def details_context(details: Details) -> dict[str, object]:
    """The context of the macro `detail` besides that of the row and of `joining`."""
    event = details.event
    return {
        "details": details,
        "found_links": _found_links(event),
        "body": bodies.clean(event.body),
        "outlook": event.web_link if links.is_web_link(event.web_link) else "",
    }


def _found_links(event: Event) -> tuple[FoundLink, ...]:
    """The other meeting links in the location and the text; none for a cancelled event."""
    return () if event.is_cancelled else found_links.find(event.place, event.body, event.online.join_url)


def _row_context(request: PersonRequest, event: Event) -> dict[str, object]:
    is_next = "next" in (request.POST or request.GET)
    day = day_of(event)
    overlap = overlap_of(request.graph.owner, event, day, request.viewer, request.now)
    return {
        **joining_context(event, times_asked(request)),
        "focus": request.method == "POST",
        "row": days.row(event, event.start if is_next else None, day, request.now, overlap),
    }


def _panel_failed(request: PersonRequest, error: GraphError) -> HttpResponse:
    """The content of the panel when Graph failed: the reason and a way to try again."""
    context = {"failure": error, "again_at": errors.again_at(error), "address": request.path}
    response = render(request, "details/_panel_failed.html", context, status=error.status)
    errors.set_retry_headers(response, error, refresh=False)
    response["HX-Retarget"], response["HX-Reswap"] = "#panel-content", "innerHTML"
    return response
