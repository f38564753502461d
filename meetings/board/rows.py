"""The words of the board for a meeting or a day: sentences for screen readers, facts in a line."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.board.days import RUNNING, DayCard, Row
from meetings.board.month import MonthDay
from meetings.board.overlaps import Overlap
from meetings.board.search import match_spans
from meetings.board.summary import DaySummary
from meetings.events import JOINABLE, Event
from meetings.wording import clock as clocks
from meetings.wording import providers, text
from meetings.wording.dates import full_day, time_on, weekday
from meetings.wording.people import answer, how_many_accepted, organizer
from meetings.wording.state import online_state
from meetings.wording.times import times, whole_days


def sentence(row: Row) -> str:
    """The whole row as one sentence, for screen readers."""
    event = row.event
    parts = [
        whole_days(event) if event.is_all_day else times(event, row.day),
        text.subject(event),
        _("cancelled") if event.is_cancelled else "",
        _("running now") if row.phase == RUNNING else "",
        _("organized by you") if event.is_organizer else organizer(event),
        event.place,
        "" if event.is_organizer else answer(event),
        overlap(row.overlap),
        online_state(event),
    ]
    return text.clauses(parts)


def clock(row: Row) -> str:
    """When the event of a row starts: "10:30", with the weekday if that is not the day of the row."""
    return time_on(row.event.start, row.day)


def facts(row: Row) -> list[str]:
    """The facts below the subject of a row: the end, organizer, place, answers, calendar."""
    event = row.event
    parts: list[str] = []
    if event.is_all_day and event.last_day != row.day:
        parts.append(_("until %(last)s") % {"last": weekday(event.last_day)})
    parts += [_isolated(name) for name in (organizer(event), event.place) if name]
    if event.is_organizer and event.guests:
        parts.append(how_many_accepted(event))
    elif not event.is_organizer and event.response != "notResponded" and answer(event):
        parts.append(answer(event))
    if event.calendar and not event.calendar.is_default:
        parts.append(_isolated(event.calendar.name))
    return parts


def up_next_facts(event: Event) -> list[str]:
    """The facts below the subject of the meeting that is up next, after its time."""
    parts = []
    if event.is_organizer:
        parts.append(_("organized by you"))
    elif event.organizer.label:
        parts.append(_isolated(event.organizer.label))
    if event.guests and event.is_organizer:
        parts.append(how_many_accepted(event))
    elif answer(event):
        parts.append(answer(event))
    return [*parts, _isolated(event.place)] if event.place else parts


def day_facts(day: DayCard, summary: DaySummary) -> SafeString:
    """How many meetings a day has, how many need an answer, free time; empty without meetings."""
    if not day.meetings:
        return SafeString()
    parts = [
        ngettext("%(count)s meeting", "%(count)s meetings", day.meetings) % {"count": day.meetings},
        ngettext("%(count)s online", "%(count)s online", day.online) % {"count": day.online},
    ]
    if count := summary.unanswered:
        said = ngettext("%(count)s needs an answer", "%(count)s need an answer", count)
        parts.append(said % {"count": count})
    if summary.free:
        start, end = map(clocks.time_of_day, summary.free)
        parts.append(_("free %(start)s to %(end)s") % {"start": start, "end": end})
    return format_html_join(" · ", "<span>{}</span>", ((part,) for part in parts))


def overlap(overlap: Overlap | None) -> str:
    """An overlap in words: "overlaps with Stand-up"; empty for None."""
    if overlap is None:
        return ""
    if overlap.other is None:
        count = overlap.count
        return ngettext("overlaps with %d meeting", "overlaps with %d meetings", count) % count
    return _("overlaps with %(subject)s") % {"subject": text.subject(overlap.other)}


def strip_label(event: Event) -> str:
    """A block of the timeline in words."""
    said = {"times": times(event), "subject": text.subject(event), "state": online_state(event)}
    return _("%(times)s, %(subject)s, %(state)s") % said


def month_day_label(day: MonthDay) -> str:
    """A day of the small month in words, with the number of its meetings if that is known."""
    date, count = full_day(day.date), day.meetings
    if not count:
        return date
    return f"{date}, {ngettext('%(count)s meeting', '%(count)s meetings', count) % {'count': count}}"


def reminder_body(event: Event) -> str:
    """The text of a notification below the subject: the times, and how or where the meeting is held."""
    held = providers.name(event.provider) if event.state == JOINABLE else event.place
    return f"{times(event)} · {held}" if held else times(event)


def marked_subject(event: Event, words: str) -> SafeString:
    """The subject of an event as HTML, with the words that the board is searched for marked."""
    return marked(text.subject(event), words if event.subject else "")


def marked(text: str, words: str) -> SafeString:
    """The text as HTML, with every match of one of `words` in a mark element."""
    spans = match_spans(text, words)
    bounds = [0, *(bound for span in spans for bound in span)]
    # The bounds 0, 3, 5, 8, 9 give the triples (0, 3, 5) and (5, 8, 9).
    triples = zip(bounds[0::2], bounds[1::2], bounds[2::2], strict=False)
    parts = ((text[start:begin], text[begin:end]) for start, begin, end in triples)
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), text[bounds[-1] :])


def _isolated(words: str) -> SafeString:
    """Text in a bdi element, so that its direction changes nothing around it."""
    return format_html("<bdi>{}</bdi>", words)
