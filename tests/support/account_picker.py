"""What a browser does at the sandbox's sign-in, done by requests: choose an account, bring back a code."""

from __future__ import annotations

import base64
import hashlib
import secrets
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import requests

from sandbox.people import CLIENT_ID, CLIENT_SECRET

GRAPH_SCOPES = "User.Read Calendars.ReadWrite MailboxSettings.Read"
REDIRECT_URI = "http://localhost/callback"


class Form(HTMLParser):
    """The first form of a page: where it goes, and its hidden fields."""

    def __init__(self, page: requests.Response) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}
        self._seen = self._inside = False
        self.feed(page.text)
        assert self._seen, f"No form at {page.url}: {page.status_code} {page.text[:500]}"
        self.action = urljoin(page.url, self.action)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and not self._seen:
            self._seen = self._inside = True
            self.action = given.get("action", "")
        elif tag == "input" and self._inside and given.get("type") == "hidden":
            self.fields[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


def choose_account(authorize_url: str, address: str) -> str:
    """Press one account's button at the picker; returns the application's callback address with its query."""
    with requests.Session() as browser:
        browser.trust_env = False
        picker = browser.get(authorize_url, timeout=10)
        form = Form(picker)
        answer = browser.post(
            form.action, form.fields | {"account": address}, timeout=10, allow_redirects=False
        )
    assert answer.is_redirect, f"The picker answered {answer.status_code}: {answer.text[:500]}"
    return answer.headers["Location"]


def fetch_token(url: str, authority: str, ca_file: Path, address: str, scopes: str) -> str:
    """The authorization code flow with PKCE (RFC 7636) against the sandbox; returns the access token."""
    verifier = secrets.token_urlsafe(48)
    digest = hashlib.sha256(verifier.encode()).digest()
    query = {
        "client_id": CLIENT_ID,
        "response_type": "code",
        "redirect_uri": REDIRECT_URI,
        "scope": f"openid profile offline_access {scopes}",
        "state": secrets.token_urlsafe(8),
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    tenant = urlsplit(authority).path.strip("/")
    callback = choose_account(f"{url}/{tenant}/oauth2/v2.0/authorize?{urlencode(query)}", address)
    answer = parse_qs(urlsplit(callback).query)
    assert "code" in answer, f"No code came back: {callback}"
    form = {
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "grant_type": "authorization_code",
        "code": answer["code"][0],
        "redirect_uri": REDIRECT_URI,
        "code_verifier": verifier,
        "scope": scopes,
    }
    with requests.Session() as application:
        application.trust_env = False
        reply = application.post(f"{authority}/oauth2/v2.0/token", form, verify=str(ca_file), timeout=10)
    assert reply.ok, f"The token endpoint answered {reply.status_code}: {reply.text[:500]}"
    token: str = reply.json()["access_token"]
    return token
