"""A meeting that starts now, with nobody invited yet: where it is made, how, and only once."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings import calendar
from meetings.events import Calendar, Event, Mailbox, NewMeeting
from meetings.graph import Client, NotFound
from meetings.models import NO_REMINDER, Preferences

_TEAMS = "teamsForBusiness"
# How long a form's number stands for one click; a page without script keeps its number for the next one.
_ONE_CLICK = timedelta(minutes=5)


def place(facts: Mailbox) -> Calendar | None:
    """The calendar to make it in: the first that allows online meetings, the default one before others."""
    return next((calendar for calendar in facts.editable if calendar.allowed), None)


def obstacle(facts: Mailbox | None) -> str | Promise:
    """Why there can be none; empty when there can, and while nothing is known of the calendars."""
    if facts is None or place(facts):
        return ""
    return _("None of your calendars allows online meetings.")


def held_with(home: Calendar, chosen: Preferences) -> str:
    """The provider: the person's own choice, else Teams, else the calendar's default."""
    wished = (chosen.provider, _TEAMS, home.default_provider)
    return next(provider for provider in wished if provider in home.allowed)


def plan(home: Calendar, subject: str, chosen: Preferences, now: datetime, number: uuid.UUID) -> NewMeeting:
    """The meeting from this minute on, of the person's usual length. Nobody needs to be reminded of it."""
    start = now.replace(second=0, microsecond=0)
    return NewMeeting(
        subject=subject,
        calendar=home,
        start=start,
        end=start + timedelta(minutes=chosen.length),
        place="",
        attendees=(),
        text="",
        allow_new_time_proposals=True,
        provider=held_with(home, chosen),
        transaction_id=str(number),
        reminder=NO_REMINDER,
    )


def begin(client: Client, meeting: NewMeeting, zone: ZoneInfo, zone_name: str) -> Event:
    """Make the meeting; the one that the same click made, where it did so before.

    Raises AlreadyMade when Microsoft does not say which that was, and GraphError.
    """
    try:
        return calendar.create(client, meeting, zone, zone_name)
    except calendar.AlreadyMade as clash:
        if not clash.event_id:
            raise
        made = _still_there(client, clash.event_id)
        if made and made.start > meeting.start - _ONE_CLICK:
            return made
        another = uuid.uuid5(uuid.UUID(meeting.transaction_id), clash.event_id)
        return begin(client, replace(meeting, transaction_id=str(another)), zone, zone_name)


def _still_there(client: Client, event_id: str) -> Event | None:
    try:
        made = calendar.details(client, event_id)
    except NotFound:
        return None
    return None if made.is_cancelled else made
