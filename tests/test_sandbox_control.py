"""The sandbox's memory and switches, and the control address that reaches them."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
import requests

from tests.planting import ALEX, event
from tests.sandbox_process import PROJECT, Sandbox

CODE = "import sys, sandbox.state; print(*sorted(name for name in sys.modules if name.startswith('sandbox')))"


def test_the_memory_needs_none_of_the_modules_that_use_it() -> None:
    loaded = subprocess.run([sys.executable, "-c", CODE], cwd=PROJECT, capture_output=True, check=True)
    assert loaded.stdout.split() == [b"sandbox", b"sandbox.state", b"sandbox.switches"]


def test_a_reset_starts_over(sandbox: Sandbox) -> None:
    settings = sandbox.patch()
    subjects = {row["subject"] for row in sandbox.events(ALEX)}
    sandbox.patch(latency_ms=1, redirect_uris=[])
    sandbox.faults({"status": 500})
    sandbox.plant(ALEX, event("Not seeded"))
    sandbox.reset()
    assert sandbox.patch() == settings
    assert {row["subject"] for row in sandbox.events(ALEX)} == subjects
    sandbox.token(ALEX)  # the fault would have struck
    assert [call["status"] for call in sandbox.requests()] == [200]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"latency": 5}, "no setting 'latency'"),
        ({"latency_ms": "5"}, "of type int"),
        ({"known_clients_only": 1}, "of type bool"),
        ({"redirect_uris": "http://localhost/"}, "a list of strings"),
        ({"consent": "perhaps"}, "one of 'none', 'ask', 'admin'"),
    ],
)
def test_a_switch_that_cannot_be_is_400(sandbox: Sandbox, change: dict[str, Any], complaint: str) -> None:
    answer = requests.patch(f"{sandbox.url}/_sandbox/settings", json=change, timeout=10)
    assert answer.status_code == 400
    assert complaint in answer.json()["error"]
