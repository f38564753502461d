"""Everything about one event: what Microsoft is asked for it, and what the person sees, panel or page."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import SignIn
from tests.support.meeting_form import filled, make
from tests.support.pages import Page, read
from tests.support.planting import (
    ADELE,
    AGENDA,
    ALEX,
    Json,
    event,
    guests,
    online,
    organized_by,
    plant_review,
)
from tests.support.sandbox_process import Sandbox

PANEL = {"HX-Request": "true", "HX-Target": "panel-content"}
ZOOM = "https://northwind.zoom.us/j/95551230174?pwd=TGFrZQ"
BATCH = "/$batch"


@pytest.fixture
def alex(alex: Client, sandbox: Sandbox) -> Client:
    """Alex, who has looked at the agenda before: the mailbox's zone is known."""
    alex.get(AGENDA)
    sandbox.forget_requests()
    return alex


def test_opening_asks_once_for_event_calendar_and_attachments(alex: Client, sandbox: Sandbox) -> None:
    planted = plant_review(sandbox)
    panel(alex, planted)
    (call,) = graph_calls(sandbox)
    paths = [part["path"] for part in call["parts"]]
    own = f"/me/events/{planted['id']}"
    assert paths == [own, f"{own}/calendar", f"{own}/attachments"]
    assert call["parts"][2]["query"] == {"$select": "name,size,contentType,isInline"}
    assert {"body", "iCalUId", "originalStartTimeZone"} <= set(
        call["parts"][0]["query"]["$select"].split(",")
    )


def test_opening_again_within_a_minute_asks_nothing(alex: Client, sandbox: Sandbox) -> None:
    planted = plant_review(sandbox, attendees=guests(ADELE))
    first = panel(alex, planted)
    sandbox.forget_requests()
    again = panel(alex, planted)
    assert graph_calls(sandbox) == []
    assert again.one(".guests").text == first.one(".guests").text
    alex.get(f"/meetings/{planted['id']}/event.ics")
    assert graph_calls(sandbox) == []


@pytest.mark.parametrize("change", ["convert", "edit", "create", "reload"])
def test_a_change_here_or_a_reload_makes_it_ask_again(alex: Client, sandbox: Sandbox, change: str) -> None:
    planted = plant_review(sandbox)
    assert panel(alex, planted).one("h2").text == "Design review"
    CHANGES[change](alex, planted)
    sandbox.forget_requests()
    panel(alex, planted)
    assert len(graph_calls(sandbox)) == 1


def test_a_meeting_made_online_shows_its_link_when_opened_again(alex: Client, sandbox: Sandbox) -> None:
    planted = plant_review(sandbox)
    assert not panel(alex, planted).all("[data-join]")
    convert(alex, planted)
    assert panel(alex, planted).one("[data-join]").text == "Join in Microsoft Teams"


def test_the_page_of_an_event_is_always_asked_for(alex: Client, sandbox: Sandbox) -> None:
    planted = plant_review(sandbox)
    panel(alex, planted)
    sandbox.forget_requests()
    read(alex.get(f"/meetings/{planted['id']}/"))
    assert len(graph_calls(sandbox)) == 1


def test_a_link_on_its_way_is_looked_for_each_time(alex: Client, sandbox: Sandbox) -> None:
    planted = plant_review(sandbox, **online(""))
    assert "hx-get" in panel(alex, planted).one("[data-online=pending]")
    sandbox.forget_requests()
    panel(alex, planted)
    assert len(graph_calls(sandbox)) == 1


def test_what_one_person_opened_is_nobody_elses(sign_in: SignIn, sandbox: Sandbox) -> None:
    planted = plant_review(sandbox)
    panel(sign_in(ALEX), planted)
    failed = sign_in(ADELE).get(f"/meetings/{planted['id']}/", headers=PANEL)
    assert read(failed, 404).one("h2").text == "This meeting is not in your calendar."


@pytest.mark.parametrize("part", ["calendar", "attachments"])
def test_the_rest_is_shown_when_a_part_fails(alex: Client, sandbox: Sandbox, part: str) -> None:
    planted = plant_review(sandbox, attachments=[{"name": "Agenda.docx", "size": 2048}])
    sandbox.faults({"method": "GET", "path": f".*/{part}$", "times": 9, "status": 403, "body": {}})
    page = panel(alex, planted)
    assert page.one("h2").text == "Design review"
    assert ("Microsoft did not say what is attached" in page.text) == (part == "attachments")


def test_microsofts_trouble_stands_in_the_panel_with_a_way_on(alex: Client, sandbox: Sandbox) -> None:
    planted = plant_review(sandbox)
    sandbox.faults({"method": "POST", "path": r"/\$batch", "times": 9, "status": 503, "body": {}})
    answer = alex.get(f"/meetings/{planted['id']}/", headers=PANEL)
    page = read(answer, 503)
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#panel-content", "innerHTML")
    assert page.one("h2").text == "Microsoft 365 is busy or out of reach."
    assert page.one("a[data-details]")["href"] == f"/meetings/{planted['id']}/"


