"""The series in Alex's calendar, with the exceptions that series have."""

from datetime import datetime, timedelta

from sandbox.graph import series, times
from sandbox.graph.items import Instance, Item
from sandbox.graph.mailbox import StoredMailbox
from sandbox.seed.planner import Planner

_WORKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"]


def plan(planner: Planner) -> None:
    """Each working day for two months now; the second one after today is moved, the third cancelled."""
    first = planner.workday(-40)
    start = planner.at(first, "9:15")
    recurrence = {
        "pattern": {"type": "weekly", "interval": 1, "daysOfWeek": _WORKDAYS, "firstDayOfWeek": "monday"},
        "range": {"type": "noEnd", "startDate": first.isoformat()},
    }
    master = planner.event(
        "Stand-up",
        start,
        15,
        online_by="teamsForBusiness",
        people=[
            planner.guest("Adele Vance"),
            planner.guest("Diego Siciliani"),
            planner.guest("Lynne Robbins"),
        ],
        recurrence=series.filled(recurrence, first, planner.person.zone),
    )
    planner.invite(master)
    moved = planner.at(planner.workday(2), "16:00")
    _move(planner, master, moved)
    for mailbox, item in _copies(planner, master):
        mailbox.remove(Instance(item, planner.workday(3)))


def _move(planner: Planner, master: Item, start: datetime) -> None:
    zone = planner.person.zone
    end = start + timedelta(minutes=15)
    changes = {"start": times.stored(start, zone), "end": times.stored(end, zone)}
    for mailbox, item in _copies(planner, master):
        mailbox.change(Instance(item, start.date()), changes)


def _copies(planner: Planner, item: Item) -> list[tuple[StoredMailbox, Item]]:
    """The item in each mailbox that has it."""
    uid = item.members["iCalUId"]
    return [(box, box.by_uid[uid]) for box in planner.mailbox.directory.values() if uid in box.by_uid]
