"""The views of the settings page and of the calendar ticks beside the board."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import drafts
from accounts.decorators import keeps_draft
from accounts.redirects import own_page
from meetings.events import Mailbox
from meetings.graph import GraphError
from meetings.outlook.mailbox import current_mailbox, known_mailbox
from meetings.pages.locale import activate_locale
from meetings.pages.request import PersonRequest, browser_zone
from meetings.preferences.calendars import CalendarsForm
from meetings.preferences.forms import PreferencesForm
from meetings.wording import languages


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft
def preferences(request: PersonRequest) -> HttpResponse:
    """The settings page; when the form is sent, the settings are saved or the page shows what is wrong.

    It also works while Graph cannot be reached: then the calendars are those known, or stay unchanged.
    """
    mailbox, failure = _mailbox(request)
    if mailbox:
        activate_locale(request, mailbox)
    is_sent = request.method == "POST"
    form = PreferencesForm(
        request.POST if is_sent else drafts.take(request),
        mailbox=mailbox,
        preferences=request.preferences,
        browser_zone=browser_zone(request),
        now=request.now,
    )
    if is_sent and form.is_valid():
        return _saved(request, form)
    context = {"form": form, "failure": failure, "back": _back(request)}
    return render(request, "preferences/preferences.html", context, status=422 if is_sent else 200)


@require_POST
def calendars(request: PersonRequest) -> HttpResponse:
    """Save the calendar ticks; the board then refreshes itself, or is loaded again without script."""
    mailbox = known_mailbox(request.graph.owner) or current_mailbox(request.graph, request.now)
    form = CalendarsForm(request.POST, mailbox=mailbox, preferences=request.preferences)
    if form.is_valid():
        form.save(request.user)
    if request.htmx:
        return HttpResponse(headers={"HX-Reswap": "none", "HX-Trigger": "agenda-changed"})
    return redirect(own_page(request, request.POST.get("next")))


def _mailbox(request: PersonRequest) -> tuple[Mailbox | None, GraphError | None]:
    """The mailbox, with the error if Graph failed; then the mailbox is the one known from before, if any."""
    try:
        return current_mailbox(request.graph, request.now), None
    except GraphError as error:
        return known_mailbox(request.graph.owner), error


def _saved(request: PersonRequest, form: PreferencesForm) -> HttpResponse:
    """Save a valid form and redirect to the page, with a message in the language just chosen."""
    saved = form.save(request.user)
    drafts.drop(request)
    browser_language = translation.get_language_from_request(request)
    with translation.override(languages.of_person(saved.language, request.user.language, browser_language)):
        messages.success(request, _("Your settings are saved."))
    return redirect(f"{reverse('preferences')}?{urlencode({'next': _back(request)})}")


def _back(request: PersonRequest) -> str:
    """The address of the page that the person came from."""
    return own_page(request, request.GET.get("next"))
