"""Time as Graph writes it (wall time, zone name) and as we keep it (aware datetimes); bounds of days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from tzlocal.windows_tz import tz_win, win_tz

_UTC = ZoneInfo("UTC")
# Names that Graph sends for UTC beside "UTC" itself (docs/graph.md 6).
_UTC_NAMES = {"tzone://microsoft/utc", "coordinated universal time", "z"}
_FRACTION = re.compile(r"(\.\d{6})\d+")
# What Exchange's "no time" and every unreadable time become here. Exchange writes it a day earlier, which
# cannot be read in every zone.
NO_TIME = datetime(1, 1, 2, tzinfo=UTC)


class SkippedTimeError(ValueError):
    """A wall time that does not exist because clocks are put forward over it."""


@dataclass(frozen=True, slots=True)
class MailboxZone:
    """The zone that a person's times are in, and the name to send to Graph for it."""

    zone: ZoneInfo
    name: str


@lru_cache(maxsize=1024)  # some names come from a cookie: anybody can invent them
def lookup(name: str) -> ZoneInfo | None:
    """The zone of a Windows or IANA name; None for none and for a private one (`tzone://Microsoft/Custom`)."""
    wanted = name.strip().lower()
    if wanted in _UTC_NAMES:
        return _UTC
    key = _windows_names().get(wanted) or _iana_names().get(wanted)
    return ZoneInfo(key) if key else None


def of_person(*names: str) -> ZoneInfo:
    """The zone a person reads times in: the first of the names that means one, else UTC."""
    return next(filter(None, map(lookup, names)), _UTC)


def graph_name(zone: ZoneInfo, at: datetime) -> str:
    """The name to send to Graph for `zone`: the Windows one, which it always knows; else IANA's.

    A zone may have left the clocks of its Windows name behind (Scoresbysund in 2024): that name would move a
    meeting by hours. So it is taken only if both show the same time in the year after `at`.
    """
    if zone.key == "UTC":
        return "UTC"
    name = tz_win.get(zone.key)
    return name if name and go_alike(zone, ZoneInfo(win_tz[name]), at) else zone.key


def go_alike(one: ZoneInfo, other: ZoneInfo, at: datetime) -> bool:
    """Whether two zones show the same time through the year after `at`."""
    return _go_alike_from(one, other, at.astimezone(UTC).date())


@lru_cache(maxsize=1024)
def _go_alike_from(one: ZoneInfo, other: ZoneInfo, day: date) -> bool:
    noon = datetime.combine(day, time(12), UTC)
    moments = (noon + timedelta(weeks=week) for week in range(53))
    return all(
        moment.astimezone(one).utcoffset() == moment.astimezone(other).utcoffset() for moment in moments
    )


def label(moment: datetime) -> str:
    """The zone of an aware moment by name, with how far it is from UTC then, to be read by people."""
    name = graph_name(lookup(str(moment.tzinfo)) or _UTC, moment)
    offset = moment.strftime("%z")
    return name if name == "UTC" else f"{name} (UTC{offset[:3]}:{offset[3:5]})"


def read_moment(value: object) -> datetime:
    """An aware UTC datetime from Graph's dateTimeTimeZone or ISO string; `NO_TIME` when it cannot be read.

    The wall time has up to seven fractional digits. An unknown zone counts as UTC, which is what Graph
    answers when asked for no zone.
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
    """The date in a dateTimeTimeZone of an all-day event, which floats: its zone is never applied."""
    text = value.get("dateTime") if isinstance(value, dict) else value
    try:
        day = date.fromisoformat(str(text)[:10])
    except ValueError:
        return NO_TIME.date()
    return day if MINYEAR < day.year < MAXYEAR else NO_TIME.date()


def write_moment(moment: datetime, zone: MailboxZone) -> dict[str, str]:
    """Graph's dateTimeTimeZone: the wall time of `moment` in `zone`, under the mailbox's name for that."""
    wall = moment.astimezone(zone.zone)
    return {"dateTime": wall.strftime("%Y-%m-%dT%H:%M:%S"), "timeZone": zone.name}


def from_wall(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment of a naive wall time in `zone`.

    A doubled hour means its first pass. Raises SkippedTimeError for a wall time inside the hour that is
    skipped in spring.
    """
    moment = wall.replace(tzinfo=zone, fold=0)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall:
        raise SkippedTimeError(wall.isoformat())
    return moment


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of `day` in `zone`. Days may have 23 or 25 hours there: never add 24."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC).astimezone(zone)


def today(zone: ZoneInfo, now: datetime) -> date:
    """The date in `zone` at the moment `now`."""
    return now.astimezone(zone).date()


def view_window(first: date, days: int, spare: int = 0) -> tuple[str, str]:
    """`startDateTime` and `endDateTime` of the calendar view for `days` days from `first` in whatever zone.

    A day wider on both sides: Graph matches all-day events as UTC days (docs/graph.md 6), and days begin up
    to 14 hours before or after UTC's; by `spare` more days while it is not sure which day is the first. The
    surplus is filtered by date.
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
