"""Says in words how far away a meeting is, for the board and the tab's title, now and in each later phase.

The page's script has no rules and no words of its own: it gets every sentence from here, shows each one when
its phase begins, and fills in the minutes.
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
# Placeholders that stay in a sentence until it is shown. "min" and "h" are unit symbols and have no plural.
_PLACEHOLDERS = {name: f"{{{name}}}" for name in ("hours", "minutes", "subject")}


@dataclass(frozen=True, slots=True)
class Countdown:
    """A meeting that is not over at `now` (UTC), with its current and its later phases (board.up_next)."""

    event: Event
    phases: tuple[Phase, ...]
    now: datetime

    @classmethod
    def of(cls, event: Event, now: datetime) -> Countdown:
        return cls(event, up_next.remaining_phases(event, now), now)

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
        """The sentence for the current phase, such as "Starts in 12 min"."""
        return self._filled(_words(self.event, self.phase, self.now))

    @property
    def title(self) -> str:
        """The words for the tab's title; empty while the start is more than an hour away."""
        return self._filled(_title(self.phase))

    @property
    def script(self) -> str:
        """The current and later phases as JSON for the page's script; times in milliseconds since 1970."""
        return json.dumps([self._phase_data(phase) for phase in self.phases], ensure_ascii=False)

    def _phase_data(self, phase: Phase) -> dict[str, object]:
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
        time_left = self.phase.zero - self.now
        minutes = -(-time_left // _MINUTE) if time_left > timedelta(0) else -time_left // _MINUTE
        hours, minutes_of_hour = divmod(minutes, 60)
        has_hours = _PLACEHOLDERS["hours"] in sentence
        values = {"hours": hours, "minutes": minutes_of_hour if has_hours else minutes}
        return sentence.format(**values, subject=self.subject)


def milliseconds(time: datetime) -> int:
    """An aware datetime as JavaScript counts time: milliseconds since 1970."""
    return int(time.timestamp() * 1000)


def _words(event: Event, phase: Phase, now: datetime) -> str:
    if phase.name == AHEAD:
        return _("Starts in %(hours)s h %(minutes)s min") % _PLACEHOLDERS
    if phase.name in (SOON, DUE):
        return _("Starts in %(minutes)s min") % _PLACEHOLDERS
    if phase.name == STARTING:
        return _("Starts now")
    if phase.name == STARTED:
        return _("Started %(minutes)s min ago") % _PLACEHOLDERS
    if phase.name == ENDING:
        return _("Ends in %(minutes)s min") % _PLACEHOLDERS
    return _("Now, until %(end)s") % {"end": time_on(event.end, timezone.localdate(now))}


def _title(phase: Phase) -> str:
    if phase.name == AHEAD:
        return ""
    if phase.name in (SOON, DUE):
        return _("%(minutes)s min · %(subject)s") % _PLACEHOLDERS
    return _("now · %(subject)s") % _PLACEHOLDERS


def _news(phase: Phase) -> str:
    """The sentence that a screen reader announces when the phase begins; empty for most phases."""
    if phase.name == DUE:
        return _("%(subject)s starts in %(minutes)s minutes.") % _PLACEHOLDERS
    if phase.name == STARTING:
        return _("%(subject)s starts now.") % _PLACEHOLDERS
    if phase.name == ENDING:
        return _("%(subject)s ends in %(minutes)s minutes.") % _PLACEHOLDERS
    return ""
