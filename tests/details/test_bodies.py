"""The text of an event as it is shown: what somebody wrote stays, what could do something goes."""

from __future__ import annotations

import time

import pytest

from meetings.details import bodies
from tests.support.pages import Page

RULE = "_" * 80
TEAMS_BLOCK = (
    f'<div><span style="white-space:nowrap; color:gray">{RULE}</span>\r\n</div>\r\n'
    '<div class="me-email-text" style="color:#252424"><div><span>Microsoft Teams meeting</span></div>\r\n'
    '<a href="https://teams.microsoft.com/l/meetup-join/1">Join Microsoft Teams Meeting</a></div>'
)


def test_what_somebody_wrote_is_kept() -> None:
    written = (
        "<p>Agenda &amp; <b>numbers</b>:</p><ul><li>Price</li><li>1 &lt; 2</li></ul>"
        "<table><tr><td>Q3</td></tr></table>"
    )
    page = Page(bodies.clean(f"<html><head></head><body>{written}</body></html>"))
    assert page.text.startswith("Agenda & numbers:")
    assert [item.text for item in page.all("li")] == ["Price", "1 < 2"]
    assert page.one("b").text == "numbers"
    assert page.one("td").text == "Q3"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Hello</p><script>alert(1)</script>", "alert"),
        ("<p>Hello</p><SCRIPT src=//evil.example/x.js></SCRIPT>", "evil"),
        ("<p>Hello</p><style>body { display: none }</style>", "display"),
        ('<p onclick="alert(1)" onmouseover=alert(2)>Hello</p>', "alert"),
        ('<p style="position:fixed" class="card" id="main" hx-get="/x">Hello</p>', "="),
        ('<p>Hello</p><img src="https://evil.example/pixel.png" onerror="alert(1)">', "evil"),
        ('<p>Hello</p><iframe src="https://evil.example/"></iframe>', "evil"),
        ('<p>Hello</p><form action="https://evil.example/"><input name="password"></form>', "evil"),
        ('<p>Hello</p><object data="x.swf"></object><embed src="y.swf">', "swf"),
        ('<p>Hello</p><svg onload="alert(1)"><script>alert(2)</script></svg>', "alert"),
        ("<p>Hello</p><math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>", "onerror"),
        (
            '<base href="https://evil.example/"><link href="//evil.example/x.css"><meta name="evil">Hello',
            "evil",
        ),
        ("<p>Hello</p><!-- <script>alert(1)</script> -->", "alert"),
        ("<p>Hello</p><scr<script>ipt>alert(1)</scr</script>ipt>", "<scr"),
    ],
)
def test_what_could_do_something_goes(html: str, words: str) -> None:
    cleaned = bodies.clean(html)
    assert "Hello" in Page(cleaned).text
    assert words not in cleaned


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "&#106;avascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
    ],
)
def test_odd_links_become_plain_words(href: str) -> None:
    link = Page(bodies.clean(f'<a href="{href}">Details</a>')).one("a")
    assert link.text == "Details"
    assert "href" not in link


@pytest.mark.parametrize(
    "href",
    [
        "https://contoso.com/plan?a=1&b=2",
        "http://intranet/plan",
        "mailto:kim@contoso.com",
        "tel:+13235550166",
    ],
)
def test_links_open_elsewhere_and_tell_nobody(href: str) -> None:
    link = Page(bodies.clean(f'<a href="{href.replace("&", "&amp;")}" target="_self">Plan</a>')).one("a")
    assert link["href"] == href
    assert (link["target"], link["rel"]) == ("_blank", "noopener noreferrer nofollow")


def test_headings_become_plain_words() -> None:
    page = Page(bodies.clean("<h1>Plan</h1><p>Details</p>"))
    assert page.text == "PlanDetails"
    assert not page.all("h1")


@pytest.mark.parametrize(
    "block",
    [
        TEAMS_BLOCK,
        TEAMS_BLOCK.replace("<div><span", "<DIV>\n  <SPAN"),
        '<div class="me-email-text">Join Microsoft Teams Meeting</div>',
        f"<div style='width:100%'>{RULE}</div>Join Microsoft Teams Meeting",
    ],
)
def test_the_join_block_is_left_out(block: str) -> None:
    cleaned = bodies.clean(f"<html><body><p>Let's define our strategy.</p>{block}</body></html>")
    assert Page(cleaned).text == "Let's define our strategy."


@pytest.mark.parametrize("line", ["____ sign here", "_" * 32])
def test_fewer_underscores_are_no_join_block(line: str) -> None:
    """Outlook itself puts 32 of them over a mail that is quoted."""
    page = Page(bodies.clean(f"<div>{line}</div><p>From: Kim</p>"))
    assert page.text == f"{line}From: Kim"


@pytest.mark.parametrize(
    "html",
    [
        "",
        " \r\n",
        "<html><head></head><body>\r\n</body></html>",
        "<div>&nbsp;</div><br>",
        "<script>x</script>",
        TEAMS_BLOCK,
    ],
)
def test_nothing_written_is_nothing_to_show(html: str) -> None:
    assert bodies.clean(html) == ""


def test_what_is_not_closed_cannot_reach_the_page_around_it() -> None:
    cleaned = bodies.clean("<p>Hello <b>there</div></main></html> friend")
    assert Page(cleaned).text == "Hello there friend"
    assert cleaned.count("<b>") == cleaned.count("</b>") == 1
    assert "</div>" not in cleaned


@pytest.mark.parametrize(
    "html",
    ["<div" * 100_000, "<div>" * 100_000, "<div><span" * 50_000, '<div class="me-email-tex' * 50_000],
    ids=["unclosed", "inside each other", "spans", "classes"],
)
def test_what_is_made_to_take_long_does_not(html: str) -> None:
    """Anybody can send an invitation; half a megabyte of this took minutes."""
    start = time.thread_time()
    bodies.clean(html)
    assert time.thread_time() - start < 2


def test_after_thousands_of_tags_it_ends() -> None:
    page = Page(bodies.clean("<p>Hello</p>" + "<i>x</i>" * 10_000))
    assert page.one("p").text == "Hello"
    assert page.text.endswith("x…")
