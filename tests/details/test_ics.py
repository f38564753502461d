"""The calendar file of an event, read back as another calendar reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest
from dateutil import tz
from django.test import Client

from tests.support.pages import read
from tests.support.planting import (
    ADELE,
    ALEX,
    DAY,
    TEAMS_LINK,
    Json,
    daily,
    event,
    guests,
    online,
    organized_by,
    plant_review,
)
from tests.support.sandbox_process import Sandbox

HOSTILE = 'A "B"; C, D\r\nATTENDEE:mailto:evil@example.org\x07'


def test_the_file_holds_what_the_meeting_holds(alex: Client, sandbox: Sandbox) -> None:
    planted = plant_review(
        sandbox, body={"contentType": "html", "content": "<p>Bring <b>numbers</b></p>"}, **online()
    )
    written = download(alex, planted)
    assert str(written["summary"]) == "Design review"
    assert str(written["uid"]) == planted["iCalUId"]
    assert str(written["url"]) == TEAMS_LINK
    assert str(written["description"]) == f"Bring numbers\n\n{TEAMS_LINK}"
    assert (written["status"], written["class"]) == ("CONFIRMED", "PUBLIC")


@pytest.mark.parametrize(
    "zone", ["Pacific Standard Time", "W. Europe Standard Time", "tzone://Microsoft/Custom"]
)
def test_the_time_is_the_same_moment_everywhere(alex: Client, sandbox: Sandbox, zone: str) -> None:
    planted = sandbox.plant(ALEX, event("Design review", "15:00", originalStartTimeZone=zone))
    written = download(alex, planted)
    here = written["dtstart"].dt.astimezone(tz.gettz("America/Los_Angeles"))
    assert here.replace(tzinfo=None) == datetime.fromisoformat(f"{DAY}T15:00")
    assert (written["dtend"].dt - written["dtstart"].dt).total_seconds() == 3600


def test_a_meeting_after_clocks_were_changed(alex: Client, sandbox: Sandbox) -> None:
    start = {"dateTime": "2031-03-09T03:30:00", "timeZone": "Pacific Standard Time"}
    end = {"dateTime": "2031-03-09T04:00:00", "timeZone": "Pacific Standard Time"}
    planted = sandbox.plant(ALEX, {"subject": "Early", "start": start, "end": end})
    assert download(alex, planted)["dtstart"].dt == datetime(2031, 3, 9, 10, 30, tzinfo=UTC)


def test_whole_days_are_dates_and_the_end_is_excluded(alex: Client, sandbox: Sandbox) -> None:
    bounds = {
        name: {"dateTime": f"{day}T00:00:00", "timeZone": "China Standard Time"}
        for name, day in (("start", "2031-03-08"), ("end", "2031-03-10"))
    }
    written = download(alex, sandbox.plant(ALEX, {"subject": "Offsite", "isAllDay": True, **bounds}))
    assert (written["dtstart"].dt, written["dtend"].dt) == (date(2031, 3, 8), date(2031, 3, 10))


def test_a_moment_has_a_start_alone(alex: Client, sandbox: Sandbox) -> None:
    moment = {"dateTime": f"{DAY}T15:00:00", "timeZone": "UTC"}
    written = download(alex, plant_review(sandbox, start=moment, end=moment))
    assert written["dtstart"].dt == datetime.fromisoformat(f"{DAY}T15:00Z")
    assert "dtend" not in written


def test_guests_stand_with_their_answers(alex: Client, sandbox: Sandbox) -> None:
    people = [*guests(ADELE), *guests("room@contoso.com", kind="resource")]
    people[0]["status"]["response"] = "accepted"
    planted = plant_review(sandbox, attendees=people, **organized_by(ADELE, "Adele Vance"))
    written = download(alex, planted)
    adele, room = written["attendee"]
    assert (adele, adele.params["PARTSTAT"], adele.params["CUTYPE"]) == (
        f"mailto:{ADELE}",
        "ACCEPTED",
        "INDIVIDUAL",
    )
    assert (room.params["ROLE"], room.params["CUTYPE"]) == ("NON-PARTICIPANT", "ROOM")
    assert written["organizer"].params["CN"] == "Adele Vance"


def test_nothing_that_people_wrote_becomes_a_line_of_the_file(alex: Client, sandbox: Sandbox) -> None:
    people = [
        {"emailAddress": {"name": HOSTILE, "address": address}} for address in (ADELE, f"{ADELE}\r\nX:1")
    ]
    planted = plant_review(
        sandbox, subject=HOSTILE, location={"displayName": HOSTILE}, attendees=people, iCalUId=HOSTILE
    )
    written = download(alex, planted)
    assert str(written["location"]) == HOSTILE.replace("\r\n", "\n").replace("\x07", "")
    assert written["attendee"] == f"mailto:{ADELE}"
    known = download(alex, plant_review(sandbox, attendees=people[:1], location={"displayName": "Room 1"}))
    assert written.keys() == known.keys()


def test_addresses_that_are_none_are_left_out(alex: Client, sandbox: Sandbox) -> None:
    people = guests("/o=ExchangeLabs/ou=Exchange/cn=Recipients/cn=6f3d-Archive")
    written = download(alex, plant_review(sandbox, attendees=people, **organized_by("", "Somebody")))
    assert "attendee" not in written
    assert "organizer" not in written


def test_a_cancelled_private_meeting_says_so(alex: Client, sandbox: Sandbox) -> None:
    planted = plant_review(sandbox, isCancelled=True, sensitivity="private", **online())
    written = download(alex, planted)
    assert (written["status"], written["class"]) == ("CANCELLED", "PRIVATE")
    assert "url" not in written


def test_one_meeting_of_a_series_is_one_event(alex: Client, sandbox: Sandbox) -> None:
    sandbox.plant(ALEX, event("Three days", recurrence=daily(3)))
    page = read(alex.get(f"/?day={DAY}&days=3"))
    rows = [row for row in page.all(".row") if row.one("h3").text.startswith("Three days")]
    ids = [row["data-event"] for row in rows]
    written = [download(alex, {"id": each}) for each in ids]
    assert len({str(each["uid"]) for each in written}) == len(ids) == 3
    assert not any("rrule" in each for each in written)


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Design review", 'filename="design-review.ics"'),
        ("../../etc/passwd\r\nX: 1", 'filename="etcpasswd-x-1.ics"'),
        ("", 'filename="meeting.ics"'),
        ("季度", "filename*=utf-8''%E5%AD%A3%E5%BA%A6.ics"),
    ],
)
def test_the_file_has_a_safe_name(alex: Client, sandbox: Sandbox, subject: str, name: str) -> None:
    planted = plant_review(sandbox, subject=subject)
    answer = alex.get(f"/meetings/{planted['id']}/event.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == f"attachment; {name}"


def download(client: Client, planted: Json) -> Any:
    """The one event in the file of an event."""
    answer = client.get(f"/meetings/{planted['id']}/event.ics")
    assert answer.status_code == 200, answer.content[:500]
    calendar = icalendar.Calendar.from_ical(answer.content)
    assert "method" not in calendar
    assert calendar["version"] == "2.0"
    (written,) = calendar.events
    assert not written.errors
    return written
