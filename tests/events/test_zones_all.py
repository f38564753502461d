"""Every zone there is: all Windows names of CLDR, as tzlocal carries them, and all of tzdata."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.test import Client
from tzlocal.windows_tz import win_tz

from meetings.events import Event, MailboxZone, zones
from tests.support.meeting_form import NEW, created, error_at, filled, form_in, make, meetings_called
from tests.support.pages import read
from tests.support.planting import ALEX
from tests.support.sandbox_process import Sandbox

# "localtime" is this machine's zone, whatever it is; "Factory" says that none is set.
IANA = sorted(available_timezones() - {"localtime", "Factory"})
YEAR = [datetime(2029, 1, 1, 12, tzinfo=UTC) + timedelta(days) for days in range(0, 366, 3)]
NOW = datetime.now(UTC)
EXTREMES = ["Pacific/Pago_Pago", "Etc/GMT+11", "UTC", "Asia/Kathmandu", "Pacific/Apia", "Pacific/Kiritimati"]


def clock(zone: ZoneInfo) -> list[timedelta | None]:
    """How far the zone is from UTC through a year."""
    return [moment.astimezone(zone).utcoffset() for moment in YEAR]


def found(name: str) -> ZoneInfo:
    zone = zones.lookup(name)
    assert zone is not None, name
    return zone


def test_there_are_all_of_them() -> None:
    assert len(win_tz) >= 139
    assert len(IANA) >= 590


@pytest.mark.parametrize("name", sorted(win_tz))
def test_windows_name_there_and_back(name: str) -> None:
    assert found(name).key == win_tz[name]
    assert zones.graph_name(found(name), NOW) == name
    assert found(name.upper()) is found(name)


@pytest.mark.parametrize("key", IANA)
def test_iana_name_there_and_back(key: str) -> None:
    zone = found(key)
    assert clock(zone) == clock(ZoneInfo(key))
    assert clock(found(zones.graph_name(zone, NOW))) == clock(zone)


@pytest.mark.parametrize("key", ["America/Scoresbysund", "Antarctica/Casey", "Antarctica/Vostok"])
def test_zone_that_left_its_windows_name_behind_keeps_its_own(key: str) -> None:
    assert zones.graph_name(ZoneInfo(key), NOW) == key


@pytest.mark.parametrize("key", IANA)
def test_every_day_and_wall_time_of_every_zone(key: str) -> None:
    """Midnights follow one another; each moment is written and read back; what is skipped is told."""
    zone = ZoneInfo(key)
    mailbox_zone = MailboxZone(zone, zones.graph_name(zone, NOW))
    for number in range(0, 365, 7):
        day = date(2029, 1, 1) + timedelta(number)
        start, end = (zones.day_start(day + timedelta(days), zone) for days in (0, 1))
        assert start.date() == day
        assert timedelta(hours=22) < end.astimezone(UTC) - start.astimezone(UTC) < timedelta(hours=26)
        noon = zones.from_wall_time(datetime.combine(day, time(12)), zone)
        assert zones.read_datetime(zones.write_datetime(noon, mailbox_zone)) == noon


def changes_of(zone: ZoneInfo) -> list[tuple[datetime, timedelta]]:
    """The moments of 2029 at which clocks are changed, in UTC to the quarter of an hour, and by how much."""
    hours = [datetime(2029, 1, 1, tzinfo=UTC) + timedelta(minutes=15 * step) for step in range(0, 365 * 96)]
    offsets = [moment.astimezone(zone).utcoffset() or timedelta() for moment in hours]
    return [
        (hours[i], offsets[i] - offsets[i - 1]) for i in range(1, len(hours)) if offsets[i] != offsets[i - 1]
    ]


@pytest.mark.parametrize(
    "key", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo"]
)
def test_skipped_and_doubled_wall_times(key: str) -> None:
    zone = ZoneInfo(key)
    (_, _) = changes = changes_of(zone)
    for moment, shift in changes:
        before = (moment - timedelta(minutes=1)).astimezone(zone).replace(tzinfo=None)
        day = zones.day_start(before.date(), zone)
        if shift > timedelta():
            with pytest.raises(zones.SkippedTimeError):
                zones.from_wall_time(before + timedelta(minutes=2), zone)
        else:
            assert zones.from_wall_time(before, zone).astimezone(UTC) == moment - timedelta(minutes=1)
        days = [zones.day_start(day.date() + timedelta(n), zone).astimezone(UTC) for n in (-1, 0, 1, 2)]
        lengths = {later - earlier for earlier, later in pairwise(days)}
        assert lengths == {timedelta(days=1), timedelta(days=1) - shift}


@pytest.mark.parametrize("name", ["tzone://Microsoft/Custom", "Customized Time Zone", ""])
def test_name_that_only_outlook_knows(name: str) -> None:
    """The person reads in the browser's zone, and its times count as UTC, for which Graph was asked."""
    assert zones.lookup(name) is None
    assert zones.of_person(name, "Asia/Tokyo").key == "Asia/Tokyo"
    value = {"dateTime": "2029-06-13T13:00:00.0000000", "timeZone": name}
    assert zones.read_datetime(value) == datetime(2029, 6, 13, 13, tzinfo=UTC)


def test_microsofts_own_name_of_utc() -> None:
    assert found("tzone://Microsoft/Utc").key == "UTC"


