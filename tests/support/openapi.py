"""Microsoft's own description of Graph v1.0: which operation a call is, and where a body deviates from it.

It lies beside the repository, not in it. Read with the relaxations that its README gives, without which real
answers deviate: a member that is another schema may be null; `additionalProperties` of an object mean
anything; `nullable` is OpenAPI's; `format` is not enforced. What a client *sends* is read more strictly: only
members that are described, since Graph refuses others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from jsonschema_rs import Draft202012Validator

from tests.support.sandbox_process import PROJECT

Json: TypeAlias = dict[str, Any]
Deviation: TypeAlias = tuple[str, str]
"""Where in the body (`/value/0/start`), and what is wrong there."""

FILE: Path = PROJECT.parent / "shared" / "graph" / "openapi.json"
_COMPONENT = "#/components/schemas/"
_ANNOTATION = r"^(@|\w+@)"


class Operation:
    """One method of one path."""

    def __init__(self, method: str, path: str, details: Json) -> None:
        self.method = method.upper()
        self.path = path
        self._details = details
        self._pattern = re.compile(_path_pattern(path), re.IGNORECASE)

    def matches(self, method: str, path: str) -> bool:
        """Whether a call below /v1.0 is this one; fixed segments match in any case."""
        return method == self.method and self._pattern.fullmatch(path) is not None

    def deviations_of_query(self, query: Mapping[str, str]) -> Iterator[Deviation]:
        """Options not described, missing, or of another kind; members selected that are not there."""
        described = {option["name"].lower(): option for option in self._options()}
        given = {name.lower(): value for name, value in query.items()}
        for name in given.keys() - described.keys():
            yield f"?{name}", "is not described"
        for name, option in described.items():
            if name not in given:
                if option.get("required"):
                    yield f"?{name}", "is missing"
                continue
            for _, problem in _deviations(_schema(json.dumps(option["schema"])), _value(option, given[name])):
                yield f"?{name}", problem
        for name in set(given.get("$select", "").split(",")) - self._members() - {""}:
            yield "?$select", f"{name!r} is no member of the answer"

    def deviations_of_request(self, body: Any) -> Iterator[Deviation]:
        """Where what a client sends deviates; None for no body."""
        schema = _content(self._details.get("requestBody", {}))
        if schema is None or body is None:
            if (schema is None) != (body is None):
                yield "", "has no body" if body is None else "has a body"
            return
        if "$ref" not in schema:  # parameters of an action: Graph takes their names in any case
            lower = {name.lower(): part for name, part in schema["properties"].items()}
            schema = {**schema, "properties": lower}
            body = {name.lower(): value for name, value in body.items()}
        yield from _deviations(_schema(json.dumps(schema), sent=True), body)

    def deviations_of_answer(self, status: int, body: Any) -> Iterator[Deviation]:
        """Where an answer deviates; None for no body."""
        schema = self._answer_schema("2XX" if 200 <= status < 300 else "default")
        if schema is None or body is None:
            if (schema is None) != (body is None):
                yield "", "has no body" if body is None else "has a body"
            return
        yield from _deviations(_schema(json.dumps(schema)), body)

    def _answer_schema(self, status: str) -> Json | None:
        return _content(self._details["responses"][status])

    def _options(self) -> Iterator[Json]:
        for parameter in self._details.get("parameters", ()):
            option = _resolved(parameter)
            if option["in"] == "query":
                yield option

    def _members(self) -> set[str]:
        schema = _flat(self._answer_schema("2XX") or {})
        listed = schema.get("properties", {}).get("value", {}).get("items")
        return set((_flat(listed) if listed else schema).get("properties", ()))


@cache
def description() -> Json:
    """The whole file. Raises OSError when it is not there."""
    content: Json = json.loads(FILE.read_text())
    return content


@cache
def operations() -> tuple[Operation, ...]:
    """All operations, those with fixed segments before those with ids in their place."""
    found = [
        Operation(method, path, details)
        for path, methods in sorted(description()["paths"].items(), key=lambda pair: pair[0].count("{"))
        for method, details in methods.items()
        if method in ("get", "post", "patch", "put", "delete")
    ]
    return tuple(found)


def find(method: str, path: str) -> Operation | None:
    """The operation that a call below /v1.0 is; None for one that the file does not have."""
    return next((each for each in operations() if each.matches(method, path)), None)


def deviations_of(schema: str, value: Any) -> Iterator[Deviation]:
    """Where a value deviates from a schema by name, such as `microsoft.graph.event`."""
    return _deviations(_schema(json.dumps({"$ref": _COMPONENT + schema})), value)


def flat(schema: str) -> Json:
    """A schema by name with what it inherits in one list of `properties`."""
    return _flat({"$ref": _COMPONENT + schema})


@cache
def _schema(text: str, sent: bool = False) -> Draft202012Validator:
    root = _relaxed(json.loads(text), sent)
    names = description()["components"]["schemas"]
    plain = {name: _relaxed({"$ref": _COMPONENT + name}, sent, follow=True) for name in names}
    components = plain | {f"{name}?": _or_null(schema) for name, schema in plain.items()}
    return Draft202012Validator({**root, "components": {"schemas": components}})


def _deviations(validator: Draft202012Validator, value: Any) -> Iterator[Deviation]:
    for error in validator.iter_errors(value):
        where = "".join(f"/{part}" for part in error.instance_path)
        yield where, error.message if len(error.message) <= 300 else f"{error.message[:300]}..."


def _relaxed(schema: Json, sent: bool, follow: bool = False) -> Json:
    """A schema in JSON Schema's own words, with the relaxations; `follow`: what a reference names instead."""
    if "$ref" in schema and not follow:
        return schema
    whole = _flat(schema)
    made = {name: whole[name] for name in _KEPT & whole.keys()}
    if "items" in whole:
        made["items"] = _relaxed(whole["items"], sent)
    if "properties" in whole:
        made["properties"] = {
            name: {"$ref": f"{part['$ref']}?"} if "$ref" in part else _relaxed(part, sent)
            for name, part in whole["properties"].items()
        }
        if sent:
            made |= {"patternProperties": {_ANNOTATION: True}, "additionalProperties": False}
    return _or_null(made) if whole.get("nullable") else made


