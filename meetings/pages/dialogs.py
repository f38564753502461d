"""Renders forms that are shown on a page of their own or in the dialog of another page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from meetings.pages import errors
from meetings.pages.request import PersonRequest


def show(request: PersonRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The form as a page, as the content of the dialog, or alone to replace itself, as htmx requests it.

    `name` is the page's template without suffix: for "create/new" there are also "create/_new.html", the
    content of the dialog, and "create/_new_form.html", the form. The form replaces itself whatever the
    `status`. The templates are told whether the form is `on_page`, alone on a page. A `failure` in the
    context is the GraphError for which the form was not saved; it sets Retry-After, and `again_at` for the
    template.
    """
    target = request.htmx.target if request.htmx else None
    folder, _, page = name.rpartition("/")
    part = {"dialog-content": f"_{page}.html", "meeting-form": f"_{page}_form.html"}.get(target or "")
    failure = context.get("failure")
    context = {
        **context,
        "on_page": part is None,
        "failure": failure,
        "again_at": errors.again_at(failure),
    }
    response = render(request, f"{folder}/{part or f'{page}.html'}", context, status=status)
    if failure:
        errors.set_retry_headers(response, failure, refresh=False)
    if target == "meeting-form":
        response["HX-Retarget"], response["HX-Reswap"] = "#meeting-form", "outerHTML"
    return response


def done(request: PersonRequest, address: str) -> HttpResponse:
    """A redirect to `address`; on the board, instead, the dialog closes and the board refreshes itself."""
    if not request.htmx:
        return redirect(address)
    if urlsplit(request.htmx.current_url_abs_path or "").path != reverse("agenda"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponse(
        headers={"HX-Reswap": "none", "HX-Trigger-After-Settle": "agenda-changed, dialog-done"}
    )
