"""Each fault of Microsoft's cloud while it lasts: patience is asked for, nothing is lost, nothing doubled."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil

import pytest
from django.http import HttpResponseBase
from django.test import Client

from accounts import transport
from tests.support.faults import TROUBLES, Trouble, table
from tests.support.meeting_form import NEW, created, fields_of, filled, form_in, meetings_called
from tests.support.pages import Page, read, subjects
from tests.support.planting import ADELE, AGENDA, ALEX, event, guests
from tests.support.sandbox_process import PROJECT, Sandbox

REQUEST_ID = "4b0b-b4ab"
SECRETS = (ALEX, "Secret", "Bearer", "eyJ")
# Seconds that any of it may take here: a few, more on a busy machine. A thread that is held takes a minute.
PATIENCE = 50.0


def of(kind: str, in_parts: bool = False) -> pytest.MarkDecorator:
    """The test, once for each fault that comes up in calls of that kind, or in parts of a batch."""
    found = [one for one in TROUBLES if getattr(one, kind) and (one.is_answered or not in_parts)]
    return pytest.mark.parametrize("trouble", found, ids=lambda trouble: trouble.name)


@pytest.fixture
def secret(alex: Client, sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> str:
    """The id of a meeting that Alex has seen in the agenda."""
    planted = sandbox.plant(ALEX, event("Secret talk"))
    assert subjects(read(alex.get(AGENDA))) == ["Secret talk"]
    caplog.set_level("DEBUG")
    caplog.clear()
    sandbox.forget_requests()
    return str(planted["id"])


@contextmanager
def struck(sandbox: Sandbox, trouble: Trouble, method: str, path: str) -> Iterator[None]:
    """Every such call meets the fault meanwhile."""
    fault = {"method": method, "path": path, "times": 99, **trouble.fault}
    if "status" in fault:
        fault["headers"] = {"request-id": REQUEST_ID, **trouble.fault.get("headers", {})}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in trouble.limits.items():
            patch.setattr(transport, name, value)
        sandbox.faults(fault)
        yield
    sandbox.calm()


def told(answer: HttpResponseBase, trouble: Trouble, log: str, begun: float) -> Page:
    """The page in the answer: it has the sentence, came soon, and leaves ids in the log but no secrets."""
    assert time.monotonic() - begun < PATIENCE
    page = read(answer, trouble.status)
    assert trouble.sees in page.one("main").text
    assert not any(secret in log for secret in SECRETS)
    assert "Graph " in log
    if trouble.is_answered:
        assert trouble.status == 401 or REQUEST_ID in page.one("main details").text
        assert REQUEST_ID in log
    if trouble.status == 503:
        assert answer.headers["Retry-After"] == told_to_wait(trouble)
    return page


def told_to_wait(trouble: Trouble) -> str:
    """The seconds that our own answer names: Microsoft's, whole and an hour at most, else ten."""
    named = trouble.fault.get("headers", {}).get("Retry-After")
    return "10" if named is None else str(min(3600, ceil(float(named))))


def arrived(sandbox: Sandbox, method: str, path: str) -> int:
    """How many such calls there were."""
    return sum(call["method"] == method and path in call["path"] for call in sandbox.requests())


@of("agenda")
def test_agenda(
    alex: Client, sandbox: Sandbox, secret: str, trouble: Trouble, caplog: pytest.LogCaptureFixture
) -> None:
    begun = time.monotonic()
    with struck(sandbox, trouble, "POST", r"\$batch"):
        answer = alex.get(AGENDA)
    page = told(answer, trouble, caplog.text, begun)
    assert arrived(sandbox, "POST", "$batch") == trouble.agenda
    if trouble.status == 503:
        assert subjects(page) == ["Secret talk"]
        assert "As of" in page.one("main .notice").text
        assert page.one("noscript meta[http-equiv=refresh]")["content"] == answer["Retry-After"]


@of("agenda", in_parts=True)
def test_part_of_the_agenda(alex: Client, sandbox: Sandbox, secret: str, trouble: Trouble) -> None:
    """The batch arrives, and what goes wrong is in it: asked for again as often as the whole of it."""
    with struck(sandbox, trouble, "GET", "^/me/calendarView"):
        answer = alex.get(AGENDA)
    page = read(answer, trouble.status)
    assert trouble.sees in page.one("main").text
    batches = [call["parts"] for call in sandbox.requests() if call["path"] == "/$batch"]
    assert [len(parts) for parts in batches] == [3, 1][: trouble.agenda]
    if trouble.status == 503:
        assert subjects(page) == ["Secret talk"]
        assert REQUEST_ID in page.one("main details").text


