"""What the board's address may ask for, and what takes a meeting out of up next."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.board import filters
from meetings.board.query import LIST, WEEK, BoardQuery
from meetings.models import WEEK_DAYS, Preferences
from meetings.pages.fields import EARLIEST, LATEST

_MOST_DAYS = 31


class BoardForm(forms.Form):
    """The board's address: `day` is the first day, `days` how many; the others are BoardQuery's."""

    view = forms.ChoiceField(required=False, choices=[(LIST, LIST), (WEEK, WEEK)])
    day = forms.DateField(
        required=False, input_formats=["%Y-%m-%d"], error_messages={"invalid": _("That is not a day.")}
    )
    days = forms.IntegerField(required=False, min_value=1, max_value=_MOST_DAYS)
    q = forms.CharField(required=False, max_length=200)
    month = forms.DateField(
        required=False, input_formats=["%Y-%m"], error_messages={"invalid": _("That is not a month.")}
    )

    def clean_day(self) -> date | None:
        return _not_too_far(self.cleaned_data["day"])

    def clean_month(self) -> date | None:
        return _not_too_far(self.cleaned_data["month"])

    def query(self, preferences: Preferences) -> BoardQuery:
        """What a valid form asks for, completed by what the person chose."""
        data = self.cleaned_data
        only = filters.known(self.data.getlist("show")) if hasattr(self.data, "getlist") else ()
        return BoardQuery(
            view=data["view"] or LIST,
            first=data["day"],
            days=_days(data["view"], data["days"], preferences),
            list_days=preferences.days,
            week_days=preferences.week_days,
            weekday=preferences.first_day,
            only=only,
            words=data["q"],
            month=data["month"],
        )


class DismissalForm(forms.Form):
    """`mark` is the meeting's (board.up_next), empty to bring back all; `next` is the board to go to."""

    mark = forms.RegexField(
        r"\A[0-9a-f]{64}\Z", required=False, error_messages={"invalid": _("That is not a meeting.")}
    )
    next = forms.CharField(required=False)


def _days(view: str, asked: int | None, preferences: Preferences) -> int:
    if view == WEEK:
        return asked if asked in WEEK_DAYS else preferences.week_days
    return asked or preferences.days


def _not_too_far(day: date | None) -> date | None:
    if day and not EARLIEST <= day <= LATEST:
        raise ValidationError(_("That day is too far away."))
    return day
