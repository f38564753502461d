"""Makes existing events online."""

from __future__ import annotations

from meetings.events import Event, online_change
from meetings.graph import Client, PreconditionFailed
from meetings.outlook import store
from meetings.outlook.event import event_from_answer, event_path, read_event
from meetings.outlook.mailbox import forget_mailbox


def make_online(client: Client, event: Event, provider: str, whole_series: bool) -> Event:
    """Make an event, or with `whole_series` its series, online; returns the event as it is afterwards.

    A 412 although the request named no version means that Exchange is still writing the item, so it is sent
    once more (docs/graph.md 3). Raises GraphError.
    """
    target_id = event.series_master_id if whole_series and event.is_in_series else event.id
    with store.changing(client.owner):
        try:
            answer = client.patch(event_path(target_id), online_change(provider))
        except PreconditionFailed:
            answer = client.patch(event_path(target_id), online_change(provider))
    if target_id == event.id:
        after = event_from_answer(answer, event.calendar)
    else:
        after = read_event(client, event.id)
    if not after.is_online_meeting and not after.join_url:
        forget_mailbox(client.owner)  # the calendar may not allow what we thought it does
    return after
