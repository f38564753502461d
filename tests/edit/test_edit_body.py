"""The text of a meeting can be changed, and the join block below it comes through byte for byte."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from meetings.events import join_block, plain_text
from sandbox.graph.bodies import framed, with_block
from sandbox.graph.join_block import join_block as made_block
from tests.support import outlook
from tests.support.editing import SUBJECT, address, change, fields, plant, plant_online, said, save
from tests.support.pages import read
from tests.support.planting import ADELE, AGENDA, ALEX, TEAMS_LINK, online
from tests.support.sandbox_process import Json, Sandbox

pytestmark = pytest.mark.django_db

RULE = "_" * 80
BLOCK = made_block(
    "Microsoft Teams Meeting",
    TEAMS_LINK,
    [("https://aka.ms/JoinTeamsMeeting?a=1&b=2", "Help")],
    "+1 323-555-0166",
    "291633251",
)
# As Teams writes it since 2024, the line of underscores inside the marked element.
NEW_BLOCK = (
    '<br>\r\n<div style="max-width:520px" class="me-email-text" lang="en-US">\r\n'
    f'<div style="overflow:hidden; white-space:nowrap">{RULE}</div>\r\n'
    f'<span>Microsoft Teams</span> <a href="{TEAMS_LINK}">Join the meeting now</a>\r\n<div>{RULE}</div></div>'
)
# As desktop Outlook writes it again, without the class.
OUTLOOK_BLOCK = (
    f'<p class="MsoNormal"><span style="color:gray">{RULE}</span></p>\r\n'
    f'<p class="MsoNormal"><a href="{TEAMS_LINK}">Join</a></p><p class="MsoNormal">{RULE}</p>'
)
BLOCKS = [BLOCK, NEW_BLOCK.removeprefix("<br>\r\n"), OUTLOOK_BLOCK]
TEXTS = [
    "",
    "Second thoughts",
    "One\nTwo\n\nThree",
    f"Sign here:\n{RULE}\nme-email-text",
    '</div></body></html><script>alert(1)</script> & "x"',
    '<div class="me-email-text">not mine</div>',
    "Ümläut 🎉 \u202e \x07",
]


def block_of(event: Json) -> str:
    """The join block in the body of an event, up to the end of the body."""
    content: str = event["body"]["content"]
    return content[content.index('<div style="width:100%; height:20px">') :]


@pytest.mark.parametrize("typed", TEXTS)
def test_whatever_is_typed_the_link_and_the_block_stay(alex: Client, sandbox: Sandbox, typed: str) -> None:
    before = plant_online(sandbox, "<div>First <b>thoughts</b></div>", ADELE)
    sent = change(alex, sandbox, before["id"], body=typed)
    after = outlook.find(sandbox, ALEX, before["id"])
    assert sent.keys() == {"body"}
    assert sent["body"]["content"].endswith(block_of(before))
    assert block_of(after) == block_of(before)
    assert (after["isOnlineMeeting"], after["onlineMeeting"]) == (True, before["onlineMeeting"])
    assert "thoughts</b>" not in after["body"]["content"]


def test_text_goes_through_the_form_again_and_again(alex: Client, sandbox: Sandbox) -> None:
    before = plant_online(sandbox)
    for typed in TEXTS[:-1]:
        form = fields(alex, before["id"])
        assert save(alex, before["id"], form, body=typed).status_code == 302
        assert fields(alex, before["id"])["body"] == typed.replace("\n", "\r\n")
    assert block_of(outlook.find(sandbox, ALEX, before["id"])) == block_of(before)


def test_the_guest_finds_text_and_link_in_her_copy(alex: Client, sandbox: Sandbox) -> None:
    before = plant_online(sandbox, "<p>First thoughts</p>", ADELE)
    change(alex, sandbox, before["id"], body="Second thoughts")
    (copy,) = (found for found in sandbox.events(ADELE) if found["subject"] == SUBJECT)
    assert "Second thoughts" in copy["body"]["content"]
    assert copy["onlineMeeting"] == before["onlineMeeting"]


def test_other_changes_leave_the_body_at_home(alex: Client, sandbox: Sandbox) -> None:
    before = plant_online(sandbox, "<div><b>First</b> <i>thoughts</i></div>")
    assert change(alex, sandbox, before["id"], subject="Review") == {"subject": "Review"}
    after = outlook.find(sandbox, ALEX, before["id"])
    assert after["body"] == before["body"]
    assert after["isOnlineMeeting"]


def test_block_that_came_meanwhile_stays_too(alex: Client, sandbox: Sandbox) -> None:
    """Made online by somebody else while the form was open: no conflict, and nothing lost."""
    event_id = plant(sandbox, body={"contentType": "html", "content": "<p>First thoughts</p>"})
    form = fields(alex, event_id)
    online_now = outlook.change(
        sandbox, ALEX, event_id, isOnlineMeeting=True, onlineMeetingProvider="teamsForBusiness"
    )
    assert save(alex, event_id, form, body="Second thoughts").status_code == 302
    after = outlook.find(sandbox, ALEX, event_id)
    assert after["onlineMeeting"] == online_now["onlineMeeting"]
    assert after["isOnlineMeeting"]


def test_formatting_that_would_go_is_told_before(alex: Client, sandbox: Sandbox) -> None:
    told = "changed here, all of it becomes plain text"
    rich = plant_online(sandbox, "<ul><li><b>First</b> thoughts</li></ul>")["id"]
    plain = plant_online(sandbox, "<p>First thoughts</p>")["id"]
    assert told in read(alex.get(address(rich))).one("main").text
    assert told not in read(alex.get(address(plain))).one("main").text
    assert fields(alex, rich)["body"] == "- First thoughts"


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        (online(""), "The text can be changed once Microsoft has made the link"),
        (online(TEAMS_LINK), "The text can be changed in Outlook only"),
        ({"body": {"contentType": "text", "content": "Plain"}}, "of an unusual kind"),
        ({"body": {"contentType": "html", "content": "<b>x</b>" * 5000}}, "it is too long"),
    ],
)
def test_text_that_cannot_be_changed_safely_is_not_offered(
    alex: Client, sandbox: Sandbox, members: Json, reason: str
) -> None:
    event_id = plant(sandbox, **members)
    page = read(alex.get(address(event_id)))
    assert reason in page.one("main").text
    assert not page.all("textarea[name=body]")
    assert change(alex, sandbox, event_id, subject="Review", body="Typed all the same") == {
        "subject": "Review"
    }


# A link that was lost


def test_link_that_goes_with_our_change_is_said(alex: Client, sandbox: Sandbox) -> None:
    before = plant_online(sandbox)
    form = fields(alex, before["id"])
    offline = {"isOnlineMeeting": False, "onlineMeetingProvider": "unknown", "onlineMeeting": None}
    answer = {**before, **offline}
    sandbox.faults({"method": "PATCH", "path": "/me/events", "status": 200, "body": answer})
    told = said(alex, save(alex, before["id"], form, body="Second thoughts"))
    assert "Microsoft took its link away with that. Choose “Make online” for a new one." in told


def test_link_lost_elsewhere_can_be_made_anew_with_one_click(alex: Client, sandbox: Sandbox) -> None:
    """The text was replaced by a rendering of itself: the link still stands in it, the meeting is gone."""
    before = plant_online(sandbox)
    text = f'<p>Join: <a href="{TEAMS_LINK.replace("&", "&amp;")}">here</a></p>'
    lost = outlook.change(sandbox, ALEX, before["id"], body={"contentType": "html", "content": text})
    assert not lost["isOnlineMeeting"]
    page = read(alex.get(f"/meetings/{before['id']}/"))
    assert page.one("#joining")["data-online"] == "offline"
    assert "Link missing" in page.one("#joining").text
    assert "speaks of an online meeting, but Microsoft has no link for it" in page.one(".notice").text
    form = page.one(f"form[action={address(before['id'], 'online')}]")
    alex.post(form["action"], {"provider": "teamsForBusiness", "back": "detail"})
    assert read(alex.get(f"/meetings/{before['id']}/")).one("#joining")["data-online"] == "joinable"


def test_row_of_a_place_that_speaks_of_teams(alex: Client, sandbox: Sandbox) -> None:
    event_id = plant(sandbox, location={"displayName": "Microsoft Teams Meeting"})
    row = read(alex.get(AGENDA)).one(f"[data-event={event_id}]")
    assert row.one(".row-state").text == "Link missing"
    assert row["data-online"] == "offline"


def test_meeting_in_person_is_not_called_lost(alex: Client, sandbox: Sandbox) -> None:
    event_id = plant(sandbox, body={"contentType": "html", "content": "<p>Bring your notes</p>"})
    page = read(alex.get(f"/meetings/{event_id}/"))
    assert "Link missing" not in page.text
    assert not page.all("main .notice")


# The parts of a body


@pytest.mark.parametrize("block", BLOCKS)
def test_block_is_found_and_what_is_before_it_is_the_text(block: str) -> None:
    html = with_block(framed("<p>First thoughts</p>", "html"), block)
    parts = join_block.split(html)
    assert parts.has_block
    assert parts.rest.startswith(block)
    assert plain_text.from_html(parts.own) == "First thoughts"
    assert parts.frame.endswith("<body>")


def test_lines_that_people_draw_are_theirs() -> None:
    html = f"<p>{RULE}</p><p>Sign above</p>{BLOCK}"
    assert join_block.split(html).rest == BLOCK
    assert plain_text.from_html(join_block.split(html).own) == f"{RULE}\n\nSign above"


def test_elements_around_the_block_stay_around_it() -> None:
    html = f'<html><body lang="en"><div class="WordSection1"><p>First</p>{OUTLOOK_BLOCK}</div></body></html>'
    changed = join_block.split(html).with_own("<p>Second</p>")
    assert changed == html.replace(
        '<div class="WordSection1"><p>First</p>', '<p>Second</p><div class="WordSection1">'
    )
    assert join_block.split(changed).with_own("<p>Second</p>") == changed


@pytest.mark.parametrize("html", ["", "<p>First</p>", "<html><body><p>First</p></body></html>"])
def test_body_without_a_block(html: str) -> None:
    parts = join_block.split(html)
    assert not parts.has_block
    assert parts.with_own(parts.own) == html


PIECES = [
    *("<p>", "</p>", "<div>", "</div>", "<b>", "</i>", "<br>", "<!--", "-->", "<", ">", "&nbsp;"),
    *("<html>", "<head>", "</head>", "<body>", "</body>", "</html>"),
    *("text", " ", "\r\n", "é🎉", "_" * 30, RULE),
]
HTML = st.lists(st.sampled_from(PIECES)).map("".join)
TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@given(before=HTML, block=st.sampled_from(BLOCKS[:2]), after=HTML, typed=TYPED | HTML)
def test_every_byte_from_the_block_on_survives_every_text(
    before: str, block: str, after: str, typed: str
) -> None:
    html = f"{before}{block}{after}"
    once = join_block.split(html)
    assert once.rest.endswith(f"{block}{after}")
    assert f"{once.frame}{once.own}{once.rest}" == html
    changed = once.with_own(plain_text.to_html(typed))
    twice = join_block.split(changed)
    assert changed.endswith(once.rest)
    assert twice.rest.endswith(once.rest)
    assert twice.with_own(plain_text.to_html(typed)) == changed


@given(TYPED)
@example("Plan\n\xa0\xa0indented")
@example("far\xa0\xa0apart")
def test_text_comes_back_as_it_was_typed(typed: str) -> None:
    once = plain_text.from_html(plain_text.to_html(typed))
    assert plain_text.from_html(plain_text.to_html(once)) == once
    assert re.sub(r"\W+", "", once) == re.sub(r"\W+", "", typed)


@pytest.mark.parametrize("typed", ["- Plan\n  - indented", "far   apart", "a\n    b  c\n\n  d"])
def test_spaces_that_people_arrange_come_back(typed: str) -> None:
    assert plain_text.from_html(plain_text.to_html(typed)) == typed


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One<br>Two</p>\n\n<p>Three</p>", "One\nTwo\n\nThree"),
        ('<p class="MsoNormal">a</p><p class="MsoNormal">&nbsp;</p><p class="MsoNormal">b</p>', "a\n\nb"),
        ("<div>a</div><div><br></div><div>b &lt; c</div>", "a\n\nb < c"),
        ("<ul><li>x</li><li>y</li></ul>", "- x\n- y"),
        ('<a href="https://contoso.com/plan">Plan</a>', "Plan <https://contoso.com/plan>"),
        ('<a href="https://contoso.com/plan">contoso.com/plan</a>', "contoso.com/plan"),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1 2\n3"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<style>p { color: red }</style><script>x</script><title>t</title>a", "a"),
    ],
)
def test_html_as_plain_text(html: str, text: str) -> None:
    assert plain_text.from_html(html) == text
