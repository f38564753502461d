"""Continuous access evaluation: Graph asks for another token before the one at hand has run out.

The claims that it asks for reach Microsoft's sign-in, silently where that will do, else with the person; what
was typed survives, and nobody but Microsoft sees the claims.
"""

from __future__ import annotations

import base64
import json
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import unquote_plus

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client

from accounts.models import SignIn
from accounts.tokens import token_source
from tests.support.account_picker import choose_account
from tests.support.converting import convert, plant, row_of
from tests.support.meeting_form import IN_DIALOG, NEW, fields_of, filled, form_in, meetings_called
from tests.support.pages import Page, read, subjects
from tests.support.planting import ADELE, AGENDA, ALEX, Json, event
from tests.support.sandbox_process import Sandbox
from tests.support.signed_in import request_of
from tests.support.signing_in import browser, come_back, press_at_microsoft, press_sign_in, query_of

pytestmark = pytest.mark.django_db

CAPABLE: Json = {"values": ["CP1"]}
AGAIN = "Please sign in again"
SUBJECT = "Typed before the challenge"
HTMX = {"HX-Request": "true", "HX-Current-URL": f"http://localhost{AGENDA}"}


@pytest.fixture
def alex(alex: Client, sandbox: Sandbox) -> Client:
    """Alex's browser, having seen a meeting in the agenda; the record of calls starts after that."""
    sandbox.plant(ALEX, event("Talk"))
    assert subjects(read(alex.get(AGENDA))) == ["Talk"]
    sandbox.forget_requests()
    return alex


def challenge(sandbox: Sandbox, ahead: float = 0, refused: bool = False) -> Json:
    """Withdraw access, as a new password does; returns the claims that Graph asks for from now on.

    `ahead` (seconds) keeps challenging tokens made in that time, too; `refused` asks for the person.
    """
    moment = time.time() + ahead
    sandbox.patch(claims_challenge=moment, claims_need_sign_in=refused)
    return {"nbf": {"essential": True, "value": str(int(moment))}}


def asked(parameters: Json) -> Json:
    """The claims for the access token in a request to Microsoft's sign-in."""
    claims: Json = json.loads(parameters["claims"])
    assert claims.keys() == {"access_token"}
    found: Json = claims["access_token"]
    return found


def token_calls(sandbox: Sandbox) -> list[Json]:
    """The forms sent to the token endpoint."""
    return [call["body"] for call in sandbox.requests() if call["path"].endswith("/token")]


def graph_calls(sandbox: Sandbox) -> list[tuple[str, int]]:
    """Path and status of each call to Graph."""
    return [
        (call["path"], call["status"]) for call in sandbox.requests() if not call["path"].endswith("/token")
    ]


def press_again(client: Client, page: Page) -> str:
    """Press "Sign in again"; the address at Microsoft that the browser is sent to."""
    form = page.one("form.sign-in")
    assert form.one("button").text == "Sign in again"
    fields = {field["name"]: field["value"] for field in form.all("input[type=hidden]")}
    assert fields.keys() - {"csrfmiddlewaretoken"} == {"next", "again"}
    answer = client.post(form["action"], fields)
    assert answer.status_code == 302
    return str(answer["Location"])


def header(claims: Json) -> str:
    encoded = base64.b64encode(text(claims).encode()).decode()
    return f'Bearer realm="", error="insufficient_claims", claims="{encoded}"'


def in_twenty_tabs(client: Client, path: str) -> list[int]:
    """The statuses of one page opened twenty times at the same moment."""

    def open_tab(_: int) -> int:
        tab = Client(SERVER_NAME="localhost")
        tab.cookies = client.cookies
        try:
            return tab.get(path).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as threads:
        return list(threads.map(open_tab, range(20)))


def test_declares_that_it_answers_challenges(sandbox: Sandbox, db: None) -> None:
    client = browser()
    location = press_sign_in(client)
    come_back(client, choose_account(location, ALEX))
    token_source(request_of(client)).token(fresh=True)
    assert asked(query_of(location)) == {"xms_cc": CAPABLE}
    assert [asked(form) for form in token_calls(sandbox)] == [{"xms_cc": CAPABLE}] * 2


