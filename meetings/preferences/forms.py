"""The form on the settings page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.events import Mailbox
from meetings.models import Preferences
from meetings.preferences import choices
from meetings.preferences.calendars import CalendarsForm
from meetings.wording import languages


def _number(label: Any, offered: Any = (), required: bool = True, **more: Any) -> forms.TypedChoiceField:
    """A field to choose a number; if it is not required, the empty choice gives None."""
    return forms.TypedChoiceField(
        label=label, choices=offered, required=required, coerce=int, empty_value=None, **more
    )


def _one_of(label: Any, offered: Any = (), **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=offered, required=False, **more)


def _switch(label: Any, help_text: Any = "") -> forms.BooleanField:
    widget = forms.CheckboxInput(attrs={"role": "switch"})
    return forms.BooleanField(label=label, required=False, help_text=help_text, widget=widget)


class PreferencesForm(CalendarsForm):
    """All settings of a person; the fields have the names of those of Preferences."""

    zone = _one_of(_("Time zone"))
    first_weekday = _number(_("The week begins on"), required=False)
    twelve_hours = _one_of(_("Clock"), choices.clocks, widget=forms.RadioSelect)
    days = _number(_("Days in the list"), choices.list_days)
    week_days = _number(_("Days in the week"), choices.week_days, widget=forms.RadioSelect)
    length = _number(_("Length"), choices.lengths)
    online = _switch(_("Online from the start"), _("Where the calendar allows it."))
    provider = _one_of(_("Held with"))
    reminder = _number(
        _("Reminder"),
        choices.reminders,
        required=False,
        help_text=_("Outlook and Teams remind you, everywhere."),
    )
    language = _one_of(_("Language"), choices.languages)
    theme = _one_of(_("Theme"), choices.themes, widget=forms.RadioSelect)
    keys = _switch(_("Shortcuts of a single key"), _("Press ? on the board to see them."))
    notice = _number(
        _("Notification before a meeting"),
        choices.notices,
        required=False,
        help_text=_("With a way to join, in browsers that you allow it in, while the board is open."),
    )
    offline = _switch(
        _("Keep the last list for when I am offline"),
        _("It stays in this browser until it is closed, readable by whoever uses it."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        mailbox: Mailbox | None,
        preferences: Preferences,
        browser_zone: str,
        now: datetime,
    ) -> None:
        initial = {name: getattr(preferences, name) for name in self._settings}
        initial["twelve_hours"] = "on" if preferences.twelve_hours else ""
        super().__init__(data, mailbox=mailbox, preferences=preferences, initial=initial)
        offered = {
            "zone": choices.time_zones(mailbox, preferences.zone, browser_zone, now),
            "first_weekday": choices.weekdays(languages.usual_first_day(preferences.locale)),
            "provider": choices.providers(mailbox, preferences.provider),
        }
        for name, field in self.fields.items():
            if name in offered and isinstance(field, forms.ChoiceField):
                field.choices = offered[name]

    def clean_twelve_hours(self) -> bool:
        return bool(self.cleaned_data["twelve_hours"])

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._settings} | super().changes()

    @property
    def _settings(self) -> list[str]:
        """The names of the fields that are also fields of Preferences, except the calendars."""
        return [name for name in self.base_fields if name not in CalendarsForm.base_fields]