@pytest.mark.parametrize(
    "label", ["UTC", "Tokyo Standard Time", "Samoa Standard Time", "tzone://Microsoft/Custom", ""]
)
@pytest.mark.parametrize("key", EXTREMES)
def test_all_day_event_is_on_its_own_dates_from_everywhere(key: str, label: str) -> None:
    """From UTC-11 to UTC+14, whatever label Graph put on it; the window asked for has it each time."""
    day = date(2031, 3, 8)
    data: dict[str, Any] = {
        "isAllDay": True,
        "start": {"dateTime": f"{day}T00:00:00.0000000", "timeZone": label},
        "end": {"dateTime": f"{day + timedelta(2)}T00:00:00.0000000", "timeZone": label},
    }
    event = Event.from_graph(data)
    assert (event.first_day, event.last_day) == (day, day + timedelta(1))
    for asked in (day, day + timedelta(1)):
        start, end = map(datetime.fromisoformat, zones.view_window(asked, 1))
        assert start < datetime.combine(asked, time(12), UTC) < end
        assert start <= zones.day_start(asked, ZoneInfo(key))


def in_mailbox_zone(client: Client, sandbox: Sandbox, name: str, browser: str = "") -> Client:
    """The person's mailbox names this zone from now on, and the browser that one."""
    settings = {"timeZone": name, "language": {"locale": "en-US"}}
    sandbox.faults({"path": "mailboxSettings", "status": 200, "body": settings, "times": 99})
    client.cookies["meetboard_zone"] = browser
    return client


@pytest.mark.parametrize("key", EXTREMES)
def test_all_day_event_is_in_the_agenda_of_its_dates_only(alex: Client, sandbox: Sandbox, key: str) -> None:
    bounds = {"start": "2031-03-08T00:00:00", "end": "2031-03-10T00:00:00"}
    times = {name: {"dateTime": at, "timeZone": "UTC"} for name, at in bounds.items()}
    planted = sandbox.plant(ALEX, {"subject": "Fair", "isAllDay": True, **times})
    in_mailbox_zone(alex, sandbox, key)
    days = [f"2031-03-{number:02}" for number in range(6, 13)]
    shown = [
        day for day in days if read(alex.get(f"/?day={day}&days=1")).all(f"[data-event={planted['id']}]")
    ]
    assert shown == ["2031-03-08", "2031-03-09"]


@pytest.mark.parametrize(
    ("zone", "start", "end", "utc"),
    [
        ("W. Europe Standard Time", "2031-10-26T02:30", "2031-10-26T03:30", "2031-10-26T00:30"),
        ("Lord Howe Standard Time", "2031-04-06T01:45", "2031-04-06T02:45", "2031-04-05T14:45"),
        ("America/Scoresbysund", "2031-01-15T09:00", "2031-01-15T10:00", "2031-01-15T11:00"),
        ("Antarctica/Casey", "2031-01-15T09:00", "2031-01-15T10:00", "2031-01-15T01:00"),
        ("Line Islands Standard Time", "2031-01-15T09:00", "2031-01-15T10:00", "2031-01-14T19:00"),
    ],
)
@pytest.mark.parametrize("told_by", ["mailbox", "browser"])
def test_meeting_is_made_at_its_moment(
    alex: Client, sandbox: Sandbox, told_by: str, zone: str, start: str, end: str, utc: str
) -> None:
    """The doubled hour is its first pass, here and at Microsoft; every zone has a name that means it."""
    in_mailbox_zone(alex, sandbox, *((zone,) if told_by == "mailbox" else ("", found(zone).key)))
    make(alex, filled(alex, subject="Everywhere", start=start, end=end))
    (call,) = created(sandbox)
    assert call["body"]["start"]["dateTime"] == f"{start}:00"
    assert clock(found(call["body"]["start"]["timeZone"])) == clock(found(zone))
    (made,) = meetings_called(sandbox, ALEX, "Everywhere")
    assert made["start"] == {"dateTime": f"{utc}:00.0000000", "timeZone": "UTC"}


@pytest.mark.parametrize(
    ("zone", "skipped"),
    [
        ("W. Europe Standard Time", "2031-03-30T02:30"),
        ("Lord Howe Standard Time", "2031-10-05T02:15"),
        ("Pacific SA Standard Time", "2031-09-07T00:30"),
    ],
)
def test_skipped_wall_time_is_told_at_its_field(
    alex: Client, sandbox: Sandbox, zone: str, skipped: str
) -> None:
    in_mailbox_zone(alex, sandbox, zone)
    page = read(alex.post(NEW, filled(alex, start=skipped, end=f"{skipped[:10]}T12:00")), 422)
    assert error_at(page, "start") == "Clocks are put forward over this time: it does not exist."
    assert form_in(page).one("[name=start]")["value"] == skipped
    assert created(sandbox) == []


@pytest.mark.parametrize(
    "name", ["tzone://Microsoft/Custom", "Customized Time Zone", "", "Mars Standard Time"]
)
def test_mailbox_zone_that_means_nothing_is_never_sent(alex: Client, sandbox: Sandbox, name: str) -> None:
    in_mailbox_zone(alex, sandbox, name, "Asia%2FTokyo")
    make(alex, filled(alex))
    (call,) = created(sandbox)
    assert call["body"]["start"]["timeZone"] == "Tokyo Standard Time"


def test_mailbox_zone_that_is_utc_by_another_name(alex: Client, sandbox: Sandbox) -> None:
    in_mailbox_zone(alex, sandbox, "tzone://Microsoft/Utc", "Asia%2FTokyo")
    assert read(alex.get(NEW)).one("[name=start]")["value"]
    make(alex, filled(alex))
    (call,) = created(sandbox)
    assert found(call["body"]["start"]["timeZone"]).key == "UTC"
