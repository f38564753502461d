"""Settings that are missing or odd: named one by one, and set aside so that the rest can be looked at.

`manage.py` calls `set_aside` before Django reads the settings, which would stop at the first mistake.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec

from django.core.exceptions import ImproperlyConfigured

from meetings.doctor.findings import Finding, failure, ok, skipped

_STAND_IN = "not-set"
_found: dict[str, str] = {}


def set_aside() -> None:
    """Read the settings again and again, each time without the setting that was wrong the last time.

    A setting set aside has its default, or a stand-in when it has none; `blocked` tells the checks.
    """
    while True:
        try:
            _read()
        except ImproperlyConfigured as error:
            # Each of these sentences begins with the name of the setting.
            name, sentence = str(error).partition(" ")[0], str(error)
        except UnicodeDecodeError:
            name, sentence = "ENV_FILE", "ENV_FILE, or the file .env, is not UTF-8 text."
        else:
            return
        if os.environ.get(name) == _STAND_IN:
            raise ImproperlyConfigured(sentence)
        os.environ[name] = _STAND_IN if name in _found else ""
        _found.setdefault(name, sentence)


def check() -> Iterator[Finding]:
    """One failure for each setting that is set aside."""
    for name, sentence in _found.items():
        yield failure("settings", sentence, f"README.md describes {name}. The doctor goes on without it.")
    if not _found:
        yield ok("settings", "All can be read.")


def blocked(check: str, *names: str) -> Finding | None:
    """That a check cannot be made because one of these settings is set aside; None when it can."""
    missing = [name for name in names if name in _found]
    return skipped(check, f"{' and '.join(missing)} must be set right first.") if missing else None


def unless_blocked(check: str, findings: Iterator[Finding], *names: str) -> Iterator[Finding]:
    """The findings of a check, which does not begin while one of these settings is set aside."""
    if blocking := blocked(check, *names):
        yield blocking
    else:
        yield from findings


def _read() -> None:
    settings = importlib.import_module("meetings.settings")
    on_postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    if on_postgres and not (find_spec("psycopg") or find_spec("psycopg2")):
        del sys.modules["meetings.settings"]
        raise ImproperlyConfigured(
            "DATABASE_URL needs the package psycopg. Install it: pip install psycopg[binary]"
        )
