"""What each setting does: to the pages that a person reads, and to what is sent to Microsoft."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone, translation

from meetings.wording import clock, languages
from tests.conftest import SignIn
from tests.support.meeting_form import NEW, created, fields_of, filled, make
from tests.support.meeting_form import form_in as new_form
from tests.support.pages import read
from tests.support.planting import AGENDA, ALEX, DAY, MEGAN, Json, event, online
from tests.support.preferences_page import SETTINGS, choose
from tests.support.sandbox_process import Sandbox

NOON = datetime(2031, 3, 8, 12, tzinfo=UTC)
XIA = "XiaW@contoso.OnMicrosoft.com"

pytestmark = pytest.mark.usefixtures("sandbox")


def new_meeting(client: Client) -> dict[str, str]:
    """What a fresh form for a meeting on DAY holds."""
    return fields_of(new_form(read(client.get(f"{NEW}?day={DAY}"))))


def sent(client: Client, sandbox: Sandbox, **typed: str) -> Json:
    """The event that reaches Microsoft when a fresh form is sent."""
    make(client, filled(client, **typed))
    body: Json = created(sandbox)[-1]["body"]
    return body


def test_zone_moves_the_days_the_times_and_what_is_sent(alex: Client, sandbox: Sandbox) -> None:
    planted = sandbox.plant(ALEX, event("Talk", "15:00", **online()))
    choose(alex, zone="Asia/Tokyo")
    page = read(alex.get("/?day=2031-03-09&days=1"))
    row = next(row for row in page.all("li[data-event]") if "Talk" in row.text)
    assert row.one("time").text == "08:00"
    assert page.one("p.zone-note").text == "Times are in Tokyo Standard Time."
    assert "08:00 to 09:00" in read(alex.get(f"/meetings/{planted['id']}/")).text
    body = sent(alex, sandbox)
    assert body["start"] == {"dateTime": f"{DAY}T13:00:00", "timeZone": "Tokyo Standard Time"}


def test_without_a_choice_the_mailbox_counts(alex: Client) -> None:
    choose(alex, zone="Asia/Tokyo")
    choose(alex, zone="")
    assert read(alex.get(AGENDA)).one("p.zone-note").text == "Times are in Pacific Standard Time."


@pytest.mark.parametrize("cookie", ["", "America%2FVancouver", "Mars%2FOlympus", "%3Cscript%3E", "x" * 5000])
def test_no_note_where_the_computers_clock_goes_alike(alex: Client, cookie: str) -> None:
    alex.cookies["meetboard_zone"] = cookie
    assert read(alex.get(AGENDA)).one("p.zone-note").text == "Times are in Pacific Standard Time."


def test_a_note_where_the_computer_is_elsewhere(alex: Client) -> None:
    alex.cookies["meetboard_zone"] = "America%2FNew_York"
    note = read(alex.get(AGENDA)).one("p.zone-note")
    assert note.text.startswith("Times are in Pacific Standard Time; this device is in America/New York.")
    page = read(alex.get(note.one("a")["href"]))
    assert page.one("a.back")["href"] == "/?day=2031-03-08&days=1"
    choose(alex, zone="America/New_York")
    assert read(alex.get(AGENDA)).one("p.zone-note").text == "Times are in Eastern Standard Time."


@pytest.mark.parametrize(
    ("locale", "first"),
    [
        ("en-US", 6),
        ("en-GB", 0),
        ("de-DE", 0),
        ("zh-CN", 0),
        ("fa-IR", 5),
        ("pt-BR", 6),
        ("tlh", 0),
        ("", 0),
        ("../x", 0),
    ],
)
def test_weeks_begin_as_usual_in_the_locale(locale: str, first: int) -> None:
    assert languages.usual_first_day(locale) == first


@pytest.mark.parametrize(("chosen", "first"), [("", "2031-03-02"), ("0", "2031-03-03"), ("5", "2031-03-08")])
def test_first_day_of_the_week(alex: Client, chosen: str, first: str) -> None:
    choose(alex, first_weekday=chosen)
    days = read(alex.get(f"/?view=week&day={DAY}")).all("section.week-day")
    assert days[0]["aria-labelledby"] == f"day-{first}"


def test_days_of_the_list(alex: Client) -> None:
    choose(alex, days="3")
    assert len(read(alex.get(f"/?day={DAY}")).all("section.day")) == 3
    assert len(read(alex.get(f"/?day={DAY}&days=5")).all("section.day")) == 5


def test_twelve_hours_everywhere(alex: Client, sandbox: Sandbox) -> None:
    planted = sandbox.plant(ALEX, event("Talk", "15:00", **online()))
    assert "15:00 to 16:00" in read(alex.get(f"/meetings/{planted['id']}/")).text
    choose(alex, twelve_hours="on")
    (row,) = read(alex.get(AGENDA)).all("li[data-event]")
    assert row.one("time").text == "3:00 PM"
    assert "3:00 PM to 4:00 PM" in read(alex.get(f"/meetings/{planted['id']}/")).text
    choose(alex, twelve_hours="")
    assert "15:00 to 16:00" in read(alex.get(f"/meetings/{planted['id']}/")).text


def test_length_of_a_new_meeting(alex: Client) -> None:
    choose(alex, length="50")
    assert (new_meeting(alex)["start"], new_meeting(alex)["end"]) == (f"{DAY}T09:00", f"{DAY}T09:50")


def test_not_online_by_default(alex: Client, sandbox: Sandbox) -> None:
    choose(alex, online=None)
    assert "online" not in new_meeting(alex)
    choose(alex, online="on")
    assert new_meeting(alex)["online"] == "on"


def test_online_by_default_only_where_it_can_be(sign_in: SignIn) -> None:
    megan = sign_in(MEGAN)
    choose(megan, online="on")
    assert "online" not in new_meeting(megan)


def test_default_provider_where_the_calendar_allows_it(alex: Client) -> None:
    choose(alex, provider="skypeForBusiness")
    assert new_meeting(alex)["provider"] == "skypeForBusiness"
    page = read(alex.get(NEW))
    product = next(o["value"] for o in page.all("select[name=calendar] option") if o.text == "Product team")
    page = read(alex.post(NEW, {**new_meeting(alex), "calendar": product, "refresh": "1"}))
    assert fields_of(new_form(page))["provider"] == "teamsForBusiness"


@pytest.mark.parametrize(
    ("chosen", "members"),
    [
        ("", {}),
        ("-1", {"isReminderOn": False}),
        ("0", {"isReminderOn": True, "reminderMinutesBeforeStart": 0}),
        ("60", {"isReminderOn": True, "reminderMinutesBeforeStart": 60}),
    ],
)
def test_reminder_of_outlook(alex: Client, sandbox: Sandbox, chosen: str, members: Json) -> None:
    choose(alex, reminder=chosen)
    body = sent(alex, sandbox, subject="Reminded")
    assert {name: value for name, value in body.items() if "eminder" in name} == members
    (kept,) = [each for each in sandbox.events(ALEX) if each["subject"] == "Reminded"]
    assert kept["isReminderOn"] is members.get("isReminderOn", True)
    assert kept["reminderMinutesBeforeStart"] == members.get("reminderMinutesBeforeStart", 15)


def test_language_of_the_account_and_the_one_chosen(sign_in: SignIn) -> None:
    xia = sign_in(XIA)
    first = xia.get("/")  # Microsoft tells her language only in answer to this page
    assert (read(first).one("html")["lang"], first["Content-Language"]) == ("zh-hans", "zh-hans")
    assert read(xia.get("/nowhere/"), 404).one("html")["lang"] == "zh-hans"
    assert choose(xia, language="en").one("#messages").text == "Your settings are saved."
    assert read(xia.get("/")).one("html")["lang"] == "en"
    assert choose(xia, language="").one("html")["lang"] == "zh-hans"


def test_language_of_the_browser_for_strangers() -> None:
    chinese = Client(SERVER_NAME="localhost", headers={"Accept-Language": "zh-CN,zh;q=0.9"})
    for address in ("/", "/accounts/sign-in/"):
        assert read(chinese.get(address)).one("html")["lang"] == "zh-hans"
    assert read(chinese.get("/accounts/callback/?state=odd"), 400).one("html")["lang"] == "zh-hans"


def test_language_of_the_browser_where_the_account_has_none_of_ours(alex: Client, sandbox: Sandbox) -> None:
    chinese = {"Accept-Language": "zh-CN,zh;q=0.9"}
    german = {"timeZone": "W. Europe Standard Time", "language": {"locale": "de-DE"}}
    sandbox.faults({"path": "mailboxSettings", "status": 200, "body": german, "times": 9})
    assert read(alex.get(AGENDA, headers=chinese)).one("html")["lang"] == "zh-hans"
    assert read(alex.get(AGENDA)).one("html")["lang"] == "en"
    choose(alex, language="zh-hans")
    assert read(alex.get(AGENDA)).one("html")["lang"] == "zh-hans"
    assert choose(alex, language="").one("#messages").text == "Your settings are saved."


def test_parts_and_their_messages_are_in_the_language_too(alex: Client) -> None:
    choose(alex, language="zh-hans")
    part = alex.get(AGENDA, headers={"HX-Request": "true", "HX-Target": "agenda"})
    assert part["Content-Language"] == "zh-hans"
    assert "今天" in part.content.decode()


@pytest.mark.parametrize(
    ("theme", "colours"), [("light", ["#ffffff"]), ("dark", ["#292929"]), ("", ["#ffffff", "#292929"])]
)
def test_theme(alex: Client, theme: str, colours: list[str]) -> None:
    page = choose(alex, theme=theme)
    assert page.one("html").attributes.get("data-theme", "") == theme
    assert page.one("meta[name=color-scheme]")["content"] == (theme or "light dark")
    metas = page.all("meta[name=theme-color]")
    assert [meta["content"] for meta in metas] == colours
    assert all(("media" in meta) is not bool(theme) for meta in metas)


def test_nothing_of_a_request_is_left_for_the_next_one(alex: Client) -> None:
    choose(alex, language="zh-hans", zone="Asia/Tokyo", twelve_hours="on")
    with translation.override("en"), timezone.override("UTC"):
        read(alex.get(SETTINGS))
        assert (clock.time_of_day(NOON), timezone.get_current_timezone_name()) == ("12:00", "UTC")
    assert read(Client(SERVER_NAME="localhost").get("/")).one("html")["lang"] == "en"
