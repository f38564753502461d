"""Meetings with links of other services in place or text, and with attachments."""

from typing import Any
from urllib.parse import quote

from sandbox.seed.planner import Planner, colleague

TEAMS = "teamsForBusiness"
_ZOOM = "https://northwindtraders.zoom.us/j/95551230174?pwd=TGFrZXNpZGUgMTI"
_WEBEX = "https://fabrikam.webex.com/fabrikam/j.php?MTID=m3f9a1c77d2b84e60"


def plan(planner: Planner) -> None:
    """A Zoom room beside the Teams one, a Webex link behind Microsoft's link protection, and papers."""
    _two_rooms(planner)
    _webex(planner)
    _papers(planner)


def _two_rooms(planner: Planner) -> None:
    guest = planner.guest
    planner.event(
        "Northwind: quarterly check-in",
        planner.at(planner.workday(1), "15:00"),
        45,
        online_by=TEAMS,
        organizer=colleague("Henrietta Mueller"),
        people=[
            guest("Alex Wilber"),
            guest("Kim Akers", "kim.akers@northwindtraders.example"),
            guest("Nestor Wilke", response="none", kind="optional"),
        ],
        text=f'<p>Northwind prefer their own room:</p><p><a href="{_ZOOM}">Join Zoom Meeting</a></p>'
        "<p>Meeting ID: 955 5123 0174</p>",
        attachments=[
            attached("Check-in agenda.docx", 48_213, _WORD),
            attached("Sales by region.xlsx", 1_310_720, _EXCEL),
            attached("image001.png", 9_120, "image/png", isInline=True),
        ],
    )


def _webex(planner: Planner) -> None:
    planner.event(
        "Fabrikam packaging call",
        planner.at(planner.workday(2), "9:00"),
        30,
        organizer=colleague("Nestor Wilke"),
        people=[planner.guest("Alex Wilber"), planner.guest("Ana Trujillo", "ana.trujillo@fabrikam.example")],
        where="Webex",
        text=f'<p>Same room as always: <a href="{_protected(_WEBEX)}">join the meeting</a>.</p>',
    )


def _papers(planner: Planner) -> None:
    planner.event(
        "Contract reading",
        planner.at(planner.workday(3), "11:00"),
        60,
        online_by=TEAMS,
        people=[planner.guest("Patti Fernandez"), planner.guest("Isaiah Langer", response="none")],
        text="<p>Please read section 4 before we meet.</p>",
        attachments=[
            attached("Frame contract, second draft.pdf", 2_481_152, "application/pdf"),
            {"@odata.type": "#microsoft.graph.itemAttachment", "name": "RE: Section 4", "size": 18_004},
            {
                "@odata.type": "#microsoft.graph.referenceAttachment",
                "name": "Contract folder",
                "contentType": "text/html",
                "size": 382,
            },
        ],
    )


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attached(name: str, size: int, content_type: str, **more: Any) -> dict[str, Any]:
    """A file attached to an event; `size` in bytes."""
    return {
        "@odata.type": "#microsoft.graph.fileAttachment",
        "name": name,
        "contentType": content_type,
        "size": size,
        **more,
    }


def _protected(link: str) -> str:
    """A link as Microsoft's link protection rewrites it in mails that come in."""
    data = "05%7C02%7Calexw%40contoso.com"
    return (
        "https://nam02.safelinks.protection.outlook.com/"
        f"?url={quote(link, safe='')}&amp;data={data}&amp;reserved=0"
    )
