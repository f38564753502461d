"""Converts between Graph's times (wall time and zone name) and aware datetimes; finds where days begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from tzlocal.windows_tz import tz_win, win_tz

_UTC = ZoneInfo("UTC")
# Names that Graph sends for UTC besides "UTC" itself (docs/graph.md 6).
_UTC_NAMES = {"tzone://microsoft/utc", "coordinated universal time", "z"}
_FRACTION = re.compile(r"(\.\d{6})\d+")
# Stands for Exchange's "no time" and every time that cannot be read. Exchange's own is a day earlier, which
# does not exist in every zone.
NO_TIME = datetime(1, 1, 2, tzinfo=UTC)


class SkippedTimeError(ValueError):
    """A wall time that does not exist because clocks are set forward over it."""


@dataclass(frozen=True, slots=True)
class MailboxZone:
    """A person's time zone, and the name to send to Graph for it."""

    zone: ZoneInfo
    name: str


@lru_cache(maxsize=1024)  # limited, because some names come from a cookie: anybody can invent them
def lookup(name: str) -> ZoneInfo | None:
    """The zone with a Windows or IANA name, in any case.

    None for an unknown name, and for a private zone (`tzone://Microsoft/Custom`).
    """
    wanted = name.strip().lower()
    if wanted in _UTC_NAMES:
        return _UTC
    key = _windows_names().get(wanted) or _iana_names().get(wanted)
    return ZoneInfo(key) if key else None


def of_person(*names: str) -> ZoneInfo:
    """The zone to show times in to a person: that of the first known name, else UTC."""
    return next(filter(None, map(lookup, names)), _UTC)


def graph_name(zone: ZoneInfo, at: datetime) -> str:
    """The name to send to Graph for `zone`: its Windows name, which Graph always knows, else its IANA name.

    A zone can change its clocks while its Windows name does not (Scoresbysund in 2024), and that name would
    move a meeting by hours. So it is used only if both show the same time in the year after `at`.
    """
    if zone.key == "UTC":
        return "UTC"
    name = tz_win.get(zone.key)
    return name if name and show_same_time(zone, ZoneInfo(win_tz[name]), at) else zone.key


def show_same_time(zone: ZoneInfo, other: ZoneInfo, at: datetime) -> bool:
    """Whether clocks in two zones show the same time throughout the year after `at`."""
    return _show_same_time_from(zone, other, at.astimezone(UTC).date())


@lru_cache(maxsize=1024)
def _show_same_time_from(zone: ZoneInfo, other: ZoneInfo, day: date) -> bool:
    noon = datetime.combine(day, time(12), UTC)
    weekly = (noon + timedelta(weeks=week) for week in range(53))
    return all(at.astimezone(zone).utcoffset() == at.astimezone(other).utcoffset() for at in weekly)


def label(moment: datetime) -> str:
    """The zone of an aware datetime for people to read: "Pacific Standard Time (UTC-08:00)"."""
    name = graph_name(lookup(str(moment.tzinfo)) or _UTC, moment)
    offset = moment.strftime("%z")
    return name if name == "UTC" else f"{name} (UTC{offset[:3]}:{offset[3:5]})"


def read_datetime(value: object) -> datetime:
    """An aware UTC datetime from Graph's dateTimeTimeZone or ISO string; `NO_TIME` when it cannot be read.

    The wall time has up to seven digits after the seconds. An unknown zone counts as UTC, which is what Graph
    answers in unless asked for a zone.
    """
    zone: ZoneInfo = _UTC
    if isinstance(value, dict):
        zone = lookup(str(value.get("timeZone") or "")) or _UTC
        value = value.get("dateTime")
    if not isinstance(value, str):
        return NO_TIME
    try:
        moment = datetime.fromisoformat(_FRACTION.sub(r"\1", value))
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return NO_TIME
    return moment if MINYEAR < moment.year < MAXYEAR else NO_TIME


def read_date(value: object) -> date:
    """The date in the dateTimeTimeZone of an all-day event; `NO_TIME`'s date when it cannot be read.

    The zone in it is ignored: an all-day event is on the same date in every zone.
    """
    text = value.get("dateTime") if isinstance(value, dict) else value
    try:
        day = date.fromisoformat(str(text)[:10])
    except ValueError:
        return NO_TIME.date()
    return day if MINYEAR < day.year < MAXYEAR else NO_TIME.date()


def write_datetime(moment: datetime, zone: MailboxZone) -> dict[str, str]:
    """Graph's dateTimeTimeZone for an aware datetime: its wall time in `zone`, and the zone's name.

    When clocks are set back, a wall time that comes a second time is written in UTC, because the wall time
    alone would mean the first one.
    """
    wall_time, name = moment.astimezone(zone.zone), zone.name
    if wall_time.fold:
        wall_time, name = moment.astimezone(UTC), "UTC"
    return {"dateTime": wall_time.strftime("%Y-%m-%dT%H:%M:%S"), "timeZone": name}


def from_wall_time(wall_time: datetime, zone: ZoneInfo) -> datetime:
    """An aware datetime from a naive one in `zone`.

    A time that comes twice, when clocks are set back, means the first one. Raises SkippedTimeError for a
    time that does not exist because clocks are set forward.
    """
    moment = wall_time.replace(tzinfo=zone, fold=0)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall_time:
        raise SkippedTimeError(wall_time.isoformat())
    return moment


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of `day` in `zone`, as an aware datetime.

    For the next day call this again: adding 24 hours is wrong where a day has 23 or 25.
    """
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC).astimezone(zone)


def today(zone: ZoneInfo, now: datetime) -> date:
    """The date in `zone` at `now`, an aware datetime."""
    return now.astimezone(zone).date()


def view_window(first: date, days: int, spare: int = 0) -> tuple[str, str]:
    """`startDateTime` and `endDateTime` of a calendar view with all events of `days` days from `first`.

    The view is a day wider at both ends, so that it fits every zone: Graph matches all-day events as UTC days
    (docs/graph.md 6), and days elsewhere begin up to 14 hours before or after UTC's. It is wider by `spare`
    more days, for callers who are not sure about `first`. Callers filter the events by date.
    """
    start = datetime.combine(first - timedelta(days=1 + spare), time.min)
    end = datetime.combine(first + timedelta(days=days + 1 + spare), time.min)
    return f"{start.isoformat()}Z", f"{end.isoformat()}Z"


@cache
def _windows_names() -> dict[str, str]:
    return {name.lower(): key for name, key in win_tz.items()}


@cache
def _iana_names() -> dict[str, str]:
    return {key.lower(): key for key in available_timezones()}
