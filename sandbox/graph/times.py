"""Graph's wall times and zone names, read and written (docs/graph.md 6).

A `dateTimeTimeZone` is a local wall time without an offset, with seven fractional digits, and a zone's name,
Windows or IANA. Inside the sandbox every instant is an aware datetime in UTC.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from tzlocal.windows_tz import win_tz

from sandbox.graph.errors import GraphError, invalid, unreadable

ZERO_TIME = "0001-01-01T00:00:00Z"


def zone(name: str) -> tzinfo:
    """The zone of that name. Raises 400 TimeZoneNotSupportedException for one that Exchange does not know."""
    found = find_zone(name)
    if found is None:
        raise GraphError(
            400,
            "TimeZoneNotSupportedException",
            f"The time zone specified, '{name}', is not supported. Specify a supported time zone.",
        )
    return found


@cache
def find_zone(name: str) -> tzinfo | None:
    """The zone of a Windows or IANA name in any case; None for `tzone://Microsoft/Custom` and the like."""
    if name.casefold() in ("utc", "tzone://microsoft/utc"):
        return UTC
    iana = _windows_names().get(name.casefold()) or _iana_names().get(name.casefold())
    return ZoneInfo(iana) if iana else None


def windows_names() -> list[str]:
    """Every Windows name, as `supportedTimeZones` lists them."""
    return sorted(win_tz)


def iana_names() -> list[str]:
    """Every IANA name, for `supportedTimeZones(TimeZoneStandard=...'Iana')`."""
    return sorted(_iana_names().values())


def read(value: Any, member: str) -> tuple[datetime, str]:
    """The naive wall time and zone name of a dateTimeTimeZone that a client sent.

    Raises 400: RequestBodyRead for a wrong shape, TimeZoneNotSupportedException for an unknown or empty zone.
    """
    if not isinstance(value, Mapping):
        raise unreadable(f"The value of '{member}' is not a dateTimeTimeZone.")
    parts = {str(name).lower(): part for name, part in value.items()}
    wall, name = parts.get("datetime"), parts.get("timezone")
    if not isinstance(wall, str) or not isinstance(name, str | None):
        raise unreadable(f"The 'dateTime' of '{member}' is missing or not a string.")
    chosen = zone(name or "")
    parsed = _parse(wall)
    if parsed is None:
        raise unreadable(f"Cannot convert the literal '{wall}' to the expected type 'Edm.DateTime'.")
    return (parsed.astimezone(chosen).replace(tzinfo=None) if parsed.tzinfo else parsed), name or ""


def stored(wall: datetime, name: str) -> dict[str, str]:
    """The dateTimeTimeZone of a naive wall time in the zone of that name."""
    return {"dateTime": f"{wall.isoformat(timespec='microseconds')}0", "timeZone": name}


def in_zone(moment: datetime, name: str) -> dict[str, str]:
    """The dateTimeTimeZone of an instant (aware) in the zone of that name."""
    return stored(moment.astimezone(zone(name)).replace(tzinfo=None), name)


def instant(wall: datetime, name: str) -> datetime:
    """The instant in UTC of a naive wall time; a zone nobody can look up counts as UTC."""
    return wall.replace(tzinfo=find_zone(name) or UTC).astimezone(UTC)


def lenient_instant(value: Any, *, floating: bool = False) -> datetime | None:
    """The instant of a dateTimeTimeZone as it was planted, odd ones included; None without a time in it.

    A `floating` one, of an all-day event, is taken for UTC whatever its zone.
    """
    if not isinstance(value, Mapping) or not isinstance(value.get("dateTime"), str):
        return None
    parsed = _parse(value["dateTime"])
    if parsed is None or parsed.tzinfo:
        return parsed and parsed.astimezone(UTC)
    return instant(parsed, "UTC" if floating else str(value.get("timeZone")))


def query_instant(text: str, parameter: str) -> datetime:
    """The instant of `startDateTime` or `endDateTime`: ISO 8601 with an offset, UTC without one.

    Raises 400 ErrorInvalidParameter; among others for an offset whose `+` was not sent as `%2B`.
    """
    parsed = _parse(text)
    if parsed is None:
        raise invalid(f"The value '{text}' of parameter '{parameter}' is invalid.", "ErrorInvalidParameter")
    return parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def stamp(moment: datetime) -> str:
    """An instant in UTC as `createdDateTime` has it: seven digits and a Z."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}0Z"


def _parse(text: str) -> datetime | None:
    # Seven digits are one more than Python keeps; fromisoformat drops the seventh by itself from 3.11 on.
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        return None
    # At either end of the calendar no zone could be applied any more.
    return parsed if 1 < parsed.year < 9999 else None


@cache
def _windows_names() -> dict[str, str]:
    return {name.casefold(): iana for name, iana in win_tz.items()}


@cache
def _iana_names() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}
