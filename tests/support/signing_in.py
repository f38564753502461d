"""The steps of a sign-in, one by one, for tests that leave the straight way."""

from __future__ import annotations

from html import unescape
from urllib.parse import parse_qsl, urlsplit

import requests
from django.http import HttpResponseBase
from django.test import Client

from tests.support.account_picker import Form, choose_account


def browser() -> Client:
    """A browser on localhost, which is where the sandbox lets people come back to."""
    return Client(SERVER_NAME="localhost")


def press_sign_in(client: Client, next_page: str = "/", **fields: str) -> str:
    """Post our form; returns the address at Microsoft that the browser is sent to."""
    answer = client.post("/accounts/sign-in/", {"next": next_page, **fields})
    assert answer.status_code == 302, answer.content
    return answer["Location"]


def press_at_microsoft(authorize_url: str, *buttons: dict[str, str]) -> str:
    """Press buttons on Microsoft's pages, one a page; returns where the browser is sent in the end."""
    with requests.Session() as session:
        session.trust_env = False
        answer = session.get(authorize_url, timeout=10)
        for button in buttons:
            form = Form(answer)
            answer = session.post(form.action, form.fields | button, timeout=10, allow_redirects=False)
    return answer.headers["Location"]


def come_back(client: Client, location: str) -> HttpResponseBase:
    """Follow Microsoft's redirect to our callback."""
    parts = urlsplit(location)
    return client.get(f"{parts.path}?{parts.query}")


def sign_in_as(client: Client, address: str, next_page: str = "/") -> HttpResponseBase:
    """The straight way; returns the answer of our callback."""
    return come_back(client, choose_account(press_sign_in(client, next_page), address))


def query_of(address: str) -> dict[str, str]:
    """The query of an address."""
    return dict(parse_qsl(urlsplit(address).query))


def text_of(answer: HttpResponseBase) -> str:
    """What a page says, character references resolved."""
    return unescape(getattr(answer, "content", b"").decode())