def test_answered_without_the_person_noticing(alex: Client, sandbox: Sandbox) -> None:
    claims = challenge(sandbox)
    assert subjects(read(alex.get(AGENDA))) == ["Talk"]
    assert graph_calls(sandbox) == [("/$batch", 401), ("/$batch", 200)]
    (form,) = token_calls(sandbox)
    assert form["grant_type"] == "refresh_token"
    assert asked(form) == {**claims, "xms_cc": CAPABLE}
    assert SignIn.objects.get().failure is None


def test_a_plain_401_asks_for_no_claims(alex: Client, sandbox: Sandbox) -> None:
    unreadable = {"WWW-Authenticate": 'Bearer error="insufficient_claims", claims="%%%"'}
    for headers in ({}, unreadable):
        sandbox.forget_requests()
        sandbox.faults({"path": "batch", "status": 401, "headers": headers})
        assert subjects(read(alex.get(AGENDA))) == ["Talk"]
        assert [asked(form) for form in token_calls(sandbox)] == [{"xms_cc": CAPABLE}]


def test_a_part_of_a_batch_is_asked_for_again(alex: Client, sandbox: Sandbox) -> None:
    claims = {"acrs": {"essential": True, "value": "c1"}}
    fault = {"path": "/calendarView$", "status": 401, "headers": {"www-authenticate": header(claims)}}
    sandbox.faults(fault)
    assert subjects(read(alex.get(AGENDA))) == ["Talk"]
    first, second = [call for call in sandbox.requests() if call["path"] == "/$batch"]
    refused = [part["path"] for part in first["parts"] if part["status"] == 401]
    assert [part["path"] for part in second["parts"]] == refused
    assert first["headers"]["Authorization"] != second["headers"]["Authorization"]
    assert [asked(form) for form in token_calls(sandbox)] == [{**claims, "xms_cc": CAPABLE}]


def test_a_change_goes_through_once(alex: Client, sandbox: Sandbox) -> None:
    planned = plant(sandbox)
    challenge(sandbox)
    assert row_of(read(convert(alex, planned)), planned)["data-online"] == "joinable"
    assert len(token_calls(sandbox)) == 1
    assert [status for path, status in graph_calls(sandbox)][:2] == [401, 200]


@pytest.mark.django_db(transaction=True)
def test_twenty_tabs_make_one_token_request(alex: Client, sandbox: Sandbox) -> None:
    claims = challenge(sandbox)
    sandbox.patch(latency_ms=100, concurrency=0)
    assert in_twenty_tabs(alex, AGENDA) == [200] * 20
    assert [asked(form) for form in token_calls(sandbox)] == [{**claims, "xms_cc": CAPABLE}]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("options", [{"refused": True}, {"ahead": 3600}])
def test_twenty_tabs_share_one_refusal(alex: Client, sandbox: Sandbox, options: dict[str, Any]) -> None:
    challenge(sandbox, **options)
    sandbox.patch(latency_ms=100, concurrency=0)
    assert in_twenty_tabs(alex, AGENDA) == [401] * 20
    assert len(token_calls(sandbox)) == 1


@pytest.mark.django_db(transaction=True)
def test_an_ordinary_renewal_does_not_stand_in_for_the_claims(alex: Client, sandbox: Sandbox) -> None:
    """Two tabs at once: one is challenged, the other has its token refused without a word."""
    claims = {"acrs": {"essential": True, "value": "c1"}}
    one, other = token_source(request_of(alex)), token_source(request_of(alex))
    one.token()
    other.token()
    plain = one.token(fresh=True)
    assert other.token(fresh=True, challenge=text(claims)) != plain
    assert [asked(form) for form in token_calls(sandbox)] == [
        {"xms_cc": CAPABLE},
        {**claims, "xms_cc": CAPABLE},
    ]
    assert one.token(fresh=True) == other.token()


