"""Graph's wall times and zone names, and the bounds of a person's day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from meetings.events import MailboxZone, zones

BERLIN, NEW_YORK, AUCKLAND = (
    ZoneInfo("Europe/Berlin"),
    ZoneInfo("America/New_York"),
    ZoneInfo("Pacific/Auckland"),
)
KIRITIMATI, SANTIAGO = ZoneInfo("Pacific/Kiritimati"), ZoneInfo("America/Santiago")
# In Europe clocks go forward on 25 March 2029 and back on 28 October.
SPRING, AUTUMN = date(2029, 3, 25), date(2029, 10, 28)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("China Standard Time", "Asia/Shanghai"),
        ("pacific standard time", "America/Los_Angeles"),
        ("Asia/Kathmandu", "Asia/Kathmandu"),
        ("europe/berlin", "Europe/Berlin"),
        (" Europe/Berlin ", "Europe/Berlin"),
        ("UTC", "UTC"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("Coordinated Universal Time", "UTC"),
    ],
)
def test_windows_and_iana_names(name: str, key: str) -> None:
    found = zones.lookup(name)
    assert found is not None
    assert found.utcoffset(datetime(2029, 7, 1)) == ZoneInfo(key).utcoffset(datetime(2029, 7, 1))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "tzone://Microsoft/Custom",
        "Customized Time Zone",
        "Middle Earth Standard Time",
        "../../etc/passwd",
        "\0",
    ],
)
def test_a_name_that_means_nothing_is_no_zone(name: str) -> None:
    assert zones.lookup(name) is None


@pytest.mark.parametrize(
    ("mailbox", "browser", "key"),
    [
        ("Tokyo Standard Time", "Europe/Berlin", "Asia/Tokyo"),
        ("tzone://Microsoft/Custom", "Europe/Berlin", "Europe/Berlin"),
        ("", "Europe/Berlin", "Europe/Berlin"),
        ("", "Mars/Olympus_Mons", "UTC"),
        ("", "", "UTC"),
    ],
)
def test_the_mailboxs_zone_then_the_browsers_then_utc(mailbox: str, browser: str, key: str) -> None:
    assert zones.of_person(mailbox, browser).key == key


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("America/Los_Angeles", "Pacific Standard Time"),
        ("Asia/Shanghai", "China Standard Time"),
        ("UTC", "UTC"),
        ("Antarctica/Troll", "Antarctica/Troll"),
    ],
)
def test_graph_is_told_the_windows_name(key: str, name: str) -> None:
    assert zones.graph_name(ZoneInfo(key), datetime.now(UTC)) == name


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        (
            {"dateTime": "2029-01-19T09:00:00.0000000", "timeZone": "UTC"},
            datetime(2029, 1, 19, 9, tzinfo=UTC),
        ),
        ({"dateTime": "2029-01-19T09:00:00", "timeZone": "UTC"}, datetime(2029, 1, 19, 9, tzinfo=UTC)),
        (
            {"dateTime": "2029-01-19T09:00:00.1234567", "timeZone": "UTC"},
            datetime(2029, 1, 19, 9, 0, 0, 123456, tzinfo=UTC),
        ),
        (
            {"dateTime": "2029-07-19T09:00:00.0000000", "timeZone": "Pacific Standard Time"},
            datetime(2029, 7, 19, 16, tzinfo=UTC),
        ),
        (
            {"dateTime": "2029-01-19T09:00:00.0000000", "timeZone": "Asia/Kathmandu"},
            datetime(2029, 1, 19, 3, 15, tzinfo=UTC),
        ),
        (
            {"dateTime": "2029-01-19T09:00:00", "timeZone": "tzone://Microsoft/Custom"},
            datetime(2029, 1, 19, 9, tzinfo=UTC),
        ),
        ({"dateTime": "2029-01-19T09:00:00"}, datetime(2029, 1, 19, 9, tzinfo=UTC)),
        (
            {"dateTime": "2029-01-19T09:00:00+01:00", "timeZone": "UTC"},
            datetime(2029, 1, 19, 8, tzinfo=UTC),
        ),
        ("2029-01-19T09:00:00.0000000Z", datetime(2029, 1, 19, 9, tzinfo=UTC)),
    ],
)
def test_a_wall_time_with_its_zone_is_a_moment(value: object, moment: datetime) -> None:
    assert zones.read_datetime(value) == moment
    assert zones.read_datetime(value).utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        [],
        "",
        "tomorrow",
        {},
        {"dateTime": None, "timeZone": None},
        {"dateTime": 7, "timeZone": 7},
        {"dateTime": "datetime-value", "timeZone": "UTC"},
        {"dateTime": "2029-02-30T09:00:00", "timeZone": "UTC"},
        {"dateTime": "0001-01-01T00:00:00.0000000", "timeZone": "UTC"},
        {"dateTime": "0001-01-01T00:00:00", "timeZone": "Tokyo Standard Time"},
        {"dateTime": "9999-12-31T23:59:59.9999999", "timeZone": "UTC"},
        {"dateTime": "9999-12-31T23:00:00", "timeZone": "Pacific Standard Time"},
    ],
)
def test_what_is_no_time_reads_as_no_time(value: Any) -> None:
    assert zones.read_datetime(value) == zones.NO_TIME


@pytest.mark.parametrize("key", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_no_time_can_be_read_in_every_zone(key: str) -> None:
    assert zones.NO_TIME.astimezone(ZoneInfo(key)).year == 1


@pytest.mark.parametrize(
    "zone", ["UTC", "Tokyo Standard Time", "Hawaiian Standard Time", "tzone://Microsoft/Custom", None]
)
def test_an_all_day_date_is_the_same_in_every_zone(zone: str | None) -> None:
    assert zones.read_date({"dateTime": "2029-03-25T00:00:00.0000000", "timeZone": zone}) == SPRING


@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        {},
        {"dateTime": None},
        {"dateTime": "soon"},
        {"dateTime": "2029-13-01"},
        {"dateTime": "0001-01-01T00:00:00"},
    ],
)
def test_what_is_no_date_reads_as_no_date(value: object) -> None:
    assert zones.read_date(value) == zones.NO_TIME.date()


def test_a_moment_is_written_as_the_persons_wall_time() -> None:
    pacific = MailboxZone(ZoneInfo("America/Los_Angeles"), "Pacific Standard Time")
    moment = datetime(2029, 7, 19, 16, 30, tzinfo=UTC)
    assert zones.write_datetime(moment, pacific) == {
        "dateTime": "2029-07-19T09:30:00",
        "timeZone": "Pacific Standard Time",
    }


@pytest.mark.parametrize(
    ("hour", "written"),
    [
        (8, {"dateTime": "2027-11-07T01:30:00", "timeZone": "Pacific Standard Time"}),
        (9, {"dateTime": "2027-11-07T09:30:00", "timeZone": "UTC"}),
        (10, {"dateTime": "2027-11-07T02:30:00", "timeZone": "Pacific Standard Time"}),
    ],
)
def test_an_hour_that_comes_twice_is_in_utc_the_second_time(hour: int, written: dict[str, str]) -> None:
    pacific = MailboxZone(ZoneInfo("America/Los_Angeles"), "Pacific Standard Time")
    moment = datetime(2027, 11, 7, hour, 30, tzinfo=UTC)
    assert zones.write_datetime(moment, pacific) == written
    assert zones.read_datetime(written) == moment


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        (SPRING, BERLIN, 23),
        (AUTUMN, BERLIN, 25),
        (date(2029, 6, 1), BERLIN, 24),
        (date(2029, 3, 11), NEW_YORK, 23),
        (date(2029, 11, 4), NEW_YORK, 25),
        (date(2029, 9, 30), AUCKLAND, 23),
    ],
)
def test_a_day_lasts_from_midnight_to_midnight(day: date, zone: ZoneInfo, hours: int) -> None:
    start, end = zones.day_start(day, zone), zones.day_start(day + timedelta(days=1), zone)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)
    assert (start.date(), start.hour) == (day, 0)


def test_a_day_whose_midnight_is_skipped_begins_at_one() -> None:
    start = zones.day_start(date(2029, 9, 2), SANTIAGO)
    assert (start.date(), start.hour) == (date(2029, 9, 2), 1)
    assert start.astimezone(UTC) == datetime(2029, 9, 2, 4, tzinfo=UTC)


def test_a_wall_time_that_is_skipped_does_not_exist() -> None:
    with pytest.raises(zones.SkippedTimeError):
        zones.from_wall_time(datetime(2029, 3, 25, 2, 30), BERLIN)
    assert zones.from_wall_time(datetime(2029, 3, 25, 3), BERLIN) == datetime(2029, 3, 25, 1, tzinfo=UTC)


def test_a_doubled_wall_time_is_its_first_pass() -> None:
    moment = zones.from_wall_time(datetime(2029, 10, 28, 2, 30), BERLIN)
    assert moment.astimezone(UTC) == datetime(2029, 10, 28, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("key", "hour", "day"),
    [
        ("UTC", 0, 10),
        ("UTC", 23, 10),
        ("Pacific/Kiritimati", 10, 11),
        ("Pacific/Pago_Pago", 10, 9),
        ("Europe/Berlin", 22, 10),
        ("Europe/Berlin", 23, 11),
    ],
)
def test_today_is_the_persons_today(key: str, hour: int, day: int) -> None:
    now = datetime(2029, 3, 10, hour, 30, tzinfo=UTC)
    assert zones.today(ZoneInfo(key), now) == date(2029, 3, day)


@pytest.mark.parametrize("zone", [KIRITIMATI, ZoneInfo("Etc/GMT+12"), BERLIN])
@pytest.mark.parametrize("first", [SPRING, AUTUMN, date(2028, 2, 29), date(2029, 12, 31)])
def test_the_window_covers_the_days_in_every_zone_and_the_all_day_events_of_them(
    zone: ZoneInfo, first: date
) -> None:
    start, end = (datetime.fromisoformat(text) for text in zones.view_window(first, 7))
    assert start <= zones.day_start(first, zone)
    assert end >= zones.day_start(first + timedelta(days=7), zone)
    assert start <= datetime(first.year, first.month, first.day, tzinfo=UTC)
    assert end - start == timedelta(days=9)


def test_the_window_is_written_in_utc() -> None:
    assert zones.view_window(date(2029, 1, 1), 1) == ("2028-12-31T00:00:00Z", "2029-01-03T00:00:00Z")


def test_invented_names_do_not_pile_up() -> None:
    """The browser's zone is a cookie, which strangers can send as well."""
    for number in range(3000):
        zones.of_person("", f"Nowhere/{number}")
    info = zones.lookup.cache_info()
    assert info.maxsize is not None
    assert info.currsize <= info.maxsize
