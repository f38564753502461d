"""The page of settings: what it offers, what it keeps, whose it is."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from meetings.models import Preferences
from tests.conftest import SignIn
from tests.support.pages import Page, read
from tests.support.planting import ADELE, ALEX
from tests.support.preferences_page import SETTINGS, choose, fields, form_in, send
from tests.support.sandbox_process import Sandbox

EVERYTHING: dict[str, str | list[str] | None] = {
    "zone": "Asia/Tokyo",
    "first_weekday": "5",
    "twelve_hours": "on",
    "days": "3",
    "week_days": "5",
    "length": "50",
    "online": None,
    "provider": "skypeForBusiness",
    "reminder": "10",
    "language": "en",
    "theme": "dark",
    "keys": None,
    "notice": "5",
    "offline": "on",
}

pytestmark = pytest.mark.usefixtures("sandbox")


def options(page: Page, name: str) -> dict[str, str]:
    """What a field offers: value -> words."""
    if chosen := page.all(f"select[name={name}] option"):
        return {option["value"]: option.text for option in chosen}
    return {
        label.one("input")["value"]: label.text
        for label in page.all("label")
        if label.all(f"input[name={name}]")
    }


def test_it_is_found_in_the_menu_of_the_account_and_leads_back(alex: Client) -> None:
    (way,) = read(alex.get("/?day=2031-03-08")).one("#account").all("a.menu-item")
    assert (way.text, way["href"]) == ("Settings", "/settings/?next=/%3Fday%3D2031-03-08")
    page = read(alex.get(way["href"]))
    assert page.one("a.back")["href"] == "/?day=2031-03-08"
    answer = alex.post(form_in(page)["action"], fields(page))
    page = read(alex.get(answer["Location"]))
    assert page.one("a.back")["href"] == "/?day=2031-03-08"


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/nowhere/", "/accounts/sign-out/"]
)
def test_it_leads_back_to_pages_of_ours_only(alex: Client, address: str) -> None:
    assert read(alex.get(SETTINGS, {"next": address})).one("a.back")["href"] == "/"


def test_at_first_nothing_is_chosen(alex: Client) -> None:
    chosen = fields(read(alex.get(SETTINGS)))
    assert {
        name: value
        for name, value in chosen.items()
        if name not in ("calendars", "listed", "csrfmiddlewaretoken")
    } == {
        "zone": "",
        "first_weekday": "",
        "twelve_hours": "",
        "days": "7",
        "week_days": "7",
        "length": "30",
        "online": "on",
        "provider": "",
        "reminder": "",
        "language": "",
        "theme": "",
        "keys": "on",
        "notice": "",
    }
    assert not Preferences.objects.exists()


def test_everything_is_kept_as_chosen(alex: Client) -> None:
    page = choose(alex, **EVERYTHING)
    assert page.one("#messages").text == "Your settings are saved."
    after = fields(page)
    assert {name: after.get(name) for name in EVERYTHING} == EVERYTHING
    assert choose(alex, zone="", keys="on").one("select[name=zone]")
    assert (Preferences.objects.get().zone, Preferences.objects.get().keys) == ("", True)


def test_what_there_is_to_choose_from(alex: Client) -> None:
    page = read(alex.get(SETTINGS))
    assert options(page, "zone")[""] == "As in my mailbox: Pacific Standard Time"
    assert options(page, "zone")["Asia/Kolkata"] == "Kolkata (UTC+05:30)"
    assert options(page, "first_weekday")[""] == "As usual in my language: Sunday"
    assert list(options(page, "length").values())[-2:] == ["1 hour", "90 minutes"]
    assert list(options(page, "provider")) == ["", "teamsForBusiness", "skypeForBusiness"]
    assert list(options(page, "reminder").values())[:4] == [
        "As Outlook does it",
        "None",
        "At the start",
        "5 minutes before",
    ]
    assert list(options(page, "language").values())[1:] == ["English", "简体中文"]
    assert options(page, "theme") == {"": "As the system", "light": "Light", "dark": "Dark"}


def test_the_zone_of_the_computer_is_offered_by_its_name(alex: Client) -> None:
    alex.cookies["meetboard_zone"] = "Asia%2FCalcutta"
    page = read(alex.get(SETTINGS))
    assert options(page, "zone")["Asia/Calcutta"] == "As on this device: Calcutta (UTC+05:30)"
    choose(alex, zone="Asia/Calcutta")
    alex.cookies["meetboard_zone"] = "Europe%2FBerlin"
    assert fields(read(alex.get(SETTINGS)))["zone"] == "Asia/Calcutta"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("zone", "Mars/Olympus"),
        ("zone", "../../etc/passwd"),
        ("first_weekday", "7"),
        ("twelve_hours", "maybe"),
        ("days", "365"),
        ("days", ""),
        ("week_days", "0"),
        ("length", "-30"),
        ("length", "9" * 5000),
        ("provider", "zoom"),
        ("reminder", "-2"),
        ("language", "tlh"),
        ("theme", '"><script>'),
        ("notice", "1e3"),
    ],
)
def test_what_cannot_be_is_refused_and_the_rest_is_kept(alex: Client, name: str, value: str) -> None:
    other = "length" if name != "length" else "days"
    page = read(send(alex, **{name: value, other: "60" if other == "length" else "14", "keys": None}), 422)
    assert page.one("[role=alert]").text == "Nothing is saved yet: something below cannot be."
    assert [box.one("ul.errorlist").text for box in page.all(".field-wrong")]
    wrong = {
        field["name"] for box in page.all(".field-wrong") for field in [*box.all("select"), *box.all("input")]
    }
    assert wrong == {name}
    kept = fields(page)
    assert (kept[other], kept.get("keys")) == ("60" if other == "length" else "14", None)
    assert "<script>" not in page.html.partition("<body>")[2].partition("</form>")[0]
    assert not Preferences.objects.exists()


def test_settings_of_two_people_are_their_own(sign_in: SignIn) -> None:
    alex, adele = sign_in(ALEX), sign_in(ADELE)
    choose(alex, theme="dark", length="90", twelve_hours="on")
    page = read(adele.get(SETTINGS))
    assert "data-theme" not in page.one("html")
    assert (fields(page)["length"], fields(page)["twelve_hours"]) == ("30", "")
    choose(adele, theme="light")
    assert read(alex.get("/")).one("html")["data-theme"] == "dark"


def test_a_form_needs_its_token(alex: Client) -> None:
    alex.handler.enforce_csrf_checks = True
    form = fields(read(alex.get(SETTINGS)))
    stale = alex.post(SETTINGS, {**form, "theme": "dark", "csrfmiddlewaretoken": "x" * 64})
    assert stale.status_code == 302
    assert fields(read(alex.get(stale["Location"])))["theme"] == "dark"  # typed, not saved
    assert not Preferences.objects.exists()


def test_strangers_sign_in_and_lose_nothing(alex: Client, sign_in: SignIn) -> None:
    form = fields(read(alex.get(SETTINGS)))
    alex.post("/accounts/sign-out/")
    answer = alex.post(SETTINGS, {**form, "theme": "dark", "length": "45"})
    assert answer.status_code == 302
    assert "/accounts/sign-in/?next=" in answer["Location"]
    assert "draft" in answer["Location"]
    assert not Preferences.objects.exists()
    assert Client(SERVER_NAME="localhost").get(SETTINGS).status_code == 302


def test_without_microsoft_everything_but_the_calendars_can_be_changed(
    alex: Client, sandbox: Sandbox
) -> None:
    sandbox.faults({"path": r"\$batch", "status": 503, "times": 9})
    page = choose(alex, theme="dark", listed=[])
    assert "Microsoft 365 is busy or out of reach." in page.one("div.notice").text
    assert not page.all("label.tick")
    assert page.one("html")["data-theme"] == "dark"
    sandbox.calm()
    assert len(read(alex.get(SETTINGS)).all("label.tick")) >= 3


def test_a_person_without_a_mailbox_has_settings(sign_in: SignIn) -> None:
    assert choose(sign_in("LeeG@contoso.OnMicrosoft.com"), theme="dark").one("html")["data-theme"] == "dark"


def test_settings_cost_no_query_of_their_own(alex: Client) -> None:
    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as made:
            read(alex.get("/meetings/new/"))
        return [query["sql"] for query in made]

    read(alex.get("/meetings/new/"))
    before = queries()
    choose(alex, theme="dark", zone="Asia/Tokyo")
    assert len(queries()) == len(before)
    assert sum("meetings_preferences" in sql for sql in queries()) == 1


def test_they_go_with_the_person(alex: Client) -> None:
    choose(alex, theme="dark")
    User.objects.get(address=ALEX).delete()
    assert not Preferences.objects.exists()
