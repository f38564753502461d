"""`manage.py doctor` at our own side: certificates, stores, protection, odd settings, and how it is told."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings

from accounts.encryption import seal, unseal
from accounts.models import SignIn
from meetings.doctor import authority, checks, graph, mistakes
from meetings.doctor.findings import State
from sandbox.people import CLIENT_SECRET
from tests.support.doctor import examination, in_a_process, run
from tests.support.sandbox_process import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]


@pytest.fixture
def expired(tmp_path: Path) -> Path:
    """A file with a certificate that was good for one day in 2020."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Contoso Proxy")])
    key = ec.generate_private_key(ec.SECP256R1())
    begin = datetime(2020, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(begin).not_valid_after(begin + timedelta(days=1))
    certificate = builder.sign(key, hashes.SHA256())
    file = tmp_path / "expired.pem"
    file.write_bytes(certificate.public_bytes(Encoding.PEM))
    return file


def test_an_expired_certificate_in_the_bundle(settings: Settings, expired: Path) -> None:
    settings.MICROSOFT_CA_BUNDLE = str(expired)
    (finding,) = checks.check_bundle()
    assert finding.state is State.WARNING
    assert finding.msg == "Valid from 2020-01-01 to 2020-01-02 only: CN=Contoso Proxy."


def test_no_certificate_in_the_bundle(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "empty.pem"
    file.write_text("no certificate")
    settings.MICROSOFT_CA_BUNDLE = str(file)
    (finding,) = checks.check_bundle()
    assert finding.state is State.FAILURE


def test_proxy_variables_are_named_without_their_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://meetboard:hidden@proxy.example:3128")
    ok = examination()
    assert ok.status == 0
    assert ok.line("proxy")["finding"] == "HTTPS_PROXY set; Meetboard uses no proxy."
    assert "hidden" not in str(ok.lines)


def test_a_migration_that_is_not_applied() -> None:
    MigrationRecorder.Migration.objects.filter(app="accounts").delete()
    ill = examination()
    assert (ill.status, ill.in_state("failure")) == (1, ["migrations"])
    assert "accounts 0001_people_and_sign_ins" in ill.line("migrations")["finding"]
    assert "manage.py migrate" in ill.line("migrations")["remedy"]


def test_no_database_yet(tmp_path: Path) -> None:
    file = tmp_path / "new.sqlite3"
    done = in_a_process("--json", DATABASE_URL=f"sqlite:///{file}")
    states = {line["check"]: line["state"] for line in json.loads(done.stdout)}
    assert (done.returncode, states["database"]) == (1, "failure")
    assert states["migrations"] == states["permissions"] == "skipped"
    assert not file.exists()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "odd.sqlite3"
    file.write_text("This is a letter to the operators. " * 99)
    done = in_a_process("--json", DATABASE_URL=f"sqlite:///{file}")
    (line,) = [line for line in json.loads(done.stdout) if line["check"] == "database"]
    assert line["finding"] == "It refuses: file is not a database"


def test_a_cache_out_of_reach(settings: Settings) -> None:
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "redis://:hidden@localhost:1/0"}}
    ill = examination()
    assert (ill.status, ill.in_state("failure")) == (1, ["cache"])
    assert ill.line("cache")["finding"] == "localhost:1 takes no connection (Connection refused)."


def test_a_cache_whose_package_is_missing(sandbox: Sandbox, settings: Settings) -> None:
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": f"redis://localhost:{sandbox.port}/0"}}
    assert examination().line("cache")["finding"] == "It needs the package redis, which is not installed."


@pytest.mark.parametrize(
    ("backend", "state"), [("filebased.FileBasedCache", "ok"), ("dummy.DummyCache", "failure")]
)
def test_a_cache_that_keeps_or_loses(settings: Settings, tmp_path: Path, backend: str, state: str) -> None:
    name = f"django.core.cache.backends.{backend}"
    settings.CACHES = {"default": {"BACKEND": name, "LOCATION": str(tmp_path / "cache")}}
    assert examination().states("cache") == [state]


