"""What the board's address may ask for."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.forms.fields import EARLIEST, LATEST
from meetings.models import Preferences
from meetings.shown import LIST, WEEK, Shown

_MOST_DAYS = 31


class RangeForm(forms.Form):
    """The board's address: `day` is the first day, `days` how many; `view`, `show` and `q` are Shown's."""

    view = forms.ChoiceField(required=False, choices=[(LIST, LIST), (WEEK, WEEK)])
    day = forms.DateField(
        required=False, input_formats=["%Y-%m-%d"], error_messages={"invalid": _("That is not a day.")}
    )
    days = forms.IntegerField(required=False, min_value=1, max_value=_MOST_DAYS)
    q = forms.CharField(required=False, max_length=200)

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and not EARLIEST <= day <= LATEST:
            raise ValidationError(_("That day is too far away."))
        return day

    def shown(self, chosen: Preferences) -> Shown:
        """What a valid form asks for, completed by what the person chose."""
        data = self.cleaned_data
        view = data["view"] or LIST
        usual = chosen.week_days if view == WEEK else chosen.days
        only = tuple(dict.fromkeys(self.data.getlist("show"))) if hasattr(self.data, "getlist") else ()
        days = data["days"] or usual
        return Shown(
            view=view,
            first=data["day"],
            days=min(days, 7) if view == WEEK else days,
            usual=usual,
            weekday=chosen.first_weekday or 0,
            only=only,
            words=data["q"],
        )
