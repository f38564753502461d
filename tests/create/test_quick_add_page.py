"""The quick line: it fills the form for a look, says how it was read, sends nothing and loses nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpResponseBase
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import User
from meetings.models import Preferences
from tests.support.agenda_page import named
from tests.support.browser import SignedInPage
from tests.support.editing import sent
from tests.support.meeting_form import created, fields_of, form_in
from tests.support.pages import Page as Answer
from tests.support.pages import read
from tests.support.planting import ADELE, ALEX
from tests.support.sandbox_process import Sandbox

pytestmark = pytest.mark.django_db

QUICK = "/meetings/quick/"
LINE = f"Design review 2031-03-11 15:00 45m {ADELE}"
IN_DIALOG = {"HX-Request": "true", "HX-Target": "dialog-content", "HX-Current-URL": "http://localhost/"}
LABEL = re.compile("^Quick add:")


def quick(client: Client, line: str, **headers: str) -> Answer:
    """Send the line; the page or the content of the dialog that comes of it."""
    answer = client.post(QUICK, {"line": line}, headers=headers)
    return read(client.get(answer["Location"], headers=headers))


def reading(page: Answer) -> list[str]:
    """What is said above the fields."""
    return [item.text for item in page.all("#reading li")] or [page.one("#reading").text]


def local(days: int = 0) -> datetime:
    """The wall clock in Alex's zone."""
    return datetime.now(ZoneInfo("America/Los_Angeles")).replace(tzinfo=None) + timedelta(days)


@pytest.mark.parametrize("headers", [{}, IN_DIALOG])
def test_fills_the_form_and_sends_nothing(alex: Client, sandbox: Sandbox, headers: dict[str, str]) -> None:
    page = quick(alex, LINE, **headers)
    form = fields_of(form_in(page))
    assert (form["subject"], form["attendees"]) == ("Design review", ADELE)
    assert (form["start"], form["end"]) == ("2031-03-11T15:00", "2031-03-11T15:45")
    assert (form["online"], form["provider"]) == ("on", "teamsForBusiness")
    assert reading(page) == ["Tuesday 11 March 2031", "15:00 to 15:45", "1 guest"]
    assert sent(sandbox) == []
    assert bool(page.all("html")) is not bool(headers)


def test_create_makes_it(alex: Client, sandbox: Sandbox) -> None:
    page = quick(alex, LINE)
    answer = alex.post(form_in(page)["action"], fields_of(form_in(page)))
    assert read(alex.get(answer["Location"])).one("h1").text == "Design review"
    assert created(sandbox)[0]["body"]["start"]["dateTime"] == "2031-03-11T15:00:00"


def test_what_is_wrong_is_said_and_nothing_is_lost(alex: Client, sandbox: Sandbox) -> None:
    page = quick(alex, LINE)
    form = {**fields_of(form_in(page)), "end": "2031-03-11T14:00"}
    again = read(alex.post(form_in(page)["action"], form), 422)
    assert fields_of(form_in(again))["attendees"] == ADELE
    assert not again.all("#reading")
    assert created(sandbox) == []


def test_tomorrow_is_named(alex: Client) -> None:
    page = quick(alex, "Review tomorrow 23:59 30m")
    assert fields_of(form_in(page))["start"] == f"{local(1):%Y-%m-%d}T23:59"
    assert reading(page)[0].startswith("Tomorrow, ")
    assert reading(page)[1] == "23:59 to 00:29"


def test_time_that_has_passed_is_tomorrows_and_says_so(alex: Client) -> None:
    page = quick(alex, "Review 00:00")
    assert fields_of(form_in(page))["start"] == f"{local(1):%Y-%m-%d}T00:00"
    assert reading(page)[0].endswith("that time has passed today")


def test_day_that_has_passed_says_so(alex: Client) -> None:
    assert reading(quick(alex, "Review 2020-02-29 9:00"))[0].endswith("29 February 2020 that has passed")


def test_what_is_not_said_is_suggested_and_says_so(alex: Client) -> None:
    day = quick(alex, "Review 2031-03-11")
    assert fields_of(form_in(day))["start"] == "2031-03-11T09:00"
    assert reading(day)[1] == "09:00 to 09:30 a suggestion, there is no time in it"
    assert reading(quick(alex, f"Review {ADELE}"))[0].endswith("a suggestion, there is no day in it")


