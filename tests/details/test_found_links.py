"""Links of other services in the place and the text of an event: which count, and in which order."""

from __future__ import annotations

import time
from urllib.parse import quote

import pytest

from meetings.details.found_links import PLACE, TEXT, find, unwrapped

ZOOM = "https://northwind.zoom.us/j/95551230174"
WEBEX = "https://fabrikam.webex.com/fabrikam/j.php?MTID=m3f9a1c77d2b84e60"
MEET = "https://meet.google.com/abc-defg-hij"
TEAMS = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_ODkyNWFm%40thread.v2/0?context=%7b%7d"

ROOMS = {
    "Microsoft Teams": [
        TEAMS,
        "https://teams.microsoft.com/meet/2345678901234?p=aBcD",
        "https://teams.live.com/meet/9312345678901?p=x",
        "https://gov.teams.microsoft.us/l/meetup-join/19%3ameeting_a/0",
        "https://teams.cloud.microsoft/meet/2345678901234",
    ],
    "Skype": ["https://join.skype.com/oQx7ZkT2hLrW", "https://join.skype.com/meeting/oQx7ZkT2hLrW"],
    "Skype for Business": ["https://meet.lync.com/contoso/alexw/4XZ1AB"],
    "Zoom": [
        ZOOM,
        f"{ZOOM}?pwd=TGFrZQ.1",
        "https://zoom.us/my/alex.wilber",
        "https://us02web.zoom.us/wc/join/95551230174",
        "https://www.zoomgov.com/j/1612345678",
    ],
    "Google Meet": [MEET, "https://meet.google.com/lookup/abcdef", "https://g.co/meet/team-room"],
    "Webex": [
        WEBEX,
        "https://fabrikam.webex.com/meet/ana.trujillo",
        "https://fabrikam.webex.com/webappng/sites/fabrikam/meeting/info/1a2b3c",
    ],
    "GoTo Meeting": [
        "https://meet.goto.com/123456789",
        "https://gotomeet.me/AlexWilber",
        "https://global.gotomeeting.com/join/123456789",
    ],
    "GoTo Webinar": ["https://attendee.gotowebinar.com/register/123456789"],
    "Jitsi Meet": ["https://meet.jit.si/ContosoStandUp"],
    "8x8": ["https://8x8.vc/contoso/stand-up"],
    "Whereby": ["https://whereby.com/contoso", "https://contoso.whereby.com/stand-up"],
    "BlueJeans": ["https://bluejeans.com/123456789", "https://contoso.bluejeans.com/meet/123.456.789"],
    "Amazon Chime": ["https://chime.aws/1234567890", "https://app.chime.aws/meetings/1234567890"],
    "RingCentral": [
        "https://meetings.ringcentral.com/j/1234567890",
        "https://v.ringcentral.com/join/123456789",
    ],
    "Lifesize": ["https://call.lifesizecloud.com/1234567"],
    "Around": ["https://meet.around.co/r/stand-up"],
    "Gather": ["https://app.gather.town/app/aBcDeFgHiJkL/Contoso%20Office"],
    "Discord": ["https://discord.gg/aBcDeF", "https://discord.com/invite/aBcDeF"],
    "Slack huddle": ["https://app.slack.com/huddle/T012AB3C4/C061EG9SL"],
    "Zoho Meeting": ["https://meeting.zoho.eu/meeting/join?key=1234567890"],
    "Dialpad": ["https://meetings.dialpad.com/room/contoso"],
    "Vonage": ["https://meetings.vonage.com/123456789"],
    "FreeConferenceCall": ["https://join.freeconferencecall.com/contoso"],
    "Adobe Connect": ["https://contoso.adobeconnect.com/stand-up"],
    "Pexip": ["https://pexip.me/meet/contoso"],
    "Tencent Meeting": ["https://meeting.tencent.com/dm/aBcDeFgH"],
    "VooV": ["https://voovmeeting.com/dm/aBcDeFgH"],
    "Lark": ["https://vc.feishu.cn/j/123456789"],
    "DingTalk": ["https://meeting.dingtalk.com/j/aBcDeFgH"],
    "kMeet": ["https://kmeet.infomaniak.com/abcdefghij"],
    "Daily": ["https://contoso.daily.co/stand-up"],
    "Butter": ["https://app.butter.us/contoso/stand-up"],
    "StreamYard": ["https://streamyard.com/aBcDeFgHiJ"],
    "Riverside": ["https://riverside.fm/studio/contoso-podcast"],
    "Demio": ["https://event.demio.com/ref/aBcDeFgH"],
    "Doxy.me": ["https://doxy.me/dr-ruiz"],
    "FaceTime": ["https://facetime.apple.com/join#v=1&p=aBcD+EfG"],
    "WhatsApp": ["https://call.whatsapp.com/video/aBcDeFgH"],
    "Tuple": ["https://tuple.app/c/V1StGXR8"],
}
NO_ROOMS = [
    "https://zoom.us.evil.example/j/95551230174",
    "https://evilzoom.us/j/95551230174",
    "https://zoom.us@evil.example/j/95551230174",
    "https://user:secret@zoom.us/j/95551230174",
    "https://evil.example/zoom.us/j/95551230174",
    "https://zoom.us:8443/j/95551230174",
    "http://zoom.us/j/95551230174",
    "zoommtg://zoom.us/join?confno=95551230174",
    "javascript:location='https://zoom.us'",
    "https://xn--zom-1na.us/j/95551230174",
    "https://z\u043e\u043em.us/j/95551230174",
    "https://zoom.us\\@evil.example/j/95551230174",
    "https://us02web.zoom.us/rec/share/abcdef",
    "https://us02web.zoom.us/u/kdXyZ",
    "https://zoom.us/j/12",
    "https://meet.google.com.evil.example/abc-defg-hij",
    "https://a.meet.google.com/abc-defg-hij",
    "https://meet.google.com/landing",
    "https://www.webex.com/downloads.html",
    "https://discord.com/developers",
    "https://teams.microsoft.com.evil.example/l/meetup-join/1/0",
    "https://teams.microsoft.com/downloads",
]


