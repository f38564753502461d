"""The sandbox's series: expansion, exceptions, cancelled occurrences, fill values (docs/graph.md 9)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.support.graph_calls import ADELE, DAY, Json, as_adele, as_alex, at, clock, code, event, weekly

pytestmark = pytest.mark.usefixtures("fresh_tenant")

PACIFIC = "Pacific Standard Time"
WINDOW = {"startDateTime": f"{DAY}T00:00:00Z", "endDateTime": f"{DAY + timedelta(1)}T00:00:00Z"}


def test_a_series_is_expanded_and_its_master_only_listed() -> None:
    master = as_alex.create(**at(zone=PACIFIC), recurrence=weekly())
    rows = as_alex.view(DAY, 15)
    assert [clock(row).date() for row in rows] == [DAY + timedelta(7 * week) for week in range(3)]
    assert {row["seriesMasterId"] for row in rows} == {master["id"]}
    assert {row["type"] for row in rows} == {"occurrence"}
    assert rows[1]["originalStart"] == f"{DAY + timedelta(7)}T16:00:00Z"
    assert len({row["iCalUId"] for row in rows}) == 3
    listed = as_alex.get("/me/events", filter="subject eq 'Planning'")["value"]
    assert [row["type"] for row in listed] == ["seriesMaster"]
    instances = as_alex.get(f"/me/events/{master['id']}/instances", **WINDOW)["value"]
    assert [row["id"] for row in instances] == [rows[0]["id"]]


def test_a_series_keeps_its_wall_time_over_a_change_of_clocks() -> None:
    start = date(2019, 11, 1)
    as_alex.create(**at(zone=PACIFIC, day=start), recurrence=weekly(start))
    assert [clock(row).hour for row in as_alex.view(start, 9)] == [16, 17]


def test_unused_members_of_a_recurrence_are_filled() -> None:
    recurrence = as_alex.create(recurrence=weekly())["recurrence"]
    assert recurrence["range"]["endDate"] == "0001-01-01"
    assert recurrence["range"]["numberOfOccurrences"] == 0
    assert (recurrence["pattern"]["month"], recurrence["pattern"]["index"]) == (0, "first")
    assert recurrence["pattern"]["daysOfWeek"] == ["tuesday"]


def test_the_31st_falls_on_the_last_day_of_shorter_months() -> None:
    start = date(2019, 1, 31)
    pattern = {"type": "absoluteMonthly", "interval": 1, "dayOfMonth": 31}
    span = {"type": "numbered", "startDate": "2019-01-31", "numberOfOccurrences": 4}
    as_alex.create(**at(day=start), recurrence={"pattern": pattern, "range": span})
    assert [clock(row).day for row in as_alex.view(start, 300)] == [31, 28, 31, 30]


@pytest.mark.parametrize(
    "recurrence",
    [
        weekly(startDate="2019-05-08"),
        weekly(type="numbered"),
        {"pattern": {"type": "weekly", "interval": 1}, "range": weekly()["range"]},
        {"pattern": {"type": "hourly", "interval": 1}, "range": weekly()["range"]},
    ],
)
def test_a_recurrence_that_cannot_be_is_400(recurrence: Json) -> None:
    assert as_alex.call("POST", "/me/events", event(recurrence=recurrence)).status == 400


def test_a_moved_occurrence_keeps_its_id_and_a_deleted_one_is_gone() -> None:
    master = as_alex.create(recurrence=weekly(), attendees=[ADELE])
    first, second, third = as_alex.view(DAY, 15)
    moved = as_alex.patch(second["id"], **at("15:00", "16:00", day=DAY + timedelta(8)))
    assert (moved["id"], moved["type"]) == (second["id"], "exception")
    assert as_alex.call("DELETE", f"/me/events/{third['id']}").status == 204
    assert [row["id"] for row in as_alex.view(DAY, 15)] == [first["id"], second["id"]]
    assert code(as_alex.call("GET", f"/me/events/{third['id']}")) == (404, "ErrorItemNotFound")
    cancelled = as_alex.get(f"/me/events/{master['id']}")["cancelledOccurrences"]
    assert cancelled == [f"OID.{master['id']}.{DAY + timedelta(14)}"]
    copies = as_adele.view(DAY, 15)
    assert [(clock(copy).hour, copy["isCancelled"]) for copy in copies] == [
        (9, False),
        (15, False),
        (9, True),
    ]


def test_an_occurrence_cannot_be_moved_onto_its_neighbour() -> None:
    as_alex.create(recurrence=weekly())
    second = as_alex.view(DAY, 15)[1]
    refusal = as_alex.call("PATCH", f"/me/events/{second['id']}", at())
    assert code(refusal) == (400, "ErrorOccurrenceCrossingBoundary")


def test_the_seeded_stand_up_has_a_moved_and_a_missing_day() -> None:
    today = date.today()
    rows = [row for row in as_alex.view(today, 9) if row["subject"] == "Stand-up"]
    assert [row["type"] for row in rows].count("exception") == 1
    master = as_alex.get(f"/me/events/{rows[0]['seriesMasterId']}")
    assert len(master["cancelledOccurrences"]) == 1


def test_moving_a_series_forgets_its_exceptions() -> None:
    master = as_alex.create(recurrence=weekly())
    as_alex.patch(as_alex.view(DAY, 15)[1]["id"], subject="Once")
    as_alex.patch(master["id"], **at("14:00", "15:00"))
    assert [(row["subject"], clock(row).hour) for row in as_alex.view(DAY, 15)] == [("Planning", 14)] * 3


def test_a_series_becomes_one_event_without_its_recurrence() -> None:
    master = as_alex.create(recurrence=weekly())
    assert as_alex.patch(master["id"], recurrence=None)["type"] == "singleInstance"
    assert [row["id"] for row in as_alex.view(DAY, 15)] == [master["id"]]


def test_declining_one_occurrence_leaves_the_others() -> None:
    as_alex.create(recurrence=weekly(), attendees=[ADELE])
    second = as_adele.view(DAY, 15)[1]
    assert as_adele.call("POST", f"/me/events/{second['id']}/decline", {}).status == 202
    assert len(as_adele.view(DAY, 15)) == 2
    answers = [row["attendees"][0]["status"]["response"] for row in as_alex.view(DAY, 15)]
    assert sorted(answers) == ["declined", "none", "none"]
