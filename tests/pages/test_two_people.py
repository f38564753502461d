"""Two people on one server: neither ever sees the other's events, tokens, cookies, drafts or facts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import cast

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client

from accounts.models import SignIn as KeptTokens
from accounts.models import User
from accounts.tokens import token_source
from tests.conftest import SignIn
from tests.support.meeting_form import NEW, fields_of, filled, form_in, typed
from tests.support.pages import read
from tests.support.planting import ADELE, AGENDA, ALEX, event, online
from tests.support.sandbox_process import Sandbox
from tests.support.signed_in import request_of
from tests.support.signing_in import query_of, sign_in_as

pytestmark = pytest.mark.django_db(transaction=True)

HIS, HERS = "Only for Alex", "Only for Adele"
LINKS = {ALEX: "https://teams.microsoft.com/meet/1111", ADELE: "https://teams.microsoft.com/meet/2222"}


@pytest.fixture
def adele(sign_in: SignIn) -> Client:
    return sign_in(ADELE)


@pytest.fixture
def ids(sandbox: Sandbox) -> dict[str, str]:
    """A meeting for each of them, at the same time: address -> id."""
    return {
        user: sandbox.plant(user, event(subject, **online(LINKS[user])))["id"]
        for user, subject in ((ALEX, HIS), (ADELE, HERS))
    }


def at_once(*jobs: Callable[[], None]) -> None:
    """Do jobs in threads that start at the same moment."""
    barrier = Barrier(len(jobs))

    def work(job: Callable[[], None]) -> None:
        barrier.wait()
        try:
            job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as threads:
        list(threads.map(work, jobs))


def test_each_sees_the_own_events_only(
    alex: Client, adele: Client, sandbox: Sandbox, ids: dict[str, str]
) -> None:
    sandbox.patch(latency_ms=20)
    tokens = {
        user: token_source(request_of(client)).token() for user, client in ((ALEX, alex), (ADELE, adele))
    }
    sandbox.forget_requests()

    def look(client: Client, user: str, own: str, other: str) -> Callable[[], None]:
        def read_pages() -> None:
            browser = Client(SERVER_NAME="localhost")
            browser.cookies = client.cookies
            for address in (AGENDA, f"/meetings/{ids[user]}/", AGENDA, f"/meetings/{ids[user]}/row/"):
                page = read(browser.get(address))
                assert own in page.text
                assert other not in page.html
                assert [link["href"] for link in page.all("a[data-join]")] == [LINKS[user]]

        return read_pages

    at_once(*[look(alex, ALEX, HIS, HERS), look(adele, ADELE, HERS, HIS)] * 3)
    calls = sandbox.requests()
    assert {call["headers"]["Authorization"] for call in calls} == {
        f"Bearer {token}" for token in tokens.values()
    }
    for user, other in ((ALEX, ADELE), (ADELE, ALEX)):
        asked = str(
            [call["body"] for call in calls if call["headers"]["Authorization"].endswith(tokens[user])]
        )
        assert ids[user] in asked or ids[user].replace("=", "%3D") in asked
        assert ids[other].rstrip("=") not in asked
    assert not [call for call in calls if "Cookie" in call["headers"]]


def test_each_makes_the_own_meetings(alex: Client, adele: Client, sandbox: Sandbox) -> None:
    forms = {ALEX: filled(alex, subject=HIS), ADELE: filled(adele, subject=HERS)}
    people = {ALEX: alex, ADELE: adele}

    def make(user: str) -> Callable[[], None]:
        def send() -> None:
            assert people[user].post(NEW, forms[user]).status_code == 302

        return send

    at_once(make(ALEX), make(ADELE))
    made = {user: {found["subject"] for found in sandbox.events(user)} & {HIS, HERS} for user in people}
    assert made == {ALEX: {HIS}, ADELE: {HERS}}


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/meetings/{}/"),
        ("get", "/meetings/{}/row/"),
        ("get", "/meetings/{}/joining/"),
        ("get", "/meetings/{}/join/"),
        ("post", "/meetings/{}/online/"),
    ],
)
def test_id_from_another_mailbox(
    alex: Client, adele: Client, ids: dict[str, str], method: str, address: str, script: bool
) -> None:
    adele.get(f"/meetings/{ids[ADELE]}/")
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/"} if script else {}
    answer: HttpResponseBase = getattr(alex, method)(address.format(ids[ADELE]), headers=headers)
    page = read(answer, 404)
    assert "This meeting is not in your calendar." in page.text
    assert HERS not in page.html
    assert LINKS[ADELE] not in page.html
    assert "Location" not in answer.headers


def test_drafts_are_the_own(alex: Client, adele: Client) -> None:
    form = typed(subject=HIS)
    alex.handler.enforce_csrf_checks = True
    page = alex.post(NEW, form)["Location"]
    assert fields_of(form_in(read(alex.get(page))))["subject"] == HIS
    assert fields_of(form_in(read(adele.get(page))))["subject"] == ""


def test_draft_does_not_survive_another_persons_sign_in(alex: Client) -> None:
    alex.handler.enforce_csrf_checks = True
    page = alex.post(NEW, typed(subject=HIS))["Location"]
    alex.handler.enforce_csrf_checks = False
    sign_in_as(alex, ADELE)
    assert fields_of(form_in(read(alex.get(page))))["subject"] == ""


def test_facts_about_mailboxes_are_kept_apart(alex: Client, adele: Client) -> None:
    his = read(alex.get(NEW)).all("select[name=calendar] option")
    hers = read(adele.get(NEW)).all("select[name=calendar] option")
    assert [option.text for option in his] == ["Calendar", "Product team"]
    assert not {option["value"] for option in his} & {option["value"] for option in hers}


def test_facts_go_by_the_account_not_by_our_number_of_it(alex: Client, adele: Client) -> None:
    """A cache may outlive the database, or serve two installations: the numbers of both begin with 1."""
    his, hers = (cast(User, request_of(client).user) for client in (alex, adele))
    his.pk = hers.pk
    assert his.account_id != hers.account_id


def test_each_reads_times_in_the_own_zone(alex: Client, sign_in: SignIn) -> None:
    xia = sign_in("XiaW@contoso.OnMicrosoft.com")
    for _ in range(2):
        assert "Pacific Standard Time" in read(alex.get(AGENDA)).one(".zone-note").text
        assert "China Standard Time" in read(xia.get(AGENDA)).one(".zone-note").text


def test_signed_in_over_somebody_else(alex: Client, ids: dict[str, str]) -> None:
    assert HIS in read(alex.get(AGENDA)).text
    his_token = token_source(request_of(alex)).token()
    sign_in_as(alex, ADELE)
    page = read(alex.get(AGENDA))
    assert HERS in page.text
    assert HIS not in page.html
    assert ALEX not in page.html
    assert KeptTokens.objects.count() == 1
    assert token_source(request_of(alex)).token() != his_token
    assert alex.get(f"/meetings/{ids[ALEX]}/").status_code == 404


def test_signed_out_nothing_is_shown(alex: Client, ids: dict[str, str]) -> None:
    alex.get(AGENDA)
    alex.post("/accounts/sign-out/")
    assert HIS not in read(alex.get(AGENDA)).html
    answer = alex.get(f"/meetings/{ids[ALEX]}/")
    assert query_of(answer["Location"])["next"] == f"/meetings/{ids[ALEX].replace('=', '%3D')}/"


@pytest.mark.parametrize("address", ["/", NEW, "/meetings/{}/", "/meetings/{}/row/"])
def test_no_cache_keeps_a_persons_page(alex: Client, ids: dict[str, str], address: str) -> None:
    answer = alex.get(address.format(ids[ALEX]))
    assert answer["Cache-Control"] == "private, no-store"
    assert "Cookie" in answer["Vary"]


def test_nothing_of_a_calendar_is_kept_here(alex: Client, ids: dict[str, str]) -> None:
    alex.get(AGENDA)
    alex.get(f"/meetings/{ids[ALEX]}/")
    assert HIS not in str(cache._cache)  # type: ignore[attr-defined]
    assert HIS not in str(dict(alex.session.items()))
