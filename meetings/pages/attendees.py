"""Reads and writes people in one text field: `Name <address>`, separated by commas, semicolons or lines."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.events import Person
from meetings.wording.text import name_list

# Graph's limit for an event (docs/graph.md 14).
MOST = 500
# A quoted name, or anything else up to the next separator.
_PIECE = re.compile(r'(?:"[^"\n]*"|[^,;\n\r])+|[,;\n\r]')
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
_is_address = EmailValidator()


def read(text: str) -> tuple[Person, ...]:
    """The people in `text`, each address once, in the order given.

    Separators inside a quoted name do not count, nor does the comma of `Vance, Adele <a@b>`. Raises a
    ValidationError that names every part that is not an address, or if there are more than MOST people.
    """
    people: dict[str, Person] = {}
    wrong: list[str] = []
    for part in _parts(text):
        match = _NAMED.fullmatch(part)
        name, address = (match["name"].strip(' "'), match["address"].strip()) if match else ("", part)
        try:
            _is_address(address)
        except ValidationError:
            wrong.append(part)
        else:
            people.setdefault(address.lower(), Person(name, address))
    if wrong:
        raise ValidationError(
            ngettext("%(who)s is not a mail address.", "These are not mail addresses: %(who)s.", len(wrong))
            % {"who": name_list(f"“{part}”" for part in wrong)}
        )
    if len(people) > MOST:
        raise too_many(len(people))
    return tuple(people.values())


def too_many(count: int) -> ValidationError:
    """The error for more people than an event can have."""
    return ValidationError(
        _("%(count)d people are too many: a meeting takes %(most)d.") % {"count": count, "most": MOST}
    )


def write(people: Iterable[Person]) -> str:
    """The text from which `read` gives the same people, one on each line."""
    return "\n".join(_line(person) for person in people)


def is_address(text: str) -> bool:
    """Whether `text` is a mail address; Exchange's internal (X.500) addresses are not."""
    try:
        _is_address(text)
    except ValidationError:
        return False
    return True


def _line(person: Person) -> str:
    name = re.sub(r'[<>"\s]+', " ", person.name).strip()
    if not name or name.lower() == person.address.lower():
        return person.address
    return f'"{name}" <{person.address}>' if re.search("[,;@]", name) else f"{name} <{person.address}>"


def _parts(text: str) -> list[str]:
    """The text between separators; `Vance, Adele <address>` stays in one part despite its comma."""
    parts: list[str] = []
    surname = ""
    for token in [*_PIECE.findall(text), ";"]:
        piece = token.strip()
        if surname and piece != ",":
            if "<" in piece:
                piece = f"{surname}, {piece}"
            else:
                parts.append(surname)
            surname = ""
        if piece in ("", ",", ";"):
            continue
        if "@" in piece:
            parts.append(piece)
        else:
            surname = piece
    return parts
