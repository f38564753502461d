"""OData `$filter`: comparisons, `startswith` and `contains`, joined by `and`, `or`, `not` and parentheses."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from sandbox.graph.errors import bad_query

Test = Callable[[dict[str, Any]], bool]
_TOKEN = re.compile(r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<mark>[(),])|(?P<word>[^\s(),']+))")
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": eq,
    "ne": ne,
    "gt": gt,
    "ge": ge,
    "lt": lt,
    "le": le,
}
_FUNCTIONS: dict[str, Callable[[str, str], bool]] = {
    "startswith": lambda value, part: value.casefold().startswith(part.casefold()),
    "contains": lambda value, part: part.casefold() in value.casefold(),
}
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None}


def parse(expression: str) -> Test:
    """The test that an expression stands for. Raises 400 for one that cannot be read."""
    reader = _Reader(expression)
    test = reader.either()
    reader.end()
    return test


class _Reader:
    """Reads an expression from left to right, one method for each level of precedence."""

    def __init__(self, expression: str) -> None:
        self._expression = expression
        if _TOKEN.sub("", expression).strip():
            raise self._refusal()
        self._tokens = [match.group().strip() for match in _TOKEN.finditer(expression)]

    def either(self) -> Test:
        tests = [self._all()]
        while self._took("or"):
            tests.append(self._all())
        return tests[0] if len(tests) == 1 else lambda row: any(test(row) for test in tests)

    def end(self) -> None:
        if self._tokens:
            raise self._refusal()

    def _all(self) -> Test:
        tests = [self._single()]
        while self._took("and"):
            tests.append(self._single())
        return tests[0] if len(tests) == 1 else lambda row: all(test(row) for test in tests)

    def _single(self) -> Test:
        if self._took("not"):
            test = self._single()
            return lambda row: not test(row)
        if self._took("("):
            test = self.either()
            self._expect(")")
            return test
        return self._comparison()

    def _comparison(self) -> Test:
        path = self._next()
        if (function := _FUNCTIONS.get(path.lower())) and self._took("("):
            path = self._next()
            self._expect(",")
            part = self._literal()
            self._expect(")")
            return lambda row: function(str(_value(row, path) or ""), str(part))
        compare = _COMPARISONS.get(self._next().lower())
        if compare is None or not re.fullmatch(r"[A-Za-z][\w/.]*", path):
            raise self._refusal()
        literal = self._literal()
        return lambda row: _holds(compare, _value(row, path), literal)

    def _literal(self) -> Any:
        token = self._next()
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if token.lower() in _WORDS:
            return _WORDS[token.lower()]
        return int(token) if re.fullmatch(r"-?\d+", token) else token

    def _took(self, word: str) -> bool:
        if self._tokens and self._tokens[0].lower() == word:
            del self._tokens[0]
            return True
        return False

    def _expect(self, word: str) -> None:
        if not self._took(word):
            raise self._refusal()

    def _next(self) -> str:
        if not self._tokens:
            raise self._refusal()
        return self._tokens.pop(0)

    def _refusal(self) -> Exception:
        return bad_query(f"Invalid filter clause: '{self._expression}'.")


def _value(row: dict[str, Any], path: str) -> Any:
    value: Any = row
    for name in path.split("/"):
        members = {key.lower(): part for key, part in value.items()} if isinstance(value, dict) else {}
        value = members.get(name.lower())
    return value


def _holds(compare: Callable[[Any, Any], bool], value: Any, literal: Any) -> bool:
    if compare in (eq, ne) and (value is None or literal is None):
        return compare(value, literal)
    if isinstance(value, bool | int) and isinstance(literal, bool | int):
        return compare(value, literal)
    left, right = _moment(value), _moment(literal)
    if left and right:
        return compare(left, right)
    return compare(str(value), str(literal)) if value is not None and literal is not None else False


def _moment(value: Any) -> datetime | None:
    try:
        parsed = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