def test_refused_silently_the_person_answers(alex: Client, sandbox: Sandbox) -> None:
    claims = challenge(sandbox, refused=True)
    page = read(alex.get(AGENDA), 401)
    assert page.one("h1").text == AGAIN
    assert graph_calls(sandbox) == [("/$batch", 401)]
    location = press_again(alex, page)
    query = query_of(location)
    assert asked(query) == {**claims, "xms_cc": CAPABLE}
    assert query["login_hint"] == ALEX
    assert come_back(alex, choose_account(location, ALEX))["Location"] == AGENDA
    assert asked(token_calls(sandbox)[-1]) == {**claims, "xms_cc": CAPABLE}
    assert subjects(read(alex.get(AGENDA))) == ["Talk"]
    assert SignIn.objects.get().failure is None
    assert asked(query_of(press_sign_in(alex, again="1"))) == {"xms_cc": CAPABLE}


def test_revoked_the_person_answers(alex: Client, sandbox: Sandbox) -> None:
    """A new password: Graph challenges, and the refresh token is worth nothing (AADSTS50173)."""
    sandbox.revoke(ALEX)
    claims = challenge(sandbox)
    location = press_again(alex, read(alex.get(AGENDA), 401))
    assert asked(query_of(location)) == {**claims, "xms_cc": CAPABLE}
    come_back(alex, choose_account(location, ALEX))
    assert subjects(read(alex.get(AGENDA))) == ["Talk"]


def test_challenged_again_the_person_answers(alex: Client, sandbox: Sandbox) -> None:
    claims = challenge(sandbox, ahead=3600)
    page = read(alex.get(AGENDA), 401)
    assert graph_calls(sandbox) == [("/$batch", 401)] * 2
    assert len(token_calls(sandbox)) == 1
    read(alex.get(AGENDA), 401)
    assert len(token_calls(sandbox)) == 1  # silently it was answered already
    location = press_again(alex, page)
    assert asked(query_of(location)) == {**claims, "xms_cc": CAPABLE}
    come_back(alex, choose_account(location, ALEX))
    sandbox.patch(claims_challenge=0)
    assert subjects(read(alex.get(AGENDA))) == ["Talk"]


def test_still_challenged_after_the_sign_in_nothing_goes_in_circles(alex: Client, sandbox: Sandbox) -> None:
    challenge(sandbox, ahead=3600)
    location = press_again(alex, read(alex.get(AGENDA), 401))
    come_back(alex, choose_account(location, ALEX))
    sandbox.forget_requests()
    assert press_again(alex, read(alex.get(AGENDA), 401))
    assert graph_calls(sandbox) == [("/$batch", 401)]
    assert token_calls(sandbox) == []


def test_a_part_challenged_again_the_person_answers(alex: Client, sandbox: Sandbox) -> None:
    claims = {"acrs": {"essential": True, "value": "c1"}}
    fault = {"path": "/calendarView$", "status": 401, "headers": {"WWW-Authenticate": header(claims)}}
    sandbox.faults({**fault, "times": 9})
    location = press_again(alex, read(alex.get(AGENDA), 401))
    assert asked(query_of(location)) == {**claims, "xms_cc": CAPABLE}
    assert len(graph_calls(sandbox)) == 2


@pytest.mark.parametrize("options", [{"refused": True}, {"ahead": 3600}])
@pytest.mark.parametrize("headers", [{}, IN_DIALOG])
def test_typed_text_is_back_after_the_sign_in(
    alex: Client, sandbox: Sandbox, headers: dict[str, str], options: dict[str, Any]
) -> None:
    form = filled(alex, subject=SUBJECT, body="Many words", location="Room 7", attendees=ADELE)
    claims = challenge(sandbox, **options)
    page = after_redirect(alex, alex.post(NEW, form, headers=headers))
    location = press_again(alex, page)
    assert asked(query_of(location)) == {**claims, "xms_cc": CAPABLE}
    back = come_back(alex, choose_account(location, ALEX))["Location"]
    assert back.startswith(f"{NEW}?draft=")
    sandbox.patch(claims_challenge=0)
    again = fields_of(form_in(read(alex.get(back))))
    assert {**again, "csrfmiddlewaretoken": ""} == {**form, "csrfmiddlewaretoken": ""}
    assert not meetings_called(sandbox, ALEX, SUBJECT)
    assert alex.post(back, again).status_code == 302
    assert len(meetings_called(sandbox, ALEX, SUBJECT)) == 1


