"""What the sandbox answers about attachments, as Graph does."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import requests

from tests.support.planting import ADELE, ALEX, Json, event, guests
from tests.support.sandbox_process import Sandbox

FILE: Json = {"name": "Agenda.docx", "contentType": "application/msword", "size": 2048}
PICTURE: Json = {"name": "logo.png", "contentType": "image/png", "size": 90, "isInline": True}
MAIL: Json = {"@odata.type": "#microsoft.graph.itemAttachment", "name": "RE: Agenda", "size": 70}
LINK: Json = {"@odata.type": "#microsoft.graph.referenceAttachment", "name": "Folder", "size": 382}


def test_attachments_are_listed_with_their_kinds(http: requests.Session, sandbox: Sandbox) -> None:
    planted = sandbox.plant(ALEX, event("Papers", attachments=[FILE, PICTURE, MAIL, LINK]))
    listed = ask(http, sandbox, planted["id"])["value"]
    kinds = [each["@odata.type"].rpartition(".")[2] for each in listed]
    assert kinds == ["fileAttachment", "fileAttachment", "itemAttachment", "referenceAttachment"]
    assert [each["isInline"] for each in listed] == [False, True, False, False]
    assert len({each["id"] for each in listed}) == 4


def test_only_what_is_selected_is_told_of_an_attachment(http: requests.Session, sandbox: Sandbox) -> None:
    planted = sandbox.plant(ALEX, event("Papers", attachments=[FILE]))
    (listed,) = ask(http, sandbox, planted["id"], "?$select=name,size")["value"]
    assert listed.keys() == {"@odata.type", "id", "name", "size"}
    assert (listed["name"], listed["size"]) == ("Agenda.docx", 2048)


def test_an_event_says_whether_it_has_attachments_and_not_which(sandbox: Sandbox) -> None:
    with_file = sandbox.plant(ALEX, event("Papers", attachments=[FILE, PICTURE]))
    with_picture = sandbox.plant(ALEX, event("Picture", attachments=[PICTURE]))
    assert with_file["hasAttachments"] is True
    assert with_picture["hasAttachments"] is False
    assert "attachments" not in with_file


def test_guests_get_the_attachments(http: requests.Session, sandbox: Sandbox) -> None:
    planted = sandbox.plant(ALEX, event("Papers", attachments=[FILE]))
    path = f"{sandbox.url}/v1.0/me/events/{quote(planted['id'], safe='')}"
    headers = {"Authorization": f"Bearer {sandbox.token(ALEX)}"}
    http.patch(path, json={"attendees": guests(ADELE)}, headers=headers, timeout=10).raise_for_status()
    (copy,) = [each for each in sandbox.events(ADELE) if each["subject"] == "Papers"]
    assert copy["hasAttachments"] is True
    assert [each["name"] for each in ask(http, sandbox, copy["id"], user=ADELE)["value"]] == ["Agenda.docx"]


def ask(
    http: requests.Session, sandbox: Sandbox, event_id: str, query: str = "", user: str = ALEX
) -> dict[str, Any]:
    path = f"{sandbox.url}/v1.0/me/events/{quote(event_id, safe='')}/attachments{query}"
    answer = http.get(path, headers={"Authorization": f"Bearer {sandbox.token(user)}"}, timeout=10)
    assert answer.status_code == 200, answer.text
    listed: dict[str, Any] = answer.json()
    return listed
