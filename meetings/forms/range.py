"""The days in the agenda's address."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.forms.fields import EARLIEST, LATEST

_MOST_DAYS = 31


class RangeForm(forms.Form):
    """The days in the agenda's address: `day` the first of them, `days` how many."""

    day = forms.DateField(
        required=False, input_formats=["%Y-%m-%d"], error_messages={"invalid": _("That is not a day.")}
    )
    days = forms.IntegerField(required=False, min_value=1, max_value=_MOST_DAYS)

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and not EARLIEST <= day <= LATEST:
            raise ValidationError(_("That day is too far away."))
        return day
