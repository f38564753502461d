"""What was read of Microsoft 365 is stored once for each key, the value read last."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from meetings.outlook import store
from meetings.outlook.store import Kind

NOTE = Kind("note", str, timedelta(hours=1), 2)
NOW = datetime(2031, 3, 5, 12, tzinfo=UTC)


def test_only_the_values_stored_last_are_there() -> None:
    for key in "abc":
        store.keep("alex", NOTE, key, key * 3, NOW)
    assert [store.find("alex", NOTE, key) for key in "abc"] == [None, "bbb", "ccc"]
    assert store.find("adele", NOTE, "c") is None


def test_a_value_is_found_only_if_it_is_new_enough() -> None:
    store.keep("alex", NOTE, "a", "text", NOW)
    assert store.find("alex", NOTE, "a", NOW - timedelta(seconds=1)) == "text"
    assert store.find("alex", NOTE, "a", NOW) is None


def test_after_a_value_that_is_too_large_the_older_one_is_gone() -> None:
    store.keep("alex", NOTE, "a", "old", NOW)
    store.keep("alex", NOTE, "a", "new" * 1_000_000, NOW)
    assert store.find("alex", NOTE, "a") is None
