"""The join block ("blob") that Outlook appends to the body of an online meeting, in its well-known markup.

Clients keep it as it is: from the underscore rule, or the `me-email-text` element on (docs/graph.md 7.5).
"""

from html import escape

_FONT = "font-family:'Segoe UI','Helvetica Neue',Helvetica,Arial,sans-serif"
_HEADLINE = "font-family:'Segoe UI Semibold','Segoe UI','Helvetica Neue',Helvetica,Arial,sans-serif"
_LINK_STYLE = "text-decoration:none; color:#6264a7"
_RULE = (
    '<div style="width:100%; height:20px"><span style="white-space:nowrap; color:gray; opacity:.36">'
    f"{'_' * 80}</span>\r\n</div>\r\n"
)
MARK = "me-email-text"


def join_block(
    title: str, join_url: str, links: list[tuple[str, str]], toll: str | None, conference_id: str | None
) -> str:
    """The block of one meeting; `links` are addresses with their texts. Numbers may be missing."""
    return (
        f"{_RULE}"
        f'<div class="{MARK}" style="color:#252424; {_FONT}">\r\n'
        '<div style="margin-top:24px; margin-bottom:10px">'
        f'<a class="me-email-headline" href="{escape(join_url)}" target="_blank" rel="noreferrer noopener" '
        f'style="font-size:18px; {_HEADLINE}; text-decoration:underline; color:#6264a7">'
        f"Join\r\n {title}</a> </div>\r\n"
        f"{_numbers(toll, conference_id)}"
        f'<div style="margin-bottom:24px">{_row(links)} </div>\r\n'
        '<div style="font-size:14px; margin-bottom:4px"></div>\r\n'
        '<div style="font-size:12px"></div>\r\n</div>\r\n'
        f"{_RULE}"
    )


def teams_links(organizer_id: str, tenant_id: str, conference_id: str | None) -> list[tuple[str, str]]:
    """The row of links below a Teams meeting."""
    options = f"organizerId={organizer_id}&tenantId={tenant_id}&messageId=0&language=en-US"
    links = [
        ("https://aka.ms/JoinTeamsMeeting", "Learn more about Teams"),
        (f"https://teams.microsoft.com/meetingOptions/?{options}", "Meeting options"),
    ]
    if conference_id:
        dial_in = f"https://dialin.teams.microsoft.com/{organizer_id}?id={conference_id}"
        links[:0] = [
            (dial_in, "Local numbers"),
            ("https://mysettings.lync.com/pstnconferencing", "Reset PIN"),
        ]
    return links


def holds_block(content: str, join_url: str) -> bool:
    """Whether a body still has the block of the meeting with that link."""
    return MARK in content and (escape(join_url) in content or join_url in content)


def _numbers(toll: str | None, conference_id: str | None) -> str:
    if not toll or not conference_id:
        return ""
    spaced = " ".join(conference_id[start : start + 3] for start in range(0, len(conference_id), 3))
    return (
        f'<div>\r\n<div><a class="me-email-link" href="tel:{escape(toll)},,{conference_id}# " '
        f'target="_blank" rel="noreferrer noopener" style="font-size:14px; {_LINK_STYLE}">'
        f"{escape(toll)}</a>\r\n"
        '<span style="font-size:12px">&nbsp; United States, Los Angeles (Toll) </span></div>\r\n</div>\r\n'
        '<div style="margin-top:10px; margin-bottom:20px">'
        '<span style="font-size:12px">Conference ID:\r\n</span>'
        f'<span style="font-size:14px">{spaced}# </span></div>\r\n'
    )


def _row(links: list[tuple[str, str]]) -> str:
    return " | ".join(
        f'<a class="me-email-link" target="_blank" href="{escape(address)}" rel="noreferrer noopener" '
        f'style="font-size:12px; {_LINK_STYLE}">{text}</a>'
        for address, text in links
    )
