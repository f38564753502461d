"""What the person is told when Microsoft made another meeting than asked for, or will not make one online."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import SignIn
from tests.support.meeting_form import NEW, created, fields_of, filled, form_in, make, make_in_dialog
from tests.support.pages import read
from tests.support.planting import MEGAN
from tests.support.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db


def test_silent_refusal_is_told(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex)
    sandbox.patch(allowed_providers="")
    page = make_in_dialog(alex, form)
    assert page.one("h2").text == "Made, but not online"
    assert "Microsoft 365 did not make it online. Your account may have no Teams license" in page.text
    assert not page.all("a[data-join]")
    assert "This calendar allows no online meetings" in read(alex.get(NEW)).text


def test_silent_refusal_is_told_without_script(alex: Client, sandbox: Sandbox) -> None:
    form = filled(alex)
    sandbox.patch(allowed_providers="")
    message = make(alex, form).one("#messages .message")
    assert message["data-level"] == "warning"
    assert "Microsoft 365 did not make it online." in message.text


def test_other_provider_than_asked_for_is_told(alex: Client, sandbox: Sandbox) -> None:
    sandbox.patch(substitute_provider="skypeForBusiness")
    page = make_in_dialog(alex, filled(alex))
    assert "Microsoft used Skype for Business instead of Microsoft Teams." in page.text
    assert page.one("#joining")["data-provider"] == "skypeForBusiness"


def test_late_link_is_asked_for_until_it_is_there(alex: Client, sandbox: Sandbox) -> None:
    sandbox.patch(link_delay_reads=2)
    page = make_in_dialog(alex, filled(alex))
    assert "The link is on its way." in page.text
    states = []
    while "hx-get" in (joining := page.one("#joining")):
        states.append(joining["data-online"])
        page = read(alex.get(joining["hx-get"], headers={"HX-Request": "true", "HX-Target": "joining"}))
    assert states == ["pending"] * 3
    assert page.one("a[data-join]")["href"].startswith(f"{sandbox.url}/l/meetup-join/19%3ameeting_")


def test_link_that_never_comes_is_not_asked_for_for_ever(alex: Client, sandbox: Sandbox) -> None:
    sandbox.patch(link_delay_reads=99)
    page = make_in_dialog(alex, filled(alex))
    delays = []
    while "hx-get" in (joining := page.one("#joining")):
        delays.append(joining["hx-trigger"])
        page = read(alex.get(joining["hx-get"], headers={"HX-Request": "true"}))
    assert delays[:3] == ["load delay:1s", "load delay:2s", "load delay:4s"]
    assert len(delays) == 9
    assert page.one("#joining a").text == "Check again"


def test_personal_account_is_told_before(sign_in: SignIn, sandbox: Sandbox) -> None:
    megan = sign_in(MEGAN)
    page = read(megan.get(NEW))
    assert "disabled" in page.one("input[name=online]")
    assert "This calendar allows no online meetings" in page.one("#no-online").text
    make(megan, {**fields_of(form_in(page)), "subject": "Dinner"})
    assert created(sandbox)[0]["body"]["isOnlineMeeting"] is False
