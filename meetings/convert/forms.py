"""The form to convert an event to an online meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.events import Calendar
from meetings.wording import providers
from meetings.wording.text import name_list


class ConvertForm(forms.Form):
    """`provider` must be one that `calendar` allows; `scope` tells whether the whole series is meant."""

    provider = forms.CharField(required=False)

    def __init__(self, data: Any, *, calendar: Calendar) -> None:
        super().__init__(data)
        self.calendar = calendar

    def clean_provider(self) -> str:
        value: str = self.cleaned_data["provider"]
        if value not in self.calendar.allowed:
            names = name_list(providers.name(each) for each in self.calendar.providers)
            raise ValidationError(
                _("“%(calendar)s” allows: %(names)s."),
                params={"calendar": self.calendar.name, "names": names},
            )
        return value

    @property
    def is_for_series(self) -> bool:
        """Whether to convert the whole series: only if `scope` is exactly "series"."""
        return bool(self.data.get("scope") == "series")
