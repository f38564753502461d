"""Alex Wilber's calendars: a marketing assistant's working week."""

import datetime as dt

from sandbox.graph.items import StoredCalendar
from sandbox.seed import stand_up
from sandbox.seed.planner import Planner, colleague

TEAMS = "teamsForBusiness"
SKYPE_FOR_BUSINESS = "skypeForBusiness"


def plan(planner: Planner) -> None:
    """Fill the three calendars; "Calendar", the default one, is there already."""
    _today(planner)
    _price_strategy(planner)
    _coming_days(planner)
    stand_up.plan(planner)
    mailbox = planner.mailbox
    product = mailbox.add_calendar(
        "Product team", color="lightTeal", providers=(TEAMS,), default_provider=TEAMS
    )
    _product_team(planner, product)
    _travel(planner, mailbox.add_calendar("Travel", color="lightOrange", can_edit=False))


def _today(planner: Planner) -> None:
    guest, today = planner.guest, planner.today
    past = planner.near(-150)
    planner.event(
        "Campaign budget review",
        past,
        min(45, max(5, (planner.now - past).seconds // 60 - 10)),
        online_by=TEAMS,
        organizer=colleague("Miriam Graham"),
        people=[guest("Alex Wilber"), guest("Pradeep Gupta")],
        text="<p>Actuals against plan, then what we move to the spring campaign.</p>",
    )
    prep = planner.event(
        "Prep for customer meeting",
        planner.near(14),
        60,
        online_by=TEAMS,
        conference_id="291633251",
        text="Does this time work for you?",
        where="Cordova conference room",
        people=[guest("Adele Vance")],
    )
    planner.invite(prep)
    planner.event(
        "Lunch with the agency",
        planner.at(today, "12:00"),
        60,
        where="Fourth Coffee, 4567 Main Street",
        people=[guest("Jordan Miller", "jordan@wingtiptoys.example"), guest("Joni Sherman", response="none")],
    )
    planner.event(
        "Social media plan",
        planner.at(today, "16:30"),
        30,
        online_by=TEAMS,
        organizer=colleague("Lidia Holloway"),
        response="tentativelyAccepted",
        people=[guest("Alex Wilber", response="tentativelyAccepted"), guest("Grady Archie")],
    )


def _price_strategy(planner: Planner) -> None:
    """Today at three, or tomorrow when that is too near or over: it waits to be made online."""
    start = planner.at(planner.today, "15:00")
    if start < planner.now + dt.timedelta(minutes=45):
        start += dt.timedelta(days=1)
    room = {
        "displayName": "Conf Room Baker",
        "locationUri": "Baker@contoso.onmicrosoft.com",
        "locationType": "conferenceRoom",
        "uniqueId": "Baker@contoso.onmicrosoft.com",
        "uniqueIdType": "directory",
        "address": {},
        "coordinates": {},
    }
    planner.invite(
        planner.event(
            "Price strategy",
            start,
            60,
            text="<div>Let's define our strategy.</div>",
            location=room,
            people=[
                planner.guest("Adele Vance", response="none"),
                planner.guest("Conf Room Baker", "Baker@contoso.onmicrosoft.com", kind="resource"),
            ],
        )
    )


def _coming_days(planner: Planner) -> None:
    guest, day, at = planner.guest, planner.workday, planner.at
    planner.event(
        "Customer workshop: Northwind Traders",
        at(day(1), "10:00"),
        90,
        online_by=TEAMS,
        people=[
            guest("Diego Siciliani"),
            guest("Kim Akers", "kim.akers@northwindtraders.example"),
            guest("Robin Counts", "robin.counts@northwindtraders.example", response="tentativelyAccepted"),
        ],
        text="<p>Their goals for next year, our draft, open questions.</p>",
    )
    planner.event(
        "Partner call: Fabrikam",
        at(day(1), "13:00"),
        45,
        online_by=SKYPE_FOR_BUSINESS,
        organizer=colleague("Nestor Wilke"),
        people=[guest("Alex Wilber"), guest("Ana Trujillo", "ana.trujillo@fabrikam.example")],
    )
    one_to_one = planner.event(
        "Alex and Adele: catch-up", at(day(2), "14:30"), 30, online_by=TEAMS, people=[guest("Adele Vance")]
    )
    planner.invite(one_to_one)
    planner.event(
        "Press release sign-off",
        at(day(2), "11:00"),
        30,
        organizer=colleague("Patti Fernandez"),
        response="notResponded",
        where="Conf Room Adams",
        people=[guest("Alex Wilber", response="none"), guest("Megan Lane")],
    )
    planner.all_day("Company offsite", day(3), 2, where="Lakeside Lodge", showAs="oof")
    planner.event("Dentist", at(day(3), "8:30"), 45, sensitivity="private", showAs="oof", where="Dr. Ruiz")
    planner.event(
        "Canceled: Vendor demo",
        at(day(3), "14:00"),
        60,
        online_by=TEAMS,
        organizer=colleague("Henrietta Mueller"),
        response="notResponded",
        people=[guest("Alex Wilber", response="none")],
        isCancelled=True,
        showAs="free",
        isReminderOn=False,
    )
    planner.event(
        "Webinar rehearsal",
        at(day(4), "10:00"),
        60,
        online_by=TEAMS,
        organizer=colleague("Johanna Lorenz"),
        response="declined",
        people=[guest("Alex Wilber", response="declined"), guest("Enrico Cattaneo")],
    )
    planner.event("Focus time: launch plan", at(day(4), "13:00"), 120, showAs="workingElsewhere")


def _product_team(planner: Planner, calendar: StoredCalendar) -> None:
    guest = planner.guest
    planner.event(
        "Sprint review",
        planner.at(planner.workday(2), "15:30"),
        45,
        online_by=TEAMS,
        calendar=calendar,
        people=[guest("Grady Archie"), guest("Lynne Robbins")],
    )
    planner.event(
        "Backlog refinement",
        planner.at(planner.workday(4), "11:00"),
        60,
        calendar=calendar,
        where="Conf Room Rainier",
        people=[guest("Grady Archie"), guest("Pradeep Gupta", response="none")],
    )


def _travel(planner: Planner, calendar: StoredCalendar) -> None:
    planner.event(
        "Flight SEA to ORD, AS 324",
        planner.at(planner.workday(6), "7:05"),
        245,
        calendar=calendar,
        where="Gate C9",
    )
    planner.all_day("Hotel: Lake Shore, Chicago", planner.workday(6), 2, calendar=calendar)