_KEPT = {"type", "enum", "pattern", "required", "minimum", "maximum", "uniqueItems"}


def _or_null(schema: Json) -> Json:
    made = dict(schema)
    if "type" in made:
        made["type"] = [made["type"], "null"] if isinstance(made["type"], str) else made["type"]
    if "enum" in made:
        made["enum"] = [*made["enum"], None]
    return made


def _flat(schema: Json) -> Json:
    """A schema without references and inheritance at its top."""
    whole = _resolved(schema)
    for part in whole.get("allOf", ()):
        inherited = _flat(part)
        properties = {**whole.get("properties", {}), **inherited.get("properties", {})}
        whole = {**inherited, **whole, "properties": properties, "type": "object"}
    return whole


def _resolved(thing: Json) -> Json:
    if "$ref" not in thing:
        return thing
    found: Json = description()
    for part in thing["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return found


def _content(holder: Json) -> Json | None:
    content = _resolved(holder).get("content", {})
    schema: Json | None = content.get("application/json", {}).get("schema")
    return schema


def _value(option: Json, text: str) -> Any:
    """A query option as its schema sees it."""
    kind = option["schema"]["type"]
    if kind == "array":
        return text.split(",")
    return json.loads(text) if kind != "string" and re.fullmatch(r"-?\d+|true|false", text) else text


def _path_pattern(path: str) -> str:
    """Ids stand where the path has braces; empty brackets and the namespace of functions may be left out.

    A value in quotes may name its type: `microsoft.graph.timeZoneStandard'Iana'`.
    """
    pattern = re.sub(r"\\\{[^}]*\\\}", "[^/']+", re.escape(path)).replace("='", r"=(?:[\w.]+)?'")
    return pattern.replace(r"\(\)", r"(?:\(\))?").replace(r"microsoft\.graph\.", r"(?:microsoft\.graph\.)?")
