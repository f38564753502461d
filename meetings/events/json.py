"""Reads members of Graph's JSON: one that is missing, null or of another type than expected is empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

# Half of a surrogate pair, which is left where a program cut a text in two; UTF-8 has no way to write it.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def text(data: Json, name: str) -> str:
    """A string, or ""."""
    value = data.get(name)
    if not isinstance(value, str):
        return ""
    return value if value.isascii() else _LONE_SURROGATE.sub("\ufffd", value)


def nested(data: Json, name: str) -> Json:
    """An object, or an empty one."""
    value = data.get(name)
    return value if isinstance(value, Mapping) else {}


def items(data: Json, name: str) -> list[Any]:
    """A list with whatever is in it, or an empty one."""
    value = data.get(name)
    return value if isinstance(value, list) else []


def objects(data: Json, name: str) -> Iterator[Json]:
    """The objects in a list; anything else in it is left out."""
    return (item for item in items(data, name) if isinstance(item, Mapping))
