"""Microsoft's own SDK does its ordinary calendar work against the sandbox.

What it cannot read is a defect of the sandbox. The token comes from the sandbox's own sign-in, by
`tests.support.account_picker`.
"""

from __future__ import annotations

import asyncio
import ssl
import threading
import time
from collections.abc import Awaitable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import httpx
import pytest
from azure.core.credentials import AccessToken
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_authentication_azure.azure_identity_authentication_provider import (
    AzureIdentityAuthenticationProvider,
)
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.models.attendee import Attendee
from msgraph.generated.models.body_type import BodyType
from msgraph.generated.models.date_time_time_zone import DateTimeTimeZone
from msgraph.generated.models.email_address import EmailAddress
from msgraph.generated.models.event import Event
from msgraph.generated.models.event_type import EventType
from msgraph.generated.models.item_body import ItemBody
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.online_meeting_provider_type import OnlineMeetingProviderType
from msgraph.generated.models.response_type import ResponseType
from msgraph.generated.users.item.calendar_view.calendar_view_request_builder import (
    CalendarViewRequestBuilder,
)
from msgraph.generated.users.item.events.item.accept.accept_post_request_body import AcceptPostRequestBody
from msgraph.generated.users.item.events.item.decline.decline_post_request_body import DeclinePostRequestBody
from msgraph.graph_request_adapter import options
from msgraph_core import GraphClientFactory
from msgraph_core.tasks import PageIterator

from tests.support.account_picker import GRAPH_SCOPES
from tests.support.planting import ADELE, ALEX, DAY
from tests.support.sandbox_process import Sandbox

ISAIAH = "IsaiahL@contoso.OnMicrosoft.com"
ZONE = "Pacific Standard Time"
Answer = TypeVar("Answer")


class Credential:
    """A sign-in at the account picker, as azure-core wants it."""

    def __init__(self, sandbox: Sandbox, address: str) -> None:
        self._token = AccessToken(sandbox.token(address), int(time.time()) + 3600)

    def get_token(self, *scopes: str, **options: Any) -> AccessToken:
        """The token, which outlives the tests."""
        return self._token


class Person:
    """The SDK in one person's hands; its calls are coroutines, `ask` waits for one."""

    def __init__(self, sandbox: Sandbox, address: str, loop: asyncio.AbstractEventLoop) -> None:
        trust = ssl.create_default_context(cafile=sandbox.ca_file)
        self._sockets = httpx.AsyncHTTPTransport(verify=trust)
        http = httpx.AsyncClient(transport=self._sockets, timeout=30)
        provider = AzureIdentityAuthenticationProvider(
            Credential(sandbox, address), scopes=GRAPH_SCOPES.split(), allowed_hosts=["localhost"]
        )
        client = GraphClientFactory.create_with_default_middleware(client=http, options=options)
        self.adapter = GraphRequestAdapter(provider, client=client)
        self.adapter.base_url = sandbox.graph_url
        self.me = GraphServiceClient(request_adapter=self.adapter).me
        self._loop = loop

    def ask(self, call: Awaitable[Answer]) -> Answer:
        async def waited() -> Answer:
            return await call

        return asyncio.run_coroutine_threadsafe(waited(), self._loop).result(timeout=60)

    def close(self) -> None:
        """Let go of the connections, which the SDK's client forgets to do."""
        self.ask(self._sockets.aclose())


@contextmanager
def _running_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """A loop in a thread of its own: where browser tests ran before, Playwright's occupies this one."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture(scope="module")
def people(sandbox_process: Sandbox) -> Iterator[dict[str, Person]]:
    """Signed in once for all tests here, since the sandbox's tokens outlive a reset."""
    sandbox_process.reset()
    with _running_loop() as loop, ExitStack() as open_people:
        yield {
            address: open_people.enter_context(closing(Person(sandbox_process, address, loop)))
            for address in (ALEX, ADELE, ISAIAH)
        }


@pytest.fixture
def alex_by_sdk(people: dict[str, Person], sandbox: Sandbox) -> Person:
    return people[ALEX]


def event(subject: str, hour: int = 9, **members: Any) -> Event:
    """An event of an hour on DAY."""
    return Event(
        subject=subject,
        start=DateTimeTimeZone(date_time=f"{DAY}T{hour:02}:00:00", time_zone=ZONE),
        end=DateTimeTimeZone(date_time=f"{DAY}T{hour + 1:02}:00:00", time_zone=ZONE),
        **members,
    )


def guest(address: str) -> Attendee:
    return Attendee(email_address=EmailAddress(address=address))


def view(person: Person, start: datetime, days: int, **asked: Any) -> list[Event]:
    """The events of a calendar view, all pages of it."""
    parameters = CalendarViewRequestBuilder.CalendarViewRequestBuilderGetQueryParameters(
        start_date_time=start.isoformat(), end_date_time=(start + timedelta(days)).isoformat(), **asked
    )
    first = person.ask(person.me.calendar_view.get(RequestConfiguration(query_parameters=parameters)))
    events: list[Event] = []

    def keep(one: Event) -> bool:
        events.append(one)
        return True

    person.ask(PageIterator(first, person.adapter).iterate(keep))
    if asked.get("count"):
        assert first.odata_count == len(events)
    return events


def test_the_person_and_the_settings(alex_by_sdk: Person) -> None:
    me = alex_by_sdk.ask(alex_by_sdk.me.get())
    assert (me.display_name, me.mail, me.business_phones) == ("Alex Wilber", ALEX, [])
    settings = alex_by_sdk.ask(alex_by_sdk.me.mailbox_settings.get())
    assert (settings.time_zone, settings.language.locale) == (ZONE, "en-US")
    assert settings.working_hours.start_time.hour == 8
    assert len(settings.working_hours.days_of_week) == 5


