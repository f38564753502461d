"""The sandbox makes events online as Outlook does, with every surprise of docs/graph.md 7."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from sandbox.graph.planting import find_by_join_url
from sandbox.state import state
from tests.support.graph_calls import ADELE, DAY, TEAMS, Caller, Json, as_adele, as_alex, event, weekly

pytestmark = pytest.mark.usefixtures("fresh_tenant")


def switch(**changes: Any) -> None:
    state.settings = dataclasses.replace(state.settings, **changes)


def calendar_id(caller: Caller, name: str) -> str:
    found = next(row for row in caller.get("/me/calendars")["value"] if row["name"] == name)
    return str(found["id"])


def offline(made: Json) -> bool:
    return (made["isOnlineMeeting"], made["onlineMeetingProvider"], made["onlineMeeting"]) == (
        False,
        "unknown",
        None,
    )


def test_a_teams_meeting_has_link_numbers_and_block() -> None:
    made = as_alex.create(**TEAMS, body={"contentType": "html", "content": "Agenda"})
    info = made["onlineMeeting"]
    assert info["joinUrl"].startswith(f"{state.public_url}/l/meetup-join/19%3ameeting_")
    assert f"context=%7b%22Tid%22%3a%22{as_alex.person.tenant_id}%22%2c%22Oid%22" in info["joinUrl"]
    assert (len(info["conferenceId"]), info["tollNumber"]) == (9, "+1 323-555-0166")
    assert made["onlineMeetingUrl"] is None
    content = made["body"]["content"]
    assert content.index("Agenda") < content.index("_" * 80) < content.index("me-email-text")
    assert info["joinUrl"] in content
    assert "Join Microsoft Teams Meeting" in made["bodyPreview"]


def test_a_skype_for_business_meeting_stamps_the_old_link_too() -> None:
    made = as_alex.create(isOnlineMeeting=True, onlineMeetingProvider="skypeForBusiness")
    assert made["onlineMeetingUrl"] == made["onlineMeeting"]["joinUrl"]
    assert made["onlineMeeting"]["tollFreeNumbers"]
    assert {"number", "type", "language", "region"} == made["onlineMeeting"]["phones"][0].keys()


def test_without_a_provider_the_calendars_default_is_taken() -> None:
    assert as_alex.create(isOnlineMeeting=True)["onlineMeetingProvider"] == "teamsForBusiness"


def test_the_target_calendar_decides_and_refuses_silently() -> None:
    product = f"/me/calendars/{calendar_id(as_alex, 'Product team')}/events"
    skype = {"isOnlineMeeting": True, "onlineMeetingProvider": "skypeForBusiness"}
    assert offline(as_alex.create(product, **skype))
    assert not offline(as_alex.create(product, **TEAMS))
    assert offline(Caller("megan").create(**TEAMS))


def test_a_refusal_of_a_patch_looks_like_success_too() -> None:
    made = as_alex.create()
    assert offline(as_alex.patch(made["id"], isOnlineMeeting=True, onlineMeetingProvider="skypeForConsumer"))


def test_the_settings_can_allow_other_providers_everywhere() -> None:
    switch(allowed_providers="")
    assert as_alex.get("/me/calendar")["defaultOnlineMeetingProvider"] == "unknown"
    assert offline(as_alex.create(**TEAMS))
    switch(allowed_providers="skypeForConsumer")
    assert as_alex.get("/me/calendar")["allowedOnlineMeetingProviders"] == ["skypeForConsumer"]


def test_another_provider_can_be_substituted() -> None:
    switch(substitute_provider="skypeForBusiness")
    assert as_alex.create(**TEAMS)["onlineMeetingProvider"] == "skypeForBusiness"


def test_numbers_need_audio_conferencing() -> None:
    switch(audio_conferencing=False)
    made = as_alex.create(**TEAMS)
    assert list(made["onlineMeeting"]) == ["joinUrl"]
    assert "Conference ID" not in made["bodyPreview"]


def test_a_link_can_be_late_by_some_reads_in_every_copy() -> None:
    switch(link_delay_reads=2)
    made = as_alex.create(**TEAMS, attendees=[ADELE])
    assert (made["isOnlineMeeting"], made["onlineMeeting"]) == (True, None)
    path = f"/me/events/{made['id']}"
    assert [as_alex.get(path)["onlineMeeting"] for _ in range(2)] == [None, None]
    assert as_adele.view()[0]["onlineMeeting"] is None
    link = as_alex.get(path)["onlineMeeting"]["joinUrl"]
    assert as_adele.view()[0]["onlineMeeting"]["joinUrl"] == link


def test_one_listing_counts_one_read_of_a_late_series() -> None:
    switch(link_delay_reads=1)
    as_alex.create(**TEAMS, recurrence=weekly())
    assert [row["onlineMeeting"] for row in as_alex.view(DAY, 21)] == [None] * 3
    assert all(row["onlineMeeting"] for row in as_alex.view(DAY, 21))


def test_an_event_goes_online_by_patch_and_keeps_its_body() -> None:
    made = as_alex.create(body={"contentType": "html", "content": "Agenda"})
    online = as_alex.patch(made["id"], **TEAMS)
    assert online["onlineMeeting"]["joinUrl"]
    assert "Agenda" in online["body"]["content"]
    assert online["changeKey"] != made["changeKey"]


def test_there_is_no_way_back_and_no_change_of_provider() -> None:
    made = as_alex.create(**TEAMS)
    for change in ({"isOnlineMeeting": False}, {"onlineMeetingProvider": "skypeForBusiness"}):
        after = as_alex.patch(made["id"], **change)
        assert after["onlineMeeting"] == made["onlineMeeting"]
        assert after["onlineMeetingProvider"] == "teamsForBusiness"


def test_a_body_without_the_block_ends_the_meeting_and_the_next_patch_makes_another() -> None:
    made = as_alex.create(**TEAMS)
    body = {"contentType": "html", "content": "Only my words"}
    assert offline(as_alex.patch(made["id"], **TEAMS, body=body))
    again = as_alex.patch(made["id"], **TEAMS, body=body)
    assert again["onlineMeeting"]["joinUrl"] != made["onlineMeeting"]["joinUrl"]


def test_a_body_that_keeps_the_block_keeps_the_meeting() -> None:
    made = as_alex.create(**TEAMS)
    content = made["body"]["content"].replace("<body>", "<body>More words.")
    after = as_alex.patch(made["id"], body={"contentType": "html", "content": content})
    assert after["onlineMeeting"] == made["onlineMeeting"]
    assert after["bodyPreview"].startswith("More words.")


def test_an_attendee_gets_the_link_but_cannot_make_one() -> None:
    made = as_alex.create(attendees=[ADELE])
    copy = as_adele.view()[0]
    assert offline(as_adele.patch(copy["id"], **TEAMS))
    online = as_alex.patch(made["id"], **TEAMS)
    assert as_adele.view()[0]["onlineMeeting"] == online["onlineMeeting"]


def test_a_calendar_view_hides_the_link_unless_the_flag_is_selected() -> None:
    made = as_alex.create(**TEAMS)
    assert as_alex.view(select="subject,onlineMeeting")[0]["onlineMeeting"] is None
    assert as_alex.view(select="onlineMeeting,isOnlineMeeting")[0]["onlineMeeting"]
    assert as_alex.view()[0]["onlineMeeting"]
    assert as_alex.get(f"/me/events/{made['id']}", select="onlineMeeting")["onlineMeeting"]


def test_a_link_leads_to_its_event_byte_for_byte() -> None:
    made = as_alex.create(**TEAMS, attendees=[ADELE])
    link = made["onlineMeeting"]["joinUrl"]
    found = find_by_join_url(link)
    assert found is not None
    assert found["id"] == made["id"]
    assert find_by_join_url(link.replace("%3a", "%3A")) is None


def test_the_events_of_the_seed_document_are_there() -> None:
    subjects = {row["subject"]: row for row in as_alex.get("/me/events", top="100")["value"]}
    prep, price = subjects["Prep for customer meeting"], subjects["Price strategy"]
    assert prep["onlineMeeting"]["conferenceId"] == "291633251"
    assert prep["location"]["displayName"] == "Cordova conference room"
    assert offline(price)
    assert [person["type"] for person in price["attendees"]] == ["required", "resource"]
    online = as_alex.patch(price["id"], **TEAMS)
    copies = as_adele.get("/me/events", top="100", filter="subject eq 'Price strategy'")["value"]
    assert [copy["onlineMeeting"] for copy in copies] == [online["onlineMeeting"]]


def test_every_occurrence_shares_the_link_of_its_series() -> None:
    master = as_alex.create(**TEAMS, recurrence=weekly())
    links = {row["onlineMeeting"]["joinUrl"] for row in as_alex.view(DAY, 15)}
    assert links == {master["onlineMeeting"]["joinUrl"]}


def test_one_occurrence_can_go_online_alone() -> None:
    as_alex.create(recurrence=weekly())
    second = as_alex.view(DAY, 15)[1]
    assert as_alex.patch(second["id"], **TEAMS)["type"] == "exception"
    assert [row["isOnlineMeeting"] for row in as_alex.view(DAY, 15)] == [False, True, False]


def test_an_unknown_provider_name_is_refused_aloud() -> None:
    body = event(isOnlineMeeting=True, onlineMeetingProvider="zoom")
    assert as_alex.call("POST", "/me/events", body).status == 400
