"""Attendees as people type or paste them into one field."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from meetings.events import Person
from meetings.pages import attendees

ADELE = Person("Adele Vance", "AdeleV@contoso.OnMicrosoft.com")
BARE = Person("", "kim@fabrikam.example")


def refused(text: str) -> str:
    """The sentence that refuses `text`."""
    with pytest.raises(ValidationError) as error:
        attendees.read(text)
    return str(error.value.messages[0])


@pytest.mark.parametrize("separator", [",", ";", "\n", "\r\n", " , ", " ;\n ;, "])
def test_commas_semicolons_and_lines_part(separator: str) -> None:
    text = f"Adele Vance <{ADELE.address}>{separator}{BARE.address}{separator}"
    assert attendees.read(text) == (ADELE, BARE)


@pytest.mark.parametrize("text", ["", " \r\n ", ",;,"])
def test_nobody(text: str) -> None:
    assert attendees.read(text) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<adele@b.example>", ""),
        ("Adele Vance<adele@b.example>", "Adele Vance"),
        ("  Adele Vance  < adele@b.example > ", "Adele Vance"),
        ('"Adele Vance" <adele@b.example>', "Adele Vance"),
        ('"Vance, Adele; Retail" <adele@b.example>', "Vance, Adele; Retail"),
        ("Vance, Adele <adele@b.example>", "Vance, Adele"),
        ('Adele "Dell" Vance <adele@b.example>', 'Adele "Dell" Vance'),
        ("王霞 <adele@b.example>", "王霞"),
        ("Adele (adele@a.example) <adele@b.example>", "Adele (adele@a.example)"),
    ],
)
def test_name_before_the_address(text: str, name: str) -> None:
    assert attendees.read(text) == (Person(name, "adele@b.example"),)


def test_surname_first_among_others() -> None:
    text = f"{BARE.address}, Vance, Adele <{ADELE.address}>, Gu, Lee <lee@b.example>"
    assert [person.name for person in attendees.read(text)] == ["", "Vance, Adele", "Gu, Lee"]


def test_each_address_once_as_first_written() -> None:
    text = f"Adele Vance <{ADELE.address}>, {ADELE.address.upper()}, Somebody <{ADELE.address.lower()}>"
    assert attendees.read(text) == (ADELE,)


@pytest.mark.parametrize(
    "wrong",
    [
        *(
            "adele",
            "adele@",
            "@contoso.com",
            "a@b@contoso.com",
            "adele@contoso",
            "javascript:a@b",
            "a b@c.example",
        ),
        *("Adele <adele>", "adele@contoso.com>", "<adele@contoso.com", "Adele <a@b.example> Vance"),
    ],
)
def test_wrong_one_is_named(wrong: str) -> None:
    assert refused(f"{BARE.address}; {wrong}") == f"“{wrong}” is not a mail address."


def test_all_wrong_ones_are_named() -> None:
    assert refused("adele, x@b.example\nlee@") == "These are not mail addresses: “adele”, “lee@”."


def test_five_hundred_at_most() -> None:
    people = [f"guest{number}@fabrikam.example" for number in range(501)]
    assert len(attendees.read(",".join(people[:500]))) == 500
    assert refused(";".join(people)) == "501 people are too many: a meeting takes 500."


@pytest.mark.parametrize("text", ["a <" + " " * 60_000 + "@b", "a" + " " * 60_000 + "@b", '"' * 60_000 + "@"])
def test_odd_text_is_refused_at_once(text: str) -> None:
    start = time.thread_time()
    refused(text)
    assert time.thread_time() - start < 2


@given(st.text(alphabet='aV@."<>,; \r\n王', max_size=60))
def test_whatever_is_typed_gives_people_or_a_sentence(text: str) -> None:
    with suppress(ValidationError):
        people = attendees.read(text)
        assert all("@" in person.address for person in people)
        assert bool(people) == bool(text.strip(',;\r\n "'))


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


@given(st.lists(NAMES, max_size=5))
def test_people_come_back_from_the_text_they_are_written_as(names: list[str]) -> None:
    people = [Person(name, f"guest{number}@fabrikam.example") for number, name in enumerate(names)]
    again = attendees.read(attendees.write(people))
    assert [person.address for person in again] == [person.address for person in people]
