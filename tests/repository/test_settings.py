"""Settings from the environment: odd or missing values stop the start with one clear sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from meetings import environment

PROJECT = Path(__file__).resolve().parents[2]
LEAST = {"SECRET_KEY": "s" * 50, "MICROSOFT_CLIENT_ID": "id", "MICROSOFT_CLIENT_SECRET": "secret"}
KEY, OTHER_KEY = (urlsafe_b64encode(letter * 32).decode() for letter in (b"a", b"b"))

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def python() -> Run:
    """Runs the project's interpreter with such settings and none of those that the tests have."""

    def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=PROJECT,
            env={**kept, "ENV_FILE": "", **settings},
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


@pytest.fixture
def settings_of(python: Run) -> Callable[..., Any]:
    """The values of some settings in a fresh process: `names` as written in `meetings.settings`."""

    def read(names: str, **settings: str) -> Any:
        code = f"import json; from meetings import settings as s; print(json.dumps([{names}]))"
        done = python("-c", code, **settings)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return read


def refused(read: Callable[[str], object], value: str | None, monkeypatch: pytest.MonkeyPatch) -> str:
    """The sentence that refuses a value of the setting THING; None is an unset one."""
    monkeypatch.delenv("THING", raising=False)
    if value is not None:
        monkeypatch.setenv("THING", value)
    with pytest.raises(ImproperlyConfigured) as error:
        read("THING")
    return str(error.value)


def test_starts_with_three_settings(python: Run) -> None:
    done = python("manage.py", "check", **LEAST)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set. Put it into the environment or the .env file;"),
        ({"MICROSOFT_AUTHORITY": "http://login.example/common"}, "MICROSOFT_AUTHORITY must be an address"),
        ({"MICROSOFT_AUTHORITY": "https://login.example/"}, "MICROSOFT_AUTHORITY needs a tenant after"),
        ({"GRAPH_URL": "http://graph.example/v1.0"}, "GRAPH_URL may use plain http on this machine only;"),
        ({"DEBUG": "maybe"}, "DEBUG must be yes or no, not 'maybe'."),
        ({"DATABASE_URL": "postgres://u:hidden@host:port/x"}, "DATABASE_URL must be an address such as"),
        ({"ENV_FILE": "/no/such/file"}, "ENV_FILE names /no/such/file, which is not a file."),
    ],
)
def test_stops_with_one_sentence(python: Run, settings: dict[str, str], sentence: str) -> None:
    done = python("manage.py", "check", **{**LEAST, **settings})
    assert done.returncode == 1
    assert done.stderr.startswith(f"Meetboard cannot start: {sentence}")
    assert done.stderr.count("\n") == 1
    assert "hidden" not in done.stderr


