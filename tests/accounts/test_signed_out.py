"""What happens to somebody who is not signed in, or no longer: to the sign-in and back, nothing lost."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from accounts import drafts
from accounts.models import SignIn
from accounts.redirects import own_page
from accounts.views import sign_in_again
from tests.support.planting import ALEX
from tests.support.sandbox_process import Sandbox
from tests.support.signed_in import request_of
from tests.support.signing_in import browser, query_of, sign_in_as, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return browser()


def next_of(address: str) -> str:
    assert address.startswith("/accounts/sign-in/?")
    return query_of(address)["next"]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?day=2026-11-23&days=7",
        "/meetings/new/",
        "/meetings/AAMk%3D/",
        "/join/",
        "http://localhost/join/",
    ],
)
def test_next_to_our_own_pages(address: str) -> None:
    request = RequestFactory(SERVER_NAME="localhost").get("/")
    assert own_page(request, address) == address.removeprefix("http://localhost")


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "http:evil.example",
        "http:///evil.example/",
        "https://localhost.evil.example/join/",
        "https://localhost@evil.example/join/",
        "http://localhost//evil.example/",
        "http://[::1/",
        "javascript:alert(1)",
        "data:text/html,x",
        "/join/\r\nSet-Cookie: a=b",
        "/\t/evil.example/",
        " /join/",
        "/nowhere/",
        "join/",
        "/accounts/sign-in/",
        "/accounts/callback/?code=x",
        "/accounts/sign-out/",
    ],
)
def test_next_to_nowhere_else(address: str | None) -> None:
    request = RequestFactory(SERVER_NAME="localhost").get("/")
    assert own_page(request, address) == "/"


def test_callback_does_not_leave_the_site(client: Client, sandbox: Sandbox) -> None:
    assert sign_in_as(client, ALEX, "//evil.example/")["Location"] == "/"


def test_page_asks_for_a_sign_in_and_remembers_itself(client: Client) -> None:
    answer = client.get("/meetings/abc%3D/?x=1")
    assert answer.status_code == 302
    assert next_of(answer["Location"]) == "/meetings/abc%3D/?x=1"


def test_fragment_moves_the_whole_page(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/?day=2026-11-23"}
    answer = client.get("/meetings/abc/", headers=headers)
    assert answer.status_code == 200
    assert next_of(answer["HX-Redirect"]) == "/?day=2026-11-23"


@pytest.mark.parametrize("part", ["row", "joining"])
def test_what_the_page_fetches_by_itself_ends_quietly(client: Client, part: str) -> None:
    """A page that went away by itself would take along what is being typed in it."""
    answer = client.get(f"/meetings/abc/{part}/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers.get("HX-Redirect")) == (204, None)


def test_fragment_of_a_foreign_page_goes_home(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "https://evil.example/join/"}
    assert next_of(client.get("/meetings/abc/", headers=headers)["HX-Redirect"]) == "/"


def test_action_comes_back_to_the_page_it_was_sent_from(client: Client) -> None:
    answer = client.post("/meetings/abc/online/", headers={"Referer": "http://localhost/?day=2026-11-23"})
    assert next_of(answer["Location"]) == "/?day=2026-11-23"
    assert next_of(client.post("/meetings/abc/online/")["Location"]) == "/"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Current-URL": "http://localhost/"}])
def test_form_is_kept_until_after_the_sign_in(
    client: Client, sandbox: Sandbox, headers: dict[str, str]
) -> None:
    typed = {"subject": "Prüfung <b>", "attendees": "a@b.example", "csrfmiddlewaretoken": "t"}
    answer = client.post("/meetings/new/", typed, headers=headers)
    page = next_of(answer.headers.get("HX-Redirect") or answer["Location"])
    assert page.startswith("/meetings/new/?draft=")
    assert sign_in_as(client, ALEX, page)["Location"] == page
    draft = drafts.take(request_of(client, page))
    assert draft is not None
    assert draft.dict() == {"subject": "Prüfung <b>", "attendees": "a@b.example"}


def test_drafts_are_few_and_bounded(rf: RequestFactory, client: Client) -> None:
    request = rf.post("/", {"subject": "x"})
    request.session = client.session
    ids = [drafts.keep(request) for _ in range(4)]

    def naming(draft_id: str) -> HttpRequest:
        again = rf.get("/", {"draft": draft_id})
        again.session = request.session
        return again

    assert [drafts.take(naming(each)) is not None for each in ids] == [False, True, True, True]
    drafts.drop(naming(ids[3]))
    assert drafts.take(naming(ids[3])) is None
    big = rf.post("/", {"body": "x" * 300_000})
    big.session = request.session
    assert drafts.keep(big) == ""


def test_sign_in_that_ran_out_offers_the_way_back(client: Client, sandbox: Sandbox) -> None:
    sign_in_as(client, ALEX)
    answer = sign_in_again(request_of(client), "/meetings/new/?draft=abc")
    assert answer.status_code == 401
    assert 'name="next" value="/meetings/new/?draft=abc"' in text_of(answer)
    assert 'name="again"' in text_of(answer)
    assert "Use another account" in text_of(answer)


def test_refused_tokens_show_the_sign_in_page(client: Client, sandbox: Sandbox) -> None:
    sign_in_as(client, ALEX)
    SignIn.objects.update(failure={"sign_in_needed": "AADSTS50173"})
    page = client.get("/accounts/sign-in/?next=/join/")
    assert page.status_code == 200
    assert 'name="again"' in text_of(page)
