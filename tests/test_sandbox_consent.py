"""Who lets an application act at the sandbox's sign-in: nobody asked, the person, an administrator."""

from __future__ import annotations

import pytest
import requests

from tests.account_picker import Form, choose_account
from tests.msal_application import ALEX, begin, msal_app, parameters
from tests.sandbox_process import Sandbox

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
    told = parameters(page.headers["Location"])
    assert (told["error"], told["error_description"].partition(":")[0]) == ("access_denied", code)


def test_consent_is_asked_once(sandbox: Sandbox, http: requests.Session) -> None:
    sandbox.patch(consent="ask")
    asked = begin(msal_app(http, sandbox.authority))["auth_uri"]
    consent_page = http.post(http.get(asked).url, {"account": ALEX})
    assert "Calendars.ReadWrite" in consent_page.text
    agreed = http.post(consent_page.url, {"consent": "accept"}, allow_redirects=False)
    assert "code" in parameters(agreed.headers["Location"])
    assert "code" in parameters(choose_account(asked, ALEX))
