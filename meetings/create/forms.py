"""The form for a new meeting."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.events import Calendar, Mailbox, MailboxZone, NewMeeting, Provider
from meetings.events.providers import all_providers
from meetings.models import Preferences
from meetings.pages.fields import WALL_TIME, MeetingFields
from meetings.wording import providers
from meetings.wording.text import name_list


@dataclass(frozen=True, slots=True)
class ProviderChoice:
    """A provider in the form's list; `reason` says why it cannot be chosen and is empty if it can."""

    provider: Provider
    reason: str | Promise
    is_chosen: bool


class MeetingForm(MeetingFields):
    """The form for a new meeting.

    A valid form has the NewMeeting in `meeting`; `reminder` is passed on to it.
    """

    calendar = forms.ChoiceField(
        label=_("Calendar"), error_messages={"invalid_choice": _("You cannot write to that calendar.")}
    )
    online = forms.BooleanField(label=_("Online meeting"), required=False)
    provider = forms.CharField(label=_("Held with"), required=False, max_length=64)
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
        zone: MailboxZone,
        initial: Mapping[str, Any] | None = None,
        reminder: int | None = None,
    ) -> None:
        super().__init__(data, zone=zone, initial=initial)
        self.mailbox = mailbox
        self.reminder = reminder
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.choices = [(calendar.id, calendar.name) for calendar in mailbox.editable]

    @property
    def chosen_calendar(self) -> Calendar | None:
        """The calendar in the form, or the first one that the person can write to; None if there is none."""
        calendar = self.mailbox.calendar(str(self["calendar"].value() or ""))
        return calendar if calendar in self.mailbox.editable else next(iter(self.mailbox.editable), None)

    def provider_choices(self) -> Iterator[ProviderChoice]:
        """The providers that the chosen calendar allows, its default first, then the others with a reason."""
        calendar = self.chosen_calendar
        allowed = calendar.providers if calendar else ()
        value = str(self["provider"].value() or "")
        if value not in (provider.value for provider in allowed):
            value = calendar.default_provider if calendar else ""
        for provider in allowed:
            yield ProviderChoice(provider, "", provider.value == value)
        for provider in all_providers():
            if provider not in allowed:
                yield ProviderChoice(provider, _("not allowed by this calendar"), False)

    def renew_transaction_id(self) -> None:
        """Give the submitted form another transaction id, so that sending it again creates a new meeting."""
        data = {name: self.data[name] for name in self.data}
        self.data = {**data, "transaction_id": str(uuid.uuid4())}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        calendar_id = data.get("calendar")
        calendar = self.mailbox.calendar(calendar_id) if calendar_id else None
        provider = self._provider(calendar) if calendar and data["online"] else ""
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
                provider=provider,
                transaction_id=str(data["transaction_id"]),
                reminder=self.reminder,
            )
        return data

    def _provider(self, calendar: Calendar) -> str:
        """The provider to ask for, always named: without one Graph may choose any (docs/graph.md 7.3)."""
        value: str = self.cleaned_data.get("provider") or calendar.default_provider
        if not calendar.allowed:
            self.add_error(
                "online", _("“%(calendar)s” allows no online meetings.") % {"calendar": calendar.name}
            )
        elif value not in calendar.allowed:
            names = name_list(providers.name(each) for each in calendar.providers)
            self.add_error(
                "provider",
                _("“%(calendar)s” does not allow %(provider)s. It allows: %(allowed)s.")
                % {"calendar": calendar.name, "provider": _name(value), "allowed": names},
            )
        return value


def suggested_values(
    zone: ZoneInfo, now: datetime, day: date | None, calendar: Calendar | None, preferences: Preferences
) -> dict[str, Any]:
    """The initial values of the form for a new meeting, with times in `zone`.

    The meeting has the preferred length. It begins at the next half hour, or at 9:00 if `day` is another day.
    It is online if the person prefers that and the calendar allows it.
    """
    start = now.astimezone(zone).replace(second=0, microsecond=0, tzinfo=None)
    start += timedelta(minutes=30 - start.minute % 30)
    if day and day != start.date():
        start = datetime(day.year, day.month, day.day, 9)
    return {
        "start": start.strftime(WALL_TIME),
        "end": (start + timedelta(minutes=preferences.length)).strftime(WALL_TIME),
        "calendar": calendar.id if calendar else "",
        "online": bool(preferences.online and calendar and calendar.allowed),
        "provider": preferences.provider,
        "allow_new_time_proposals": True,
        "transaction_id": str(uuid.uuid4()),
    }


def _name(value: str) -> str:
    provider = Provider(value)
    return str(providers.name(provider)) if provider.is_known else f"“{value}”"