def test_panel_and_page_say_the_same(alex: Client, sandbox: Sandbox) -> None:
    body = {"contentType": "html", "content": f"<p>Bring <b>numbers</b>. <a href='{ZOOM}'>Zoom</a></p>"}
    people = [*guests(ADELE), *guests("room@contoso.com", kind="resource")]
    planted = plant_review(sandbox, body=body, attendees=people, attachments=[{"name": "A.pdf"}], **online())
    page = read(alex.get(f"/meetings/{planted['id']}/")).one("article.detail")
    beside = panel(alex, planted).one("article.detail")
    for part in (".detail-when", ".joining", ".found", ".facts", ".guests", ".text", ".attachments"):
        assert beside.one(part).text == page.one(part).text


def test_guests_stand_with_their_answers_and_rooms_apart(alex: Client, sandbox: Sandbox) -> None:
    people = [
        *answered("accepted", "ann@contoso.com"),
        *answered("declined", "bob@contoso.com"),
        *guests("cem@contoso.com", kind="optional"),
        *guests("dia@contoso.com"),
        *guests("Room 7", kind="resource"),
    ]
    page = panel(alex, plant_review(sandbox, attendees=people))
    assert page.one(".guests summary").text == "1 of 4 guests accepted 1 declined, 2 no answer"
    assert [guest.one(".guest").text for guest in page.all(".guests li")] == [
        "ann@contoso.com",
        "bob@contoso.com",
        "cem@contoso.com optional",
        "dia@contoso.com",
    ]
    assert [answer.text for answer in page.all(".answer")] == [
        "accepted",
        "declined",
        "no answer",
        "no answer",
    ]
    assert page.one(".facts .line").text == "Room 7"


@pytest.mark.parametrize(("count", "is_open"), [(12, True), (200, False)])
def test_many_guests_are_folded(alex: Client, sandbox: Sandbox, count: int, is_open: bool) -> None:
    people = guests(*(f"guest{number}@contoso.com" for number in range(count)))
    page = panel(alex, plant_review(sandbox, attendees=people))
    assert ("open" in page.one("details.guests")) == is_open
    assert len(page.all(".guests li")) == count


def test_attachments_are_named_and_pictures_of_the_text_are_not(alex: Client, sandbox: Sandbox) -> None:
    attached = [
        {"name": "Plan.docx", "contentType": "application/msword", "size": 2048},
        {"@odata.type": "#microsoft.graph.itemAttachment", "name": "RE: Plan", "size": 500},
        {"@odata.type": "#microsoft.graph.referenceAttachment", "name": "Folder", "size": 382},
        {"name": "image001.png", "contentType": "image/png", "size": 90, "isInline": True},
        {"name": None, "contentType": None, "size": None},
    ]
    listed = panel(alex, plant_review(sandbox, attachments=attached)).all(".attachments li")
    assert [" ".join(each.text.split()) for each in listed] == [
        "Plan.docx Word document, 2.0 KB",
        "RE: Plan mail or event, 500 bytes",
        "Folder link to a file",
        "(no name) file",
    ]


def test_attachments_that_were_not_told_are_there_at_the_next_look(alex: Client, sandbox: Sandbox) -> None:
    planted = plant_review(sandbox, attachments=[{"name": "Plan.docx", "size": 2048}])
    sandbox.faults({"method": "GET", "path": ".*/attachments$", "times": 2, "status": 503, "body": {}})
    assert "Microsoft did not say what is attached." in panel(alex, planted).text
    assert "Plan.docx" in panel(alex, planted).one(".attachments li").text


def test_more_attachments_than_a_page_holds_are_all_named(alex: Client, sandbox: Sandbox) -> None:
    attached = [{"name": f"{number}.txt", "size": 1} for number in range(25)]
    assert len(panel(alex, plant_review(sandbox, attachments=attached)).all(".attachments li")) == 25


def test_a_found_link_is_shown_as_found_and_never_as_the_way_to_join(alex: Client, sandbox: Sandbox) -> None:
    page = panel(alex, plant_review(sandbox, body={"contentType": "html", "content": f"<p>{ZOOM}</p>"}))
    (link,) = page.all(".found a")
    assert (link.text, link["href"], link["rel"]) == ("Zoom", ZOOM, "noopener noreferrer nofollow")
    assert page.one(".found li").text == "Zoom Link found in the text, to northwind.zoom.us"
    assert not page.all("[data-join]") + page.all(".found p")
    assert "Not online" not in page.text


