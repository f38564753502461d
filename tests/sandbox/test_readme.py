"""The sandbox's README names everything that it can be told, and everybody who is in it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest

import sandbox
from sandbox.faults import Fault
from sandbox.people import CLIENT_ID, CLIENT_SECRET, PEOPLE, TENANT_ID
from sandbox.switches import CHOICES, Settings

FOLDER = Path(sandbox.__file__).parent
README = (FOLDER / "README.md").read_text()
ROWS = dict(re.findall(r"^\| `(\w+)` \| `?([^|`]+)`? \|", README, re.MULTILINE))
"""The first two columns of its tables: a switch or a member of faults, and the default."""


@pytest.mark.parametrize("told", [Settings(), Fault()])
def test_every_switch_and_member_of_faults_stands_there_with_its_default(told: Settings | Fault) -> None:
    defaults = asdict(told)
    assert {name for name in defaults if name not in ROWS} == set()
    written = {name: json.dumps(value) for name, value in defaults.items() if isinstance(value, int | float)}
    assert {name: ROWS[name] for name in written} == written


def test_every_choice_of_a_switch_stands_there() -> None:
    choices = [choice for values in CHOICES.values() for choice in values if choice]
    assert [choice for choice in choices if f"`{choice}`" not in README] == []


def test_every_control_address_stands_there() -> None:
    addresses = re.findall(r'"_sandbox/([\w.]+)"', (FOLDER / "urls.py").read_text())
    assert "reset" in addresses
    assert [name for name in addresses if not re.search(rf"`(?:GET|POST|PATCH) {name}\b", README)] == []


def test_every_option_of_the_command_stands_there() -> None:
    options = re.findall(r'"(--[a-z-]+)"', (FOLDER / "__main__.py").read_text())
    assert "--port" in options
    assert [option for option in options if f"| `{option}` |" not in README] == []


def test_everybody_stands_there() -> None:
    rows = [f"| {person.name} | `{person.address}` |" for person in PEOPLE.values()]
    assert [row for row in (*rows, TENANT_ID, CLIENT_ID, CLIENT_SECRET) if row not in README] == []