@pytest.mark.parametrize(("service", "url"), [(name, url) for name, urls in ROOMS.items() for url in urls])
def test_a_room_of_each_service_is_known(service: str, url: str) -> None:
    (found,) = find("", f"<p>Join: {url}</p>")
    assert (found.service.name, found.url, found.source) == (service, url, TEXT)


@pytest.mark.parametrize("url", NO_ROOMS)
def test_no_room_is_made_of_anything_else(url: str) -> None:
    assert find(url, f'<p>{url}</p><a href="{url}">Join</a>') == ()


@pytest.mark.parametrize(
    "text",
    [
        f'<a href="{ZOOM}?pwd=a&amp;uname=b">Join</a>',
        f"<a href='{ZOOM}?pwd=a&uname=b'>Join</a>",
        f"<a href={ZOOM}?pwd=a&uname=b>Join</a>",
        f"<p>({ZOOM}?pwd=a&amp;uname=b).</p>",
        f"<p>Join at&nbsp;{ZOOM}?pwd=a&#38;uname=b, please</p>",
        f"{ZOOM}?pwd=a&uname=b\u3002\u5bc6\u7801",
        "northwind.zoom.us/j/95551230174?pwd=a&amp;uname=b",
        f"<a href='&#104;ttps{ZOOM[5:]}?pwd=a&uname=b'>Join</a>",
    ],
)
def test_a_link_is_found_however_it_is_written(text: str) -> None:
    assert [found.url for found in find("", text)] == [f"{ZOOM}?pwd=a&uname=b"]


def test_the_place_goes_before_the_text_and_the_longer_link_before_the_shorter() -> None:
    found = find(MEET, f"<p>{WEBEX}</p><p>{ZOOM}</p>")
    assert [(link.service.name, link.source) for link in found] == [
        ("Google Meet", PLACE),
        ("Webex", TEXT),
        ("Zoom", TEXT),
    ]


