"""Database and cache: whether they answer, and are as the product needs them."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import caches
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from meetings.doctor.findings import Finding, failure, note, ok, skipped

# Seconds to wait for a server to take a connection; the clients of databases would wait for minutes.
_TIMEOUT = 3.0
_LOOK = "See that it runs, and that {} has its address and password."
_MIGRATE = "Run: python manage.py migrate"


def check_database() -> Iterator[Finding]:
    """Whether the database answers, and its tables are those of this version."""
    if problem := _problem():
        yield problem
        yield skipped("migrations", "The database must answer first.")
    else:
        yield ok("database", f"{connection.display_name} answers.")
        yield _migrations()


def check_cache() -> Iterator[Finding]:
    """Whether what is put into the cache can be got out of it, and by whom."""
    options = settings.CACHES["default"]
    address = urlsplit(str(options.get("LOCATION", "")))
    problem = _refuses(address.hostname, address.port or 6379) if address.hostname else ""
    problem = problem or _loses()
    kind = str(options["BACKEND"]).rpartition(".")[2]
    if problem:
        yield failure("cache", problem, _LOOK.format("CACHE_URL"))
    elif kind == "LocMemCache":
        remedy = "That suits one worker. With several, set CACHE_URL to one that they share."
        yield note("cache", "It is in the memory of each process.", remedy)
    else:
        yield ok("cache", f"{kind} keeps what it is given.")


def _problem() -> Finding | None:
    """Why the database cannot be used, found out without making a file or waiting for long."""
    given = connection.settings_dict
    if connection.vendor == "sqlite" and not Path(given["NAME"]).is_file():
        return failure("database", "Its file is not there yet.", _MIGRATE, number=10)
    host = str(given["HOST"])
    refusal = _refuses(host, int(given["PORT"] or 5432)) if host and not host.startswith("/") else ""
    if not refusal:
        try:
            connection.ensure_connection()
        except Error as error:
            refusal = _said(error)
    return failure("database", refusal, _LOOK.format("DATABASE_URL"), number=11) if refusal else None


def _said(error: Error) -> str:
    """The first line of the database's error, without the password."""
    line = next(iter(str(error).splitlines()), type(error).__name__)
    password = str(connection.settings_dict["PASSWORD"] or "")
    return f"It refuses: {line.replace(password, '***') if password else line}"


def _refuses(host: str, port: int) -> str:
    try:
        socket.create_connection((host, port), _TIMEOUT).close()
    except OSError as error:
        return f"{host}:{port} takes no connection ({error.strerror or 'no answer'})."
    return ""


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return ok("migrations", "All are applied.")
    missing = ", ".join(f"{migration.app_label} {migration.name}" for migration, _ in plan[:3])
    more = " and others" if len(plan) > 3 else ""
    return failure("migrations", f"{len(plan)} not applied: {missing}{more}.", _MIGRATE, number=12)


def _loses() -> str:
    """Why the cache does not keep what it is given, if so."""
    key = f"doctor:{secrets.token_hex(8)}"
    try:
        cache = caches["default"]
        cache.set(key, key, timeout=30)
        kept = cache.get(key) == key
        cache.delete(key)
    except ModuleNotFoundError as error:
        return f"It needs the package {error.name}, which is not installed."
    except Exception as error:  # each kind of cache has errors of its own
        return f"It fails ({type(error).__name__})."
    return "" if kept else "It loses what it is given."
