"""Events drawn by the templates of the site, without Graph and without signing in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.template.loader import render_to_string
from django.test import RequestFactory

from meetings.board import days
from meetings.details.views import details_context, joining_context
from meetings.events import Details, Event
from tests.support.pages import Page

NOW = datetime(2031, 3, 8, 20, tzinfo=UTC)
ROW, DETAIL = "board/_row.html", "details/detail.html"


def shown(template: str, event: Event) -> Page:
    """What a template shows of an event."""
    row = days.row(event, None, event.first_day, NOW)
    details = Details(event, "", "UTC", NOW, (), False, NOW)
    context: dict[str, Any] = {
        **joining_context(event),
        "row": row,
        "focus": False,
        **details_context(details),
    }
    return Page(render_to_string(template, context, RequestFactory().get("/")))
