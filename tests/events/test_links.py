"""Which links a person may be sent to: a table each of genuine and of refused ones."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from meetings.events import Event
from meetings.events.links import is_safe_join_link, is_web_link
from meetings.outlook.event import event_from_json

TEAMS, SKYPE, OTHER = "teamsForBusiness", "skypeForBusiness", "unknown"
REAL_GRAPH = "https://graph.microsoft.com/v1.0"

MICROSOFTS_OWN = [
    "https://teams.microsoft.com/l/meetup-join/19%3ameeting_OGZh%40thread.v2/0?context=%7b%22Tid%22%3a%2298%22%7d",
    "https://teams.microsoft.com/meet/2916332510?p=Kx7",
    "https://TEAMS.Microsoft.com/l/meetup-join/1",
    "https://teams.microsoft.com:443/l/meetup-join/1",
    "https://teams.microsoft.com./l/meetup-join/1",
    "https://teams.cloud.microsoft/meet/1",
    "https://gov.teams.microsoft.us/l/meetup-join/1",
    "https://dod.teams.microsoft.us/l/meetup-join/1",
    "https://teams.microsoft.us/l/meetup-join/1",
    "https://teams.microsoftonline.cn/l/meetup-join/1",
    "https://teams.live.com/meet/94211",
    "https://join.skype.com/oQx7ZkT2hLrW",
    "https://meet.lync.com/contoso/alexw/4XZ1",
]
SOMEBODYS_OWN = [
    "https://meet.contoso.com/alexw/4XZ1",
    "https://fabrikam.zoom.example/j/95551230174",
    "https://10.20.30.40/join",
    "https://[2001:db8::7]:8443/join",
]
NEVER = [
    "",
    "teams.microsoft.com/l/meetup-join/1",
    "//teams.microsoft.com/l/meetup-join/1",
    "/meetings/new/",
    "https:",
    "https:///l/meetup-join/1",
    "https:/teams.microsoft.com/l/meetup-join/1",
    # other schemes
    "javascript:alert(1)",
    "JavaScript:alert(1)//https://teams.microsoft.com/",
    "javascript://teams.microsoft.com/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "msteams://teams.microsoft.com/l/meetup-join/1",
    "http://teams.microsoft.com/l/meetup-join/1",
    # a user name in front of the host
    "https://teams.microsoft.com@evil.example/",
    "https://teams.microsoft.com:x@evil.example/",
    "https://@teams.microsoft.com/",
    # what a browser drops or turns before it reads the rest
    " https://teams.microsoft.com/",
    "https://teams.microsoft.com/ ",
    "java\tscript:alert(1)",
    "https://teams.microsoft.com\n.evil.example/",
    "https://teams.microsoft.com/\r\nLocation: https://evil.example/",
    "https://evil.example\\.microsoft.com/",
    "https:\\\\teams.microsoft.com\\",
    "https://teams.microsoft.com/\x00",
    "https://teams.microsoft.com/\x7f",
    "https://teams.microsoft.com/\xa0",
    # ports that are none
    "https://teams.microsoft.com:99999/",
    "https://teams.microsoft.com:x/",
    "https://[teams.microsoft.com/",
    # hosts that dress up
    "https://teams.microsoft.com.evil.example/l/meetup-join/1",
    "https://teams.live.com.evil.example/meet/1",
    "https://join.skype.com.evil.example/oQx7",
    "https://teams-microsoft.com/l/meetup-join/1",
    "https://microsoft-teams.example/l/meetup-join/1",
    "https://evilmicrosoft.com/l/meetup-join/1",
    "https://teams.microsoft.com.:443.evil.example/",
    # hosts that a browser reads otherwise: decoded, or with what IDNA maps away
    "https://teams.microsoft.com%2eevil.example/",
    "https://evil.example%2f.microsoft.com/",
    "https://teams.live.com\u3002evil.example/meet/1",
    "https://teams.li\u00adve.com.evil.example/meet/1",
    "https://teams.micr\u043esoft.com/l/meetup-join/1",
    "https://evil.example\uff0f.microsoft.com/",
]


@pytest.mark.parametrize("url", MICROSOFTS_OWN)
@pytest.mark.parametrize("provider", [TEAMS, SKYPE, OTHER])
def test_microsofts_hosts_pass_in_every_cloud(url: str, provider: str) -> None:
    assert is_safe_join_link(url, provider)


@pytest.mark.parametrize("url", SOMEBODYS_OWN)
def test_other_plain_hosts_pass(url: str) -> None:
    assert is_safe_join_link(url, OTHER)


def test_skype_for_business_may_be_held_on_a_companys_own_server() -> None:
    assert is_safe_join_link("https://meet.contoso.com/alexw/4XZ1", SKYPE)


@pytest.mark.parametrize("url", NEVER)
@pytest.mark.parametrize("provider", [TEAMS, OTHER])
def test_never_a_link(url: str, provider: str) -> None:
    assert not is_safe_join_link(url, provider)


@pytest.mark.parametrize("provider", [TEAMS, SKYPE, "skypeForConsumer"])
def test_microsofts_services_have_no_host_in_foreign_letters(provider: str) -> None:
    assert not is_safe_join_link("https://teams.xn--micrsoft-n7a.com/l/meetup-join/1", provider)


@pytest.mark.parametrize(
    "url", ["http://localhost:8001/l/1", "http://127.0.0.1/l/1", "http://[::1]:8001/l/1"]
)
def test_plain_http_on_this_machine_only_while_graph_is_here(url: str, settings: Settings) -> None:
    settings.GRAPH_URL = "https://localhost:8001/v1.0"
    assert event_from_json({"onlineMeeting": {"joinUrl": url}}, None).join_url == url
    settings.GRAPH_URL = REAL_GRAPH
    assert event_from_json({"onlineMeeting": {"joinUrl": url}}, None).join_url == ""


@pytest.mark.parametrize("host", ["localhost.evil.example", "127.0.0.1.evil.example", "192.168.1.1"])
def test_plain_http_on_no_other_machine(host: str) -> None:
    assert not is_safe_join_link(f"http://{host}/l/1", TEAMS, allows_local=True)


@pytest.mark.parametrize("url", MICROSOFTS_OWN)
def test_an_event_hands_the_link_on_byte_for_byte(url: str) -> None:
    assert Event.from_graph({"onlineMeeting": {"joinUrl": url}}).join_url == url


def test_a_web_link_is_https_with_a_host() -> None:
    assert is_web_link("https://outlook.office365.com/owa/?itemid=AAMk%3D")
    odd = ["javascript:alert(1)", "http://outlook.office.com/", "https://", "https:///x", "https://a b/", ""]
    assert not [url for url in odd if is_web_link(url)]


@pytest.mark.parametrize("url", ["https://[outlook/", "https://outlook]/"])
def test_an_unreadable_web_link_is_none(url: str) -> None:
    assert not is_web_link(url)
