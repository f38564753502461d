"""An application at the sandbox's sign-in, as msal makes it, and the parts of its requests to alter."""

from __future__ import annotations

from typing import Any, TypeAlias
from urllib.parse import parse_qsl, urlencode, urlsplit

import msal
import requests

from sandbox.people import CLIENT_ID, CLIENT_SECRET
from tests.account_picker import GRAPH_SCOPES, REDIRECT_URI, choose_account

Json: TypeAlias = dict[str, Any]

ALEX, ADELE, MEGAN = (
    "AlexW@contoso.OnMicrosoft.com",
    "AdeleV@contoso.OnMicrosoft.com",
    "megan.bowen@outlook.com",
)
SCOPES = GRAPH_SCOPES.split()


def msal_app(http: requests.Session, authority: str) -> Any:
    """The dashboard's registration, below one tenant's address."""
    return msal.ConfidentialClientApplication(
        CLIENT_ID, CLIENT_SECRET, authority, instance_discovery=False, http_client=http
    )


def begin(app: Any, **options: Any) -> Json:
    """A sign-in under way; the browser's way there is its `auth_uri`."""
    flow: Json = app.initiate_auth_code_flow(SCOPES, redirect_uri=REDIRECT_URI, **options)
    return flow


def sign_in(app: Any, address: str = ALEX) -> Json:
    """The whole way; returns the token endpoint's answer as msal gives it."""
    flow = begin(app)
    answer: Json = app.acquire_token_by_auth_code_flow(
        flow, parameters(choose_account(flow["auth_uri"], address))
    )
    return answer


def parameters(address: str) -> dict[str, str]:
    """The query of an address."""
    return dict(parse_qsl(urlsplit(address).query))


def altered(address: str, **changes: str) -> str:
    """The address with query parameters replaced, or left out where the change is empty."""
    query = {name: value for name, value in (parameters(address) | changes).items() if value}
    return f"{address.partition('?')[0]}?{urlencode(query)}"
