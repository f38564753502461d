"""Old data beats no data: what stays on the page when Microsoft 365 does not answer."""

from __future__ import annotations

import pickle

import pytest
from django.core.cache import cache
from django.test import Client

from meetings.outlook import store
from tests.conftest import SignIn
from tests.support.pages import read, subjects
from tests.support.planting import ADELE, AGENDA, ALEX, event
from tests.support.sandbox_process import Json, Sandbox

SWAP = {"HX-Request": "true", "HX-Target": "agenda", "HX-Current-URL": f"http://localhost{AGENDA}"}
DOWN: Json = {"path": r"\$batch", "times": 9, "status": 503, "headers": {"Retry-After": "30"}}


@pytest.fixture
def seen(sandbox: Sandbox, sign_in: SignIn) -> Client:
    """Alex, who has seen one meeting."""
    sandbox.plant(ALEX, event("Talk"))
    alex = sign_in()
    assert subjects(read(alex.get(AGENDA))) == ["Talk"]
    return alex


def test_the_last_list_stays_and_says_of_when_and_why(seen: Client, sandbox: Sandbox) -> None:
    sandbox.faults(DOWN)
    answer = seen.get(AGENDA)
    page = read(answer, 503)
    assert subjects(page) == ["Talk"]
    notice = page.one("main .notice").text
    assert notice.startswith("As of ")
    assert "busy or out of reach" in notice
    assert "Trying again at" in notice
    assert answer["Retry-After"] == "30"
    assert "Refresh" not in answer  # it would lose what is typed: script renews the board, else the page does
    assert page.one("noscript meta[http-equiv=refresh]")["content"] == "30"


def test_it_stays_where_htmx_wanted_a_new_one(seen: Client, sandbox: Sandbox) -> None:
    sandbox.faults(DOWN)
    answer = seen.get(AGENDA, headers=SWAP)
    part = read(answer, 503)
    assert (subjects(part), bool(part.all("html"))) == (["Talk"], False)
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#agenda", "outerHTML")
    assert "Refresh" not in answer


@pytest.mark.parametrize("fault", [{"drop": True}, {"status": 200, "body": "<html>"}, {"status": 500}])
def test_whatever_the_fault(seen: Client, sandbox: Sandbox, fault: Json) -> None:
    sandbox.faults({"path": r"\$batch", "times": 9, **fault})
    assert subjects(read(seen.get(AGENDA), 503)) == ["Talk"]


def test_the_new_list_is_back_with_microsoft(seen: Client, sandbox: Sandbox) -> None:
    sandbox.faults({**DOWN, "times": 1})
    read(seen.get(AGENDA), 503)
    sandbox.plant(ALEX, event("Later", "17:00"))
    page = read(seen.get(AGENDA))
    assert subjects(page) == ["Talk", "Later"]
    assert not page.all("main .notice")


@pytest.mark.parametrize(
    ("status", "code"), [(403, "ErrorAccessDenied"), (404, "MailboxNotEnabledForRESTAPI")]
)
def test_a_right_that_was_taken_away_shows_nothing_old(
    seen: Client, sandbox: Sandbox, status: int, code: str
) -> None:
    sandbox.faults({"path": "calendarView", "status": status, "body": {"error": {"code": code}}})
    assert not read(seen.get(AGENDA), status).all("li[data-event]")


def test_one_person_never_sees_anothers_last_list(seen: Client, sandbox: Sandbox, sign_in: SignIn) -> None:
    adele = sign_in(ADELE)
    sandbox.faults(DOWN)
    assert not read(adele.get(AGENDA), 503).all("li[data-event]")


def test_it_is_kept_encrypted(seen: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[object] = []
    monkeypatch.setattr(cache, "set", lambda key, value, *_: kept.append(value))
    seen.get(AGENDA)
    assert kept
    assert not any(b"Talk" in pickle.dumps(value) for value in kept)


def test_a_key_that_was_rotated_away_forgets_it(
    seen: Client, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "decrypt", lambda sealed: None)
    sandbox.faults(DOWN)
    assert not read(seen.get(AGENDA), 503).all("li[data-event]")
