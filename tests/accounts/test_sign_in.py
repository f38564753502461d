"""Signing in and out. What can go wrong meanwhile is in test_sign_in_problems."""

from __future__ import annotations

import logging

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.encryption import unseal
from accounts.models import SignIn, User
from accounts.tokens import token_source
from sandbox.people import PERSONAL_TENANT_ID, TENANT_ID, find
from tests.support.account_picker import choose_account
from tests.support.planting import ADELE, ALEX, MEGAN
from tests.support.sandbox_process import Sandbox
from tests.support.signed_in import request_of
from tests.support.signing_in import browser, come_back, press_sign_in, query_of, sign_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]


@pytest.fixture
def client() -> Client:
    return browser()


def test_signs_in_and_goes_where_the_person_was_going(client: Client) -> None:
    page = client.get("/accounts/sign-in/?next=/meetings/new/")
    assert 'name="next" value="/meetings/new/"' in page.content.decode()
    answer = sign_in_as(client, ALEX, "/meetings/new/")
    assert (answer.status_code, answer["Location"]) == (302, "/meetings/new/")
    alex = find(ALEX)
    assert alex is not None
    user = User.objects.get(tenant_id=TENANT_ID, object_id=alex.object_id)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.name, user.address) == ("Alex Wilber", ALEX)


def test_asks_microsoft_as_it_should(client: Client) -> None:
    query = query_of(press_sign_in(client))
    assert set(query["scope"].split()) >= {"User.Read", "Calendars.ReadWrite", "MailboxSettings.Read"}
    assert (query["response_mode"], query["prompt"]) == ("query", "select_account")
    assert query["code_challenge_method"] == "S256"
    assert query["redirect_uri"] == "http://localhost/accounts/callback/"


def test_one_call_to_microsoft_beside_the_browsers(client: Client, sandbox: Sandbox) -> None:
    sign_in_as(client, ALEX)
    assert [call["body"]["grant_type"] for call in sandbox.requests()] == ["authorization_code"]


def test_personal_account(client: Client) -> None:
    sign_in_as(client, MEGAN)
    assert User.objects.get().tenant_id == PERSONAL_TENANT_ID


def test_single_tenant(client: Client, sandbox: Sandbox, settings: Settings) -> None:
    settings.MICROSOFT_AUTHORITY = f"{sandbox.tls_url}/{TENANT_ID}"
    assert sign_in_as(client, ALEX).status_code == 302


def test_second_sign_in_is_the_same_user_with_todays_name(client: Client) -> None:
    sign_in_as(client, ALEX)
    User.objects.update(name="Alex before the wedding", zone="Tokyo Standard Time")
    client.post("/accounts/sign-out/")
    sign_in_as(client, ALEX)
    user = User.objects.get()
    assert (user.name, user.zone) == ("Alex Wilber", "Tokyo Standard Time")


def test_session_key_is_renewed(client: Client) -> None:
    location = press_sign_in(client)
    before = client.session.session_key
    come_back(client, choose_account(location, ALEX))
    assert client.session.session_key not in (None, before)


def test_over_somebody_elses_session_nothing_of_theirs_stays(client: Client) -> None:
    sign_in_as(client, ALEX)
    session = client.session
    session["drafts"] = {"a": "subject=secret"}
    session.save()
    sign_in_as(client, ADELE)
    assert "drafts" not in client.session
    assert SignIn.objects.get().user.address == ADELE
    assert token_source(request_of(client)).token()


def test_two_tabs_sign_in_side_by_side(client: Client) -> None:
    first, second = press_sign_in(client, "/join/"), press_sign_in(client, "/meetings/new/")
    assert come_back(client, choose_account(first, ALEX))["Location"] == "/join/"
    assert come_back(client, choose_account(second, ALEX))["Location"] == "/meetings/new/"
    assert SignIn.objects.count() == 1


def test_two_people_have_their_own_tokens() -> None:
    alex, adele = browser(), browser()
    sign_in_as(alex, ALEX)
    sign_in_as(adele, ADELE)
    tokens = {token_source(request_of(client)).token() for client in (alex, adele)}
    assert len(tokens) == 2


def test_signed_in_already_goes_on_at_once(client: Client) -> None:
    sign_in_as(client, ALEX)
    assert client.get("/accounts/sign-in/?next=/join/")["Location"] == "/join/"


def test_again_goes_straight_to_the_account_in_use(client: Client) -> None:
    sign_in_as(client, ALEX)
    query = query_of(press_sign_in(client, again="1"))
    assert query["login_hint"] == ALEX
    assert "prompt" not in query


def test_signs_out_of_here(client: Client) -> None:
    sign_in_as(client, ALEX)
    answer = client.post("/accounts/sign-out/")
    assert answer["Location"] == "/"
    assert not SignIn.objects.exists()
    assert not client.session.keys()


def test_signs_out_of_microsoft_too(client: Client, sandbox: Sandbox) -> None:
    sign_in_as(client, ALEX)
    location = client.post("/accounts/sign-out/", {"everywhere": "1"})["Location"]
    assert location.startswith(f"{sandbox.url}/common/oauth2/v2.0/logout?")
    assert query_of(location) == {"post_logout_redirect_uri": "http://localhost/"}


def test_signs_out_of_here_when_microsoft_is_away(client: Client, settings: Settings) -> None:
    sign_in_as(client, ALEX)
    settings.MICROSOFT_AUTHORITY = "https://localhost:1/common"
    assert client.post("/accounts/sign-out/", {"everywhere": "1"})["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_signs_out_by_post_only(client: Client) -> None:
    sign_in_as(client, ALEX)
    assert client.get("/accounts/sign-out/").status_code == 405
    assert SignIn.objects.exists()


def test_both_forms_need_the_csrf_token() -> None:
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    assert client.post("/accounts/sign-in/").status_code == 403
    assert client.post("/accounts/sign-out/").status_code == 403


def test_nothing_secret_in_the_log(
    client: Client, caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    caplog.set_level(logging.DEBUG)
    location = choose_account(press_sign_in(client), ALEX)
    verifier = next(iter(client.session["sign_in_flows"].values()))["flow"]["code_verifier"]
    come_back(client, location)
    token_source(request_of(client)).token(fresh=True)
    tokens = unseal(SignIn.objects.get().sealed_tokens)
    come_back(client, location)
    secrets = [query_of(location)["code"], verifier, tokens.access_token, settings.MICROSOFT_CLIENT_SECRET]
    assert not [secret for secret in [*secrets, ALEX, "Alex Wilber"] if secret in caplog.text]