def test_one_room_stands_once_with_its_most_complete_link() -> None:
    (found,) = find(f"Room 7; {ZOOM}", f"<a href='{ZOOM}?pwd=TGFrZQ'>Join</a> https://zoom.us/j/95551230174")
    assert (found.url, found.source) == (f"{ZOOM}?pwd=TGFrZQ", PLACE)


@pytest.mark.parametrize("official", [TEAMS, TEAMS.replace("%3a", "%3A"), f"{TEAMS}&p=1"])
def test_the_official_room_is_not_found_again(official: str) -> None:
    assert find(TEAMS, f'<a href="{TEAMS}">Join</a>', official) == ()


def test_another_room_of_the_same_service_is_found() -> None:
    (found,) = find("", "https://zoom.us/j/11111111111", ZOOM)
    assert found.room == "11111111111"


@pytest.mark.parametrize(
    "host",
    [
        "nam02.safelinks.protection.outlook.com",
        "gcc02.safelinks.protection.outlook.com",
        "usg01.safelinks.protection.office365.us",
        "chn01.safelinks.protection.partner.outlook.cn",
    ],
)
def test_a_protected_link_is_unwrapped(host: str) -> None:
    wrapped = f"https://{host}/?url={quote(ZOOM, safe='')}&amp;data=05%7C02&amp;reserved=0"
    assert [found.url for found in find("", f'<a href="{wrapped}">Join</a>')] == [ZOOM]


def test_a_link_in_a_mail_of_google_is_unwrapped() -> None:
    assert unwrapped(f"https://www.google.com/url?q={quote(MEET, safe='')}&sa=D") == MEET
    assert unwrapped("https://www.google.com/search?q=zoom") == "https://www.google.com/search?q=zoom"


@pytest.mark.parametrize(("times", "url"), [(1, ZOOM), (3, ZOOM), (4, "")])
def test_a_link_is_unwrapped_a_few_times_and_no_more(times: int, url: str) -> None:
    assert unwrapped(protected(ZOOM, times)) == url


@pytest.mark.parametrize(
    "inner",
    ["http://zoom.us/j/95551230174", "https://zoom.us@evil.example/j/95551230174", "javascript:1", ""],
)
def test_what_was_wrapped_is_judged_as_any_other(inner: str) -> None:
    assert find("", protected(inner)) == ()


@pytest.mark.parametrize(
    "host", ["safelinks.protection.outlook.com.evil.example", "evilsafelinks.protection.outlook.com"]
)
def test_only_microsofts_own_protection_is_unwrapped(host: str) -> None:
    assert find("", f"https://{host}/?url={quote(ZOOM, safe='')}") == ()


def test_an_endless_link_is_none() -> None:
    assert unwrapped(f"https://zoom.us/j/95551230174?pwd={'a' * 10_000}") == ""


def test_a_few_rooms_are_enough() -> None:
    assert len(find("", " ".join(f"https://zoom.us/j/9555123{number:04}" for number in range(500)))) == 5


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 200_000,
        f'<a href="{ZOOM}">' * 25_000,
        "a." * 500_000,
        "a-" * 500_000,
        "&" * 1_000_000,
        "&#x" * 300_000,
        "https://" * 120_000,
        "https://www.google.com/url?" + "&" * 900_000,
        "".join(f"https://zoom.us/j/9555{number:07} " for number in range(30_000)),
        "https://nam02.safelinks.protection.outlook.com/?url=" * 20_000,
    ],
    ids=["nested", "links", "dots", "dashes", "entities", "numbers", "schemes", "fields", "rooms", "wrapped"],
)
def test_a_hostile_text_is_read_in_time(text: str) -> None:
    begin = time.process_time()
    find(text, text)
    assert time.process_time() - begin < 2


def test_what_stands_far_down_a_giant_text_is_not_looked_for() -> None:
    assert find("", " " * 300_000 + ZOOM) != ()
    assert find("", " " * 500_000 + ZOOM) == ()


def protected(link: str, times: int = 1) -> str:
    for _ in range(times):
        link = f"https://nam02.safelinks.protection.outlook.com/?url={quote(link, safe='')}&data=05"
    return link
