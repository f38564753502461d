"""Events made online."""

from __future__ import annotations

from meetings.events import Event, online_change
from meetings.graph import Client, PreconditionFailed
from meetings.outlook import store
from meetings.outlook.event import answered_event, event_path, read_event
from meetings.outlook.mailbox import forget_mailbox


def make_online(client: Client, event: Event, provider: str, whole_series: bool) -> Event:
    """Make an event online, or the series it belongs to; the event as it then is.

    A 412 without our having named a version comes from Exchange still writing the item: resent once
    (docs/graph.md 3). Raises GraphError.
    """
    target = event.series_master_id if whole_series and event.is_in_series else event.id
    with store.changing(client.owner):
        try:
            changed = client.patch(event_path(target), online_change(provider))
        except PreconditionFailed:
            changed = client.patch(event_path(target), online_change(provider))
    after = answered_event(changed, event.calendar) if target == event.id else read_event(client, event.id)
    if not after.is_online_meeting and not after.join_url:
        forget_mailbox(client.owner)
    return after
