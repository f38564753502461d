"""The calendars of Adele Vance, Megan Bowen and Xia Wang."""

from sandbox.seed.planner import Planner

TEAMS = "teamsForBusiness"


def plan_adele(planner: Planner) -> None:
    """Her own meetings; what Alex invites her to is delivered from there."""
    guest, day, at = planner.guest, planner.workday, planner.at
    running = planner.event(
        "Brand refresh: first look",
        planner.near(-25),
        60,
        online_by=TEAMS,
        people=[
            guest("Alex Wilber"),
            guest("Lidia Holloway"),
            guest("Irvin Sayers", response="tentativelyAccepted"),
        ],
        text="<p>Three directions. Bring opinions, leave with one.</p>",
    )
    planner.invite(running)
    planner.event("Store visit: Bellevue", at(planner.today, "10:30"), 90, where="Bellevue Square")
    planner.event(
        "Holiday assortment",
        at(day(1), "9:30"),
        60,
        online_by=TEAMS,
        people=[guest("Irvin Sayers"), guest("Lynne Robbins", response="none")],
    )
    planner.event("Supplier lunch", at(day(2), "12:00"), 60, where="Harry's Bar")
    planner.event("Shift planning", at(day(4), "15:00"), 45, people=[guest("Enrico Cattaneo")])


def plan_megan(planner: Planner) -> None:
    """A personal account: nothing online can be made here."""
    day, at = planner.workday, planner.at
    planner.event("Yoga", at(planner.today, "18:00"), 60, where="Community center")
    planner.event("Parent-teacher meeting", at(day(1), "16:30"), 30, where="Lincoln School, room 12")
    planner.event("Dinner with Patti", at(day(2), "19:00"), 120, where="Proseware Bistro")
    planner.all_day("Dad's birthday", day(3))


def plan_xia(planner: Planner) -> None:
    """An account executive in Shanghai."""
    guest, day, at = planner.guest, planner.workday, planner.at
    planner.event(
        "每周销售例会",
        planner.near(20),
        45,
        online_by=TEAMS,
        people=[
            guest("李强", "LiQ@contoso.OnMicrosoft.com"),
            guest("张敏", "ZhangM@contoso.OnMicrosoft.com"),
        ],
        text="<p>本周进展、客户反馈与下周计划。</p>",
    )
    planner.event("与客户午餐", at(planner.today, "12:00"), 90, where="外滩餐厅")
    planner.event(
        "产品培训",
        at(day(1), "10:00"),
        60,
        online_by=TEAMS,
        people=[guest("张敏", "ZhangM@contoso.OnMicrosoft.com")],
    )
    planner.event(
        "合同评审",
        at(day(1), "14:30"),
        60,
        where="三号会议室",
        people=[guest("陈静", "ChenJ@contoso.OnMicrosoft.com")],
    )
    planner.event(
        "季度预算讨论", at(day(2), "9:30"), 90, people=[guest("李强", "LiQ@contoso.OnMicrosoft.com")]
    )
    planner.all_day("北京出差", day(3), 2, where="北京", showAs="oof")