def test_length_that_is_not_said_is_the_one_of_the_settings(alex: Client) -> None:
    Preferences.objects.create(user=User.objects.get(), length=50)
    assert fields_of(form_in(quick(alex, "Review 2031-03-11 15:00")))["end"] == "2031-03-11T15:50"
    assert fields_of(form_in(quick(alex, "Review 2031-03-11 15:00 1h")))["end"] == "2031-03-11T16:00"


def test_clock_zone_and_locale_are_the_persons(alex: Client) -> None:
    Preferences.objects.create(user=User.objects.get(), twelve_hours=True, zone="Asia/Tokyo")
    page = quick(alex, "Review 3/4/2031 3:00")  # the mailbox is American
    assert fields_of(form_in(page))["start"] == "2031-03-04T15:00"
    assert reading(page)[1] == "3:00 PM to 3:30 PM"
    assert "Tokyo Standard Time" in form_in(page).text


@pytest.mark.parametrize(
    "line", ["1:1 with May", "<script>alert(1)</script>", "x" * 400, "", "\x00 👩\u200d🚀"]
)
def test_whatever_is_typed_is_subject(alex: Client, line: str) -> None:
    page = quick(alex, line)
    assert fields_of(form_in(page))["subject"] == line.replace("\x00", "").strip()
    assert reading(page) == ["Read as a subject alone: there is no day, time or guest in it."]


def test_line_survives_a_sign_in_that_had_run_out(alex: Client) -> None:
    session = alex.session
    for key in ("_auth_user_id", "_auth_user_backend", "_auth_user_hash"):
        kept = session.pop(key, None)
        session[f"kept{key}"] = kept
    session.save()
    answer: HttpResponseBase = alex.post(QUICK, {"line": LINE}, headers=IN_DIALOG)
    target = answer["HX-Redirect"]
    session = alex.session
    for key in ("_auth_user_id", "_auth_user_backend", "_auth_user_hash"):
        session[key] = session.pop(f"kept{key}")
    session.save()
    way_back = target.partition("next=")[2].replace("%2F", "/").replace("%3F", "?").replace("%3D", "=")
    assert way_back.startswith(f"{QUICK}?draft=")
    assert fields_of(form_in(read(alex.get(way_back))))["subject"] == "Design review"


def test_line_of_somebody_else_is_not_to_be_had(alex: Client) -> None:
    form = fields_of(form_in(read(alex.get(f"{QUICK}?draft=guessed"))))
    assert form["subject"] == ""


def test_enter_opens_the_dialog_and_create_makes_it(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    page = signed_in_page(ALEX)
    line = page.get_by_label(LABEL)
    line.fill(LINE)
    line.press("Enter")
    dialog = page.get_by_role("dialog", name="New meeting")
    expect(dialog.get_by_role("region", name="Read as")).to_contain_text("15:00 to 15:45")
    expect(dialog.get_by_label("Subject")).to_have_value("Design review")
    page.keyboard.press("Escape")
    expect(line).to_have_value(LINE)
    expect(line).to_be_focused()
    assert named(sandbox, ALEX, "Design review") == []
    line.press("Enter")
    dialog.get_by_role("button", name="Create meeting").click()
    expect(page.get_by_role("dialog", name="Meeting created")).to_be_visible()
    expect(line).to_have_value("")
    assert len(named(sandbox, ALEX, "Design review")) == 1


def test_line_stays_while_the_days_are_moved(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(ALEX)
    page.get_by_label(LABEL).fill("Half a line")
    page.get_by_role("link", name="Later days").click()
    page.wait_for_url(re.compile("day="))
    expect(page.get_by_label(LABEL)).to_have_value("Half a line")


def test_without_script(signed_in_page: SignedInPage, sandbox: Sandbox) -> None:
    page = signed_in_page(ALEX, javascript=False)
    page.get_by_label(LABEL).fill(LINE)
    page.get_by_label(LABEL).press("Enter")
    expect(page.get_by_role("region", name="Read as")).to_contain_text("Tuesday 11 March 2031")
    page.get_by_role("button", name="Create meeting").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Design review")
    assert len(named(sandbox, ADELE, "Design review")) == 1


@pytest.mark.parametrize(("dark", "width"), [(False, 1440), (True, 390)])
def test_line_and_reading_are_accessible(
    signed_in_page: SignedInPage, axe: Callable[[Page], None], dark: bool, width: int
) -> None:
    page = signed_in_page(ALEX, dark=dark, width=width)
    page.get_by_label(LABEL).fill(LINE)
    axe(page)
    page.get_by_label(LABEL).press("Enter")
    expect(page.get_by_role("region", name="Read as")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
