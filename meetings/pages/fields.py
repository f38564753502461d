"""The form fields of a meeting, and the form that creating and editing a meeting have in common."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.events import MailboxZone, Person, plain_text, zones
from meetings.pages import attendees

EARLIEST, LATEST = date(1970, 1, 1), date(2200, 1, 1)
WALL_TIME = "%Y-%m-%dT%H:%M"
LONGEST_TEXT = 20_000


class LocalDateTimeField(forms.Field):
    """A `datetime-local` field: the input is a local time in `zone`, the value an aware datetime."""

    widget = forms.DateTimeInput(format=WALL_TIME, attrs={"type": "datetime-local"})
    zone: ZoneInfo

    def to_python(self, value: Any) -> datetime | None:
        if not value:
            return None
        try:
            wall = datetime.fromisoformat(value)
            if wall.tzinfo or not EARLIEST <= wall.date() <= LATEST:
                raise ValueError(value)
            return zones.from_wall_time(wall, self.zone)
        except zones.SkippedTimeError:
            raise ValidationError(_("Clocks are put forward over this time: it does not exist.")) from None
        except (TypeError, ValueError):
            raise ValidationError(_("That is not a date and time.")) from None


class DayField(forms.DateField):
    """A date field for the first or last day of an all-day event."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label, input_formats=["%Y-%m-%d"], error_messages={"invalid": _("That is not a day.")}
        )

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and not EARLIEST <= day <= LATEST:
            raise ValidationError(_("That day is too far away."))
        return day


class PeopleField(forms.CharField):
    """Mail addresses with or without names; the value is a tuple of Person, each address once."""

    def clean(self, value: Any) -> tuple[Person, ...]:
        return attendees.read(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the addresses differ; names and order do not count."""
        try:
            return _addresses(initial) != _addresses(data)
        except ValidationError:
            return True


class TextField(forms.CharField):
    """Text of several lines; the value has "\\n" for the "\\r\\n" that browsers send."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the texts still differ after the conversion to HTML and back, which merges blank lines."""
        return _as_stored(self.to_python(initial)) != _as_stored(self.to_python(data))


class MeetingFields(forms.Form):
    """The fields of both the create and the edit form; times are typed in the person's `zone`."""

    subject = forms.CharField(
        label=_("Subject"), max_length=255, widget=forms.TextInput(attrs={"autofocus": True})
    )
    start = LocalDateTimeField(label=_("Start"))
    end = LocalDateTimeField(label=_("End"))
    attendees = PeopleField(
        label=_("Attendees"),
        required=False,
        max_length=64_000,
        help_text=_("Mail addresses, parted by commas, semicolons or lines. They are invited at once."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
    )
    location = forms.CharField(label=_("Location"), required=False, max_length=255)
    body = TextField(
        label=_("Agenda"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(
        self, data: Any = None, *, zone: MailboxZone, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), label_suffix="")
        self.zone = zone
        for field in self.fields.values():
            if isinstance(field, LocalDateTimeField):
                field.zone = zone.zone

    def clean(self) -> dict[str, Any]:
        self._check_end(self.cleaned_data)
        return self.cleaned_data

    def _check_end(self, data: Mapping[str, Any]) -> None:
        start, end = data.get("start"), data.get("end")
        if start and end and end <= start:
            self.add_error("end", _("The end must be after the start."))


def _addresses(value: Any) -> set[str]:
    return {person.address.lower() for person in attendees.read(str(value or ""))}


def _as_stored(text: str) -> str:
    return plain_text.from_html(plain_text.to_html(text))
