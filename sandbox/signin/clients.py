"""Registered applications: secrets, redirect addresses, and who may sign in at which tenant's address."""

import re
import secrets
from urllib.parse import urlsplit

from sandbox.people import (
    CLIENT_ID,
    CLIENT_SECRET,
    PERSONAL_TENANT_ID,
    TENANT_DOMAIN,
    TENANT_ID,
    TENANT_NAME,
    Person,
)
from sandbox.signin.errors import PageError, SignInError, missing
from sandbox.state import state

EVERYBODY = ("common",)
EMPLOYEES = (TENANT_ID, TENANT_DOMAIN, "organizations", "adfs")
CONSUMERS = (PERSONAL_TENANT_ID, "consumers")

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
    """Raises SignInError for a wrong secret. An application's first secret counts as the registered one."""
    if not secret:
        raise SignInError(
            7000218,
            "invalid_client",
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
            status=401,
        )
    with state.lock:
        registered = CLIENT_SECRET if client_id == CLIENT_ID else state.clients.setdefault(client_id, secret)
    if not secrets.compare_digest(secret.encode(), registered.encode()):
        raise SignInError(
            7000215,
            "invalid_client",
            "Invalid client secret provided. Ensure the secret being sent in the request is the client "
            f"secret value, not the client secret ID, for a secret added to app '{client_id}'.",
            status=401,
        )


def is_registered(redirect_uri: str) -> bool:
    """Whether a redirect address is registered: exactly, but for the port of a loopback address."""
    return _without_port(redirect_uri) in map(_without_port, state.settings.redirect_uris)


def is_same_site(uri: str) -> bool:
    """Whether an address is on the site of a registered one; sign-out may end there."""
    return _site(uri) in map(_site, state.settings.redirect_uris)


def check_tenant(name: str) -> None:
    """Raises SignInError when sign-in does not answer below this first segment of the path."""
    if name.lower() not in EVERYBODY + EMPLOYEES + CONSUMERS:
        raise SignInError(
            90002,
            "invalid_tenant",
            f"Tenant '{name}' not found. Check to make sure you have the correct tenant ID.",
        )


def check_company(name: str) -> None:
    """Raises PageError for a tenant's address below which there is no administrator to approve anything."""
    if name.lower() not in (TENANT_ID, TENANT_DOMAIN, "organizations"):
        raise PageError(
            90023,
            "invalid_request",
            f"Only an organization's administrator can approve an application, and '{name}' names none.",
        )


def admit(person: Person, tenant: str) -> None:
    """Raises SignInError when the person's account does not belong at this tenant's address."""
    name = tenant.lower()
    if name in EVERYBODY or person.personal == (name in CONSUMERS):
        return
    home = "live.com" if person.personal else f"https://sts.windows.net/{person.tenant_id}/"
    there = "Microsoft Accounts" if name in CONSUMERS else TENANT_NAME
    raise SignInError(
        50020,
        "invalid_grant",
        f"User account '{person.address}' from identity provider '{home}' does not exist in tenant '{there}' "
        "and cannot access the application in that tenant. The account needs to be added as an external user "
        "in the tenant first. Sign out and sign in again with a different account.",
    )


def _without_port(uri: str) -> str:
    return _LOOPBACK_PORT.sub(r"\1", uri)


def _site(uri: str) -> tuple[str, str]:
    parts = urlsplit(_without_port(uri))
    return parts.scheme, parts.netloc
