"""The forms of the board: the parameters of its address, and the dismissal of a meeting from up next."""

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
    """The parameters of the board's address.

    `day` is the first day to show, `days` how many, `q` the words to search for; BoardQuery has the rest.
    """

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
        """The query of a valid form, with the person's preferences for what the address leaves out."""
        data = self.cleaned_data
        only = filters.valid_names(self.data.getlist("show")) if hasattr(self.data, "getlist") else ()
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
    """`mark` is that of the meeting (board.up_next), empty to bring back all; `next` is where to go then."""

    mark = forms.RegexField(
        r"\A[0-9a-f]{64}\Z", required=False, error_messages={"invalid": _("That is not a meeting.")}
    )
    next = forms.CharField(required=False)


def _days(view: str, days: int | None, preferences: Preferences) -> int:
    if view == WEEK:
        return days if days in WEEK_DAYS else preferences.week_days
    return days or preferences.days


def _not_too_far(day: date | None) -> date | None:
    if day and not EARLIEST <= day <= LATEST:
        raise ValidationError(_("That day is too far away."))
    return day
