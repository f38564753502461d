"""What `manage.py check --deploy --tag meetboard` says, and that nothing else makes these checks."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.checks.registry import registry
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

SOUND = "System check identified no issues (0 silenced)."


def check(**options: object) -> str:
    """What the command prints; raises SystemCheckError when something fails."""
    output = StringIO()
    call_command("check", deploy=True, tags=["meetboard"], stdout=output, stderr=output, **options)
    return output.getvalue().strip()


def ids(databases: list[str] | None = None) -> list[str]:
    """The ids of what is wrong."""
    found = run_checks(tags=["meetboard"], include_deployment_checks=True, databases=databases)
    return sorted(message.id or "" for message in found)


@pytest.fixture
def for_others(settings: Settings) -> Settings:
    """A sound installation that others can use, without a bundle of certificates."""
    settings.LOCAL, settings.TRUST_PROXY, settings.ALLOWED_HOSTS = False, True, ("meet.example.com",)
    settings.MICROSOFT_CA_BUNDLE = ""
    return settings


def test_a_sound_installation(for_others: Settings) -> None:
    assert check() == SOUND
    for_others.LOCAL, for_others.TRUST_PROXY = True, False
    assert check() == SOUND


def test_a_weak_key(for_others: Settings) -> None:
    for_others.SECRET_KEY = "short"
    with pytest.raises(SystemCheckError) as failed:
        check()
    assert "secret key: (meetboard.E004) SECRET_KEY is easy to guess: 5 characters." in str(failed.value)
    assert "HINT: Make one: python3 -c" in str(failed.value)
    for_others.LOCAL, for_others.TRUST_PROXY = True, False
    assert "WARNINGS:\nsecret key: (meetboard.W004)" in check()


def test_what_is_known_by_an_id_can_be_silenced(for_others: Settings) -> None:
    for_others.SECRET_KEY, for_others.SILENCED_SYSTEM_CHECKS = "short", ["meetboard.E004"]
    assert check() == "System check identified no issues (1 silenced)."


def test_each_finding_has_an_id_of_its_own(for_others: Settings, tmp_path: Path) -> None:
    file = tmp_path / "empty.pem"
    file.write_text("no certificate")
    for_others.SECRET_KEY, for_others.MICROSOFT_CA_BUNDLE = "<fifty random characters>", str(file)
    for_others.DEBUG, for_others.TRUST_PROXY, for_others.ALLOWED_HOSTS = True, False, ("*",)
    for_others.CSRF_TRUSTED_ORIGINS = ["http://meet.example.com"]
    numbers = ("E001", "E003", "E005", "W006", "W008", "W009")
    assert ids() == [f"meetboard.{number}" for number in numbers]


@pytest.mark.usefixtures("for_others")
@pytest.mark.django_db
def test_the_database_is_asked_only_when_it_is_named() -> None:
    assert check(databases=["default"]) == SOUND
    MigrationRecorder.Migration.objects.filter(app="accounts").delete()
    assert ids() == []
    assert ids(["default"]) == ["meetboard.E012"]


def test_no_other_command_makes_these_checks() -> None:
    assert "meetboard" not in registry.tags_available(deployment_checks=False)
