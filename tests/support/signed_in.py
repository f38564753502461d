"""Requests as the code behind a view sees them, for the person whom a test client has signed in."""

from __future__ import annotations

from typing import cast

from django.contrib.auth import get_user
from django.http import HttpRequest
from django.test import Client, RequestFactory

from meetings.graph import Client as GraphClient
from meetings.middleware import complete_request
from meetings.pages.request import PersonRequest, preferences_of


def request_of(client: Client, address: str = "/") -> HttpRequest:
    """A request with the session and the user of `client`."""
    request = RequestFactory().get(address)
    request.session = client.session
    request.user = get_user(request)
    return request


def graph_of(client: Client) -> GraphClient:
    """Graph as the person who is signed in with `client`."""
    request = cast(PersonRequest, request_of(client))
    request.preferences = preferences_of(request)
    complete_request(request)
    return request.graph
