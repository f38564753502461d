"""The doctor as an app of Django's: `manage.py check --deploy` tells what is wrong without the network.

Both checks import what they use only when they run, so that no other command loads it at its start.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.apps import AppConfig
from django.core.checks import WARNING, Tags, register

from meetings.doctor.findings import Finding


class DoctorConfig(AppConfig):
    name = "meetings.doctor"

    def ready(self) -> None:
        register(_check_here, "meetboard", deploy=True)
        register(_check_database, "meetboard", Tags.database, deploy=True)


def _check_here(**_: object) -> list[Finding]:
    from meetings.doctor import checks

    return _wrong(checks.check_all())


def _check_database(*, databases: Sequence[str] | None, **_: object) -> list[Finding]:
    """As is usual with Django, the database is asked only if `--database` names it."""
    from meetings.doctor import stores

    return _wrong(stores.check_database()) if databases else []


def _wrong(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.is_serious(WARNING)]
