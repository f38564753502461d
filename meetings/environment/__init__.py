"""Typed readers of the environment for settings.py; a wrong or missing value stops the start."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from dotenv import load_dotenv

from meetings.environment.addresses import cache_settings, database_settings

_YES = {"1", "true", "yes", "on"}
_NO = {"", "0", "false", "no", "off"}
_LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "::1"}


def read_file(default: Path) -> None:
    """Add the members of the `.env` file to the environment; what the environment already has wins.

    `ENV_FILE` names another file, or none when empty.
    """
    name = os.environ.get("ENV_FILE")
    path = default if name is None else Path(name)
    if name == "":
        return
    if path.is_file():
        load_dotenv(path, interpolate=False)  # a secret may have a $ in it
    elif name is not None:
        raise ImproperlyConfigured(f"ENV_FILE names {name}, which is not a file.")


def text(name: str, default: str | None = None) -> str:
    """The value of `name`, stripped; required when there is no default."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(
            f"{name} is not set. Put it into the environment or the .env file; README.md lists every setting."
        )
    return default


def flag(name: str, default: bool = False) -> bool:
    """A yes-or-no value: 1/true/yes/on or 0/false/no/off. Anything else is an error."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in _YES:
        return True
    if value.strip().lower() in _NO:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def words(
    name: str, default: tuple[str, ...] = (), pattern: str = ".+", example: str = ""
) -> tuple[str, ...]:
    """A comma-separated list without empty members, each of which matches `pattern` as `example` does."""
    members = tuple(word.strip() for word in os.environ.get(name, "").split(",") if word.strip())
    for member in members:
        if not re.fullmatch(pattern, member, re.IGNORECASE):
            raise ImproperlyConfigured(f"{name} must list values such as {example}, not {member!r}.")
    return members or default


def url(name: str, default: str, schemes: tuple[str, ...] = ("https",)) -> str:
    """An address without its trailing slash; plain http, where `schemes` allows it, on this machine only."""
    value = text(name, default).rstrip("/")
    parts = _parts(value)
    if not parts or parts.scheme not in schemes or parts.query or parts.fragment or parts.username:
        raise ImproperlyConfigured(
            f"{name} must be an address beginning with {schemes[0]}://, not {value!r}."
        )
    if parts.scheme == "http" and parts.hostname not in _LOCAL_HOSTS:
        raise ImproperlyConfigured(f"{name} may use plain http on this machine only; {value!r} needs https.")
    return value


def database(name: str, default: str) -> dict[str, Any]:
    """Django's settings of the SQLite or PostgreSQL database at an address."""
    example = "sqlite:///db.sqlite3 or postgres://user:password@host/name"
    return _service(name, default, example, ("sqlite", "postgres", "postgresql"), database_settings)


def cache(name: str, default: str) -> dict[str, Any]:
    """Django's settings of the cache at an address: in memory, in a folder, or in Redis."""
    schemes = ("locmemcache", "filecache", "redis", "rediss")
    return _service(name, default, "redis://host:6379/0", schemes, cache_settings)


def file(name: str) -> str:
    """The path of a file that must exist, or an empty string when the setting is empty."""
    value = text(name, "")
    if value and not Path(value).is_file():
        raise ImproperlyConfigured(f"{name} names {value!r}, which is not a file.")
    return value


def choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    """One of `choices`, compared in upper case."""
    value = text(name, default).upper()
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def fernet_keys(name: str, secret: str) -> tuple[str, ...]:
    """Keys for tokens at rest: the first encrypts, all decrypt. Unset, one is derived from `secret`."""
    keys = words(name)
    try:
        for key in keys:
            Fernet(key)
    except ValueError:
        sentence = f"{name} must hold keys made by cryptography.fernet.Fernet.generate_key()."
        raise ImproperlyConfigured(sentence) from None
    if keys:
        return keys
    digest = hashlib.scrypt(secret.encode(), salt=b"meetboard token encryption", n=2**14, r=8, p=1, dklen=32)
    return (base64.urlsafe_b64encode(digest).decode(),)


def is_local(hosts: tuple[str, ...]) -> bool:
    """Whether all hosts are names of this machine: then plain http is served and cookies need no TLS."""
    return set(hosts) <= _LOCAL_HOSTS


def _parts(address: str) -> SplitResult | None:
    """The parts of an address with a host; None when it cannot be read as one."""
    try:
        parts = urlsplit(address)
        readable = parts.hostname and parts.port != 0 and not re.search(r"\s", address)
    except ValueError:
        return None
    return parts if readable else None


def _service(
    name: str, default: str, example: str, schemes: tuple[str, ...], parse: Callable[[str], dict[str, Any]]
) -> dict[str, Any]:
    """What `parse` makes of the address. The sentence does not repeat it: there may be a password in it."""
    value = text(name, default)
    scheme, has_scheme, _ = value.partition("://")
    if has_scheme and scheme in schemes:
        with suppress(ValueError):
            return parse(value)
    raise ImproperlyConfigured(f"{name} must be an address such as {example}.")