def test_calendars(alex_by_sdk: Person) -> None:
    calendars = alex_by_sdk.ask(alex_by_sdk.me.calendars.get()).value
    default = next(calendar for calendar in calendars if calendar.is_default_calendar)
    assert default.owner.address == ALEX
    assert default.default_online_meeting_provider is OnlineMeetingProviderType.TeamsForBusiness
    assert OnlineMeetingProviderType.SkypeForBusiness in default.allowed_online_meeting_providers
    again = alex_by_sdk.ask(alex_by_sdk.me.calendars.by_calendar_id(default.id).get())
    assert (again.name, again.color, again.can_edit) == (default.name, default.color, True)


def test_a_calendar_view_of_many_pages(people: dict[str, Person], sandbox: Sandbox) -> None:
    start = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    events = view(people[ISAIAH], start, 14, top=25, count=True)
    assert len(events) > 75
    assert len({one.id for one in events}) == len(events)
    assert {one.type for one in events} == {EventType.SingleInstance}


def test_every_seeded_event_can_be_read(alex_by_sdk: Person) -> None:
    events = view(alex_by_sdk, datetime.now(UTC) - timedelta(7), 28, top=100)
    assert {one.type for one in events} >= {EventType.SingleInstance, EventType.Occurrence}
    assert all(one.start and one.end and one.organizer.email_address.address for one in events)
    links = [one.online_meeting.join_url for one in events if one.online_meeting]
    assert len(links) > 5
    assert all(link.startswith("http") for link in links)
    masters = {one.series_master_id for one in events} - {None}
    for master_id in masters:
        master = alex_by_sdk.ask(alex_by_sdk.me.events.by_event_id(master_id).get())
        assert master.type is EventType.SeriesMaster
        assert master.recurrence.pattern.interval >= 1
        assert master.recurrence.range.start_date


def test_an_online_meeting_is_made_changed_and_deleted(alex_by_sdk: Person) -> None:
    sent = event(
        "Planning",
        body=ItemBody(content_type=BodyType.Html, content="<p>Agenda</p>"),
        is_online_meeting=True,
        online_meeting_provider=OnlineMeetingProviderType.TeamsForBusiness,
        attendees=[guest(ADELE)],
    )
    made = alex_by_sdk.ask(alex_by_sdk.me.events.post(sent))
    assert made.online_meeting.join_url.startswith("http")
    assert made.online_meeting_provider is OnlineMeetingProviderType.TeamsForBusiness
    assert made.organizer.email_address.address == ALEX
    assert made.attendees[0].status.response is ResponseType.None_
    found = alex_by_sdk.me.events.by_event_id(made.id)
    assert alex_by_sdk.ask(found.get()).online_meeting.join_url == made.online_meeting.join_url
    changed = alex_by_sdk.ask(found.patch(Event(subject="Planning again")))
    assert (changed.subject, changed.online_meeting.join_url) == (
        "Planning again",
        made.online_meeting.join_url,
    )
    assert changed.last_modified_date_time >= made.created_date_time
    alex_by_sdk.ask(found.delete())
    with pytest.raises(ODataError) as refusal:
        alex_by_sdk.ask(found.get())
    assert refusal.value.response_status_code == 404
    assert refusal.value.error.code == "ErrorItemNotFound"
    assert refusal.value.error.inner_error.request_id


def test_a_plain_event_goes_online(alex_by_sdk: Person) -> None:
    plain = alex_by_sdk.ask(alex_by_sdk.me.events.post(event("Lunch")))
    assert (plain.is_online_meeting, plain.online_meeting) == (False, None)
    assert plain.online_meeting_provider is OnlineMeetingProviderType.Unknown
    change = Event(is_online_meeting=True, online_meeting_provider=OnlineMeetingProviderType.TeamsForBusiness)
    online = alex_by_sdk.ask(alex_by_sdk.me.events.by_event_id(plain.id).patch(change))
    assert online.is_online_meeting
    assert online.online_meeting.join_url


@pytest.mark.parametrize(
    ("answer", "response"),
    [("accept", ResponseType.Accepted), ("decline", ResponseType.Declined)],
)
def test_a_guest_answers(
    alex_by_sdk: Person, people: dict[str, Person], answer: str, response: ResponseType
) -> None:
    made = alex_by_sdk.ask(alex_by_sdk.me.events.post(event("Review", attendees=[guest(ADELE)])))
    adele = people[ADELE]
    (invitation,) = (
        one
        for one in view(adele, datetime.fromisoformat(f"{DAY}T00:00:00+00:00"), 2)
        if one.subject == "Review"
    )
    assert invitation.response_status.response is ResponseType.NotResponded
    hers = adele.me.events.by_event_id(invitation.id)
    if answer == "accept":
        adele.ask(hers.accept.post(AcceptPostRequestBody(comment="Yes", send_response=True)))
    else:
        adele.ask(hers.decline.post(DeclinePostRequestBody(comment="No", send_response=True)))
    told = alex_by_sdk.ask(alex_by_sdk.me.events.by_event_id(made.id).get())
    assert told.attendees[0].status.response is response
    assert told.attendees[0].status.time.year >= 2025


def test_times_come_in_the_zone_asked_for(alex_by_sdk: Person) -> None:
    made = alex_by_sdk.ask(alex_by_sdk.me.events.post(event("Call")))
    configuration: RequestConfiguration[Any] = RequestConfiguration()
    configuration.headers.add("Prefer", 'outlook.timezone="Tokyo Standard Time"')
    read = alex_by_sdk.ask(alex_by_sdk.me.events.by_event_id(made.id).get(configuration))
    assert (read.start.date_time, read.start.time_zone) == (
        "2031-03-09T02:00:00.0000000",
        "Tokyo Standard Time",
    )
