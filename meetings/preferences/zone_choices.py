"""The time zones that a person can choose from, by continent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.events import zones

Choices = list[tuple[str, str | Promise]]

_CONTINENTS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific"),
}


def by_continent(now: datetime) -> list[tuple[str | Promise, Choices]]:
    """The zones of each continent, sorted by place and labeled with their offset from UTC at `now`."""
    places: dict[str, Choices] = {name: [] for name in _CONTINENTS}
    for zone in _zones():
        places[zone.key.partition("/")[0]].append((zone.key, place_label(zone, now)))
    return [(_CONTINENTS[name], choices) for name, choices in places.items()]


def place_label(zone: ZoneInfo, now: datetime) -> str:
    """The place and offset of a zone: "Los Angeles (UTC-08:00)", "Louisville, Kentucky (UTC-05:00)"."""
    parts = zone.key.replace("_", " ").split("/")
    return f"{', '.join(reversed(parts[1:] or parts))} ({_offset(zone, now)})"


def _offset(zone: ZoneInfo, now: datetime) -> str:
    offset = now.astimezone(zone).utcoffset() or timedelta(0)
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    sign = "\N{MINUS SIGN}" if offset < timedelta(0) else "+"
    return f"UTC{sign}{hours:02}:{minutes:02}"


@cache
def _zones() -> tuple[ZoneInfo, ...]:
    """The zones in tzdata's zone.tab, which lists one for each place with a time of its own."""
    by_place = sorted(_tabled_zones(), key=lambda zone: zone.key.split("/")[:0:-1])
    return tuple(zone for zone in by_place if zone.key.partition("/")[0] in _CONTINENTS)


def _tabled_zones() -> Iterator[ZoneInfo]:
    table = resources.files("tzdata") / "zoneinfo" / "zone.tab"
    for line in table.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#") and (zone := zones.lookup(line.split("\t")[2])):
            yield zone
