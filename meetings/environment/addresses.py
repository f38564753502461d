"""Django's settings of a database and of a cache, read from one address each."""

from __future__ import annotations

import ast
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import SplitResult, parse_qs, quote, unquote, unquote_plus, urlsplit

# What the query of an address may set besides OPTIONS.
_SETTINGS = {"TIMEOUT", "KEY_PREFIX", "KEY_FUNCTION", "VERSION", "CONN_MAX_AGE", "CONN_HEALTH_CHECKS"}
_SETTINGS |= {"ATOMIC_REQUESTS", "AUTOCOMMIT", "DISABLE_SERVER_SIDE_CURSORS"}


def database_settings(address: str) -> dict[str, Any]:
    """Django's settings; ValueError when the address cannot be read."""
    user, at, place = address.rpartition("@")
    parts = urlsplit(quote(user, safe=":/%?&=") + at + place)  # a password may be written as it is
    settings, path = _query(parts.query), unquote_plus(parts.path[1:])
    if parts.scheme == "sqlite":
        if parts.hostname and not path:
            raise ValueError("The name of the file stands where a host would.")
        return settings | {"ENGINE": "django.db.backends.sqlite3", "NAME": path or ":memory:"}
    host, port = _servers(parts)
    if path.startswith("/"):  # a socket, named by its folder
        host, _, path = path.rpartition("/")
    return settings | {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": path,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
    }


def _servers(parts: SplitResult) -> tuple[str, str | int]:
    """Host and port; of several servers, one of which takes connections, lists separated by commas."""
    servers = unquote(parts.netloc.rpartition("@")[2]).split(",")
    if len(servers) == 1:
        return parts.hostname or "", parts.port or ""
    hosts, _, ports = zip(*(server.partition(":") for server in servers), strict=True)
    return ",".join(hosts), ",".join(filter(None, ports))


def cache_settings(address: str) -> dict[str, Any]:
    """Django's settings. The client of Redis spells its options in lower case, Django in upper case."""
    parts = urlsplit(address)
    backends = {"locmemcache": "locmem.LocMemCache", "filecache": "filebased.FileBasedCache"}
    backend = f"django.core.cache.backends.{backends.get(parts.scheme, 'redis.RedisCache')}"
    if parts.scheme in backends:
        return _query(parts.query, str.upper) | {"BACKEND": backend, "LOCATION": parts.netloc + parts.path}
    scheme = parts.scheme if parts.hostname else "unix"
    servers = ",".join(f"{scheme}://{server}{parts.path}" for server in parts.netloc.split(","))
    return _query(parts.query, str.lower) | {"BACKEND": backend, "LOCATION": servers}


def _query(query: str, spell: Callable[[str], str] = str) -> dict[str, Any]:
    """Django's settings in the query of an address: those of `_SETTINGS`, and the rest as OPTIONS."""
    settings: dict[str, Any] = {"OPTIONS": {}}
    for key, values in parse_qs(query).items():
        value: Any = values[0]
        with suppress(ValueError, SyntaxError):  # else it is text
            value = ast.literal_eval(value)
        if key.upper() in _SETTINGS:
            settings[key.upper()] = value
        else:
            settings["OPTIONS"][spell(key)] = value
    return settings