@pytest.mark.parametrize("value", [None, "", "  "])
def test_required(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(environment.text, value, monkeypatch).startswith("THING is not set.")


@pytest.mark.parametrize(
    ("value", "meaning"),
    [("1", True), ("yes", True), (" On ", True), ("TRUE", True), ("0", False), ("no", False), ("", False)],
)
def test_yes_or_no(value: str, meaning: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", value)
    assert environment.flag("THING", default=not meaning) is meaning


def test_neither_yes_nor_no(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(environment.flag, "ja", monkeypatch) == "THING must be yes or no, not 'ja'."


@pytest.mark.parametrize("value", ["https://graph.example/v1.0", "https://graph.example:8443/v1.0/"])
def test_address(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", value)
    assert environment.url("THING", "") == value.rstrip("/")


@pytest.mark.parametrize("host", ["localhost:8001", "127.0.0.1:8001", "[::1]:8001"])
def test_plain_http_on_this_machine(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", f"http://{host}/v1.0")
    assert environment.url("THING", "", ("https", "http")) == f"http://{host}/v1.0"
    with pytest.raises(ImproperlyConfigured):
        environment.url("THING", "")


@pytest.mark.parametrize(
    "value",
    [
        *(
            "graph.example",
            "ftp://graph.example/",
            "https://",
            "https:///v1.0",
            "https://[bad/v1.0",
            "//graph",
        ),
        *("https://graph.example:port/", "https://graph.example:99999/", "https://graph .example/"),
        *("https://user@graph.example/", "https://graph.example/?x=1", "https://graph.example/#x"),
        *("http://localhost.evil.example/", "http://10.0.0.1/v1.0", "javascript:alert(1)"),
    ],
)
def test_odd_address(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = refused(lambda name: environment.url(name, "", ("https", "http")), value, monkeypatch)
    assert said.startswith("THING m")
    assert repr(value.rstrip("/")) in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_HOSTS", "https://meet.example.com"),
        ("ALLOWED_HOSTS", "meet.example.com, meet.example.com:8000"),
        ("CSRF_TRUSTED_ORIGINS", "meet.example.com"),
        ("CSRF_TRUSTED_ORIGINS", "https://meet.example.com/"),
        ("MICROSOFT_TENANTS", "contoso.com"),
        ("CACHE_URL", "redis"),
        ("DATABASE_URL", "mysql://host/x"),
        ("DATABASE_URL", "db.sqlite3"),
        ("LOG_LEVEL", "LOUD"),
        ("MICROSOFT_CA_BUNDLE", "/no/such/file.pem"),
        ("TOKEN_ENCRYPTION_KEYS", "short"),
    ],
)
def test_odd_value_of_a_setting(python: Run, name: str, value: str) -> None:
    done = python("manage.py", "check", **{**LEAST, name: value})
    assert done.returncode == 1
    assert done.stderr.startswith(f"Meetboard cannot start: {name} ")


def test_defaults(settings_of: Callable[..., Any]) -> None:
    names = "s.DEBUG, s.MICROSOFT_AUTHORITY, s.GRAPH_URL, s.LOCAL, s.SESSION_COOKIE_SECURE, s.LOG_LEVEL"
    assert settings_of(names, **LEAST) == [
        False,
        "https://login.microsoftonline.com/common",
        "https://graph.microsoft.com/v1.0",
        True,
        False,
        "INFO",
    ]


def test_served_to_others_cookies_need_tls(settings_of: Callable[..., Any]) -> None:
    names = "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0"
    hosts = {"ALLOWED_HOSTS": "localhost, meet.example.com"}
    assert settings_of(names, **LEAST, **hosts) == [True, True, True]


@pytest.mark.parametrize(
    ("hosts", "local"),
    [(("localhost", "127.0.0.1", "[::1]"), True), (("localhost", "meet.example"), False), (("*",), False)],
)
def test_hosts_of_this_machine(hosts: tuple[str, ...], local: bool) -> None:
    assert environment.is_local(hosts) is local


def test_env_file_is_read_and_the_environment_wins(settings_of: Callable[..., Any], tmp_path: Path) -> None:
    lines = [f"{name}={value}" for name, value in LEAST.items()]
    file = tmp_path / "settings.env"
    file.write_text("\n".join(["# by hand", *lines, "LOG_LEVEL=WARNING", "DEBUG='yes'", ""]))
    given = {"ENV_FILE": str(file), "LOG_LEVEL": "error"}
    assert settings_of("s.MICROSOFT_CLIENT_ID, s.LOG_LEVEL, s.DEBUG", **given) == ["id", "ERROR", True]


def test_env_file_as_people_write_it(python: Run, tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    lines = [
        "SECRET_KEY = a$b${HOME}#c",
        "export MICROSOFT_CLIENT_ID='i d'  # of the app",
        'MICROSOFT_CLIENT_SECRET="x y"',
    ]
    file.write_text("\ufeff" + "\r\n".join(["", *lines, "LOG_LEVEL=", "'hidden", ""]))
    code = "from meetings.settings import *; print(SECRET_KEY, MICROSOFT_CLIENT_ID, MICROSOFT_CLIENT_SECRET)"
    done = python("-c", code, ENV_FILE=str(file))
    assert done.stdout == "a$b${HOME}#c i d x y\n"
    assert "hidden" not in done.stderr


def test_key_derived_from_the_secret_key_stays_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("THING", raising=False)
    (key,), (other,) = (environment.fernet_keys("THING", secret) for secret in ("a", "b"))
    assert key == "n6pw6m3_Qj_O5EedSkMkxOVHXVE8o6e-PoIT9zTDJwU=" != other


def test_several_keys_in_the_order_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", f"{KEY}, {OTHER_KEY}")
    assert environment.fernet_keys("THING", "secret") == (KEY, OTHER_KEY)


@pytest.mark.parametrize("value", ["short", KEY[:-4], f"{KEY},x", "é" * 44, "=" * 44])
def test_odd_key(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = refused(lambda name: environment.fernet_keys(name, "secret"), value, monkeypatch)
    assert said == "THING must hold keys made by cryptography.fernet.Fernet.generate_key()."


def test_no_secret_is_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", "postgres://meetboard:hidden@host:port/x")
    with pytest.raises(ImproperlyConfigured) as error:
        environment.database("THING", "")
    assert "hidden" not in str(error.value)
    assert error.value.__context__ is None


SQLITE, POSTGRES = "django.db.backends.sqlite3", "django.db.backends.postgresql"


@pytest.mark.parametrize(
    ("address", "settings"),
    [
        ("sqlite:///db.sqlite3", (SQLITE, "db.sqlite3")),
        ("sqlite:////srv/my%20data/db.sqlite3", (SQLITE, "/srv/my data/db.sqlite3")),
        ("sqlite:///:memory:", (SQLITE, ":memory:")),
        ("postgres://host/name", (POSTGRES, "name", "", "", "host", "")),
        (
            "postgresql://u%40x:p%40%2F%3A%23+@host:5433/name",
            (POSTGRES, "name", "u@x", "p@/:#+", "host", 5433),
        ),
        ("postgres://u:p#s[s@host/name", (POSTGRES, "name", "u", "p#s[s", "host", "")),
        ("postgres://u:p@[::1]:5432/name", (POSTGRES, "name", "u", "p", "::1", 5432)),
        ("postgres://u:p@h1:5432,h2:5433/name", (POSTGRES, "name", "u", "p", "h1,h2", "5432,5433")),
        ("postgres:////run/postgresql/name", (POSTGRES, "name", "", "", "/run/postgresql", "")),
    ],
)
def test_database(address: str, settings: tuple[str | int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", address)
    names = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")
    assert environment.database("THING", "") == dict(zip(names, settings, strict=False)) | {"OPTIONS": {}}


def test_options_of_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    query = (
        "sslmode=require&connect_timeout=10&options=-c%20search_path%3Dx&conn_max_age=None&AUTOCOMMIT=False"
    )
    monkeypatch.setenv("THING", f"postgres://host/name?{query}")
    settings = environment.database("THING", "")
    assert settings["OPTIONS"] == {
        "sslmode": "require",
        "connect_timeout": 10,
        "options": "-c search_path=x",
    }
    assert (settings["CONN_MAX_AGE"], settings["AUTOCOMMIT"]) == (None, False)


@pytest.mark.parametrize(
    "value", ["sqlite://db.sqlite3", "postgres://u:hidden@[bad/x", "postgres://u:hidden@host:99999/x"]
)
def test_odd_database(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = refused(lambda name: environment.database(name, ""), value, monkeypatch)
    assert said.startswith("THING must be an address such as sqlite:///db.sqlite3 or ")
    assert "hidden" not in said


@pytest.mark.parametrize(
    ("address", "backend", "location"),
    [
        ("locmemcache://meetboard", "locmem.LocMemCache", "meetboard"),
        ("filecache:///var/cache/meetboard", "filebased.FileBasedCache", "/var/cache/meetboard"),
        ("redis://host:6379/0", "redis.RedisCache", "redis://host:6379/0"),
        ("rediss://u:p%2Fw@Host:6380/1", "redis.RedisCache", "rediss://u:p%2Fw@Host:6380/1"),
        ("redis://h1,h2:6380/1", "redis.RedisCache", "redis://h1/1,redis://h2:6380/1"),
        ("redis:///run/redis.sock", "redis.RedisCache", "unix:///run/redis.sock"),
    ],
)
def test_cache(address: str, backend: str, location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"BACKEND": f"django.core.cache.backends.{backend}", "LOCATION": location}
    monkeypatch.setenv("THING", address)
    assert environment.cache("THING", "") == settings | {"OPTIONS": {}}
    monkeypatch.setenv("THING", f"{address}?timeout=60&KEY_PREFIX=meet&max_entries=9&kind=a+b")
    spelled = str.lower if "redis" in address else str.upper
    options = {spelled("max_entries"): 9, spelled("kind"): "a b"}
    expected = settings | {"TIMEOUT": 60, "KEY_PREFIX": "meet", "OPTIONS": options}
    assert environment.cache("THING", "") == expected
