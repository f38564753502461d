"""A meeting that repeats: this one or all of them, changed or called off."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.support import outlook
from tests.support.editing import IN_DIALOG, SUBJECT, address, fields, patches, plant_series, said, save, sent
from tests.support.meeting_form import error_at, fields_of, form_in
from tests.support.pages import Page, read
from tests.support.planting import ADELE, ALEX, DAY, daily, event, guests
from tests.support.sandbox_process import Json, Sandbox

pytestmark = pytest.mark.django_db

ZONE = "Pacific Standard Time"
ALL = "?scope=series"


@pytest.fixture
def series(sandbox: Sandbox) -> tuple[str, list[str]]:
    """Five meetings from DAY on, each from three to four: the id of the series, and theirs."""
    return plant_series(sandbox, attendees=guests(ADELE))


def occurrences(sandbox: Sandbox, series_id: str) -> list[Json]:
    return outlook.instances(sandbox, ALEX, series_id, "2031-03-07", "2031-03-20")


def checked(page: Page) -> str:
    return next(radio["value"] for radio in page.all("input[name=scope]") if "checked" in radio)


def test_this_one_is_what_is_asked_first(alex: Client, series: tuple[str, list[str]]) -> None:
    third = series[1][2]
    for action in ("edit", "cancel"):
        assert checked(read(alex.get(address(third, action)))) == "occurrence"
    assert fields(alex, third)["start"] == "2031-03-10T15:00"


def test_one_meeting_is_changed_alone(alex: Client, sandbox: Sandbox, series: tuple[str, list[str]]) -> None:
    series_id, ids = series
    answer = save(alex, ids[2], fields(alex, ids[2]), subject="Review")
    (call,) = patches(sandbox)
    assert (call["path"], call["body"]) == (f"/me/events/{ids[2]}", {"subject": "Review"})
    assert answer["Location"] == f"/meetings/{ids[2]}/"
    subjects = [each["subject"] for each in occurrences(sandbox, series_id)]
    assert subjects == [SUBJECT, SUBJECT, "Review", SUBJECT, SUBJECT]


def test_all_are_changed_through_the_series(
    alex: Client, sandbox: Sandbox, series: tuple[str, list[str]]
) -> None:
    series_id, ids = series
    form = fields(alex, ids[2], ALL)
    assert (form["scope"], form["start"]) == ("series", f"{DAY}T15:00")
    answer = save(alex, ids[2], form, subject="Review")
    (call,) = patches(sandbox)
    assert (call["path"], call["body"]) == (f"/me/events/{series_id}", {"subject": "Review"})
    assert call["headers"]["If-Match"] == form["etag"]
    assert answer["Location"] == "/?day=2031-03-10"
    assert said(alex, answer) == "Every meeting of the series “Review” is changed. 1 guest gets the update."
    assert {each["subject"] for each in occurrences(sandbox, series_id)} == {"Review"}


def test_time_of_all_is_moved_without_their_pattern(
    alex: Client, sandbox: Sandbox, series: tuple[str, list[str]]
) -> None:
    series_id, ids = series
    form = fields(alex, ids[2], ALL)
    save(alex, ids[2], form, start=f"{DAY}T16:30", end=f"{DAY}T17:30")
    (call,) = patches(sandbox)
    assert call["body"] == {
        "start": {"dateTime": f"{DAY}T16:30:00", "timeZone": ZONE},
        "end": {"dateTime": f"{DAY}T17:30:00", "timeZone": ZONE},
    }
    moved = [each["start"]["dateTime"][:16] for each in occurrences(sandbox, series_id)]
    assert moved == [
        f"{DAY}T00:30".replace("08", "09"),
        *(f"2031-03-{day}T23:30" for day in ("09", 10, 11, 12)),
    ]


def test_series_keeps_the_zone_in_which_it_repeats(alex: Client, sandbox: Sandbox) -> None:
    """Made in Berlin: written in Alex's zone it would jump when clocks are changed there and not here."""
    planted = event(SUBJECT, recurrence=daily(5))
    for name, wall in (("start", "18:00"), ("end", "19:00")):
        planted[name] = {"dateTime": f"{DAY}T{wall}:00", "timeZone": "W. Europe Standard Time"}
    series_id = str(sandbox.plant(ALEX, planted)["id"])
    ids = [each["id"] for each in occurrences(sandbox, series_id)]
    form = fields(alex, ids[1], ALL)
    assert form["start"] == f"{DAY}T09:00"
    save(alex, ids[1], form, start=f"{DAY}T08:00")
    (call,) = patches(sandbox)
    assert call["body"] == {"start": {"dateTime": f"{DAY}T17:00:00", "timeZone": "W. Europe Standard Time"}}


