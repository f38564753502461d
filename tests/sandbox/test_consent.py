"""Who lets an application act at the sandbox's sign-in: nobody asked, the person, an administrator."""

from __future__ import annotations

import re

import pytest
import requests

from sandbox.people import CLIENT_ID, TENANT_ID
from tests.support.account_picker import GRAPH_SCOPES, REDIRECT_URI, Form, choose_account
from tests.support.msal_application import SCOPES, begin, msal_app
from tests.support.planting import ADELE, ALEX, MEGAN
from tests.support.sandbox_process import Sandbox
from tests.support.signing_in import (
    browser,
    come_back,
    press_at_microsoft,
    press_sign_in,
    query_of,
    sign_in_as,
    text_of,
)

pytestmark = pytest.mark.filterwarnings("ignore:response_mode='form_post' is recommended")


@pytest.mark.parametrize(
    ("consent", "buttons", "code"),
    [
        ("none", [{"cancel": "sign-in"}], "AADSTS65004"),
        ("ask", [{"account": ALEX}, {"cancel": "consent"}], "AADSTS65004"),
        ("admin", [{"account": ALEX}, {"cancel": "admin"}], "AADSTS90094"),
    ],
)
def test_the_person_may_refuse(
    sandbox: Sandbox, http: requests.Session, consent: str, buttons: list[dict[str, str]], code: str
) -> None:
    sandbox.patch(consent=consent)
    page = http.get(begin(msal_app(http, sandbox.authority))["auth_uri"])
    for button in buttons:
        assert page.status_code == 200
        page = http.post(Form(page).action, button, allow_redirects=False)
    told = query_of(page.headers["Location"])
    assert (told["error"], told["error_description"].partition(":")[0]) == ("access_denied", code)


def approval_page(http: requests.Session, sandbox: Sandbox, tenant: str, **changes: str) -> requests.Response:
    query = {"client_id": CLIENT_ID, "scope": GRAPH_SCOPES, "redirect_uri": REDIRECT_URI, "state": "12345"}
    return http.get(f"{sandbox.url}/{tenant}/v2.0/adminconsent", params=query | changes)


def press(http: requests.Session, page: requests.Response, **button: str) -> dict[str, str]:
    """The query with which the browser goes back to the application."""
    location = http.post(Form(page).action, button, allow_redirects=False).headers["Location"]
    assert location.startswith(f"{REDIRECT_URI}?")
    return query_of(location)


@pytest.mark.django_db
def test_the_dashboards_link_leads_an_administrator_to_the_approval(
    sandbox: Sandbox, http: requests.Session
) -> None:
    sandbox.patch(consent="admin")
    client = browser()
    refusal = press_at_microsoft(press_sign_in(client), {"account": ALEX}, {"cancel": "admin"})
    link = re.search(r"https?://\S+/v2\.0/adminconsent\?[^\s\"<]+", text_of(come_back(client, refusal)))
    assert link
    page = http.get(link[0])
    assert all(scope in page.text for scope in SCOPES)
    back = http.post(Form(page).action, {"approve": "1"}, allow_redirects=False)
    assert "is approved" in text_of(come_back(browser(), back.headers["Location"]))
    for person in (ALEX, ADELE):
        answer = sign_in_as(client, person)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")


@pytest.mark.django_db
def test_the_dashboard_says_that_an_approval_was_cancelled(sandbox: Sandbox, http: requests.Session) -> None:
    page = approval_page(http, sandbox, "organizations", redirect_uri="http://localhost/accounts/callback/")
    back = http.post(Form(page).action, {"cancel": "approval"}, allow_redirects=False)
    answer = come_back(browser(), back.headers["Location"])
    assert (answer.status_code, "not approved yet" in text_of(answer)) == (403, True)


def test_an_approval_is_told_to_the_application(sandbox: Sandbox, http: requests.Session) -> None:
    assert press(http, approval_page(http, sandbox, "organizations"), approve="1") == {
        "admin_consent": "True",
        "tenant": TENANT_ID,
        "scope": " ".join(f"https://graph.microsoft.com/{scope}" for scope in sorted(SCOPES)),
        "state": "12345",
    }


@pytest.mark.parametrize("tenant", ["organizations", TENANT_ID, "contoso.onmicrosoft.com"])
def test_an_administrator_may_refuse(sandbox: Sandbox, http: requests.Session, tenant: str) -> None:
    sandbox.patch(consent="admin")
    told = press(http, approval_page(http, sandbox, tenant), cancel="approval")
    assert told.pop("error_description").startswith("AADSTS65004: ")
    assert told == {
        "admin_consent": "True",
        "tenant": TENANT_ID,
        "error": "access_denied",
        "error_subcode": "cancel",
        "state": "12345",
    }
    page = http.post(begin(msal_app(http, sandbox.authority))["auth_uri"], {"account": ALEX})
    assert "Approval needed" in page.text


def test_an_approval_covers_what_was_asked_for_and_no_more(sandbox: Sandbox, http: requests.Session) -> None:
    sandbox.patch(consent="admin")
    asked = begin(msal_app(http, sandbox.authority))["auth_uri"]
    press(http, approval_page(http, sandbox, TENANT_ID, scope="User.Read"), approve="1")
    assert "Approval needed" in http.post(asked, {"account": ALEX}).text
    press(http, approval_page(http, sandbox, TENANT_ID), approve="1")
    assert "code" in query_of(choose_account(asked, ALEX))


def test_a_personal_account_needs_no_administrator(sandbox: Sandbox, http: requests.Session) -> None:
    sandbox.patch(consent="admin")
    press(http, approval_page(http, sandbox, "organizations"), approve="1")
    page = http.post(begin(msal_app(http, sandbox.authority))["auth_uri"], {"account": MEGAN})
    assert "code" in press(http, page, consent="accept")


@pytest.mark.parametrize(
    ("tenant", "changes", "code"),
    [
        ("common", {}, "AADSTS90023"),
        ("consumers", {}, "AADSTS90023"),
        ("fabrikam.example", {}, "AADSTS90002"),
        ("organizations", {"redirect_uri": "http://localhost.example/callback"}, "AADSTS50011"),
        ("organizations", {"client_id": ""}, "AADSTS900144"),
    ],
)
def test_an_approval_link_that_cannot_be_ends_at_a_page(
    sandbox: Sandbox, http: requests.Session, tenant: str, changes: dict[str, str], code: str
) -> None:
    page = approval_page(http, sandbox, tenant, **changes)
    assert page.status_code == 400
    assert code in page.text


def test_consent_is_asked_once(sandbox: Sandbox, http: requests.Session) -> None:
    sandbox.patch(consent="ask")
    asked = begin(msal_app(http, sandbox.authority))["auth_uri"]
    consent_page = http.post(http.get(asked).url, {"account": ALEX})
    assert "Calendars.ReadWrite" in consent_page.text
    agreed = http.post(consent_page.url, {"consent": "accept"}, allow_redirects=False)
    assert "code" in query_of(agreed.headers["Location"])
    assert "code" in query_of(choose_account(asked, ALEX))
