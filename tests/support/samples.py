"""An event and a calendar with every member that we read, as Microsoft documents them."""

from __future__ import annotations

from typing import Any

from meetings.events import Calendar, Event

LINK = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_OGZh%40thread.v2/0?context=%7b%22Tid%22%3a%2298%22%7d"
TEAMS, SKYPE = "teamsForBusiness", "skypeForBusiness"
WHOLE: dict[str, Any] = {
    "id": "AAMk=",
    "subject": " Prep for customer meeting ",
    "start": {"dateTime": "2029-06-13T13:00:00.0000000", "timeZone": "Pacific Standard Time"},
    "end": {"dateTime": "2029-06-13T14:00:00.0000000", "timeZone": "Pacific Standard Time"},
    "isAllDay": False,
    "organizer": {"emailAddress": {"name": "Alex Wilber", "address": "AlexW@contoso.OnMicrosoft.com"}},
    "isOrganizer": True,
    "attendees": [
        {
            "type": "required",
            "status": {"response": "accepted", "time": "2029-06-01T08:00:00Z"},
            "emailAddress": {"name": "Adele Vance", "address": "AdeleV@contoso.OnMicrosoft.com"},
        }
    ],
    "responseStatus": {"response": "organizer", "time": "0001-01-01T00:00:00Z"},
    "location": {"displayName": "Cordova conference room"},
    "isCancelled": False,
    "sensitivity": "normal",
    "type": "singleInstance",
    "seriesMasterId": None,
    "webLink": "https://outlook.office365.com/owa/?itemid=AAMk%3D",
    "body": {"contentType": "html", "content": "<p>Does this time work for you?</p>"},
    "isOnlineMeeting": True,
    "onlineMeetingProvider": TEAMS,
    "onlineMeeting": {"joinUrl": LINK, "conferenceId": "291633251", "tollNumber": "+1 323-555-0166"},
    "onlineMeetingUrl": None,
}
CALENDAR: dict[str, Any] = {
    "id": "AQMk=",
    "name": "Calendar",
    "color": "lightTeal",
    "isDefaultCalendar": True,
    "canEdit": True,
    "owner": {"name": "Alex Wilber", "address": "AlexW@contoso.OnMicrosoft.com"},
    "allowedOnlineMeetingProviders": [SKYPE, TEAMS],
    "defaultOnlineMeetingProvider": TEAMS,
}
HOME = Calendar.from_graph(CALENDAR)


def sample_event(**members: Any) -> Event:
    """The whole event, with some members otherwise."""
    return Event.from_graph(WHOLE | members, HOME)
