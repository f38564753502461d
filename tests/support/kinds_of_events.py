"""Many kinds of events at once, for tests of how pages look."""

from __future__ import annotations

from tests.support.planting import ADELE, Json, around_now, event, guests, online, organized_by

LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 6


def every_kind() -> list[Json]:
    """Events in every state that a row can have, around now and on days far off."""
    now = [
        around_now("Earlier", -90, 20, **online()),
        around_now("Running", -10, **online()),
        around_now("Running in a room", -5, location={"displayName": "Room 1"}),
        around_now("Soon", 5, **online("")),
        around_now("Next", 30, **organized_by(ADELE, "Adele Vance", "notResponded")),
        around_now("Called off", 45, isCancelled=True, **organized_by(ADELE, "Adele Vance")),
        around_now("Declined", 60, **organized_by(ADELE, "Adele Vance", "declined")),
    ]
    far_off = [
        event("Skype", "09:00", **online("https://meet.lync.com/contoso/alexw/1", "skypeForBusiness")),
        event("Elsewhere", "10:00", **online("https://zoom.example/j/1", "unknown")),
        event("Look-alike", "11:00", **online("https://teams.microsoft.com.evil.example/l")),
        event("Private", "12:00", sensitivity="private", location={"displayName": "Dr. Ruiz"}),
    ]
    return now + far_off


def long_words() -> list[Json]:
    """The members of events that say everything in one long word, in several states."""
    person = organized_by(ADELE, LONG, "notResponded")
    place = {"location": {"displayName": LONG}, "attendees": guests(f"{LONG}@contoso.com")}
    text = {"body": {"contentType": "html", "content": f"<p>{LONG}</p><pre>{LONG}</pre><table><td>{LONG}"}}
    return [
        place | text | online(conferenceId="291633251", tollNumber="+1 323-555-0166"),
        place | online("", "unknown"),
        place,
        person | place,
        person | place | {"isCancelled": True},
    ]
