"""What the board's address may ask for."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.board import filters
from meetings.board.shown import LIST, WEEK, Shown
from meetings.forms.fields import EARLIEST, LATEST
from meetings.models import WEEK_DAYS, Preferences

_MOST_DAYS = 31


class RangeForm(forms.Form):
    """The board's address: `day` is the first day, `days` how many; the others are Shown's."""

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

    def shown(self, chosen: Preferences) -> Shown:
        """What a valid form asks for, completed by what the person chose."""
        data = self.cleaned_data
        only = filters.known(self.data.getlist("show")) if hasattr(self.data, "getlist") else ()
        return Shown(
            view=data["view"] or LIST,
            first=data["day"],
            days=_days(data["view"], data["days"], chosen),
            list_days=chosen.days,
            week_days=chosen.week_days,
            weekday=chosen.first_day,
            only=only,
            words=data["q"],
            month=data["month"],
        )


def _days(view: str, asked: int | None, chosen: Preferences) -> int:
    if view == WEEK:
        return asked if asked in WEEK_DAYS else chosen.week_days
    return asked or chosen.days


def _not_too_far(day: date | None) -> date | None:
    if day and not EARLIEST <= day <= LATEST:
        raise ValidationError(_("That day is too far away."))
    return day