def test_a_cache_without_room(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": str(tmp_path / "file" / "cache")}}
    assert examination().line("cache")["finding"] == "It fails (NotADirectoryError)."


def test_memory_is_no_cache_for_several_processes() -> None:
    line = examination().line("cache")
    assert line["state"] == "note"
    assert "With several, set CACHE_URL" in line["remedy"]


@pytest.mark.parametrize("key", ["short", "a" * 60])
@pytest.mark.parametrize(("local", "state"), [(True, "warning"), (False, "failure")])
def test_a_weak_key(settings: Settings, key: str, local: bool, state: str) -> None:
    settings.SECRET_KEY, settings.LOCAL = key, local
    assert examination().states("secret key") == [state]


def test_the_key_of_the_readme(settings: Settings) -> None:
    settings.SECRET_KEY = "<fifty random characters>"
    assert examination().line("secret key")["finding"] == "SECRET_KEY is an example."


def test_an_installation_for_others(settings: Settings) -> None:
    settings.LOCAL, settings.DEBUG, settings.ALLOWED_HOSTS = False, True, ["*"]
    settings.CSRF_TRUSTED_ORIGINS = ["http://meet.example.com"]
    ill = examination()
    assert (ill.states("debug"), ill.states("hosts")) == (["failure"], ["warning"])
    assert ill.states("proxy headers") == ["warning", "warning"]


def test_permissions_of_the_newest_sign_in(sign_in: Callable[[], Client]) -> None:
    assert examination().states("permissions") == ["note"]
    sign_in()
    assert examination().states("permissions") == ["ok"]
    row = SignIn.objects.get()
    tokens = unseal(row.sealed_tokens)
    withheld = replace(tokens, cache=tokens.cache.replace("Calendars.ReadWrite", "Calendars.Read"))
    SignIn.objects.update(sealed_tokens=seal(withheld))
    ill = examination()
    assert (ill.status, ill.in_state("failure")) == (1, ["permissions"])
    assert ill.line("permissions")["finding"] == "Not granted at the newest sign-in: Calendars.ReadWrite."


def test_tokens_of_another_key(sign_in: Callable[[], Client], settings: Settings) -> None:
    sign_in()
    settings.TOKEN_ENCRYPTION_KEYS = (Fernet.generate_key().decode(),)
    assert examination().states("permissions") == ["warning"]


def test_it_speaks_of_every_odd_setting_and_goes_on() -> None:
    odd = {"SECRET_KEY": "", "MICROSOFT_CLIENT_SECRET": " ", "LOG_LEVEL": "LOUD"}
    done = in_a_process("--json", **odd)
    lines = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    told = [line["finding"].partition(" ")[0] for line in lines if line["check"] == "settings"]
    assert sorted(told) == sorted(odd)
    states = {line["check"]: line["state"] for line in lines}
    assert states["client secret"] == states["secret key"] == "skipped"
    assert states["authority"] == states["client id"] == states["redirect address"] == states["graph"] == "ok"


def test_nothing_is_said_of_what_odd_settings_hide() -> None:
    odd = {
        "ENV_FILE": "no/such.env",
        "GRAPH_URL": "ftp://graph.example",
        "MICROSOFT_CLIENT_ID": "",
        "MICROSOFT_TENANTS": "contoso",
        "DATABASE_URL": "postgres://u:hidden@host:port/x",
        "CACHE_URL": "redis",
        "TOKEN_ENCRYPTION_KEYS": "short",
        "DEBUG": "maybe",
        "TRUST_PROXY": "maybe",
    }
    done = in_a_process("--json", **odd)
    lines = json.loads(done.stdout)
    assert (done.returncode, "hidden" in done.stdout) == (1, False)
    told = [line["finding"].partition(" ")[0] for line in lines if line["check"] == "settings"]
    assert sorted(told) == sorted(odd)
    assert {line["check"] for line in lines if line["state"] == "skipped"} == {
        *("cloud", "graph", "client id", "tenant", "database", "permissions", "cache", "token keys"),
        *("debug", "hosts"),
    }


def test_no_default_is_taken_for_an_odd_authority() -> None:
    done = in_a_process("--json", MICROSOFT_AUTHORITY="login.example")
    states = {line["check"]: line["state"] for line in json.loads(done.stdout)}
    assert states["settings"] == "failure"
    assert states["authority"] == states["client id"] == states["redirect address"] == "skipped"


def test_nobody_is_asked_at_the_default_address_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (authority.ask().status, graph.ask().status) == (200, 401)
    for name in ("MICROSOFT_AUTHORITY", "GRAPH_URL"):
        monkeypatch.setitem(mistakes._found, name, f"{name} is odd.")
    assert (authority.ask().status, graph.ask().status) == (0, 0)


def test_a_database_whose_package_is_missing() -> None:
    done = in_a_process("--json", DATABASE_URL="postgres://meetboard:hidden@localhost:1/meetboard")
    findings = {line["check"]: line["finding"] for line in json.loads(done.stdout)}
    assert (done.returncode, "hidden" in done.stdout) == (1, False)
    assert findings["settings"].startswith("DATABASE_URL needs the package psycopg.")
    assert findings["database"] == "DATABASE_URL must be set right first."


def test_an_env_file_that_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    file.write_bytes(b"SECRET_KEY=\xff\xfe")
    done = in_a_process(ENV_FILE=str(file))
    assert "ENV_FILE, or the file .env, is not UTF-8 text." in done.stdout


def test_lines_for_people() -> None:
    output = StringIO()
    assert run(output) == 0
    text = output.getvalue()
    *lines, empty, summary = text.splitlines()
    assert "\x1b" not in text
    assert "+ ok      authority        https://localhost:" in text
    assert "i note    cache            It is in the memory of each process." in lines
    assert f"{' ' * 27}That suits one worker. With several, set CACHE_URL to one that they share." in lines
    assert (empty, summary) == ("", f"{text.count('i note ')} notes.")


def test_json_for_scripts() -> None:
    lines = examination().lines
    assert {tuple(line) for line in lines} == {("check", "state", "finding", "remedy")}
    assert {line["state"] for line in lines} <= {state.value for state in State}
    assert all(line["remedy"] for line in lines if line["state"] in ("warning", "failure"))


def test_an_address_must_be_one() -> None:
    with pytest.raises(CommandError, match="--address must be"):
        call_command("doctor", address="meet.example.com")


def test_nothing_secret_is_printed(sign_in: Callable[[], Client], sandbox: Sandbox) -> None:
    sign_in()
    tokens = unseal(SignIn.objects.get().sealed_tokens)
    sandbox.forget_requests()
    output = StringIO()
    run(output)
    told = output.getvalue() + str(examination().lines) + in_a_process("--json").stdout
    kept = [CLIENT_SECRET, os.environ["SECRET_KEY"], tokens.access_token, "Alex", "contoso.onmicrosoft"]
    assert [secret for secret in kept if secret.lower() in told.lower()] == []
    assert CLIENT_SECRET in str(sandbox.requests())  # it was used, all the same
