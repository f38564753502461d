"""O365, a client by other hands, does its ordinary calendar work against the sandbox.

What it cannot read is a defect of the sandbox. It signs in with its own stack, over msal.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from O365 import Account, MSGraphProtocol
from O365.calendar import EventType, OnlineMeetingProviderType
from O365.utils.token import MemoryTokenBackend

from sandbox.people import CLIENT_ID, CLIENT_SECRET
from tests.support.account_picker import GRAPH_SCOPES, REDIRECT_URI, choose_account
from tests.support.planting import ADELE, ALEX, DAY
from tests.support.sandbox_process import Sandbox

# What msal says of every sign-in whose code comes back in the address; O365 offers no other way.
pytestmark = pytest.mark.filterwarnings("ignore:response_mode='form_post' is recommended")

ISAIAH = "IsaiahL@contoso.OnMicrosoft.com"
ZONE = ZoneInfo("America/Los_Angeles")
MIDNIGHT = datetime.combine(date.fromisoformat(DAY), time.min, ZONE)
NINE = MIDNIGHT.replace(hour=9)


class SandboxProtocol(MSGraphProtocol):  # type: ignore[misc]  # it has no types
    """Graph at the sandbox's address."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._protocol_url = f"{sandbox.tls_url}/"
        super().__init__(timezone=ZONE)


class Person(Account):  # type: ignore[misc]  # it has no types
    """An account of O365 after its sign-in: its msal, the account picker, its token store."""

    def __init__(self, sandbox: Sandbox, address: str) -> None:
        super().__init__(
            (CLIENT_ID, CLIENT_SECRET),
            protocol=SandboxProtocol(sandbox),
            token_backend=MemoryTokenBackend(),
            requests_delay=0,
            timeout=30,
        )
        # O365 names Microsoft's host; msal looks a host that it does not know up there, but not an AD FS.
        self.con._msal_authority = f"{sandbox.tls_url}/adfs"
        url, flow = self.get_authorization_url(GRAPH_SCOPES.split(), redirect_uri=REDIRECT_URI)
        assert self.request_token(choose_account(url, address), flow=flow)
        self.con.session = self.con.get_session()

    def close(self) -> None:
        """Let go of the connections."""
        self.con.session.close()
        self.con.msal_client.http_client.close()

    def view(self, days: int = 1, start: datetime = MIDNIGHT) -> list[Any]:
        """The events of so many days, all pages of them."""
        end = start + timedelta(days)
        return list(self.schedule().get_events(None, start_recurring=start, end_recurring=end))

    def new_event(self, subject: str, *guests: str) -> Any:
        """An event of an hour on DAY, not saved yet."""
        event = self.schedule().new_event(subject)
        event.start, event.end = NINE, NINE + timedelta(hours=1)
        event.attendees.add(list(guests))
        return event

    def find(self, event_id: str) -> Any:
        """The event as Graph has it now."""
        return self.schedule().get_default_calendar().get_event(event_id)


@pytest.fixture(scope="module")
def people(sandbox_process: Sandbox) -> Iterator[dict[str, Person]]:
    """Signed in once for all tests here, since the sandbox's tokens outlive a reset."""
    sandbox_process.reset()
    with ExitStack() as open_people, pytest.MonkeyPatch.context() as patch:
        patch.setenv(
            "REQUESTS_CA_BUNDLE", str(sandbox_process.ca_file)
        )  # stronger than what a session is told
        patch.setenv("NO_PROXY", "localhost")
        yield {
            address: open_people.enter_context(closing(Person(sandbox_process, address)))
            for address in (ALEX, ADELE, ISAIAH)
        }


@pytest.fixture
def alex_by_o365(people: dict[str, Person], sandbox: Sandbox) -> Person:
    return people[ALEX]


def test_calendars(alex_by_o365: Person) -> None:
    schedule = alex_by_o365.schedule()
    calendars = schedule.list_calendars()
    assert len(calendars) > 1
    default = schedule.get_default_calendar()
    assert default.calendar_id in {calendar.calendar_id for calendar in calendars}
    assert (default.owner.address, default.can_edit) == (ALEX, True)


def test_a_calendar_view_of_many_pages(people: dict[str, Person], sandbox: Sandbox) -> None:
    sandbox.forget_requests()
    pages = (
        people[ISAIAH]
        .schedule()
        .get_events(
            60, batch=25, start_recurring="2026-01-01T00:00:00Z", end_recurring="2030-01-01T00:00:00Z"
        )
    )
    events = list(pages)
    assert len({event.object_id for event in events}) == 60
    assert len(sandbox.requests()) == 3


def test_every_seeded_event_can_be_read(alex_by_o365: Person) -> None:
    events = alex_by_o365.view(28, datetime.now(ZONE) - timedelta(7))
    assert len(events) > 20
    assert {event.event_type for event in events} >= {EventType.SingleInstance, EventType.Occurrence}
    assert any(event.online_meeting_url for event in events)
    assert all(event.start <= event.end and event.ical_uid for event in events)


def test_an_online_meeting_is_made_changed_and_deleted(alex_by_o365: Person) -> None:
    made = alex_by_o365.new_event("Planning", ADELE)
    made.is_online_meeting = True
    made.online_meeting_provider = OnlineMeetingProviderType.TeamsForBusiness
    made.body = "<p>Agenda</p>"
    assert made.save()
    found = alex_by_o365.find(made.object_id)
    assert found.online_meeting["joinUrl"] == found.online_meeting_url
    assert (found.start, found.organizer.address) == (NINE, ALEX)
    assert [guest.address for guest in found.attendees] == [ADELE]
    found.subject = "Planning again"
    assert found.save()
    again = alex_by_o365.find(made.object_id)
    assert (again.subject, again.online_meeting_url) == ("Planning again", found.online_meeting_url)
    assert again.delete()
    assert [event.subject for event in alex_by_o365.view()] == []


@pytest.mark.parametrize(("answer", "response"), [("accept", "accepted"), ("decline", "declined")])
def test_a_guest_answers(alex_by_o365: Person, people: dict[str, Person], answer: str, response: str) -> None:
    made = alex_by_o365.new_event("Review", ADELE)
    assert made.save()
    (invitation,) = people[ADELE].view()
    assert (invitation.subject, invitation.response_status.status.value) == ("Review", "not_responded")
    assert invitation.accept_event("Yes") if answer == "accept" else invitation.decline_event("No")
    (guest,) = alex_by_o365.find(made.object_id).attendees
    assert guest.response_status.status.value == response


def test_a_series(alex_by_o365: Person) -> None:
    made = alex_by_o365.new_event("Stand-up")
    made.recurrence.set_daily(1, start=NINE.date(), end=NINE.date() + timedelta(2))
    assert made.save()
    found = [event for event in alex_by_o365.view(7) if event.series_master_id == made.object_id]
    assert sorted(event.start.day for event in found) == [8, 9, 10]
    assert {event.start.hour for event in found} == {9}  # clocks are put forward on the second day
