"""How an event goes online: provider check, silent refusal, late link, the join block (docs/graph.md 7)."""

from __future__ import annotations

import base64
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.graph import bodies, invitations
from sandbox.graph.items import Instance, Members, PendingLink, StoredCalendar
from sandbox.graph.join_block import holds_block, join_block, teams_links
from sandbox.graph.mailbox import StoredMailbox
from sandbox.people import Person
from sandbox.state import state

TOLL_NUMBER = "+1 323-555-0166"
OFFLINE: Members = {
    "isOnlineMeeting": False,
    "onlineMeetingProvider": "unknown",
    "onlineMeeting": None,
    "onlineMeetingUrl": None,
}


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that a provider made: what the event gets to know of it."""

    provider: str
    info: Mapping[str, Any]
    block: str

    def announced(self) -> Members:
        """The event's members while the link is still on its way."""
        return {**OFFLINE, "isOnlineMeeting": True, "onlineMeetingProvider": self.provider}

    def arrived(self, body: Any) -> Members:
        """The event's members with the link there, and the block at the end of `body`, a body object."""
        content = str(body.get("content") or "") if isinstance(body, dict) else ""
        kind = str(body.get("contentType")).lower() if isinstance(body, dict) else "html"
        stored = bodies.framed(content, "text") if kind == "text" else content
        new_body = {"contentType": "html", "content": bodies.with_block(stored, self.block)}
        return {
            **self.announced(),
            "onlineMeeting": dict(self.info),
            # Only Skype stamps the deprecated member; it stays null for Teams.
            "onlineMeetingUrl": None if self.provider == "teamsForBusiness" else self.info["joinUrl"],
            "body": new_body,
            "bodyPreview": bodies.preview(new_body),
        }


def allowed_providers(calendar: StoredCalendar) -> tuple[str, ...]:
    """The providers that may be used in this calendar: its own, unless the settings name others for all."""
    everywhere = state.settings.allowed_providers
    if everywhere == "own":
        return calendar.providers
    return tuple(name.strip() for name in everywhere.split(",") if name.strip())


def default_provider(calendar: StoredCalendar) -> str:
    """The provider a calendar prefers; `unknown` when it allows none."""
    allowed = allowed_providers(calendar)
    own = calendar.default_provider
    return own if own in allowed else next(iter(allowed), "unknown")


def arrange(calendar: StoredCalendar, organizer: Person, asked: str | None) -> Meeting | None:
    """The meeting that the provider, by default the calendar's, makes; None is the silent refusal."""
    provider = asked or default_provider(calendar)
    if provider == "unknown" or provider not in allowed_providers(calendar):
        return None
    return make_meeting(state.settings.substitute_provider or provider, organizer)


def go_online(mailbox: StoredMailbox, instance: Instance, asked: str | None) -> None:
    """Switch an event online as its calendar allows; the link may come later, a refusal changes nothing."""
    meeting = arrange(instance.item.calendar, mailbox.person, asked)
    if meeting is None:
        return
    if delay := state.settings.link_delay_reads:
        instance.item.pending = PendingLink(instance, meeting.arrived, delay)
        mailbox.change(instance, meeting.announced())
    else:
        mailbox.change(instance, meeting.arrived(instance.get("body")))


def note_read(mailbox: StoredMailbox, instance: Instance) -> None:
    """Count one read of an event whose link is late; after the last one the link is there, in every copy."""
    pending = instance.item.pending
    if pending is None:
        return
    if pending.reads_left > 0:
        pending.reads_left -= 1
        return
    instance.item.pending = None
    mailbox.change(pending.instance, pending.arrived(pending.instance.get("body")))
    invitations.spread(mailbox, pending.instance)


def loses_meeting(instance: Instance, changes: Members) -> bool:
    """Whether a PATCH replaces the body of an online meeting by one without its block."""
    info = instance.get("onlineMeeting")
    if "body" not in changes or not instance.get("isOnlineMeeting") or not isinstance(info, dict):
        return False
    return not holds_block(changes["body"]["content"], str(info.get("joinUrl")))


def make_meeting(provider: str, organizer: Person, seed: str = "", conference_id: str = "") -> Meeting:
    """A new meeting of `organizer`. The same `seed`, a GUID, gives the same link again."""
    thread = seed or str(uuid.uuid4())
    number = conference_id or str(100_000_000 + secrets.randbelow(900_000_000))
    if provider != "teamsForBusiness":
        return _skype_meeting(provider, organizer, thread, number)
    info: dict[str, Any] = {"joinUrl": teams_url(organizer, thread)}
    if state.settings.audio_conferencing:
        info |= {"conferenceId": number, "tollNumber": TOLL_NUMBER}
    links = teams_links(organizer.object_id, organizer.tenant_id, info.get("conferenceId"))
    return _meeting(provider, "Microsoft Teams Meeting", info, links)


def teams_url(organizer: Person, thread: str) -> str:
    """The join link of a thread, percent-encoded in lower case as Teams writes it: use it byte for byte."""
    name = base64.b64encode(thread.encode("ascii")).decode("ascii")
    context = f"%7b%22Tid%22%3a%22{organizer.tenant_id}%22%2c%22Oid%22%3a%22{organizer.object_id}%22%7d"
    return f"{state.public_url}/l/meetup-join/19%3ameeting_{name}%40thread.v2/0?context={context}"


def _skype_meeting(provider: str, organizer: Person, thread: str, number: str) -> Meeting:
    alias = organizer.address.partition("@")[0].lower()
    url = f"{state.public_url}/lobby/{alias}/{thread[:8].upper()}"
    info: dict[str, Any] = {"joinUrl": url}
    if provider == "skypeForBusiness":
        info |= {
            "conferenceId": number,
            "tollNumber": TOLL_NUMBER,
            "tollFreeNumbers": ["+1 866-555-0171", "+44 800 496 0172"],
            "quickDial": f"{TOLL_NUMBER},,{number}#",
            "phones": [
                {"number": "+1 425-555-0173", "type": "business", "language": "en-US", "region": "Redmond"},
                {"number": "+44 20 7946 0174", "type": "business", "language": "en-GB", "region": "London"},
            ],
        }
    return _meeting(provider, "Skype Meeting", info, [("https://support.skype.com", "Help")])


def _meeting(provider: str, title: str, info: dict[str, Any], links: list[tuple[str, str]]) -> Meeting:
    block = join_block(title, info["joinUrl"], links, info.get("tollNumber"), info.get("conferenceId"))
    return Meeting(provider, info, block)
