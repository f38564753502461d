"""What we send to Graph: a meeting to be made, an event to be made online."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from meetings.events import MailboxZone, NewMeeting, Person, online_change
from tests.support.samples import HOME, TEAMS


def meeting(**members: Any) -> NewMeeting:
    """A meeting to be made, with some members otherwise."""
    start = datetime(2029, 6, 13, 20, tzinfo=UTC)
    values: dict[str, Any] = {
        "subject": "Prep for customer meeting",
        "calendar": HOME,
        "start": start,
        "end": start + timedelta(hours=1),
        "place": "Cordova conference room",
        "attendees": (Person("Adele Vance", "AdeleV@contoso.OnMicrosoft.com"), Person("", "kim@contoso.com")),
        "text": "Does this time work for you?",
        "allow_new_time_proposals": True,
        "provider": TEAMS,
        "transaction_id": "7E163156-7762-4BEB-A1C6-729EA81755A7",
    }
    return NewMeeting(**(values | members))


def sent(**members: Any) -> dict[str, Any]:
    return meeting(**members).to_graph(MailboxZone(ZoneInfo("America/Los_Angeles"), "Pacific Standard Time"))


def test_a_new_meeting_is_sent_as_microsoft_documents() -> None:
    assert sent() == {
        "subject": "Prep for customer meeting",
        "body": {"contentType": "html", "content": "<p>Does this time work for you?</p>"},
        "start": {"dateTime": "2029-06-13T13:00:00", "timeZone": "Pacific Standard Time"},
        "end": {"dateTime": "2029-06-13T14:00:00", "timeZone": "Pacific Standard Time"},
        "location": {"displayName": "Cordova conference room"},
        "attendees": [
            {
                "emailAddress": {"address": "AdeleV@contoso.OnMicrosoft.com", "name": "Adele Vance"},
                "type": "required",
            },
            {"emailAddress": {"address": "kim@contoso.com", "name": "kim@contoso.com"}, "type": "required"},
        ],
        "allowNewTimeProposals": True,
        "isOnlineMeeting": True,
        "onlineMeetingProvider": TEAMS,
        "transactionId": "7E163156-7762-4BEB-A1C6-729EA81755A7",
    }


def test_a_meeting_in_person_names_no_provider() -> None:
    body = sent(provider="", place="", allow_new_time_proposals=False)
    assert body["isOnlineMeeting"] is False
    assert body["allowNewTimeProposals"] is False
    assert not {"onlineMeetingProvider", "location"} & body.keys()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("1 < 2 & <script>alert(1)</script>", "<p>1 &lt; 2 &amp; &lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("One\nTwo", "<p>One<br>Two</p>"),
    ],
)
def test_agenda_text_is_sent_as_text(text: str, html: str) -> None:
    assert sent(text=text)["body"] == {"contentType": "html", "content": html}


def test_going_online_sends_two_members_and_no_more() -> None:
    assert online_change(TEAMS) == {"isOnlineMeeting": True, "onlineMeetingProvider": TEAMS}
