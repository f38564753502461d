"""The tags and marks beside a meeting's title: what it is, and what it asks for."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from meetings.board import rows
from meetings.board.days import NEXT, RUNNING, Row
from meetings.events import Event, Provider
from meetings.wording import providers


class Badge(NamedTuple):
    """A tag: `tone` is one of the style sheet's, `title` says more to the mouse."""

    tone: str
    label: str
    title: str | Promise = ""


class Mark(NamedTuple):
    """A small icon with its meaning."""

    icon: str
    title: str


def of_row(row: Row) -> list[Badge]:
    """The tags of a meeting in a list: where it is in time, whether it waits for an answer or overlaps."""
    badges = [_time_badge(row)]
    if row.event.response == "notResponded" and not row.event.is_cancelled:
        badges.append(Badge("ask", _("needs answer")))
    if row.overlap:
        badges.append(Badge("overlap", _("overlaps"), rows.overlap(row.overlap)))
    return [badge for badge in badges if badge]


def of_block(row: Row) -> list[Badge]:
    """The tag of a meeting on the week's grid, where there is room for one."""
    if row.event.is_cancelled:
        return [Badge("danger", _("cancelled"))]
    if row.event.response == "notResponded":
        return [Badge("ask", _("needs answer"))]
    return [Badge("now", _("now"))] if row.phase == RUNNING else []


def marks(event: Event) -> list[Mark]:
    """What is true of a meeting at all times."""
    repeats = [Mark("repeat", _("Repeats"))] if event.is_in_series else []
    private = [Mark("lock", _("Private"))] if event.is_private else []
    return repeats + private


def overlap_marks(row: Row) -> list[Mark]:
    """The mark of a meeting that overlaps, if it does."""
    return [Mark("overlap", rows.overlap(row.overlap))] if row.overlap else []


def retired(provider: Provider) -> Badge:
    """The tag of a service that Microsoft has closed."""
    return Badge("quiet", _("retired"), providers.retired(provider))


def _time_badge(row: Row) -> Badge | None:
    if row.event.is_cancelled:
        return Badge("danger", _("cancelled"))
    if row.phase == RUNNING:
        return Badge("now", _("now"))
    if row.starts_soon:
        return Badge("now", _("soon"))
    return Badge("next", _("next")) if row.phase == NEXT else None
