"""When a meeting cannot be made now: Microsoft refuses, the sign-in has run out, the page is stale. Nothing
typed is lost, and sent again it makes one meeting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from accounts.models import SignIn as KeptTokens
from tests.support.meeting_form import IN_DIALOG, NEW, created, fields_of, filled, form_in, meetings_called
from tests.support.pages import read
from tests.support.planting import ALEX, Json
from tests.support.sandbox_process import Sandbox
from tests.support.signing_in import query_of, sign_in_as

pytestmark = pytest.mark.django_db

SUBJECT = "Not yet <b>"
TYPED = {"subject": SUBJECT, "attendees": "Kim <kim@b.example>", "body": "Line\r\nline", "location": "Here"}


def same(sent: dict[str, str], shown: dict[str, str]) -> bool:
    """Whether a form holds what was sent, transaction id included."""
    return {**sent, "csrfmiddlewaretoken": ""} == {**shown, "csrfmiddlewaretoken": ""}


def goes_to(answer: HttpResponseBase) -> str:
    """Where the browser is sent, by a redirect or by htmx."""
    return str(answer.headers.get("HX-Redirect") or answer.headers["Location"])


@pytest.mark.parametrize("headers", [{}, IN_DIALOG])
@pytest.mark.parametrize(
    ("fault", "calls", "status", "title"),
    [
        ({"status": 400}, 1, 422, "Microsoft 365 refused the request."),
        ({"status": 403}, 1, 403, "Microsoft 365 does not allow this."),
        ({"status": 409}, 1, 422, "Microsoft 365 refused the request."),
        ({"status": 429}, 2, 503, "Microsoft 365 is busy or out of reach."),
        ({"status": 429, "headers": {"Retry-After": "75.5"}}, 1, 503, "Microsoft 365 is busy"),
        ({"status": 500, "body": ""}, 2, 503, "Microsoft 365 is busy or out of reach."),
        ({"status": 503, "body": "<html>"}, 2, 503, "Microsoft 365 is busy or out of reach."),
        ({"status": 201, "body": "<html>"}, 2, 503, "Microsoft 365 is busy or out of reach."),
        ({"status": 302, "headers": {"Location": "https://evil.example/"}}, 2, 503, "Microsoft 365 is busy"),
        ({"drop": "before"}, 2, 503, "Microsoft 365 is busy or out of reach."),
    ],
)
def test_refusal_keeps_the_form_and_its_number(
    alex: Client, sandbox: Sandbox, headers: dict[str, str], fault: Json, calls: int, status: int, title: str
) -> None:
    form = filled(alex, **TYPED)
    error = {"error": {"code": "ErrorOfSomeKind", "message": "Secret of Exchange"}}
    sandbox.faults({"method": "POST", "path": "/me/events", "body": error, "times": calls, **fault})
    answer = alex.post(NEW, form, headers=headers)
    page = read(answer, status)
    notice = page.one(".notice")
    assert title in notice.text
    assert "Exchange" not in page.text
    assert same(form, fields_of(form_in(page)))
    assert answer.headers.get("HX-Retarget") == ("#meeting-form" if headers else None)
    assert len(created(sandbox)) == calls
    alex.post(NEW, fields_of(form_in(page)), headers=headers)
    assert len(meetings_called(sandbox, ALEX, SUBJECT)) == 1


def test_microsofts_code_is_folded_away(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex, **TYPED)
    error = {"error": {"code": "ErrorPropertyValidationFailure", "message": "x"}}
    headers = {"request-id": "7d1c-4e"}
    sandbox.faults({"path": "/me/events", "status": 400, "headers": headers, "body": error})
    folded = read(alex.post(NEW, form), 422).one(".notice details")
    assert "open" not in folded
    assert "ErrorPropertyValidationFailure" in folded.text
    assert "7d1c-4e" in folded.text


def test_transaction_id_used_for_something_else_whatever_the_status(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex, **TYPED)
    sandbox.faults(
        {"path": "/me/events", "status": 409, "body": {"error": {"code": "errorDuplicateTransactionId"}}}
    )
    page = read(alex.post(NEW, form), 409)
    assert "Microsoft already made a meeting from this form" in page.one(".notice").text
    assert "You find it in your calendar." in page.one(".notice").text


@pytest.mark.parametrize("headers", [{}, IN_DIALOG])
def test_sign_in_that_ran_out_while_typing(alex: Client, sandbox: Sandbox, headers: dict[str, str]) -> None:
    form = filled(alex, **TYPED)
    sandbox.revoke(ALEX)
    KeptTokens.objects.update(renew_from=timezone.now() - timedelta(seconds=1))
    answer = alex.post(NEW, form, headers=headers)
    if headers:
        assert answer.status_code == 200
        page = query_of(answer["HX-Redirect"])["next"]
        alex.get(answer["HX-Redirect"])
    else:
        page = read(answer, 401).one("form.sign-in input[name=next]")["value"]
    assert page.startswith(f"{NEW}?draft=")
    assert sign_in_as(alex, ALEX, page)["Location"] == page
    again = fields_of(form_in(read(alex.get(page))))
    assert same(form, again)
    assert created(sandbox) == []
    assert alex.post(page, again).status_code == 302
    assert len(meetings_called(sandbox, ALEX, SUBJECT)) == 1


def test_access_token_refused_twice(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex, **TYPED)
    sandbox.faults({"path": "/me/events", "status": 401, "times": 2})
    page = read(alex.post(NEW, form), 401).one("form.sign-in input[name=next]")["value"]
    assert same(form, fields_of(form_in(read(alex.get(page)))))


@pytest.mark.parametrize("headers", [{}, IN_DIALOG])
def test_session_that_ended_while_typing(alex: Client, sandbox: Sandbox, headers: dict[str, str]) -> None:
    form = filled(alex, **TYPED)
    alex.cookies.pop("meetboard_session")
    page = query_of(goes_to(alex.post(NEW, form, headers=headers)))["next"]
    sign_in_as(alex, ALEX, page)
    assert same(form, fields_of(form_in(read(alex.get(page)))))


def test_long_text_survives_the_sign_in_too(alex: Client) -> None:
    form = filled(
        alex, body="会" * 19_000, attendees="; ".join(f"guest{n}@fabrikam.example" for n in range(500))
    )
    alex.cookies.pop("meetboard_session")
    page = query_of(goes_to(alex.post(NEW, form)))["next"]
    sign_in_as(alex, ALEX, page)
    assert same(form, fields_of(form_in(read(alex.get(page)))))


def test_draft_goes_once_the_meeting_is_made(alex: Client) -> None:
    form = filled(alex, **TYPED)
    alex.cookies.pop("meetboard_session")
    page = query_of(goes_to(alex.post(NEW, form)))["next"]
    sign_in_as(alex, ALEX, page)
    alex.post(page, fields_of(form_in(read(alex.get(page)))))
    assert fields_of(form_in(read(alex.get(page))))["subject"] == ""


@pytest.mark.parametrize("headers", [{}, IN_DIALOG])
def test_stale_page_gives_back_what_was_typed(
    alex: Client, sandbox: Sandbox, headers: dict[str, str]
) -> None:
    form = filled(alex, **TYPED)
    alex.handler.enforce_csrf_checks = True
    page = goes_to(alex.post(NEW, {**form, "csrfmiddlewaretoken": "x" * 64}, headers=headers))
    assert created(sandbox) == []
    fresh = read(alex.get(page))
    assert "This page had been open for long." in fresh.one("#messages").text
    again = fields_of(form_in(fresh))
    assert same(form, again)
    assert alex.post(page, again, headers=headers).status_code in (200, 302)
    assert len(meetings_called(sandbox, ALEX, SUBJECT)) == 1


def test_no_token_no_meeting(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex, **TYPED)
    del form["csrfmiddlewaretoken"]
    alex.handler.enforce_csrf_checks = True
    alex.post(NEW, form)
    assert created(sandbox) == []


def test_calendar_that_is_gone_meanwhile(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex, **TYPED)
    error = {"error": {"code": "ErrorItemNotFound", "message": "x"}}
    sandbox.faults({"method": "POST", "path": "/me/events", "status": 404, "body": error})
    page = read(alex.post(NEW, form), 404)
    assert "That calendar is gone." in page.one(".notice").text
    assert same(form, fields_of(form_in(page)))
    sandbox.forget_requests()
    alex.get(NEW)
    assert "/me/calendars" in [part["path"] for part in sandbox.requests()[0]["parts"]]


@pytest.mark.parametrize("answer", [{}, [], {"value": []}, {"id": None}, ""])
def test_answer_without_an_event_is_no_success(alex: Client, sandbox: Sandbox, answer: object) -> None:
    form = filled(alex, **TYPED)
    sandbox.faults({"method": "POST", "path": "/me/events", "status": 201, "body": answer, "times": 2})
    page = read(alex.post(NEW, form), 502 if isinstance(answer, dict) else 503)
    assert same(form, fields_of(form_in(page)))
