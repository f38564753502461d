"""Registered applications: their secrets and redirect addresses."""

import re
import secrets
from urllib.parse import urlsplit

from sandbox.people import CLIENT_ID, CLIENT_SECRET, TENANT_NAME
from sandbox.signin.errors import SignInError, missing
from sandbox.state import state

_first_secrets: dict[str, str] = state.until_reset({})
"""Client id -> the secret it came with first."""
_LOOPBACK_PORT = re.compile(r"^(http://(?:localhost|127\.0\.0\.1)):\d+(?=[/?#]|$)")


def check_client(client_id: str) -> None:
    """Raises SignInError for an application that is not registered."""
    if not client_id:
        raise missing("client_id")
    if state.settings.known_clients_only and client_id != CLIENT_ID:
        raise SignInError(
            700016,
            "unauthorized_client",
            f"Application with identifier '{client_id}' was not found in the directory '{TENANT_NAME}'.",
        )


def check_secret(client_id: str, secret: str) -> None:
    """Raises SignInError for a wrong or an expired secret.

    Of an application that nobody registered, the first secret counts as the registered one.
    """
    if not secret:
        raise SignInError(
            7000218,
            "invalid_client",
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
            status=401,
        )
    with state.lock:
        registered = CLIENT_SECRET if client_id == CLIENT_ID else _first_secrets.setdefault(client_id, secret)
    if not secrets.compare_digest(secret.encode(), registered.encode()):
        raise SignInError(
            7000215,
            "invalid_client",
            "Invalid client secret provided. Ensure the secret being sent in the request is the client "
            f"secret value, not the client secret ID, for a secret added to app '{client_id}'.",
            status=401,
        )
    if client_id == CLIENT_ID and state.settings.client_secret_expired:
        raise SignInError(
            7000222,
            "invalid_client",
            f"The provided client secret keys for app '{client_id}' are expired.",
            status=401,
        )


def is_registered(redirect_uri: str) -> bool:
    """Whether a redirect address is registered: exactly, except for the port of a loopback address."""
    return _without_port(redirect_uri) in map(_without_port, state.settings.redirect_uris)


def is_same_site(uri: str) -> bool:
    """Whether an address is on the site of a registered one; sign-out may end there."""
    return _site(uri) in map(_site, state.settings.redirect_uris)


def _without_port(uri: str) -> str:
    return _LOOPBACK_PORT.sub(r"\1", uri)


def _site(uri: str) -> tuple[str, str]:
    parts = urlsplit(_without_port(uri))
    return parts.scheme, parts.netloc