@of("create")
def test_new_meeting(
    alex: Client, sandbox: Sandbox, secret: str, trouble: Trouble, caplog: pytest.LogCaptureFixture
) -> None:
    form = filled(alex, subject="Secret plan", attendees="", body="What was typed")
    begun = time.monotonic()
    with struck(sandbox, trouble, "POST", "/me/events"):
        answer = alex.post(NEW, form)
    page = told(answer, trouble, caplog.text, begun)
    assert len(created(sandbox)) == trouble.create
    assert ("Best not before" in page.text) == (trouble.status == 503)
    if trouble.status == 401:
        page = read(alex.get(page.one("form.sign-in input[name=next]")["value"]))
    typed = fields_of(form_in(page))
    assert {**typed, "csrfmiddlewaretoken": ""} == {**form, "csrfmiddlewaretoken": ""}
    made = alex.post(NEW, typed)
    assert made.status_code == 302
    assert len(meetings_called(sandbox, ALEX, "Secret plan")) == 1
    assert read(alex.get(made["Location"])).all("a[data-join]")


@of("convert")
def test_made_online(
    alex: Client, sandbox: Sandbox, secret: str, trouble: Trouble, caplog: pytest.LogCaptureFixture
) -> None:
    press = f"/meetings/{secret}/online/"
    begun = time.monotonic()
    with struck(sandbox, trouble, "PATCH", "/me/events/"):
        answer = alex.post(press, {"provider": "teamsForBusiness"})
    page = told(answer, trouble, caplog.text, begun)
    assert arrived(sandbox, "PATCH", "/me/events/") == trouble.convert
    assert "by itself" not in page.text
    assert alex.post(press, {"provider": "teamsForBusiness"}).status_code == 302
    (stored,) = meetings_called(sandbox, ALEX, "Secret talk")
    link = read(alex.get(AGENDA)).one("a[data-join]")["href"]
    assert link == stored["onlineMeeting"]["joinUrl"]


@of("edit")
def test_changed(
    alex: Client, sandbox: Sandbox, secret: str, trouble: Trouble, caplog: pytest.LogCaptureFixture
) -> None:
    address = f"/meetings/{secret}/edit/"
    form = fields_of(form_in(read(alex.get(address)))) | {"subject": "Secret plan"}
    begun = time.monotonic()
    with struck(sandbox, trouble, "PATCH", "/me/events/"):
        answer = alex.post(address, form)
    page = told(answer, trouble, caplog.text, begun)
    assert arrived(sandbox, "PATCH", "/me/events/") == trouble.edit
    if trouble.status == 503:
        assert fields_of(form_in(page))["subject"] == "Secret plan"
    assert alex.post(address, form).status_code == 302
    assert subjects(read(alex.get(AGENDA))) == ["Secret plan"]


@of("cancel")
def test_called_off(
    alex: Client, sandbox: Sandbox, secret: str, trouble: Trouble, caplog: pytest.LogCaptureFixture
) -> None:
    planted = sandbox.plant(ALEX, event("Secret plan", attendees=guests(ADELE)))
    address = f"/meetings/{planted['id']}/cancel/"
    form = fields_of(form_in(read(alex.get(address)))) | {"comment": "Secret reasons"}
    begun = time.monotonic()
    with struck(sandbox, trouble, "POST", "/cancel"):
        answer = alex.post(address, form)
    page = told(answer, trouble, caplog.text, begun)
    assert arrived(sandbox, "POST", "/cancel") == trouble.cancel
    if trouble.status == 503:
        assert fields_of(form_in(page))["comment"] == "Secret reasons"
    assert alex.post(address, form).status_code == 302
    assert subjects(read(alex.get(AGENDA))) == ["Secret talk"]


def test_token_refused_once_is_renewed_unseen(alex: Client, sandbox: Sandbox, secret: str) -> None:
    form = filled(alex, subject="Secret plan")
    sandbox.forget_requests()
    refused = {"status": 401, "times": 1}
    sandbox.faults({"method": "POST", "path": "/me/events", **refused}, {"method": "PATCH", **refused})
    assert alex.post(NEW, form).status_code == 302
    assert alex.post(f"/meetings/{secret}/online/", {"provider": "teamsForBusiness"}).status_code == 302
    calls = [call["path"].rpartition("/")[2] for call in sandbox.requests()]
    assert calls == ["events", "token", "events", "$batch", secret, "token", secret]
    assert len(meetings_called(sandbox, ALEX, "Secret plan")) == 1


def test_operators_read_these_numbers() -> None:
    page = (PROJECT / "docs" / "faults.md").read_text()
    assert table() in page, f"The table in docs/faults.md should be:\n\n{table()}"
