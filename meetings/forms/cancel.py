"""The form to call a meeting off."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.forms.edit import OCCURRENCE, SERIES
from meetings.forms.fields import TextField


class CancelForm(forms.Form):
    """A message to the guests; one meeting or its series; the day to go back to, should it be gone."""

    comment = TextField(
        label=_("Message to the guests"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
    )
    scope = forms.ChoiceField(required=False, choices=[(OCCURRENCE, ""), (SERIES, "")])
    day = forms.DateField(required=False, input_formats=["%Y-%m-%d"], widget=forms.HiddenInput)

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
