"""Members of Graph's JSON by name, whatever is really there: a missing, null or odd member reads as empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

# Half of a character beyond the first 65,536, as is left where a program cut a text: no page can hold it.
_HALF = re.compile("[\ud800-\udfff]")


def text(data: Json, name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str):
        return ""
    return value if value.isascii() else _HALF.sub("\ufffd", value)


def nested(data: Json, name: str) -> Json:
    value = data.get(name)
    return value if isinstance(value, Mapping) else {}


def items(data: Json, name: str) -> list[Any]:
    value = data.get(name)
    return value if isinstance(value, list) else []


def members(data: Json, name: str) -> Iterator[Json]:
    return (item for item in items(data, name) if isinstance(item, Mapping))
