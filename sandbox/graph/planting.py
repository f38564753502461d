"""Events reached without a Graph call: the control address plants and lists them, the lobby finds one."""

from datetime import UTC, datetime
from typing import Any

from sandbox.graph.errors import GraphError
from sandbox.graph.items import Instance, Item, Members, series_of
from sandbox.graph.mailbox import StoredMailbox, mailboxes
from sandbox.graph.members import completed
from sandbox.graph.render import RenderOptions, render
from sandbox.state import state


def plant(
    mailbox: StoredMailbox, event_json: dict[str, Any], calendar_id: str | None = None
) -> dict[str, Any]:
    """Put an event into a calendar, the default one unless another is named, and return it as Graph reads it.

    Members given stay exactly as they are, odd ones included; missing ones get Graph's defaults. Nobody is
    invited. Raises ValueError for a calendar that is not there or a recurrence that cannot be expanded.
    """
    with state.lock:
        try:
            calendar = mailbox.find_calendar(calendar_id) if calendar_id else mailbox.default_calendar
        except GraphError as error:
            raise ValueError(f"There is no calendar {calendar_id!r}.") from error
        members = completed(event_json, mailbox.person, datetime.now(UTC))
        if members["recurrence"]:
            _check_recurrence(members)
        item = mailbox.add(calendar, members)
        return render(mailbox, Instance(item), RenderOptions())


def list_events(mailbox: StoredMailbox) -> list[dict[str, Any]]:
    """Every event of a mailbox, in all calendars: single ones and series masters."""
    with state.lock:
        return [render(mailbox, Instance(item), RenderOptions()) for item in mailbox.items.values()]


def find_by_join_url(url: str) -> dict[str, Any] | None:
    """The event, as its organizer reads it if it is an organizer's, that this exact join link leads to."""
    with state.lock:
        found = [
            (mailbox, item)
            for mailbox in mailboxes.values()
            for item in mailbox.items.values()
            if item.was_read and url in _links(item)
        ]
        found.sort(key=lambda pair: not pair[1].members.get("isOrganizer"))
        return render(found[0][0], Instance(found[0][1]), RenderOptions()) if found else None


def _check_recurrence(members: Members) -> None:
    try:
        series_of(members)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"The recurrence cannot be expanded: {error!r}") from error


def _links(item: Item) -> set[Any]:
    """Every link an item leads to: its own, the deprecated one, and those of exceptions of a series."""
    changes = [item.members, *item.exceptions.values()]
    infos = [part.get("onlineMeeting") for part in changes]
    links = {info.get("joinUrl") for info in infos if isinstance(info, dict)}
    return links | {part.get("onlineMeetingUrl") for part in changes}
