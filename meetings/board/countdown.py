"""Where a meeting stands, in words: now and in each phase still to come, for the board and the tab's title.

The page's script has no rules and no words of its own. It gets all sentences from here, shows each when its
time has come, and fills in the minutes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.board import up_next
from meetings.board.up_next import AHEAD, DUE, ENDING, SOON, STARTED, STARTING, Phase
from meetings.events import Event
from meetings.wording import text
from meetings.wording.dates import time_on

_MINUTE = timedelta(minutes=1)
# Left open in a sentence, to be put in when it is shown. "min" and "h" are signs of units, without a plural.
_OPEN = {name: f"{{{name}}}" for name in ("hours", "minutes", "subject")}


@dataclass(frozen=True, slots=True)
class Countdown:
    """A meeting that is not over, at the moment `now`, and its course from there (board.up_next)."""

    event: Event
    phases: tuple[Phase, ...]
    now: datetime

    @classmethod
    def of(cls, event: Event, now: datetime) -> Countdown:
        return cls(event, up_next.course(event, now), now)

    @property
    def phase(self) -> Phase:
        return self.phases[0]

    @property
    def mark(self) -> str:
        return up_next.mark(self.event)

    @property
    def subject(self) -> str:
        return text.subject(self.event)

    @property
    def words(self) -> str:
        """Where it stands: "Starts in 12 min"."""
        return self._filled(_words(self.event, self.phase, self.now))

    @property
    def title(self) -> str:
        """What the title of the tab says of it; empty while its start is far."""
        return self._filled(_title(self.phase))

    @property
    def script(self) -> str:
        """This phase and those to come, as JSON for the page's script; moments in milliseconds since 1970."""
        return json.dumps([self._told(phase) for phase in self.phases], ensure_ascii=False)

    def _told(self, phase: Phase) -> dict[str, object]:
        is_coming = phase.begins > self.now
        return {
            "name": phase.name,
            "begins": milliseconds(phase.begins) if is_coming else 0,
            "zero": milliseconds(phase.zero),
            "words": _words(self.event, phase, self.now),
            "title": _title(phase),
            "news": _news(phase) if is_coming else "",
            "join": phase.is_time_to_join,
        }

    def _filled(self, sentence: str) -> str:
        away = self.phase.zero - self.now
        minutes = -(-away // _MINUTE) if away > timedelta(0) else -away // _MINUTE
        hours, rest = divmod(minutes, 60)
        shown = {"hours": hours, "minutes": rest if _OPEN["hours"] in sentence else minutes}
        return sentence.format(**shown, subject=self.subject)


def milliseconds(moment: datetime) -> int:
    """A moment as scripts count them: milliseconds since 1970."""
    return int(moment.timestamp() * 1000)


def _words(event: Event, phase: Phase, now: datetime) -> str:
    if phase.name == AHEAD:
        return _("Starts in %(hours)s h %(minutes)s min") % _OPEN
    if phase.name in (SOON, DUE):
        return _("Starts in %(minutes)s min") % _OPEN
    if phase.name == STARTING:
        return _("Starts now")
    if phase.name == STARTED:
        return _("Started %(minutes)s min ago") % _OPEN
    if phase.name == ENDING:
        return _("Ends in %(minutes)s min") % _OPEN
    return _("Now, until %(end)s") % {"end": time_on(event.end, timezone.localdate(now))}


def _title(phase: Phase) -> str:
    if phase.name == AHEAD:
        return ""
    if phase.name in (SOON, DUE):
        return _("%(minutes)s min · %(subject)s") % _OPEN
    return _("now · %(subject)s") % _OPEN


def _news(phase: Phase) -> str:
    """What a screen reader announces when this phase begins; empty for most phases."""
    if phase.name == DUE:
        return _("%(subject)s starts in %(minutes)s minutes.") % _OPEN
    if phase.name == STARTING:
        return _("%(subject)s starts now.") % _OPEN
    if phase.name == ENDING:
        return _("%(subject)s ends in %(minutes)s minutes.") % _OPEN
    return ""
