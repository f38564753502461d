"""OData's options on lists: selection, order, filter, count, pages with next links (docs/graph.md 2, 8)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from sandbox.graph import filters
from sandbox.graph.call import Call
from sandbox.graph.errors import bad_query

Row = TypeVar("Row")
PAGE = 10


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one call, checked."""

    select: tuple[str, ...] | None
    order: tuple[tuple[str, bool], ...]
    """(path in lower case, descending)"""
    test: filters.Test | None
    top: int
    skip: int
    count: bool
    expand: frozenset[str]


def read_options(query: Mapping[str, str], known: Mapping[str, str], navigation: frozenset[str]) -> Options:
    """The options in a query with lower-case names; `known` has the members by lower-case name.

    Raises 400 for options that cannot be read or name unknown members.
    """
    unsupported = {"$search", "$apply", "$compute"} & query.keys()
    if unsupported:
        raise bad_query(f"The query option '{unsupported.pop()}' is not supported here.")
    return Options(
        select=_select(query.get("$select", ""), known),
        order=tuple(_order(part, known) for part in query.get("$orderby", "").split(",") if part.strip()),
        test=filters.parse(query["$filter"]) if query.get("$filter") else None,
        top=_number(query, "$top", PAGE),
        skip=_number(query, "$skip", 0),
        count=query.get("$count", "").lower() == "true",
        expand=_expand(query.get("$expand", ""), navigation),
    )


def page(
    call: Call,
    options: Options,
    rows: Sequence[Row],
    render: Callable[[Row, bool], dict[str, Any]],
    sort_value: Callable[[Row, str], Any] | None = None,
) -> dict[str, Any]:
    """`value`, and where they belong `@odata.count` and `@odata.nextLink`.

    `render(row, in_full)` gives a row as it is shown, or with every member for a filter or an order.
    `sort_value(row, bound)` gives a row's `start` or `end` without rendering it.
    """
    if options.test:
        rows = [row for row in rows if options.test(render(row, True))]
    for path, descending in reversed(options.order):
        rows = sorted(rows, key=_key(path, render, sort_value), reverse=descending)
    shown = rows[options.skip : options.skip + options.top]
    answer: dict[str, Any] = {}
    if options.count:
        answer["@odata.count"] = len(rows)
    answer["value"] = [render(row, False) for row in shown]
    if options.skip + options.top < len(rows):
        answer["@odata.nextLink"] = _next_link(call, options.skip + options.top)
    return answer


def chosen(
    row: dict[str, Any], select: tuple[str, ...] | None, always: tuple[str, ...] = ("id",)
) -> dict[str, Any]:
    """The members of `row` that are selected (None: all), and those that are there whatever is selected."""
    return row if select is None else {name: row[name] for name in row if name in {*select, *always}}


def _next_link(call: Call, skip: int) -> str:
    """The same address with every parameter of the call repeated and `$skip` moved on."""
    kept = {name: value for name, value in call.asked.items() if name.lower().lstrip("$") != "skip"}
    query = urlencode({**kept, "$skip": str(skip)}, quote_via=quote, safe="$,/:")
    return f"{call.root}{call.path}?{query}"


def _select(text: str, known: Mapping[str, str]) -> tuple[str, ...] | None:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names or "*" in names:
        return None
    for name in names:
        if name.lower() not in known:
            raise bad_query(
                f"Parsing OData Select and Expand failed: Could not find a property named '{name}'."
            )
    return tuple(dict.fromkeys(known[name.lower()] for name in names))


def _order(part: str, known: Mapping[str, str]) -> tuple[str, bool]:
    path, *rest = part.lower().split()
    if path.split("/")[0] not in known or rest not in ([], ["asc"], ["desc"]):
        raise bad_query(f"The $orderby clause '{part.strip()}' is invalid.")
    return path, rest == ["desc"]


def _expand(text: str, navigation: frozenset[str]) -> frozenset[str]:
    names = {name.strip().lower() for name in text.split(",") if name.strip()}
    for name in names - navigation:
        raise bad_query(
            f"Parsing OData Select and Expand failed: Property '{name}' is not a navigation property."
        )
    return frozenset(names)


def _number(query: Mapping[str, str], name: str, default: int) -> int:
    text = query.get(name, str(default))
    if not text.isascii() or not text.isdigit():
        raise bad_query(
            f"Invalid value '{text}' for {name} query option found. It must be a non-negative integer."
        )
    return int(text)


def _key(
    path: str, render: Callable[[Row, bool], dict[str, Any]], sort_value: Callable[[Row, str], Any] | None
) -> Callable[[Row], Any]:
    def rendered(row: Row) -> Any:
        value: Any = {name.lower(): part for name, part in render(row, True).items()}
        for name in path.split("/"):
            value = (
                {key.lower(): part for key, part in value.items()}.get(name)
                if isinstance(value, dict)
                else None
            )
        return (value is not None, str(value).casefold())

    if sort_value is not None and path in ("start/datetime", "end/datetime"):
        return lambda row: sort_value(row, path.split("/")[0])
    return rendered
