"""Fixtures: settings, a fresh sandbox, signed-in people. Those for a real browser are in `tests.browser`."""

from __future__ import annotations

from tests import environment

SANDBOX_PORT = environment.prepare()  # before Django reads its settings

from collections.abc import Iterator  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Protocol  # noqa: E402
from urllib.parse import urlsplit  # noqa: E402

import django  # noqa: E402
import pytest  # noqa: E402

django.setup()

from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from tests.account_picker import choose_account  # noqa: E402
from tests.sandbox_process import Sandbox, running_sandbox  # noqa: E402

pytest_plugins = ["tests.browser"]

ALEX = "AlexW@contoso.OnMicrosoft.com"


class SignIn(Protocol):
    """Signs a person in and returns their browser, as far as Django's test client is one."""

    def __call__(self, address: str = ALEX) -> Client: ...


@pytest.fixture(scope="session")
def sandbox_process() -> Iterator[Sandbox]:
    """One sandbox for the whole run; tests ask for `sandbox` instead, which is freshly seeded."""
    log_file = environment.FOLDER / "sandbox.log"
    with running_sandbox(SANDBOX_PORT, environment.CA_FILE, log_file) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(sandbox_process: Sandbox) -> Sandbox:
    """The sandbox as it is after a start: seeded around today, no faults, nothing recorded."""
    sandbox_process.reset()
    return sandbox_process


@pytest.fixture
def sign_in(db: None, sandbox: Sandbox) -> SignIn:
    """Walks the whole sign-in over the sockets: our form, the account picker, our callback."""

    def walk(address: str = ALEX) -> Client:
        client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
        page = client.get("/accounts/sign-in/")
        token = str(page.context["csrf_token"])
        start = client.post("/accounts/sign-in/", {"csrfmiddlewaretoken": token})
        assert start.status_code == 302, start.content[:500]
        callback = urlsplit(choose_account(start["Location"], address))
        end = client.get(f"{callback.path}?{callback.query}")
        assert end.status_code == 302, end.content[:500]
        client.handler.enforce_csrf_checks = False  # tests of other things post without looking for the token
        return client

    return walk


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """No test sees what another one left in Django's cache."""
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _collected_static_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Static files named by content, as in production, in a folder of this run."""
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("staticfiles")):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The test database in a file, which threads can share as in production; one in memory they cannot."""
    database: Path = tmp_path_factory.mktemp("database") / "test.sqlite3"
    connections["default"].settings_dict["TEST"]["NAME"] = str(database)
