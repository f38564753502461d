"""One line read as a meeting: a table of lines in five languages, traps, and whatever hypothesis invents."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.create.quick_add import LONGEST, Reading, read_line

NOW = datetime(2026, 11, 18, 10, 42)  # a Wednesday
WED, THU, FRI, SAT, MON, TUE = (date(2026, 11, day) for day in (18, 19, 20, 21, 23, 24))
ADELE = "adele@contoso.com"

# line -> subject, day, time, minutes; None for what the line does not say
UNDERSTOOD: dict[str, tuple[str, date | None, str | None, int | None]] = {
    # English
    f"Design review tomorrow 15:00 45m {ADELE}": ("Design review", THU, "15:00", 45),
    "Design review tomorrow at 3pm for 45 minutes": ("Design review", THU, "15:00", 45),
    "Lunch today 12:30 pm": ("Lunch", WED, "12:30", None),
    "Stand-up Monday 9:15 15 min": ("Stand-up", MON, "09:15", 15),
    "Stand-up on Mon 9:15am": ("Stand-up", MON, "09:15", None),
    "Retro Fri 16:00-17:30": ("Retro", FRI, "16:00", 90),
    "Retro Friday 4 to 5:30pm": ("Retro", FRI, "16:00", 90),
    "Retro from 11am to 1pm on Friday": ("Retro", FRI, "11:00", 120),
    "Workshop 3-4pm tomorrow": ("Workshop", THU, "15:00", 60),
    "Workshop tomorrow 15:00 – 16:30": ("Workshop", THU, "15:00", 90),
    "Late call 23:30-00:15": ("Late call", WED, "23:30", 45),
    "next Monday 10:00 Kick-off": ("Kick-off", MON, "10:00", None),
    "Kick-off next Friday 10:00": ("Kick-off", date(2026, 11, 27), "10:00", None),
    "Kick-off this Friday 10:00": ("Kick-off", FRI, "10:00", None),
    "Planning 24 Nov 2pm 1h": ("Planning", TUE, "14:00", 60),
    "Planning Nov 24 2pm 1h30": ("Planning", TUE, "14:00", 90),
    "Planning November 24th, 2026 at 14:00 1.5h": ("Planning", TUE, "14:00", 90),
    "Planning 24th of November": ("Planning", TUE, None, None),
    "Planning Tuesday 24 November 09:00": ("Planning", TUE, "09:00", None),
    "Planning 2026-11-24 15:00": ("Planning", TUE, "15:00", None),
    "Review 2 Jan 9:00": ("Review", date(2027, 1, 2), "09:00", None),
    "Review 11/24 15:00": ("Review", TUE, "15:00", None),
    "Review 24/11/2026 15:00": ("Review", TUE, "15:00", None),
    "Review the day after tomorrow 8:00": ("Review", FRI, "08:00", None),
    "Deep dive 2 hours 30 minutes": ("Deep dive", None, None, 150),
    "Chat half an hour 16:00": ("Chat", WED, "16:00", 30),
    "15:00": ("", WED, "15:00", None),
    "Review 10:42": ("Review", THU, "10:42", None),
    "Review 12am tomorrow": ("Review", THU, "00:00", None),
    "1:1 Alice Thursday 10-10:30": ("1:1 Alice", THU, "10:00", 30),
    "Board meeting 3 Dec 9am-12pm": ("Board meeting", date(2026, 12, 3), "09:00", 180),
    "Project kick-off, Monday, 14:00, 1 hr": ("Project kick-off", MON, "14:00", 60),
    "Demo v2.10 tomorrow 16:00": ("Demo v2.10", THU, "16:00", None),
    "Sunday Times interview tomorrow 11:00": ("Sunday Times interview", THU, "11:00", None),
    # Chinese
    "设计评审 明天下午3点 45分钟": ("设计评审", THU, "15:00", 45),
    "明天15:00设计评审": ("设计评审", THU, "15:00", None),
    "后天上午九点半 周会": ("周会", FRI, "09:30", None),
    "大后天 15点30分 复盘 1个半小时": ("复盘", SAT, "15:30", 90),
    "下周一10点开会": ("开会", MON, "10:00", None),
    "下下周一 10:00 开会": ("开会", date(2026, 11, 30), "10:00", None),
    "本周五下午4点到5点半 评审": ("评审", FRI, "16:00", 90),
    "周五晚上8点聚餐 两小时": ("聚餐", FRI, "20:00", 120),
    "星期一上午10点 例会 半小时": ("例会", MON, "10:00", 30),
    "11月24日15点 季度预算评审 90分钟": ("季度预算评审", TUE, "15:00", 90),
    "2026年11月24号 14:00-15:00 评审": ("评审", TUE, "14:00", 60),
    "和adele@contoso.com明天下午三点一刻讨论": ("讨论", THU, "15:15", None),
    "今天中午12点午餐": ("午餐", WED, "12:00", None),
    # German
    "Besprechung morgen um 15 Uhr": ("Besprechung", THU, "15:00", None),
    "Besprechung übermorgen 9:30 Uhr 90 Minuten": ("Besprechung", FRI, "09:30", 90),
    "Planung am Montag von 10 bis 11:30 Uhr": ("Planung", MON, "10:00", 90),
    "Planung am 24.11. um 14.30 Uhr": ("Planung", TUE, "14:30", None),
    "Planung 24. November 2026 15.00": ("Planung", TUE, "15:00", None),
    "Planung am 3.12. 8:00 eine halbe Stunde": ("Planung", date(2026, 12, 3), "08:00", 30),
    "Abschluss nächsten Freitag 17 Uhr 1,5 Std": ("Abschluss", date(2026, 11, 27), "17:00", 90),
    "heute 18:30 Stammtisch": ("Stammtisch", WED, "18:30", None),
    # French
    "Réunion demain à 15h30": ("Réunion", THU, "15:30", None),
    "Réunion lundi de 15h à 16h30": ("Réunion", MON, "15:00", 90),
    "Point le 24 novembre à 9h": ("Point", TUE, "09:00", None),
    "Point après-demain 14h30 1 heure": ("Point", FRI, "14:30", 60),
    "Bilan vendredi prochain 10:00": ("Bilan", date(2026, 11, 27), "10:00", None),
    "Café aujourd'hui 17h une demi-heure": ("Café", WED, "17:00", 30),
    # Spanish
    "Reunión mañana a las 15:00": ("Reunión", THU, "15:00", None),
    "Reunión mañana a las 9 de la mañana": ("Reunión", THU, "09:00", None),
    "Reunión pasado mañana 16:00 45 minutos": ("Reunión", FRI, "16:00", 45),
    "Demo el lunes a las 3 de la tarde media hora": ("Demo", MON, "15:00", 30),
    "Demo el 24 de noviembre de 2026 11:00 2 horas": ("Demo", TUE, "11:00", 120),
    "Cierre hoy 13:00 hasta 14:15": ("Cierre", WED, "13:00", 75),
    # The part in company counts, the other one is subject
    "Friday recap Monday 10:00": ("Friday recap", MON, "10:00", None),
    "Cyber Monday planning tomorrow 10:00": ("Cyber Monday planning", THU, "10:00", None),
    "Move the 15:00 call tomorrow at 16:00": ("Move the 15:00 call", THU, "16:00", None),
    "24/7 support hand-over tomorrow 9:00": ("24/7 support hand-over", THU, "09:00", None),
    '"Tomorrow 15:00" rehearsal Friday 16:00': ('"Tomorrow 15:00" rehearsal', FRI, "16:00", None),
    "Monday 24 November 9:00": ("Monday", TUE, "09:00", None),
}

# lines in which nothing is to be read: all of it is subject
SUBJECTS = (
    "Lunch with May",
    "May and June: who does what",
    "2 guests from Fabrikam",
    "Q3 2026 results",
    "room 15",
    "1:1 with Bob",
    "version 3.2",
    "Release of version 3.2.",
    "Python 3.12 upgrade",
    "macOS 10.15 upgrade",
    "Upgrade from 3.10 to 3.12",
    "24/7 support",
    "Review 3/4 of the plan",
    "Tomorrow's agenda",
    "Call with Sun",
    "Sat down with Jan",
    "Wed like to talk",
    "Every Monday",
    "每周一例会",
    "一周一次的会",
    "本周日程",
    "3点建议",
    "Call back in 30 min",
    "30分钟后给你电话",
    "Budget 100m$",
    "$15.00 lunch",
    "Item #12",
    "Room 3 - 4 people",
    "IP 10.10.10.10",
    "16:9 screens",
    "Ticket 2026-1124",
    "9-10",
    "at 3",
    "13pm",
    "25:00",
    "31 Nov",
    "Windows 11/12",
    "https://example.com/today?at=15:00",
    "19 % of 2027",
    "happy hour",
    "Ubuntu 22.04 upgrade",
    "Phone +1 425 555 0100 call",
    "Meeting at 1600",
    "Mars mission review",
    "Salary 45k talk",
    "下个月计划",
    "Mon rapport",
    "8h",
    "A@B",
    "",
)


def clock(reading: Reading) -> str | None:
    return None if reading.start is None else f"{reading.start // 60:02}:{reading.start % 60:02}"


@pytest.mark.parametrize(("line", "meant"), UNDERSTOOD.items())
def test_reads(line: str, meant: tuple[str, date | None, str | None, int | None]) -> None:
    reading = read_line(line, NOW)
    assert (reading.subject, reading.day, clock(reading), reading.length) == meant


@pytest.mark.parametrize("line", SUBJECTS)
def test_leaves_in_the_subject(line: str) -> None:
    reading = read_line(line, NOW)
    assert reading == Reading(line)
    assert reading.is_empty


@pytest.mark.parametrize(
    ("line", "people", "subject"),
    [
        ("Sync adele@contoso.com", [("", ADELE)], "Sync"),
        (
            "Sync with adele@contoso.com and kim@fabrikam.example",
            [("", ADELE), ("", "kim@fabrikam.example")],
            "Sync",
        ),
        ("Sync Adele Vance <adele@contoso.com>", [("Adele Vance", ADELE)], "Sync"),
        ('Sync "Vance, Adele" <adele@contoso.com>, tomorrow', [("Vance, Adele", ADELE)], "Sync"),
        ("review with adele <adele@contoso.com>", [("", ADELE)], "review with adele"),
        ("评审 王夏 <xia@contoso.com>", [("王夏", "xia@contoso.com")], "评审"),
        ("Adele Vance <adele@contoso.com>", [("", ADELE)], "Adele Vance"),
        ("Sync adele@contoso.com ADELE@contoso.com", [("", "ADELE@contoso.com")], "Sync"),
        ("Ask adele@-contoso.com or .adele@contoso.com", [], "Ask adele@-contoso.com or .adele@contoso.com"),
        ("Ask @adele or adele@ about it", [], "Ask @adele or adele@ about it"),
        (
            "Join https://x.example/19:meeting_a@thread.v2/0",
            [],
            "Join https://x.example/19:meeting_a@thread.v2/0",
        ),
    ],
)
def test_guests(line: str, people: list[tuple[str, str]], subject: str) -> None:
    reading = read_line(line, NOW)
    assert ([(person.name, person.address) for person in reading.people], reading.subject) == (
        people,
        subject,
    )


def test_time_that_has_passed_today_is_tomorrows_and_says_so() -> None:
    assert (read_line("Review 9:00", NOW).day, read_line("Review 9:00", NOW).is_rolled) == (THU, True)
    assert (read_line("Review 10:43", NOW).day, read_line("Review 10:43", NOW).is_rolled) == (WED, False)


def test_named_day_stays_though_it_is_past_and_says_so() -> None:
    today, long_ago = read_line("Review today 9:00", NOW), read_line("Review 2020-02-29 9:00", NOW)
    assert (today.day, today.is_rolled, today.is_past) == (WED, False, True)
    assert (long_ago.day, long_ago.is_past) == (date(2020, 2, 29), True)
    assert not read_line("Review tomorrow 9:00", NOW).is_past


def test_weekday_of_today_is_today_only_while_its_time_is_to_come() -> None:
    days = [read_line(line, NOW).day for line in ("Wednesday 15:00", "Wednesday 9:00", "Sync Wednesday")]
    assert days == [WED, date(2026, 11, 25), date(2026, 11, 25)]


@pytest.mark.parametrize(
    ("month_first", "day", "subject"),
    [(True, date(2027, 3, 4), "Review"), (False, date(2027, 4, 3), "Review"), (None, THU, "Review 3/4")],
)
def test_day_and_month_in_figures_need_to_know_the_persons_order(
    month_first: bool | None, day: date, subject: str
) -> None:
    reading = read_line("Review 3/4 9:00", NOW, month_first=month_first)
    assert (reading.day, reading.subject) == (day, subject)


def test_on_a_clock_of_twelve_hours_three_is_in_the_afternoon() -> None:
    lines = ("Sync 3:00", "Sync 03:00 tomorrow", "Sync 9:00 tomorrow", "Sync 3:30-4:15 tomorrow")
    assert [clock(read_line(line, NOW, twelve_hours=True)) for line in lines] == [
        "15:00",
        "03:00",
        "09:00",
        "15:30",
    ]
    assert clock(read_line("Sync 3:00", NOW)) == "03:00"


def test_what_is_too_long_is_all_subject() -> None:
    line = "tomorrow 15:00 " * 20
    assert read_line(line, NOW) == Reading(line.strip())
    assert read_line("x" * (LONGEST - 9) + " tomorrow", NOW).day == THU


def _lines() -> st.SearchStrategy[str]:
    """Anything, and pieces of lines that mean something in any order, glued or not."""
    pieces = [piece for line in UNDERSTOOD for piece in line.split()] + [
        *SUBJECTS,
        "<",
        '"',
        "9" * 30,
        "İ",
        "ſun",
        "٣:٣٠",
    ]
    made = st.lists(st.sampled_from(pieces) | st.text(max_size=4)).map(lambda found: " ".join(found))
    return st.text(max_size=400) | made | made.map(lambda line: line.replace(" ", ""))


@given(
    _lines(),
    st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1)),
    st.booleans(),
    st.none() | st.booleans(),
)
def test_whatever_is_typed_there_is_a_reading(
    line: str, now: datetime, twelve_hours: bool, month_first: bool | None
) -> None:
    reading = read_line(line, now, twelve_hours, month_first)
    assert reading.start is None or (0 <= reading.start < 24 * 60 and reading.day is not None)
    assert reading.length is None or 0 < reading.length <= 24 * 60
    typed = "".join(line.split())
    assert all(letter in typed for letter in reading.subject.replace(" ", ""))
    assert all(person.address in typed for person in reading.people)
