"""What takes a meeting out of the head of the board."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class DismissalForm(forms.Form):
    """`mark` is the meeting's (board.up_next), empty to bring back all; `next` is the board to go to."""

    mark = forms.RegexField(
        r"\A[0-9a-f]{64}\Z", required=False, error_messages={"invalid": _("That is not a meeting.")}
    )
    next = forms.CharField(required=False)
