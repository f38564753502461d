"""The first segment of each sign-in address: which there are, and whose accounts belong there."""

from sandbox.people import PERSONAL_TENANT_ID, TENANT_DOMAIN, TENANT_ID, TENANT_NAME, Person
from sandbox.signin.errors import PageError, SignInError

_COMPANY = (TENANT_ID, TENANT_DOMAIN, "organizations")
_CONSUMERS = (PERSONAL_TENANT_ID, "consumers")


def check(name: str) -> None:
    """Raises SignInError when sign-in does not answer below this first segment of the path."""
    if name.lower() not in ("common", "adfs", *_COMPANY, *_CONSUMERS):
        raise SignInError(
            90002,
            "invalid_tenant",
            f"Tenant '{name}' not found. Check to make sure you have the correct tenant ID.",
        )


def check_company(name: str) -> None:
    """Raises PageError for a tenant's address below which there is no administrator to approve anything."""
    if name.lower() not in _COMPANY:
        raise PageError(
            90023,
            "invalid_request",
            f"Only an organization's administrator can approve an application, and '{name}' names none.",
        )


def admit(person: Person, tenant: str) -> None:
    """Raises SignInError when the person's account does not belong at this tenant's address."""
    name = tenant.lower()
    if name == "common" or person.personal == (name in _CONSUMERS):
        return
    home = "live.com" if person.personal else f"https://sts.windows.net/{person.tenant_id}/"
    there = "Microsoft Accounts" if name in _CONSUMERS else TENANT_NAME
    raise SignInError(
        50020,
        "invalid_grant",
        f"User account '{person.address}' from identity provider '{home}' does not exist in tenant '{there}' "
        "and cannot access the application in that tenant. The account needs to be added as an external user "
        "in the tenant first. Sign out and sign in again with a different account.",
    )


def is_adfs(name: str) -> bool:
    """Whether this is the AD FS way in."""
    return name.lower() == "adfs"
