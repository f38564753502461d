"""An application at the sandbox's sign-in, as msal makes it, and the parts of its requests to alter."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import msal
import requests

from sandbox.people import CLIENT_ID, CLIENT_SECRET
from tests.support.account_picker import GRAPH_SCOPES, REDIRECT_URI, choose_account
from tests.support.planting import ALEX, Json
from tests.support.signing_in import query_of

SCOPES = GRAPH_SCOPES.split()


def msal_app(http: requests.Session, authority: str, **options: Any) -> Any:
    """The dashboard's registration, below one tenant's address."""
    return msal.ConfidentialClientApplication(
        CLIENT_ID, CLIENT_SECRET, authority, instance_discovery=False, http_client=http, **options
    )


def begin(app: Any, **options: Any) -> Json:
    """A sign-in under way; the browser's way there is its `auth_uri`."""
    flow: Json = app.initiate_auth_code_flow(SCOPES, redirect_uri=REDIRECT_URI, **options)
    return flow


def sign_in(app: Any, address: str = ALEX, **options: Any) -> Json:
    """The whole way; returns the token endpoint's answer as msal gives it."""
    flow = begin(app, **options)
    answer: Json = app.acquire_token_by_auth_code_flow(
        flow, query_of(choose_account(flow["auth_uri"], address))
    )
    return answer


def altered(address: str, **changes: str) -> str:
    """The address with query parameters replaced, or left out where the change is empty."""
    query = {name: value for name, value in (query_of(address) | changes).items() if value}
    return f"{address.partition('?')[0]}?{urlencode(query)}"
