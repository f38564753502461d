"""Knows meeting services and what the address of a meeting room looks like at each of them.

The host tells the service, the rest of the address the room. Addresses of other pages, such as sign-up,
recordings or dial-in numbers, do not match.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from meetings.events import links


@dataclass(frozen=True, slots=True)
class Service:
    """A meeting service.

    One of `hosts` with a leading dot includes all subdomains. `room_pattern` matches an address from its path
    on; its first group that is not empty identifies the room.
    """

    name: str
    hosts: tuple[str, ...]
    room_pattern: re.Pattern[str]

    def is_at(self, host: str) -> bool:
        """Whether `host`, in lower case, is a host of this service."""
        return any(host == own.lstrip(".") or (own[0] == "." and host.endswith(own)) for own in self.hosts)


def room(url: str) -> tuple[Service, str] | None:
    """The service and the identifier of the room that an https address leads to; None for other addresses."""
    host = links.web_host(url)
    service = next((service for service in SERVICES if service.is_at(host)), None) if host else None
    if service is None:
        return None
    parts = urlsplit(url)
    match = service.room_pattern.match(parts._replace(scheme="", netloc="").geturl())
    identifier = next((group for group in match.groups() if group), "") if match else ""
    return (service, unquote(identifier).casefold()) if identifier else None


def _service(name: str, hosts: str, room: str) -> Service:
    return Service(name, tuple(hosts.split()), re.compile(rf"{room}(?=[/?#&]|$)", re.IGNORECASE))


# Identifiers of rooms that people name themselves, and of rooms that the service numbers.
_NAME, _NUMBER = r"([\w.%~+-]{2,200})", r"(\d{5,20})"

SERVICES = (
    _service(
        "Microsoft Teams",
        "teams.microsoft.com teams.cloud.microsoft teams.live.com teams.microsoftonline.cn"
        " .teams.microsoft.us",
        rf"/(?:l/meetup-join/([^/?#]+)|meet/{_NAME})",
    ),
    _service("Skype", "join.skype.com", rf"/(?:meeting/)?{_NAME}"),
    _service("Skype for Business", ".lync.com", r"/(?:meet/)?([\w.-]+/[\w.-]+/\w+|[\w.-]+/\w+)"),
    _service(
        "Zoom",
        ".zoom.us .zoom.com .zoomgov.com .zoom.com.cn",
        rf"/(?:(?:j|w|s|wc|wc/join)/{_NUMBER}|my/{_NAME})",
    ),
    _service("Google Meet", "meet.google.com", r"/(?:([a-z]{3}-?[a-z]{4}-?[a-z]{3})|lookup/([\w-]+))"),
    _service("Google Meet", "g.co", r"/meet/([\w-]+)"),
    _service(
        "Webex",
        ".webex.com .webex.com.cn",
        r"/(?:(?:meet|join)/([\w.@%-]+)|[\w.-]+/j\.php\?(?:[^#]*&)?MTID=(\w+)|wbxmjs/joinservice/sites/([^?#]+)"
        r"|webappng/sites/[\w.-]+/meeting/(?:info|download)/(\w+))",
    ),
    _service("GoTo Meeting", "meet.goto.com app.goto.com", rf"/(?:meeting/|meet/)?{_NAME}"),
    _service("GoTo Meeting", "gotomeet.me www.gotomeet.me", rf"/{_NAME}"),
    _service("GoTo Meeting", ".gotomeeting.com", rf"/join/{_NUMBER}"),
    _service("GoTo Webinar", ".gotowebinar.com", r"/(?:join|register)/([\w/-]+)"),
    _service("Jitsi Meet", "meet.jit.si", r"/([^/?#]{2,200})"),
    _service("8x8", "8x8.vc", r"/([^/?#]+/[^/?#]+)"),
    _service("Whereby", ".whereby.com appear.in", r"/(?!information|user|blog|org)([\w-]{2,100})"),
    _service("BlueJeans", ".bluejeans.com", r"/(?:meet/|a2m/live-event/)?(\d[\d.]{2,20}|[a-z]{8})"),
    _service("Amazon Chime", "chime.aws", r"/(?:meetings/)?(\d{10}|[\w.-]{6,100})"),
    _service("Amazon Chime", "app.chime.aws", r"/meetings/([\w-]+)"),
    _service("RingCentral", "meetings.ringcentral.com", rf"/j/{_NUMBER}"),
    _service("RingCentral", "v.ringcentral.com video.ringcentral.com", r"/(?:join|conf/on)/(\w+)"),
    _service("Lifesize", "call.lifesizecloud.com guest.lifesize.com", rf"/{_NUMBER}"),
    _service("Around", "meet.around.co", r"/r/([\w-]+)"),
    _service("Gather", "app.gather.town .gather.town", r"/(?:app/)?([\w%-]{8,}/[\w %\\-]+)"),
    _service("Discord", "discord.com discordapp.com", r"/(?:invite/([\w-]+)|channels/(\d+/\d+))"),
    _service("Discord", "discord.gg", r"/([\w-]+)"),
    _service("Slack huddle", "app.slack.com", r"/huddle/(\w+/\w+)"),
    _service("Zoho Meeting", ".zoho.com .zoho.eu .zoho.in", r"/(?:meeting/)?(?:join\?key=)(\d+)"),
    _service("Dialpad", "meetings.dialpad.com", r"/(?:room/)?([\w-]{4,100})"),
    _service("Vonage", "meetings.vonage.com", r"/(?:\?room_token=)?([\w-]{4,100})"),
    _service("FreeConferenceCall", "join.freeconferencecall.com", rf"/{_NAME}"),
    _service("Adobe Connect", ".adobeconnect.com", r"/(?!admin|system)([\w-]{2,100})"),
    _service("Pexip", "pexip.me", r"/meet/([\w.@-]+)"),
    _service("Tencent Meeting", "meeting.tencent.com", r"/(?:dm|p|dw)/(\w+)"),
    _service("VooV", "voovmeeting.com www.voovmeeting.com", r"/(?:dm|p)/(\w+)"),
    _service("Lark", "vc.larksuite.com vc.feishu.cn", rf"/j/{_NUMBER}"),
    _service("DingTalk", "meeting.dingtalk.com", r"/j/(\w+)"),
    _service("kMeet", "kmeet.infomaniak.com", r"/(\w{4,100})"),
    _service("Daily", ".daily.co", r"/(?!blog|pricing|contact)([\w-]{2,100})"),
    _service("Butter", "app.butter.us", r"/([\w-]+/[\w-]+)"),
    _service("StreamYard", "streamyard.com", r"/(?:watch/)?([A-Za-z0-9]{8,20})"),
    _service("Riverside", "riverside.fm riverside.com", r"/studio/([\w-]+)"),
    _service("Demio", "event.demio.com my.demio.com", r"/(?:ref|join)/(\w+)"),
    _service("Doxy.me", "doxy.me", r"/(?!en|pricing|blog)([\w-]{3,100})"),
    _service("FaceTime", "facetime.apple.com", r"/join#v=1&p=([\w+/=%-]+)"),
    _service("WhatsApp", "call.whatsapp.com", r"/(?:voice|video)/(\w+)"),
    _service("Tuple", "tuple.app", r"/c/(\w+)"),
)
