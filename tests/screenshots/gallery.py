"""A calendar that shows what the pages can look like: a full week far off, and meetings around this moment.

Written in the language of the person who has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.support.planting import ADELE, ALEX, TEAMS_LINK, around_now, guests, online, organized_by
from tests.support.sandbox_process import Json, Sandbox

MONDAY = date(2031, 3, 10)
EMPTY_MONDAY = date(2020, 8, 3)
XIA = "XiaW@contoso.OnMicrosoft.com"
LONG = (
    "Quarterly review of the roadmap with everybody who has a part in it, partners in three time zones too",
    "与所有参与者以及位于三个时区的合作伙伴一起进行的产品路线图季度评审会议以及后续行动安排讨论",
)
TEXT = (
    "<p>Dear all,</p><p>please read the <b>draft</b> first:</p><ul><li>goals</li><li>budget</li></ul>"
    '<p>The recording will be at <a href="https://contoso.zoom.us/j/94112345678">Zoom</a>.</p>',
    "<p>各位好，</p><p>请先阅读<b>草稿</b>。</p><ul><li>目标</li><li>预算</li></ul>"
    '<p>录像将放在 <a href="https://contoso.zoom.us/j/94112345678">Zoom</a>。</p>',
)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose calendar it is, their mailbox's zone (a Windows name), and which of two languages is theirs."""

    address: str
    zone: str
    language: int

    @property
    def browser_zone(self) -> str:
        """The same zone as browsers name it."""
        return "Asia/Shanghai" if self.language else "America/Los_Angeles"


ENGLISH = Owner(ALEX, "Pacific Standard Time", 0)
CHINESE = Owner(XIA, "China Standard Time", 1)


def plant(sandbox: Sandbox, owner: Owner) -> dict[str, str]:
    """Fill the owner's calendar; returns the events' Graph ids by the names they have here."""
    events = _far_off(owner) | _now(owner)
    return {name: str(sandbox.plant(owner.address, event)["id"]) for name, event in events.items()}


def _far_off(owner: Owner) -> dict[str, Json]:
    def one(day: int, at: str, minutes: int, english: str, chinese: str, **members: object) -> Json:
        start = datetime.fromisoformat(f"{MONDAY + timedelta(day)}T{at}")
        return {
            "subject": (english, chinese)[owner.language],
            "start": {"dateTime": start.isoformat(), "timeZone": owner.zone},
            "end": {"dateTime": (start + timedelta(minutes=minutes)).isoformat(), "timeZone": owner.zone},
            **members,
        }

    adele = organized_by(ADELE, "Adele Vance", "notResponded")
    room = {"location": {"displayName": ("Cordova room", "科尔多瓦会议室")[owner.language]}}
    text = {"body": {"contentType": "html", "content": TEXT[owner.language]}}
    dial_in = online(
        conferenceId="291633251", tollNumber="+1 323-555-0166", tollFreeNumbers=["+1 855-555-0166"]
    )
    papers: Json = {
        "attachments": [
            {"name": "Budget 2031.xlsx", "size": 48211, "contentType": "application/vnd.ms-excel"}
        ]
    }
    team = guests(ADELE, "lee@contoso.com", "megan.bowen@outlook.com")
    team[0]["status"], team[1]["status"] = {"response": "accepted"}, {"response": "declined"}
    crowd = guests(*(f"guest{number}@contoso.com" for number in range(200)))
    return {
        "holiday": one(0, "00:00", 3 * 24 * 60, "Trade fair", "行业展会", isAllDay=True),
        "review": one(
            0, "09:00", 60, "Design review", "设计评审", attendees=team, **dial_in, **text, **papers, **room
        ),
        "clash": one(0, "09:30", 60, "Price strategy", "价格策略", **room),
        "asked": one(0, "11:00", 30, "Sign-off", "签字确认", **adele, **online()),
        "long": one(0, "13:00", 90, *LONG, attendees=team, **online()),
        "late": one(0, "15:00", 30, "Budget check", "预算检查", **online("")),
        "off": one(0, "16:00", 30, "Supplier call", "供应商电话会议", isCancelled=True, **adele),
        "crowd": one(1, "10:00", 60, "All hands", "全体会议", attendees=crowd, **online()),
        "skype": one(
            1,
            "10:30",
            45,
            "Old bridge",
            "旧系统会议",
            **online("https://meet.lync.com/contoso/alexw/1", "skypeForBusiness"),
        ),
        "other": one(
            1, "10:45", 30, "Partner demo", "合作伙伴演示", **online("https://contoso.zoom.us/j/1", "unknown")
        ),
        "private": one(2, "12:00", 60, "Dentist", "看牙医", sensitivity="private"),
        "declined": one(
            2, "14:00", 60, "Vendor pitch", "供应商推介", **organized_by(ADELE, "Adele Vance", "declined")
        ),
        "early": one(3, "06:30", 30, "Call with Beijing", "与西雅图通话", **online()),
        "night": one(4, "22:30", 180, "Release night", "发布之夜", **online()),
    }


def _now(owner: Owner) -> dict[str, Json]:
    def say(english: str, chinese: str) -> str:
        return (english, chinese)[owner.language]

    team = guests(ADELE, "lee@contoso.com")
    return {
        "earlier": around_now(say("Morning check-in", "晨会"), -90, 20, **online()),
        "running": around_now(
            say("Launch plan", "发布计划"), -10, 30, **online(conferenceId="291633251"), attendees=team
        ),
        "beside": around_now(say("Support rotation", "值班交接"), -5, 25, **online(f"{TEAMS_LINK}3")),
        "next": around_now(
            say("Customer interview", "客户访谈"),
            12,
            45,
            **organized_by(ADELE, "Adele Vance"),
            **online(f"{TEAMS_LINK}2"),
        ),
        "room": around_now(
            say("Lunch with the team", "团队午餐"), 90, 60, location={"displayName": say("Canteen", "食堂")}
        ),
    }
