"""The tenant's calendars, planted around the present day in each person's zone."""

from collections.abc import Callable
from datetime import datetime

from sandbox.graph.mailbox import StoredMailbox
from sandbox.people import PEOPLE
from sandbox.seed import alex, colleagues, elsewhere, isaiah, oddities
from sandbox.seed.planner import Planner

_TEAMS = "teamsForBusiness"
_PROVIDERS = {"alex": (_TEAMS, "skypeForBusiness"), "megan": ()}
_PLANS: dict[str, tuple[Callable[[Planner], None], ...]] = {
    "alex": (alex.plan, elsewhere.plan, oddities.plan),
    "adele": (colleagues.plan_adele,),
    "megan": (colleagues.plan_megan,),
    "xia": (colleagues.plan_xia,),
}


def seeded_mailboxes(now: datetime) -> dict[str, StoredMailbox]:
    """A fresh mailbox for each person who has one, by the person's key. `now` is aware."""
    directory: dict[str, StoredMailbox] = {}
    mailboxes = {person.key: StoredMailbox(person, directory) for person in PEOPLE.values() if person.mailbox}
    for key, mailbox in mailboxes.items():
        allowed = _PROVIDERS.get(key, (_TEAMS,))
        default = allowed[0] if allowed else "unknown"
        mailbox.add_calendar("Calendar", providers=allowed, default_provider=default)
    for key, plans in _PLANS.items():
        for plan in plans:
            plan(Planner(mailboxes[key], now))
    isaiah.plan(mailboxes["isaiah"], now)
    return mailboxes
