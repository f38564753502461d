"""The tenant's calendars, planted around the present day."""

from datetime import datetime

from sandbox.graph.mailbox import Mailbox
from sandbox.people import PEOPLE


def plant(now: datetime) -> dict[str, Mailbox]:
    """A fresh mailbox for each person who has one, by the person's key. `now` is aware."""
    directory: dict[str, Mailbox] = {}
    for person in PEOPLE.values():
        if person.mailbox:
            mailbox = Mailbox(person, directory)
            allowed = () if person.personal else ("teamsForBusiness", "skypeForBusiness")
            mailbox.add_calendar(
                "Calendar", providers=allowed, default_provider="teamsForBusiness" if allowed else "unknown"
            )
    return {mailbox.person.key: mailbox for mailbox in directory.values()}