@pytest.mark.parametrize(
    ("where", "said"), [("place", "The place holds a Zoom"), ("text", "The text holds a Zoom")]
)
def test_two_rooms_are_told(alex: Client, sandbox: Sandbox, where: str, said: str) -> None:
    members: Json = {"location": {"displayName": ZOOM}}
    if where == "text":
        members = {"body": {"contentType": "html", "content": f"<a href='{ZOOM}'>Join</a>"}}
    page = panel(alex, plant_review(sandbox, **members, **online()))
    assert page.one(".found p").text.startswith(said)
    assert "zoom" not in page.one("[data-join]")["href"]


def test_a_cancelled_meeting_offers_no_way_in(alex: Client, sandbox: Sandbox) -> None:
    page = panel(alex, plant_review(sandbox, isCancelled=True, location={"displayName": ZOOM}, **online()))
    assert page.one(".tag").text == "cancelled"
    assert not page.all("[data-join]") + page.all(".found") + page.all("svg.qr")


def test_the_qr_code_is_drawn_without_style(alex: Client, sandbox: Sandbox) -> None:
    page = panel(alex, plant_review(sandbox, **online()))
    assert page.one("[role=img]")["aria-label"] == "QR code of the join link"
    drawing = page.one("[role=img] svg")
    assert [path["fill"] for path in drawing.all("path[fill]")] == ["#fff"]
    assert "style" not in page.html


def test_the_whole_invitation_can_be_copied(alex: Client, sandbox: Sandbox) -> None:
    page = panel(alex, plant_review(sandbox, **online(conferenceId="291633251")))
    copied = {button.text: button["data-copy"] for button in page.all("button[data-copy]")}
    assert copied["Copy invitation"].split("\n")[0] == "Design review"
    assert copied["Copy link"] in copied["Copy invitation"]


def test_the_clock_of_where_it_was_planned(alex: Client, sandbox: Sandbox) -> None:
    planted = sandbox.plant(ALEX, event("Call", "15:00", originalStartTimeZone="China Standard Time"))
    assert [part.text for part in panel(alex, planted).all(".detail-when span")] == [
        "Saturday 8 March 2031, 15:00 to 16:00",
        "Pacific Standard Time (UTC-08:00)",
        "Sun 07:00 to 08:00 in China Standard Time, where it was planned",
    ]


@pytest.mark.parametrize("zone", ["Pacific Standard Time", "UTC", "tzone://Microsoft/Custom", ""])
def test_no_other_clock_where_there_is_nothing_to_tell(alex: Client, sandbox: Sandbox, zone: str) -> None:
    planted = plant_review(sandbox, originalStartTimeZone=zone)
    assert "where it was planned" not in panel(alex, planted).text


def test_an_event_of_somebody_elses_offers_what_guests_can_do(alex: Client, sandbox: Sandbox) -> None:
    planted = plant_review(
        sandbox, sensitivity="private", **organized_by(ADELE, "Adele Vance", "notResponded")
    )
    page = panel(alex, planted)
    assert [link.text for link in page.all(".detail-actions a")] == [
        "Open in Outlook",
        "Calendar file (.ics)",
    ]
    assert page.one(".tag").text == "needs answer"


def test_an_event_with_hardly_anything_in_it(alex: Client, sandbox: Sandbox) -> None:
    nothing = ("subject", "organizer", "attendees", "location", "locations", "body", "iCalUId", "webLink")
    planted = plant_review(sandbox, **dict.fromkeys(nothing), attachments="odd", originalStartTimeZone=7)
    page = panel(alex, planted)
    assert page.one("h2").text == "(no subject)"
    assert alex.get(f"/meetings/{planted['id']}/event.ics").status_code == 200


def panel(client: Client, planted: Json) -> Page:
    """What the panel beside the list shows of an event."""
    return read(client.get(f"/meetings/{planted['id']}/", headers=PANEL))


def answered(response: str, address: str) -> list[Json]:
    """A guest with an answer."""
    return [{**guest, "status": {**guest["status"], "response": response}} for guest in guests(address)]


def graph_calls(sandbox: Sandbox) -> list[Json]:
    """The calls of Graph; the one for a token is none."""
    return [call for call in sandbox.requests() if call["path"] == BATCH or call["path"].startswith("/me")]


def convert(client: Client, planted: Json) -> None:
    client.post(f"/meetings/{planted['id']}/online/", {"provider": "teamsForBusiness"})


def edit(client: Client, planted: Json) -> None:
    address = f"/meetings/{planted['id']}/edit/"
    form = read(client.get(address)).one("form#meeting-form")
    fields = {field["name"]: field.attributes.get("value", "") for field in form.all("input[name]")}
    client.post(address, {**fields, "subject": "Renamed"})


def create(client: Client, planted: Json) -> None:
    make(client, filled(client, subject="Another one"))


def reload(client: Client, planted: Json) -> None:
    client.get("/")


CHANGES = {"convert": convert, "edit": edit, "create": create, "reload": reload}
