"""Organizer and attendees in the sandbox: copies, answers, changes, calling off (docs/graph.md 8)."""

from __future__ import annotations

import pytest

from tests.support.graph_calls import ADELE, as_adele, as_alex, at, clock, code

pytestmark = pytest.mark.usefixtures("fresh_tenant")


def test_an_attendee_has_a_copy_with_an_id_of_its_own() -> None:
    made = as_alex.create(attendees=[ADELE])
    (copy,) = as_adele.view()
    assert copy["id"] != made["id"]
    assert copy["iCalUId"] == made["iCalUId"]
    assert (copy["isOrganizer"], copy["responseStatus"]["response"]) == (False, "notResponded")
    as_alex.patch(made["id"], subject="Moved", **at("11:00", "12:00"))
    (copy,) = as_adele.view()
    assert (copy["subject"], clock(copy).hour) == ("Moved", 11)


def test_accepting_tells_the_organizer() -> None:
    made = as_alex.create(attendees=[ADELE])
    copy = as_adele.view()[0]
    assert as_adele.call("POST", f"/me/events/{copy['id']}/accept", {"comment": "Yes"}).status == 202
    assert as_adele.view()[0]["responseStatus"]["response"] == "accepted"
    assert as_adele.view()[0]["changeKey"] != copy["changeKey"]
    assert as_alex.get(f"/me/events/{made['id']}")["attendees"][0]["status"]["response"] == "accepted"


def test_declining_with_a_new_time_removes_the_copy() -> None:
    made = as_alex.create(attendees=[ADELE])
    copy = as_adele.view()[0]
    proposal = at("14:00", "15:00")
    path = f"/me/events/{copy['id']}/decline"
    silent = as_adele.call("POST", path, {"sendResponse": False, "proposedNewTime": proposal})
    assert code(silent) == (400, "ErrorInvalidParameter")
    assert as_adele.call("POST", path, {"SendResponse": "true", "ProposedNewTime": proposal}).status == 202
    assert as_adele.view() == []
    proposed = as_alex.get(f"/me/events/{made['id']}")["attendees"][0]["proposedNewTime"]
    assert clock(proposed).hour == 14


def test_cancelling_is_the_organizers() -> None:
    made = as_alex.create(attendees=[ADELE], subject="Lunch")
    copy = as_adele.view()[0]
    assert as_adele.call("POST", f"/me/events/{copy['id']}/cancel", {}).status == 400
    assert as_alex.call("POST", f"/me/events/{made['id']}/accept", {}).status == 400
    assert as_alex.call("POST", f"/me/events/{made['id']}/cancel", {"Comment": "Ill"}).status == 202
    assert as_alex.view() == []
    assert (as_adele.view()[0]["subject"], as_adele.view()[0]["isCancelled"]) == ("Canceled: Lunch", True)


def test_a_move_in_time_asks_again() -> None:
    made = as_alex.create(attendees=[ADELE])
    path = f"/me/events/{as_adele.view()[0]['id']}/tentativelyAccept"
    assert as_adele.call("POST", path).status == 202
    as_alex.patch(made["id"], subject="Same time")
    assert as_adele.view()[0]["responseStatus"]["response"] == "tentativelyAccepted"
    as_alex.patch(made["id"], **at("10:00", "11:00"))
    assert as_adele.view()[0]["responseStatus"]["response"] == "notResponded"
    assert as_alex.get(f"/me/events/{made['id']}")["attendees"][0]["status"]["response"] == "none"


def test_who_is_taken_off_the_list_sees_it_cancelled() -> None:
    made = as_alex.create(attendees=[ADELE])
    assert as_alex.patch(made["id"], attendees=[])["attendees"] == []
    assert as_adele.view()[0]["isCancelled"]


def test_an_attendees_change_stays_in_the_own_copy() -> None:
    made = as_alex.create(attendees=[ADELE])
    as_adele.patch(as_adele.view()[0]["id"], subject="Mine", categories=["Red"])
    assert as_alex.get(f"/me/events/{made['id']}")["subject"] == "Planning"
    as_alex.patch(made["id"], importance="high")
    copy = as_adele.view()[0]
    assert (copy["subject"], copy["categories"]) == ("Planning", ["Red"])
