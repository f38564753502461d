"""The person's settings: their page, and the ticks beside the board that show and hide calendars."""

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
from accounts.destinations import own_page
from meetings import languages, mailbox, person
from meetings.events import Mailbox
from meetings.forms import CalendarsForm, PreferencesForm
from meetings.graph import Client, GraphError, SignInNeeded
from meetings.person import PersonRequest, browser_zone, graph, now, settle


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: PersonRequest) -> HttpResponse:
    """The settings as they are, or as typed with what is wrong; saved, the page says so.

    They can be changed also while Microsoft 365 does not tell the calendars, which then stay as they were.
    """
    facts, failure = _mailbox(graph(request))
    if facts:
        settle(request, facts)
    is_sent = request.method == "POST"
    form = PreferencesForm(
        request.POST if is_sent else drafts.take(request, request.GET.get("draft", "")),
        mailbox=facts,
        chosen=person.preferences(request),
        browser_zone=browser_zone(request),
        now=now(),
    )
    if is_sent and form.is_valid():
        return _saved(request, form)
    context = {"form": form, "failure": failure, "back": _back(request)}
    return render(request, "meetings/preferences.html", context, status=422 if is_sent else 200)


preferences.keeps_draft = True  # type: ignore[attr-defined]


@require_POST
def calendars(request: PersonRequest) -> HttpResponse:
    """Show the calendars ticked; the board renews itself, or comes anew where there is no script."""
    client = graph(request)
    facts = mailbox.known(client) or mailbox.current(client)
    form = CalendarsForm(request.POST, mailbox=facts, chosen=person.preferences(request))
    if form.is_valid():
        form.save(request.user)
    if request.htmx:
        return HttpResponse(headers={"HX-Reswap": "none", "HX-Trigger": "agenda-changed"})
    return redirect(own_page(request, request.POST.get("next")))


def _mailbox(client: Client) -> tuple[Mailbox | None, GraphError | None]:
    """What is known of the mailbox, and why no more. Raises SignInNeeded."""
    try:
        return mailbox.current(client), None
    except SignInNeeded:
        raise
    except GraphError as error:
        return mailbox.known(client), error


def _saved(request: PersonRequest, form: PreferencesForm) -> HttpResponse:
    """Back to the page, which says that it was saved in the language that it now has."""
    saved = form.save(request.user)
    drafts.drop(request, request.GET.get("draft", ""))
    browsers = translation.get_language_from_request(request)
    with translation.override(languages.of_person(saved.language, request.user.language, browsers)):
        messages.success(request, _("Your settings are saved."))
    return redirect(f"{reverse('preferences')}?{urlencode({'next': _back(request)})}")


def _back(request: PersonRequest) -> str:
    """The page that the person came from."""
    return own_page(request, request.GET.get("next"))