def test_an_action_of_script_comes_back_to_its_page(alex: Client, sandbox: Sandbox) -> None:
    planned = plant(sandbox)
    claims = challenge(sandbox, refused=True)
    location = press_again(alex, after_redirect(alex, convert(alex, planned)))
    assert asked(query_of(location)) == {**claims, "xms_cc": CAPABLE}
    assert come_back(alex, choose_account(location, ALEX))["Location"] == AGENDA
    assert row_of(read(convert(alex, planned)), planned)["data-online"] == "joinable"


def test_claims_outlast_a_cancelled_sign_in(alex: Client, sandbox: Sandbox) -> None:
    claims = challenge(sandbox, refused=True)
    first = press_again(alex, read(alex.get(AGENDA), 401))
    come_back(alex, press_at_microsoft(first, {"cancel": "1"}))
    second = press_again(alex, read(alex.get("/accounts/sign-in/")))
    assert asked(query_of(second)) == {**claims, "xms_cc": CAPABLE}


def test_another_account_is_not_asked_for_them(alex: Client, sandbox: Sandbox) -> None:
    challenge(sandbox, refused=True)
    page = read(alex.get(AGENDA), 401)
    assert "Use another account" in page.text
    location = press_sign_in(alex, AGENDA)
    assert asked(query_of(location)) == {"xms_cc": CAPABLE}
    come_back(alex, choose_account(location, ADELE))
    assert read(alex.get(AGENDA)).one("main")


def test_an_outage_in_between_costs_patience_only(alex: Client, sandbox: Sandbox) -> None:
    claims = challenge(sandbox)
    sandbox.faults({"path": "token", "status": 503, "headers": {"Retry-After": "30"}})
    assert "busy or out of reach" in read(alex.get(AGENDA), 503).one("main").text
    assert SignIn.objects.get().failure == {"retry_after": 30.0, "challenge": text(claims)}
    assert subjects(read(alex.get(AGENDA))) == ["Talk"]
    assert [asked(form)["nbf"] for form in token_calls(sandbox)] == [claims["nbf"]] * 2


def test_an_endless_challenge_is_not_kept(alex: Client, sandbox: Sandbox) -> None:
    huge = {"acrs": {"essential": True, "values": ["c1"] * 1_000}}
    fault = {"path": "batch", "status": 401, "headers": {"WWW-Authenticate": header(huge)}, "times": 2}
    sandbox.faults(fault)
    location = press_again(alex, read(alex.get(AGENDA), 401))
    assert asked(query_of(location)) == {"xms_cc": CAPABLE}
    assert [asked(form) for form in token_calls(sandbox)] == [{"xms_cc": CAPABLE}]


@pytest.mark.parametrize("options", [{}, {"refused": True}, {"ahead": 3600}])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_claims_are_seen_by_microsoft_alone(
    alex: Client,
    sandbox: Sandbox,
    caplog: pytest.LogCaptureFixture,
    options: dict[str, Any],
    headers: dict[str, str],
) -> None:
    caplog.set_level(logging.DEBUG)
    claims = challenge(sandbox, **options)
    answers = [
        alex.get(AGENDA, headers=headers),
        alex.get("/accounts/sign-in/"),
        alex.post(NEW, headers=headers),
    ]
    location = press_sign_in(alex, AGENDA, again="1")
    end = come_back(alex, choose_account(location, ALEX))
    seen = caplog.text + "".join(shown(answer) for answer in (*answers, end, alex.get(AGENDA)))
    for secret in (claims["nbf"]["value"], text(claims), header(claims).split('"')[-2], "xms_cc"):
        assert secret not in unquote_plus(seen)
    assert "answered 401 with a claims challenge" in caplog.text


def after_redirect(client: Client, answer: HttpResponseBase) -> Page:
    """The page that asks for a sign-in: at once, or where script is sent to."""
    if answer.status_code == 401:
        return read(answer, 401)
    return read(client.get(answer["HX-Redirect"]))


def shown(answer: HttpResponseBase) -> str:
    """All of an answer that a browser gets: headers, cookies, body."""
    return f"{answer.headers} {answer.cookies} {getattr(answer, 'content', b'').decode()}"


def text(claims: Json) -> str:
    return json.dumps({"access_token": claims})
