"""The form in which a person ticks the calendars that the board shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from meetings.events import Calendar, Mailbox
from meetings.models import Preferences


@dataclass(frozen=True, slots=True)
class Tick:
    """A calendar in the form's list.

    `is_withheld` says that the person may not read its events; `owner` is the owner's name, empty for the
    person's own calendars.
    """

    calendar: Calendar
    is_shown: bool
    is_withheld: bool
    owner: str


class IdsField(forms.MultipleChoiceField):
    """Ids of calendars; ids of calendars that no longer exist are accepted and have no effect."""

    def valid_value(self, value: Any) -> bool:
        return True


class CalendarsForm(forms.Form):
    """The calendars to show: those of the calendars in `listed` that are also in `calendars`.

    Calendars that were not in the list, because they were added later, keep their default (Mailbox.choice).
    """

    calendars = IdsField(label=_("Calendars"), required=False)
    listed = IdsField(required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        mailbox: Mailbox | None,
        preferences: Preferences,
        withheld: Collection[Calendar] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.mailbox = mailbox
        self.preferences = preferences
        self.withheld = withheld
        ids = [calendar.id for calendar in mailbox.shown(preferences.calendars)] if mailbox else []
        super().__init__(data, initial={"calendars": ids, **(initial or {})}, label_suffix="")

    def ticks(self) -> Iterator[Tick]:
        """Every calendar of the mailbox, the person's own first."""
        ids = self["calendars"].value() or ()
        for calendar in self.mailbox.ordered if self.mailbox else ():
            owner = "" if self.mailbox and self.mailbox.is_own(calendar) else calendar.owner.label
            yield Tick(calendar, calendar.id in ids, calendar in self.withheld, owner)

    @property
    def shows_none(self) -> bool:
        """Whether the board is empty because no calendar is ticked."""
        return not any(tick.is_shown for tick in self.ticks())

    def changes(self) -> dict[str, Any]:
        """The values of a valid form, keyed by the names of fields of Preferences."""
        if not self.mailbox:
            return {}
        listed, ticked = self.cleaned_data["listed"], self.cleaned_data["calendars"]
        return {"calendars": self.mailbox.updated_choice(self.preferences.calendars, listed, ticked)}

    def save(self, user: User) -> Preferences:
        """Save the values of a valid form; other settings of the person stay as they are."""
        saved, _is_new = Preferences.objects.update_or_create(user=user, defaults=self.changes())
        return saved
