"""Fixtures: settings, a fresh sandbox, signed-in people. Those of a real browser: tests.support.browser."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import django
import pytest
import requests
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.test import Client, override_settings
from django.utils import translation
from hypothesis import HealthCheck, settings
from whitenoise.middleware import WhiteNoiseMiddleware

from tests.support import environment
from tests.support.account_picker import choose_account
from tests.support.pages import read
from tests.support.planting import ALEX, MEGAN
from tests.support.sandbox_process import Sandbox, running_sandbox

SANDBOX_PORT = environment.prepare()  # nothing imported above has read the settings
django.setup()
# Read by now. Workers of this run would read settings before their own environment is prepared, and processes
# that a test starts are told themselves.
del os.environ["DJANGO_SETTINGS_MODULE"]

# Under load one example can take seconds; how fast examples are made is not the subject.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

pytest_plugins = ["tests.support.browser", "tests.support.conformance_hook", "tests.support.graph_calls"]


_NEEDS = {"browser": {"browser", "browser_type"}, "sandbox": {"sandbox_process"}}
"""Marker -> fixtures; a test that uses one of them, itself or through others, carries the marker."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the browser or the sandbox, so that `-m` can leave it out (`make test-fast`)."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        for marker, needed in _NEEDS.items():
            if fixtures & needed:
                item.add_marker(marker)
        if fixtures & _NEEDS["browser"]:
            item.add_marker("no_cover")  # measuring would make the pages slow; other tests reach those lines


def pytest_collection_finish() -> None:
    """Keep the garbage collector from going through thousands of collected tests again and again."""
    gc.collect()
    gc.freeze()


class SignIn(Protocol):
    """Signs a person in and returns their browser, as far as Django's test client is one."""

    def __call__(self, address: str = ALEX) -> Client: ...


@pytest.fixture(scope="session")
def sandbox_process() -> Iterator[Sandbox]:
    """One sandbox for the whole run; tests ask for `sandbox` instead, which is freshly seeded."""
    log_file = environment.FOLDER / "sandbox.log"
    with running_sandbox(SANDBOX_PORT, environment.CA_FILE, log_file, environment.TRANSCRIPT) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(sandbox_process: Sandbox) -> Sandbox:
    """The sandbox as it is after a start: seeded around today, no faults, nothing recorded."""
    sandbox_process.reset()
    return sandbox_process


@pytest.fixture
def http(sandbox: Sandbox) -> Iterator[requests.Session]:
    """A connection to the sandbox that trusts its certificate, and keeps cookies as a browser does."""
    with requests.Session() as session:
        session.trust_env = False
        session.verify = str(sandbox.ca_file)
        yield session


@pytest.fixture
def sign_in(db: None, sandbox: Sandbox) -> SignIn:
    """Walks the whole sign-in over the sockets: our form, the account picker, our callback."""

    def walk(address: str = ALEX) -> Client:
        client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
        # Not from the response's context: a live server's thread that renders meanwhile would be in it too.
        token = read(client.get("/accounts/sign-in/")).one("[name=csrfmiddlewaretoken]")["value"]
        start = client.post("/accounts/sign-in/", {"csrfmiddlewaretoken": token})
        assert start.status_code == 302, start.content[:500]
        callback = urlsplit(choose_account(start["Location"], address))
        end = client.get(f"{callback.path}?{callback.query}")
        assert end.status_code == 302, end.content[:500]
        client.handler.enforce_csrf_checks = False  # tests of other things post without looking for the token
        return client

    return walk


@pytest.fixture
def alex(sign_in: SignIn) -> Client:
    """Alex's browser, signed in; modules that override it have something happen first."""
    return sign_in(ALEX)


@pytest.fixture
def megan(sign_in: SignIn) -> Client:
    """Megan's browser, signed in; no meeting of hers can be online."""
    return sign_in(MEGAN)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """No test sees what another one left in Django's cache."""
    cache.clear()


@pytest.fixture(autouse=True)
def _language_of_the_site() -> None:
    """No test speaks the language of another one's last request, which Django leaves to the thread."""
    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def _collected_static_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Static files named by content, as in production, in a folder of this run."""
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("staticfiles")):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield


@pytest.fixture(scope="session", autouse=True)
def _static_files_listed_once() -> Iterator[None]:
    """WhiteNoise knows a folder after the first look; else each test client would look through it again.

    That takes longer than a whole sign-in.
    """
    look, known = WhiteNoiseMiddleware.update_files_dictionary, {}

    def remember(middleware: WhiteNoiseMiddleware, root: str, prefix: str) -> None:
        if (root, prefix) not in known:
            look(middleware, root, prefix)
            known[root, prefix] = dict(middleware.files)
        middleware.files.update(known[root, prefix])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "update_files_dictionary", remember)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The test database in a file, which threads can share as in production; one in memory they cannot."""
    database: Path = tmp_path_factory.mktemp("database") / "test.sqlite3"
    connections["default"].settings_dict["TEST"]["NAME"] = str(database)