def test_what_a_new_time_may_undo_is_said_before(alex: Client, series: tuple[str, list[str]]) -> None:
    told = "Outlook may then undo what was changed or cancelled for single meetings."
    assert told in read(alex.get(f"{address(series[1][0])}{ALL}")).one("main").text
    assert told not in read(alex.get(address(series[1][0]))).one("main").text


def test_all_cannot_be_moved_to_other_days(
    alex: Client, sandbox: Sandbox, series: tuple[str, list[str]]
) -> None:
    form = fields(alex, series[1][2], ALL)
    page = read(save(alex, series[1][2], form, start="2031-03-09T15:00", end="2031-03-09T16:00"), 422)
    assert error_at(page, "start").startswith("A whole series can be moved within its day only.")
    assert patches(sandbox) == []


def test_one_cannot_be_moved_past_its_neighbour(
    alex: Client, sandbox: Sandbox, series: tuple[str, list[str]]
) -> None:
    form = fields(alex, series[1][2])
    page = read(save(alex, series[1][2], form, start="2031-03-12T15:00", end="2031-03-12T16:00"), 422)
    assert "to or past the day of the one next to it" in error_at(page, "start")
    assert fields_of(form_in(page))["start"] == "2031-03-12T15:00"


def test_days_of_an_all_day_series_are_left_to_outlook(alex: Client, sandbox: Sandbox) -> None:
    planted = event(SUBJECT, recurrence=daily(5), isAllDay=True)
    planted["start"] = {"dateTime": f"{DAY}T00:00:00", "timeZone": "UTC"}
    planted["end"] = {"dateTime": "2031-03-09T00:00:00", "timeZone": "UTC"}
    series_id = str(sandbox.plant(ALEX, planted)["id"])
    first = occurrences(sandbox, series_id)[0]["id"]
    page = read(alex.get(f"{address(first)}{ALL}"))
    assert "The days of a whole series can be changed in Outlook." in page.one("main").text
    assert not page.all("[name=start]")


@pytest.mark.parametrize("headers", [{}, {**IN_DIALOG, "HX-Target": "edited"}])
def test_changing_over_to_all_keeps_what_was_typed(
    alex: Client, sandbox: Sandbox, series: tuple[str, list[str]], headers: dict[str, str]
) -> None:
    outlook.change(sandbox, ALEX, series[1][2], location={"displayName": "Room 9"})
    form = fields(alex, series[1][2]) | {"subject": "Review", "scope": "series", "refresh": "1"}
    page = read(alex.post(address(series[1][2]), form, headers=headers))
    kept = fields_of(form_in(page))
    assert checked(page) == "series"
    assert (kept["subject"], kept["initial-subject"]) == ("Review", SUBJECT)
    assert (kept["location"], kept["start"]) == ("", f"{DAY}T15:00")
    assert not page.all("[role=alert]")
    assert save(alex, series[1][2], kept).status_code == 302
    assert [call["body"] for call in patches(sandbox)] == [{"subject": "Review"}]
    assert patches(sandbox)[0]["path"] == f"/me/events/{series[0]}"


@pytest.mark.parametrize(("scope", "left"), [("occurrence", [0, 1, 3, 4]), ("series", [])])
def test_one_or_all_are_called_off(
    alex: Client, sandbox: Sandbox, series: tuple[str, list[str]], scope: str, left: list[int]
) -> None:
    series_id, ids = series
    page = read(alex.get(address(ids[2], "cancel")))
    assert "Every meeting of the series, past ones too" in page.one("main").text
    answer = alex.post(address(ids[2], "cancel"), fields_of(form_in(page)) | {"scope": scope})
    assert answer["Location"] == "/?day=2031-03-10"
    (call,) = (call for call in sandbox.requests() if call["path"].endswith("/cancel"))
    assert call["path"] == f"/me/events/{ids[2] if scope == 'occurrence' else series_id}/cancel"
    if left:
        assert [each["id"] for each in occurrences(sandbox, series_id)] == [ids[at] for at in left]
    else:
        assert series_id not in [found["id"] for found in sandbox.events(ALEX)]


def test_series_without_guests_is_deleted_though_one_meeting_has_some(alex: Client, sandbox: Sandbox) -> None:
    series_id, ids = plant_series(sandbox)
    outlook.change(sandbox, ALEX, ids[1], attendees=guests(ADELE))
    page = read(alex.get(address(ids[1], "cancel")))
    assert "For the series nobody is mailed: it has no guests." in page.one(".consequences").text
    alex.post(address(ids[1], "cancel"), fields_of(form_in(page)) | {"scope": "series"})
    assert sent(sandbox) == [("DELETE", series_id)]
