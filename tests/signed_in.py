"""Requests as the code behind a view sees them, for the person whom a test client has signed in."""

from __future__ import annotations

from django.contrib.auth import get_user
from django.http import HttpRequest
from django.test import Client, RequestFactory


def request_of(client: Client) -> HttpRequest:
    """A request with the session and the user of `client`."""
    request = RequestFactory().get("/")
    request.session = client.session
    request.user = get_user(request)
    return request
