"""What a person types, validated into the values that the jobs take."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings import attendees, zones
from meetings.events import Calendar, Mailbox, NewMeeting, Person
from meetings.providers import Provider, all_providers, provider

MOST_DAYS = 31
_EARLIEST, _LATEST = date(1970, 1, 1), date(2200, 1, 1)
_WALL_TIME = "%Y-%m-%dT%H:%M"


class RangeForm(forms.Form):
    """The days in the agenda's address: `day` the first of them, `days` how many."""

    day = forms.DateField(
        required=False, input_formats=["%Y-%m-%d"], error_messages={"invalid": _("That is not a day.")}
    )
    days = forms.IntegerField(required=False, min_value=1, max_value=MOST_DAYS)

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and not _EARLIEST <= day <= _LATEST:
            raise ValidationError(_("That day is too far away."))
        return day


class MomentField(forms.Field):
    """A `datetime-local` field: what is typed is a wall time in `zone`, what comes out an aware datetime."""

    widget = forms.DateTimeInput(format=_WALL_TIME, attrs={"type": "datetime-local"})
    zone: ZoneInfo

    def to_python(self, value: Any) -> datetime | None:
        if not value:
            return None
        try:
            wall = datetime.fromisoformat(value)
            if wall.tzinfo or not _EARLIEST <= wall.date() <= _LATEST:
                raise ValueError(value)
            return zones.from_wall(wall, self.zone)
        except zones.SkippedTimeError:
            raise ValidationError(_("Clocks are put forward over this time: it does not exist.")) from None
        except (TypeError, ValueError):
            raise ValidationError(_("That is not a date and time.")) from None


@dataclass(frozen=True, slots=True)
class Offer:
    """One provider as the form lists it: `reason` says why it cannot be chosen, empty when it can."""

    provider: Provider
    reason: str | Promise
    is_chosen: bool


class MeetingForm(forms.Form):
    """A new meeting, times in the person's zone. A valid form has the domain value in `meeting`."""

    subject = forms.CharField(
        label=_("Subject"), max_length=255, widget=forms.TextInput(attrs={"autofocus": True})
    )
    start = MomentField(label=_("Start"))
    end = MomentField(label=_("End"))
    calendar = forms.ChoiceField(
        label=_("Calendar"), error_messages={"invalid_choice": _("You cannot write to that calendar.")}
    )
    online = forms.BooleanField(label=_("Online meeting"), required=False)
    provider = forms.CharField(label=_("Held with"), required=False, max_length=64)
    attendees = forms.CharField(
        label=_("Attendees"),
        required=False,
        max_length=64_000,
        help_text=_("Mail addresses, parted by commas, semicolons or lines. They are invited at once."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
    )
    location = forms.CharField(label=_("Location"), required=False, max_length=255)
    body = forms.CharField(
        label=_("Agenda"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    allow_new_time_proposals = forms.BooleanField(label=_("Guests may propose another time"), required=False)
    transaction_id = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid"), _("This form had lost its number. It has a new one.")
        ),
    )

    meeting: NewMeeting

    def __init__(
        self,
        data: Any = None,
        *,
        mailbox: Mailbox,
        zone: ZoneInfo,
        zone_name: str,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), label_suffix="")
        self.mailbox, self.zone, self.zone_name = mailbox, zone, zone_name
        for field in self.fields.values():
            if isinstance(field, MomentField):
                field.zone = zone
            elif isinstance(field, forms.ChoiceField):
                field.choices = [(calendar.id, calendar.name) for calendar in mailbox.editable]

    @property
    def chosen_calendar(self) -> Calendar | None:
        """The calendar in the form, else the first that can be written to."""
        chosen = self.mailbox.calendar(str(self["calendar"].value() or ""))
        return chosen if chosen in self.mailbox.editable else next(iter(self.mailbox.editable), None)

    def offers(self) -> Iterator[Offer]:
        """Those of the chosen calendar to choose from, its default first; then the others with the reason."""
        calendar = self.chosen_calendar
        allowed = calendar.providers if calendar else ()
        chosen = str(self["provider"].value() or "")
        if chosen not in (each.value for each in allowed):
            chosen = calendar.default_provider if calendar else ""
        for each in allowed:
            yield Offer(each, "", each.value == chosen)
        for each in all_providers():
            if each not in allowed:
                yield Offer(each, _("not allowed by this calendar"), False)

    def renumber(self) -> None:
        """Give the form that was sent another transaction id: the next time it makes a meeting of its own."""
        typed = {name: self.data[name] for name in self.data}
        self.data = {**typed, "transaction_id": str(uuid.uuid4())}

    def clean_attendees(self) -> tuple[Person, ...]:
        return attendees.read(self.cleaned_data["attendees"])

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        start, end, calendar_id = data.get("start"), data.get("end"), data.get("calendar")
        if start and end and end <= start:
            self.add_error("end", _("The end must be after the start."))
        calendar = self.mailbox.calendar(calendar_id) if calendar_id else None
        held_with = self._held_with(calendar) if calendar and data["online"] else ""
        if calendar and not self.errors:
            self.meeting = NewMeeting(
                subject=data["subject"],
                calendar=calendar,
                start=data["start"],
                end=data["end"],
                place=data["location"],
                attendees=data["attendees"],
                text=data["body"],
                allow_new_time_proposals=data["allow_new_time_proposals"],
                provider=held_with,
                transaction_id=str(data["transaction_id"]),
            )
        return data

    def _held_with(self, calendar: Calendar) -> str:
        """The provider to ask for, always named: without one Graph's choice is open (contract 7.3)."""
        value: str = self.cleaned_data.get("provider") or calendar.default_provider
        if not calendar.allowed:
            self.add_error(
                "online", _("“%(calendar)s” allows no online meetings.") % {"calendar": calendar.name}
            )
        elif value not in calendar.allowed:
            names = ", ".join(str(each.name) for each in calendar.providers)
            self.add_error(
                "provider",
                _("“%(calendar)s” does not allow %(provider)s. It allows: %(allowed)s.")
                % {"calendar": calendar.name, "provider": _name(value), "allowed": names},
            )
        return value


def suggestion(zone: ZoneInfo, now: datetime, day: date | None, calendar: Calendar | None) -> dict[str, Any]:
    """What a new form holds: half an hour from the next half hour on, at nine on another day.

    The meeting is online where the calendar allows it.
    """
    start = now.astimezone(zone).replace(second=0, microsecond=0, tzinfo=None)
    start += timedelta(minutes=30 - start.minute % 30)
    if day and day != start.date():
        start = datetime(day.year, day.month, day.day, 9)
    return {
        "start": start.strftime(_WALL_TIME),
        "end": (start + timedelta(minutes=30)).strftime(_WALL_TIME),
        "calendar": calendar.id if calendar else "",
        "online": bool(calendar and calendar.allowed),
        "allow_new_time_proposals": True,
        "transaction_id": str(uuid.uuid4()),
    }


def _name(value: str) -> str:
    known = provider(value)
    return str(known.name) if known.is_known else f"“{value}”"
