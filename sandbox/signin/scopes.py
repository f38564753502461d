"""Permissions: which are requested, granted and returned."""

from collections.abc import Iterable

from sandbox.signin.errors import SignInError, missing
from sandbox.tokens import GRAPH_ID

OPENID = ("openid", "profile", "email", "offline_access")
GRAPH = (
    "Calendars.Read",
    "Calendars.Read.Shared",
    "Calendars.ReadBasic",
    "Calendars.ReadWrite",
    "Calendars.ReadWrite.Shared",
    "MailboxSettings.Read",
    "MailboxSettings.ReadWrite",
    "OnlineMeetings.Read",
    "OnlineMeetings.ReadWrite",
    "People.Read",
    "User.Read",
    "User.ReadBasic.All",
)
REGISTERED = ("User.Read", "Calendars.ReadWrite", "MailboxSettings.Read")
"""What `.default` stands for."""

_PREFIX = "https://graph.microsoft.com/"
_SPELLING = {scope.lower(): scope for scope in (*OPENID, *GRAPH, ".default")}


def parse(scope: str) -> tuple[str, ...]:
    """The scopes of a request, spelled as asked. Raises SignInError on a missing or an unknown one."""
    asked = tuple(scope.split())
    if not asked:
        raise missing("scope")
    if unknown := [one for one in asked if _short(one).lower() not in _SPELLING]:
        raise SignInError(
            70011,
            "invalid_scope",
            "The provided request must include a 'scope' input parameter. The provided value for the input "
            f"parameter 'scope' is not valid. The scope {' '.join(unknown)} is not valid.",
        )
    return asked


def check_default(scope: str) -> None:
    """Raises SignInError unless an application asks for all that it has at Graph, the only thing it can."""
    if scope not in (f"{_PREFIX}.default", f"{GRAPH_ID}/.default"):
        raise SignInError(
            1002012,
            "invalid_scope",
            f"The provided value for scope {scope} is not valid. Client credential flows must have a scope "
            "value with /.default suffixed to the resource identifier (application ID URI).",
        )


def granted(asked: Iterable[str]) -> frozenset[str]:
    """The permissions for Graph among the scopes asked for, by short name."""
    names = {_SPELLING[_short(one).lower()] for one in asked}
    if ".default" in names:
        names.update(REGISTERED)
    return frozenset(names.intersection(GRAPH))


def in_full(asked: Iterable[str]) -> str:
    """The permissions for Graph among the scopes asked for, by full name, as approvals tell them back."""
    return " ".join(f"{_PREFIX}{name}" for name in sorted(granted(asked)))


def told_back(asked: Iterable[str]) -> str:
    """The `scope` member of a token answer: clients look tokens up by the very names they asked for."""
    spelled = [one for one in asked if one != "offline_access"]
    if any(one.endswith(".default") for one in spelled):
        spelled += REGISTERED
    if "openid" in spelled:
        spelled.append("email")
    return " ".join(dict.fromkeys(spelled))


def _short(scope: str) -> str:
    return scope[len(_PREFIX) :] if scope.lower().startswith(_PREFIX) else scope
