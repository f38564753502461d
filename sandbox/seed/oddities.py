"""What real calendars hold beside the ordinary: planted in Alex's later days, away from the first page."""

from typing import Any

from sandbox.seed.planner import Planner, colleague

TEAMS = "teamsForBusiness"
_SCRIPTED = (
    "<p>Agenda:</p><ul><li>Numbers</li><li>Next steps</li></ul>"
    "<script>document.title = 'script ran'</script>"
    '<img src="missing.png" onerror="document.title = \'handler ran\'">'
    '<a href="javascript:document.title=1" onclick="document.title=2">Details</a>'
    '<iframe src="https://example.org/"></iframe><style>body { display: none }</style>'
)
_FIRST = (
    "Amber Bo Cora Dan Elif Farid Greta Hugo Ines Jomo Kai Leila Max Nadia Omar Priya Quinn Rosa Sven Tuan"
)
_LAST = "Adams Berg Costa Diaz Evans Fischer Garcia Haddad Ito Jensen"


def plan(planner: Planner) -> None:
    """Names, subjects, links, places and bodies that pages must get along with."""
    _strange_words(planner)
    _strange_links(planner)
    _strange_members(planner)


def _strange_words(planner: Planner) -> None:
    day, at = planner.workday, planner.at
    planner.all_day("Founders' Day (office closed)", day(5), categories=["Holiday"])
    planner.event(
        "季度业务回顾",
        at(day(5), "17:00"),
        60,
        online_by=TEAMS,
        organizer=colleague("Xia Wang"),
        people=[planner.guest("Alex Wilber"), planner.guest("王霞", "XiaW@contoso.OnMicrosoft.com")],
        where="上海会议室",
    )
    planner.event(
        "مراجعة خطة التسويق",
        at(day(5), "8:00"),
        30,
        online_by=TEAMS,
        people=[planner.guest("ليلى حداد", "leila.haddad@fabrikam.example", response="tentativelyAccepted")],
    )
    planner.event("🎉 Launch party 🚀", at(day(6), "17:00"), 120, where="Roof terrace 🌇")
    planner.event(
        '<b>Bold</b> ideas & "quotes"',
        at(day(6), "13:00"),
        30,
        people=[planner.guest("<b>Nina</b> Wright", "nina.wright@northwindtraders.example")],
        where="Room <i>7</i>",
    )
    planner.event("", at(day(6), "15:00"), 30)
    planner.event(
        "A very long subject that somebody pasted from a mail thread: " + "Re: Fwd: " * 16 + "the numbers",
        at(day(7), "9:45"),
        30,
    )


def _strange_links(planner: Planner) -> None:
    day, at = planner.workday, planner.at
    planner.event(
        "Reunion call",
        at(day(7), "12:00"),
        30,
        organizer=colleague("Henrietta Mueller"),
        people=[planner.guest("Alex Wilber")],
        onlineMeetingUrl="https://join.skype.com/oQx7ZkT2hLrW",
    )
    planner.event(
        "Supplier demo",
        at(day(7), "14:00"),
        45,
        isOnlineMeeting=True,
        onlineMeetingProvider="unknown",
        onlineMeeting={"joinUrl": "https://fabrikam.zoom.example/j/95551230174"},
        where="https://fabrikam.zoom.example/j/95551230174",
    )
    planner.event(
        "Old project room",
        at(day(8), "10:00"),
        30,
        online_by="skypeForConsumer",
        organizer=colleague("Diego Siciliani"),
        people=[planner.guest("Alex Wilber")],
    )
    planner.event("Agenda with scripts in it", at(day(8), "11:00"), 30, online_by=TEAMS, text=_SCRIPTED)


def _strange_members(planner: Planner) -> None:
    day, at = planner.workday, planner.at
    planner.event(
        "All hands",
        at(day(8), "13:00"),
        60,
        online_by=TEAMS,
        people=[_of_many(planner, number) for number in range(200)],
        hideAttendees=True,
    )
    planner.event("No place at all", at(day(9), "9:45"), 30, location=None, locations=[])
    planner.event(
        "Made in a zone of its own",
        at(day(9), "11:00"),
        30,
        originalStartTimeZone="tzone://Microsoft/Custom",
        originalEndTimeZone="tzone://Microsoft/Custom",
    )
    exchange = (
        "/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=6f3d-Archive"
    )
    planner.event(
        "With an address of the old directory",
        at(day(9), "13:00"),
        30,
        people=[
            planner.guest("Archive", exchange),
            {**planner.guest("Nobody"), "emailAddress": {"name": "Nobody", "address": None}},
        ],
    )


def _of_many(planner: Planner, number: int) -> dict[str, Any]:
    first, last = _FIRST.split()[number % 20], _LAST.split()[number // 20]
    response = ("accepted", "none", "tentativelyAccepted", "declined")[number % 4]
    return planner.guest(f"{first} {last}", f"{first}.{last}@contoso.OnMicrosoft.com", response)
