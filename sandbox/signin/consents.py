"""Which applications people, and an administrator for all of the company, have agreed to."""

from collections.abc import Iterable

from sandbox.people import Person
from sandbox.signin import scopes
from sandbox.signin.grants import Grant
from sandbox.state import state

_consents: dict[tuple[str, str], frozenset[str]] = state.until_reset({})
"""(person key, client id) -> the scopes agreed to."""
_approvals: dict[str, frozenset[str]] = state.until_reset({})
"""Client id -> the scopes that an administrator approved for everybody in the company."""


def is_agreed(grant: Grant) -> bool:
    """Whether the application may act so: by consent, or because nobody has to be asked.

    An administrator consents for everybody in the company, each person for themselves.
    """
    own = _consents.get((grant.person.key, grant.client_id), frozenset())
    company = frozenset() if grant.person.personal else _approvals.get(grant.client_id, frozenset())
    return state.settings.consent == "none" or scopes.granted(grant.scopes) <= own | company


def may_agree(person: Person) -> bool:
    """Whether the person may decide alone; a personal account has no administrator."""
    return person.personal or state.settings.consent != "admin"


def agree(grant: Grant) -> None:
    """The person lets the application act so from now on."""
    key = (grant.person.key, grant.client_id)
    with state.lock:
        _consents[key] = _consents.get(key, frozenset()) | scopes.granted(grant.scopes)


def approve(client_id: str, asked: Iterable[str]) -> None:
    """An administrator lets the application act with these scopes for everybody in the company."""
    with state.lock:
        approved = _approvals.get(client_id, frozenset())
        _approvals[client_id] = approved | scopes.granted(asked)
